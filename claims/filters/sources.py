"""Which relays, through whom words reached us: ``q party kind``."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, F, OuterRef, Subquery

from claims.filters.base import ListFilter, RecordsFilter, WordsFilter
from claims.filters.statements import parties_with
from claims.models import Source, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet


def relaying(**where: Any) -> SpeakerQuerySet:
    """Those through whom public statements came; adds ``resting``, how many.

    ``where`` narrows the hops that count, e.g. ``attribution__speaker=xi``.
    """
    if not where:
        kept: SpeakerQuerySet = Speaker.objects.annotate(resting=F("resting_on__statements"))
        return kept.filter(resting__gt=0)
    hops = Source.objects.filter(
        attribution__public_row__isnull=False, speaker=OuterRef("pk"), **where
    )
    counted = hops.order_by().values("speaker").annotate(n=Count("attribution", distinct=True))
    annotated = Speaker.objects.annotate(resting=Subquery(counted.values("n")))
    found: SpeakerQuerySet = annotated.filter(resting__gt=0)
    return found


class SourceFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", method="with_name", max_length=300)
    party = RecordsFilter(
        among=lambda: parties_with("speakers"), key="code", name="name", label="Party",
        widget=forms.CheckboxSelectMultiple, lookup_expr="in",
    )  # fmt: skip
    kind = WordsFilter(label="Kind", choices=SpeakerKind.choices, lookup_expr="in")

    orders = {
        "name": "name",
        "kind": "kind",
        "party": "party__name",
        "statements": "resting",
    }
    empty = frozenset({"party"})
    default_order = ("-statements", "name")

    class Meta:
        model = Speaker
        fields: list[str] = []

    def with_name(self, queryset: SpeakerQuerySet, _: str, name: str) -> SpeakerQuerySet:
        return queryset.called(name)
