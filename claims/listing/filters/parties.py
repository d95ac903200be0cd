"""Which states and blocs: ``q kind``."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from claims.extraction.folding import fold_name
from claims.listing.facets import FacetPanel
from claims.listing.filters.base import ListFilter, WordsFilter
from claims.listing.registry import Facet
from claims.models import FacetCount, Party
from claims.models.index import LIKELY_MARK
from claims.models.party import PartyKind
from claims.speakers.name_lookup import find_parties

KIND = Facet("kind", "Kind", lambda: dict(PartyKind.choices))


def with_counts() -> QuerySet[Any]:
    """Every party; adds ``by`` and ``about``, its likely and settled statements."""
    return Party.objects.annotate(by=_counted("party"), about=_counted("about"))


def in_public() -> QuerySet[Party]:
    """Spoken for or spoken of in public statements; adds ``by`` and ``about``, how many."""
    return with_counts().annotate(both=F("by") + F("about")).filter(both__gt=0)


def _counted(facet: str) -> Coalesce:
    rows = FacetCount.objects.filter(
        facet=f"{LIKELY_MARK}{facet}", ref=0, word=OuterRef("pk")
    ).order_by()
    return Coalesce(Subquery(rows.values("word").annotate(sum=Sum("n")).values("sum")), 0)


class PartyFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", method="with_name")
    kind = WordsFilter(label="Kind", choices=PartyKind.choices, lookup_expr="in")

    orders = {"name": "name", "kind": "kind", "by": "by", "about": "about"}
    default_order = ("name",)

    @cached_property
    def facets(self) -> list[FacetPanel]:
        if self.problems:
            return []
        kinds = self.without_filter("kind").values_list("kind").annotate(n=Count("pk"))
        return [self.facet(KIND, kinds)]

    def with_name(self, queryset: QuerySet[Party], _: str, name: str) -> QuerySet[Party]:
        """By a part of the name, or by any other name it goes by: Beijing, the Kremlin."""
        codes = [party.pk for party in find_parties(name)]
        sought = fold_name(name)  # of some two hundred parties
        codes += [party.pk for party in queryset if sought in fold_name(party.name)]
        return queryset.filter(pk__in=codes)
