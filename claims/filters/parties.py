"""Which states and blocs: ``q kind``."""

import django_filters
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.filters.base import ListFilter, WordsFilter
from claims.models import About, Attribution, Party, Statement
from claims.models.party import PartyKind


def spoken() -> QuerySet[Party]:
    """Spoken for or spoken of in public statements; adds ``by`` and ``about``, how many."""
    spoken_for = Attribution.objects.public().filter(speaker__party=OuterRef("pk")).order_by()
    of = About.objects.filter(
        party=OuterRef("pk"), statement__in=Statement.objects.public()
    ).order_by()
    counted = Party.objects.annotate(
        by=Coalesce(
            Subquery(spoken_for.values("speaker__party").annotate(n=Count("pk")).values("n")), 0
        ),
        about=Coalesce(Subquery(of.values("party").annotate(n=Count("pk")).values("n")), 0),
    )
    return counted.annotate(both=F("by") + F("about")).filter(both__gt=0)


class PartyFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", lookup_expr="icontains", field_name="name")
    kind = WordsFilter(label="Kind", choices=PartyKind.choices, lookup_expr="in")

    orders = {"name": ("name",), "kind": ("kind",), "by": ("by",), "about": ("about",)}
    default_order = ("name",)

    class Meta:
        model = Party
        fields: list[str] = []
