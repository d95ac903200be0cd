"""Which speakers: ``q party kind outlet article``."""

from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, Func, OuterRef, Q, QuerySet, Sum

from claims.listing.conditions import LIKELY_ROWS, UNKNOWN, any_of
from claims.listing.facets import FacetPanel
from claims.listing.filters.base import MAX_DETAILED_ROWS
from claims.listing.filters.named import NamedFilter
from claims.listing.filters.records import article_filter, outlet_filter
from claims.listing.ledger import next_most_frequent
from claims.listing.registry import Facet, outlet_labels
from claims.models import Speaker, StatementIndex
from claims.models.index import LIKELY_MARK
from claims.models.speaker import SpeakerQuerySet

MAX_STATEMENTS_OF_LIST = 20_000  # statements that are looked at for the outlets of a list
MAX_PAGE_ROWS = 201  # rows, with the one that tells whether there are more
# Of a row without an outlet one that is empty.
EACH_OUTLET = "unnest(CASE %(expressions)s WHEN '{}' THEN '{NULL}' ELSE %(expressions)s END)"
OUTLET = Facet("outlet", "Outlet", labels=outlet_labels, missing_label=UNKNOWN)


class SpeakerFilter(NamedFilter):
    counted_as = "speakers"

    outlet = outlet_filter(method="with_outlet")
    article = article_filter(method="with_article")

    orders = {
        "speaker": "name",
        "name": "name",
        "kind": "kind",
        "party": "party__name",
        "role": "role",
        "statements": "statement_count",
    }

    @property
    def sortable_rows(self) -> QuerySet[Any]:
        speakers = super().sortable_rows
        forth = self.place is None or not self.place.before
        if self.order == ",".join(self.default_order) and forth and not self.active:
            # Everybody, most quoted first: all but the next of them need not be counted.
            most = self.place.values[0] if self.place else None
            speakers = speakers.filter(
                counted__pk__in=next_most_frequent(f"{LIKELY_MARK}speaker", MAX_PAGE_ROWS, most)
            )
        return speakers

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """By outlet, too, in lists short enough to look at each speaker and statement."""
        panels = super().facets
        if (
            panels
            and self.total <= MAX_DETAILED_ROWS
            and self._statement_total <= MAX_STATEMENTS_OF_LIST
        ):
            rows = StatementIndex.objects.filter(
                LIKELY_ROWS, speaker__in=self.without_filter("outlet").values("pk")
            )
            outlets = rows.order_by().annotate(each=Func("outlets", template=EACH_OUTLET))
            quoting = outlets.values_list("each").annotate(n=Count("speaker", distinct=True))
            panels.append(self.facet(OUTLET, quoting))
        return panels

    @property
    def _statement_total(self) -> int:
        """How many statements are those of the list's speakers."""
        rows = self.without_filter("outlet")
        return int(rows.aggregate(total=Sum("counted__statements"))["total"] or 0)

    def fetch(self, ids: Any) -> SpeakerQuerySet:
        speakers: SpeakerQuerySet = Speaker.objects.filter(pk__in=ids)
        return speakers.with_statement_count()

    def with_outlet(self, queryset: SpeakerQuerySet, _: str, outlets: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, any_of("outlets", outlets))

    def with_article(self, queryset: SpeakerQuerySet, _: str, articles: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, any_of("articles", articles))

    @staticmethod
    def _quoted(queryset: SpeakerQuerySet, where: Q) -> SpeakerQuerySet:
        statements = StatementIndex.objects.filter(where, LIKELY_ROWS, speaker=OuterRef("pk"))
        return queryset.filter(Exists(statements))
