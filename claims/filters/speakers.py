"""Which speakers: ``q party kind outlet article``."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef

from articles.models import Article, Outlet
from claims.filters.base import ListFilter, RecordsFilter, WordsFilter
from claims.filters.fields import SuggestInput
from claims.filters.statements import parties_with
from claims.models import Shown, Speaker, SpeakerKind
from claims.models.speaker import SpeakerQuerySet


class SpeakerFilter(ListFilter):
    q = django_filters.CharFilter(label="Name", method="with_name", max_length=300)
    party = RecordsFilter(
        among=lambda: parties_with("speakers"), key="code", name="name", label="Party",
        widget=forms.CheckboxSelectMultiple, lookup_expr="in",
    )  # fmt: skip
    kind = WordsFilter(label="Kind", choices=SpeakerKind.choices, lookup_expr="in")
    outlet = RecordsFilter(
        among=Outlet.objects.all, key="slug", name="name", label="Quoted by",
        widget=SuggestInput, method="with_outlet",
    )  # fmt: skip
    article = RecordsFilter(
        among=Article.objects.public, key="slug", name="title", label="Quoted in",
        widget=SuggestInput, method="with_article",
    )  # fmt: skip

    orders = {
        "speaker": "name",
        "name": "name",
        "kind": "kind",
        "party": "party__name",
        "role": "role",
        "statements": "statement_count",
    }
    empty = frozenset({"party"})
    default_order = ("-statements", "name")

    class Meta:
        model = Speaker
        fields: list[str] = []

    def fetch(self, ids: Any) -> SpeakerQuerySet:
        found: SpeakerQuerySet = Speaker.objects.filter(pk__in=ids)
        return found.with_statement_count()

    def with_name(self, queryset: SpeakerQuerySet, _: str, name: str) -> SpeakerQuerySet:
        return queryset.called(name)

    def with_outlet(self, queryset: SpeakerQuerySet, _: str, outlets: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, outlet__in=outlets)

    def with_article(self, queryset: SpeakerQuerySet, _: str, articles: Any) -> SpeakerQuerySet:
        return self._quoted(queryset, article__in=articles)

    @staticmethod
    def _quoted(queryset: SpeakerQuerySet, **where: Any) -> SpeakerQuerySet:
        shown = Shown.objects.filter(speaker=OuterRef("pk"), **where)
        return queryset.filter(Exists(shown))
