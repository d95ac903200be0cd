"""What the lists of speakers and of relays share: ``q party kind``."""

import django_filters
from django import forms

from claims.called import parties_called
from claims.filters.base import ListFilter, RecordsFilter, WordsFilter
from claims.filters.statements import parties_with
from claims.models import Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet


class NamedFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", method="with_name", max_length=300)
    party = RecordsFilter(
        among=lambda: parties_with("speakers"), key="code", name="name", label="Party",
        widget=forms.CheckboxSelectMultiple, lookup_expr="in", finds=parties_called,
    )  # fmt: skip
    kind = WordsFilter(label="Kind", choices=SpeakerKind.choices, lookup_expr="in")

    empty = frozenset({"party"})
    default_order = ("-statements", "name")

    class Meta:
        model = Speaker
        fields: list[str] = []

    def with_name(self, queryset: SpeakerQuerySet, _: str, name: str) -> SpeakerQuerySet:
        return queryset.called(name)
