"""What the lists of speakers and of relays share: ``q party kind``."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Count

from claims import glossary
from claims.listing.conditions import UNKNOWN
from claims.listing.counts import RowCount, cache_if_long, is_long
from claims.listing.facets import FacetPanel
from claims.listing.filters.base import ListFilter, WordsFilter
from claims.listing.filters.records import party_filter
from claims.listing.registry import Facet, party_labels
from claims.models import SpeakerKind
from claims.models.speaker import SpeakerQuerySet

PARTY = Facet("party", "Country or bloc", labels=party_labels, missing_label=UNKNOWN)
KINDS = {kind: glossary.speaker_kind(kind) for kind in SpeakerKind.values}
KIND = Facet("kind", "Kind", lambda: KINDS)


class NamedFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", method="with_name")
    party = party_filter("speakers", missing_label=UNKNOWN)
    kind = WordsFilter(label="Kind", choices=list(KINDS.items()), lookup_expr="in")

    counted_as: str  # under which the counts of the whole list are remembered
    sorts_with_missing = frozenset({"party"})
    default_order = ("-statements", "name")

    def with_name(self, queryset: SpeakerQuerySet, _: str, name: str) -> SpeakerQuerySet:
        return queryset.called(name)

    @cached_property
    def total(self) -> RowCount:
        return RowCount(0 if self.problems else sum(self._pairs.values()))

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """By party and kind."""
        if self.problems:
            return []
        return [self.facet(facet, self._counts(facet.name)) for facet in (PARTY, KIND)]

    def _counts(self, name: str) -> Iterable[tuple[Any, int]]:
        if self.form.cleaned_data.get(name):
            return self.without_filter(name).values_list(name).annotate(n=Count("pk"))
        place = ("party", "kind").index(name)
        return ((pair[place], n) for pair, n in self._pairs.items())

    @cached_property
    def _pairs(self) -> dict[tuple[str | None, str], int]:
        """How many of the list have this party and this kind."""
        if self.active:
            return self._paired()
        return cache_if_long(self.counted_as, self._paired, long=is_long)

    def _paired(self) -> dict[tuple[str | None, str], int]:
        rows = self.filter_queryset(self.queryset).order_by()
        counted = rows.values_list("party", "kind").annotate(n=Count("pk"))
        return {(party, kind): n for party, kind, n in counted}
