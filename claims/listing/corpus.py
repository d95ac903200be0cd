"""How much there is to be found: articles, and the days from which they are."""

from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min
from django.http import QueryDict

from articles.models import DateBasis
from claims.dates import ReportDay, days_in_words
from claims.listing import filters
from claims.listing.counts import RowCount
from claims.models import StatementIndex

INFERRED = DateBasis.INFERRED


class CorpusSize(NamedTuple):
    """``first`` and ``last``: days of publication of what has statements."""

    articles: RowCount
    first: ReportDay
    last: ReportDay

    @property
    def days(self) -> str:
        """ "from 14 March 2022 to 15 June 2022"; empty where nothing is dated."""
        return days_in_words(self.first, self.last)


def corpus_size() -> CorpusSize:
    """Read off an index, whatever the number of statements."""
    # As an order it would have to name where the index puts empty days, or read every row.
    days = StatementIndex.objects.aggregate(first=Min("published_on"), last=Max("published_on"))
    total = filters.articles(QueryDict()).total
    return CorpusSize(total, _report_day(days["first"]), _report_day(days["last"]))


def _report_day(day: date | None) -> ReportDay:
    """Inferred unless an article of that day states it."""
    of_day = StatementIndex.objects.filter(published_on=day).order_by()
    inferred = bool(day) and not of_day.exclude(article__published_basis=INFERRED).exists()
    return ReportDay(day, inferred)
