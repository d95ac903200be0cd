"""Which statements: ``q speaker party about act quotation mode source only outlet article …``"""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, FilteredRelation, OuterRef, Q

from articles.models import Article, Outlet
from claims.extraction import acts
from claims.filters.base import (
    ConfidenceFilter,
    DayFilter,
    ListFilter,
    RecordsFilter,
    WordsFilter,
)
from claims.filters.fields import SuggestInput
from claims.models import About, Mode, Party, Quotation, Source, Speaker, Statement, Status
from claims.models.speaker import SpeakerQuerySet
from claims.models.statement import StatementQuerySet

LIVE = [status for status in Status.values if status != Status.REJECTED]
REJECTED_ARE_HIDDEN = " Rejected attributions are kept for curators and not shown here."


def parties_with(related: str) -> Any:
    rows: Any = Party._meta.get_field(related).related_model
    return Party.objects.filter(Exists(rows.objects.filter(party=OuterRef("pk"))))


def relays() -> SpeakerQuerySet:
    return Speaker.objects.filter(Exists(Source.objects.filter(speaker=OuterRef("pk"))))


class StatementFilter(ListFilter):
    """``since`` and ``until`` are days of publication, both inclusive; they leave out undated ones.

    Rows carry ``answer``, the live attribution, for ``order_by`` and ``values_list``.
    """

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=500)
    speaker = RecordsFilter(
        among=lambda: Speaker.objects.filter(merged_into=None, article=None),
        key="slug", name="name", label="Speaker", widget=SuggestInput, method="with_speaker",
    )  # fmt: skip
    party = RecordsFilter(
        among=lambda: parties_with("speakers"), key="code", name="name",
        label="Party of the speaker", widget=forms.CheckboxSelectMultiple, method="with_party",
    )  # fmt: skip
    about = RecordsFilter(
        among=lambda: parties_with("mentions"), key="code", name="name",
        label="Party spoken of", widget=forms.CheckboxSelectMultiple, method="with_about",
    )  # fmt: skip
    act = WordsFilter(label="Act", choices=lambda: list(acts.labels().items()), method="with_act")
    quotation = WordsFilter(label="Quotation", choices=Quotation.choices, lookup_expr="in")
    mode = WordsFilter(label="Mode", choices=Mode.choices, lookup_expr="in")
    source = RecordsFilter(
        among=relays,
        key="slug", name="name", label="Through", widget=SuggestInput, method="with_source",
    )  # fmt: skip
    only = RecordsFilter(
        among=relays, key="slug", name="name", label="Through nobody but",
        widget=SuggestInput, method="with_only",
    )  # fmt: skip
    outlet = RecordsFilter(
        among=Outlet.objects.all, key="slug", name="name", label="Outlet",
        widget=SuggestInput, field_name="article__outlet", lookup_expr="in",
    )  # fmt: skip
    article = RecordsFilter(
        among=Article.objects.public, key="slug", name="title", label="Article",
        widget=SuggestInput, lookup_expr="in",
    )  # fmt: skip
    review = WordsFilter(
        label="Review", method="with_review", also=REJECTED_ARE_HIDDEN,
        choices=[(value, label) for value, label in Status.choices if value in LIVE],
    )  # fmt: skip
    since = DayFilter(
        label="Published since", field_name="article__published_on", lookup_expr="gte"
    )
    until = DayFilter(
        label="Published until", field_name="article__published_on", lookup_expr="lte"
    )
    confidence = ConfidenceFilter(label="Confidence", method="with_confidence")

    orders = {
        "statement": ("words",),
        "speaker": ("answer__speaker__name",),
        "party": ("answer__speaker__party__name",),
        "quotation": ("quotation",),
        "mode": ("mode",),
        "act": ("answer__act",),
        "article": ("article__title",),
        "outlet": ("article__outlet__name",),
        "date": ("article__published_on",),
        "confidence": ("answer__confidence",),
        "review": ("answer__status",),
    }
    default_order = ("-date",)
    tie_breakers = ("-article_id", "start", "pk")

    class Meta:
        model = Statement
        fields: list[str] = []

    def filter_queryset(self, queryset: StatementQuerySet) -> StatementQuerySet:
        # One live attribution a statement (a constraint), hence no duplicate rows from this join.
        live = FilteredRelation("attributions", condition=Q(attributions__status__in=LIVE))
        return super().filter_queryset(queryset.annotate(answer=live))

    def with_words(self, queryset: StatementQuerySet, _: str, words: str) -> StatementQuerySet:
        return queryset.matching(words)

    def with_speaker(self, queryset: StatementQuerySet, _: str, who: Any) -> StatementQuerySet:
        return queryset.with_live(speaker__in=who)

    def with_party(self, queryset: StatementQuerySet, _: str, parties: Any) -> StatementQuerySet:
        return queryset.with_live(speaker__party__in=parties)

    def with_about(self, queryset: StatementQuerySet, _: str, parties: Any) -> StatementQuerySet:
        return queryset.filter(
            Exists(About.objects.filter(statement=OuterRef("pk"), party__in=parties))
        )

    def with_act(self, queryset: StatementQuerySet, _: str, words: Any) -> StatementQuerySet:
        return queryset.with_live(act__in=words)

    def with_source(self, queryset: StatementQuerySet, _: str, who: Any) -> StatementQuerySet:
        return queryset.with_live(sources__speaker__in=who)

    def with_only(self, queryset: StatementQuerySet, _: str, who: Any) -> StatementQuerySet:
        return queryset.only_through(*who)

    def with_review(self, queryset: StatementQuerySet, _: str, words: Any) -> StatementQuerySet:
        return queryset.with_live(status__in=words)

    def with_confidence(
        self, queryset: StatementQuerySet, _: str, bounds: tuple[float | None, float | None]
    ) -> StatementQuerySet:
        least, below = bounds
        match = {"confidence__gte": least, "confidence__lt": below}
        return queryset.with_live(**{path: n for path, n in match.items() if n is not None})
