"""How much there is to be found: articles, and the days from which they are."""

from datetime import date
from typing import NamedTuple

from django.http import QueryDict

from claims.listing import filters
from claims.listing.counts import RowCount
from claims.models import StatementIndex


class CorpusSize(NamedTuple):
    """``first`` and ``last``: days of publication of what has statements; None: none is dated."""

    articles: RowCount
    first: date | None
    last: date | None


def corpus_size() -> CorpusSize:
    """Read off an index, whatever the number of statements."""
    dated = StatementIndex.objects.exclude(published_on=None).values_list("published_on", flat=True)
    first = dated.order_by("published_on").first()
    last = dated.order_by("-published_on").first()
    return CorpusSize(filters.articles(QueryDict()).total, first, last)
