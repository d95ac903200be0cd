"""How much there is to be found: articles, and the days from which they are."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min
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
    # As an order it would have to name where the index puts empty days, or read every row.
    days = StatementIndex.objects.aggregate(first=Min("published_on"), last=Max("published_on"))
    return CorpusSize(filters.articles(QueryDict()).total, days["first"], days["last"])
