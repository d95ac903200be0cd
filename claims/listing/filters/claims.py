"""Which claims: ``q show speaker party since until``."""

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet

from articles.search import web_query
from claims.listing.conditions import any_of
from claims.listing.counts import RowCount, cache_if_long, is_long
from claims.listing.facets import FacetPanel
from claims.listing.filters.base import DayFilter, ListFilter, WordsFilter
from claims.listing.filters.records import party_filter, speaker_filter
from claims.listing.registry import Facet
from claims.models import Claim

SHOWN = {
    "disputed": "disputed",
    "reworded": "in several wordings",
    "one-source": "rests on one source",
}
CONDITIONS = {
    "disputed": Q(disputed=True),
    "reworded": Q(wordings__gt=1),
    "one-source": Q(sources=1, statements__gt=1),
}
SHOW = Facet("show", "Show", lambda: SHOWN)


class ClaimFilter(ListFilter):
    """``since`` and ``until`` are days of the latest report, both inclusive."""

    q = django_filters.CharFilter(label="Words", method="with_words")
    show = WordsFilter(label="Show", choices=list(SHOWN.items()), method="with_state")
    speaker = speaker_filter(method="with_speakers")
    party = party_filter("speakers", method="with_parties")
    since = DayFilter(field_name="latest_on", lookup_expr="gte", label="Since")
    until = DayFilter(field_name="latest_on", lookup_expr="lte", label="Until")

    orders = {
        "claim": "opening",
        "dispute": "denying",
        "statements": "statements",
        "outlets": "outlets",
        "first": "first_on",
        "latest": "latest_on",
    }
    sorts_with_missing = frozenset({"first_on", "latest_on", "first", "latest"})
    default_order = ("-dispute", "-statements")

    def with_words(self, queryset: QuerySet[Claim], _: str, words: str) -> QuerySet[Claim]:
        return queryset.filter(search=web_query(words)) if words.strip() else queryset

    def with_state(
        self, queryset: QuerySet[Claim], _: str, names: Sequence[str]
    ) -> QuerySet[Claim]:
        states = [CONDITIONS[name] for name in names]
        return queryset.filter(reduce(or_, states)) if states else queryset

    def with_speakers(self, queryset: QuerySet[Claim], _: str, records: Any) -> QuerySet[Claim]:
        return queryset.filter(any_of("speakers", records)) if records else queryset

    def with_parties(self, queryset: QuerySet[Claim], _: str, records: Any) -> QuerySet[Claim]:
        return queryset.filter(any_of("parties", records)) if records else queryset

    @cached_property
    def total(self) -> RowCount:
        if self.problems:
            return RowCount(0)
        if self.form.cleaned_data["show"]:
            return RowCount(self.qs.count())
        return RowCount(self.tally["all"])

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """How many are disputed, reworded, rest on one source."""
        if self.problems:
            return []
        return [self.facet(SHOW, [(name, n) for name in CONDITIONS if (n := self.tally[name])])]

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many there are in all and in each state, in one reading."""

        def count() -> dict[str, int]:
            states = {name: Count("pk", filter=where) for name, where in CONDITIONS.items()}
            rows = self.without_filter("show")
            numbers: dict[str, int] = rows.aggregate(all=Count("*"), **states)
            return numbers

        others = [value for value in self.active if value.parameter != "show"]
        return count() if others else cache_if_long("claims", count, long=is_long)
