"""Filters by a record, which several lists have: a speaker, a party, an outlet, an article."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from articles.models import Article, Outlet
from claims.listing.conditions import LIKELY_ROWS, UNKNOWN
from claims.listing.counts import facet_counts
from claims.listing.filters.base import RecordsFilter
from claims.listing.filters.fields import MAX_SUGGESTIONS, SPEAKER_BOX, SuggestInput
from claims.models import Party, Speaker
from claims.models.speaker import SpeakerQuerySet
from claims.speakers.name_lookup import find_named_speakers, find_parties, suggest_speakers


def speaker_filter(**options: Any) -> RecordsFilter:
    """By any form of the name."""
    return RecordsFilter(
        queryset=Speaker.objects.all, key="slug", name="name", label="Speaker",
        offered=most_frequent_speakers("speaker"), widget=SuggestInput(SPEAKER_BOX),
        lookup=find_named_speakers, suggest=suggest_speakers, **options,
    )  # fmt: skip


def party_filter(related: str, label: str = "Country or bloc", **options: Any) -> RecordsFilter:
    """Offers the parties of records that are ``related`` to any."""
    return RecordsFilter(
        queryset=lambda: parties_with(related), key="code", name="name", lookup=find_parties,
        label=label, widget=forms.CheckboxSelectMultiple, **options,
    )  # fmt: skip


def outlet_filter(**options: Any) -> RecordsFilter:
    return RecordsFilter(
        queryset=Outlet.objects.all, key="slug", name="name", label="Outlet", widget=SuggestInput,
        missing_label=UNKNOWN, **options,
    )  # fmt: skip


def article_filter(**options: Any) -> RecordsFilter:
    return RecordsFilter(
        queryset=Article.objects.public, key="slug", name="title", label="Article",
        widget=SuggestInput, **options,
    )  # fmt: skip


def parties_with(related: str) -> Any:
    rows: Any = Party._meta.get_field(related).related_model
    return Party.objects.filter(Exists(rows.objects.filter(party=OuterRef("pk"))))


def most_frequent_speakers(facet: str) -> Callable[[], SpeakerQuerySet]:
    """Those who have most statements, as ``speaker`` or as ``source``, by name."""

    def offered() -> SpeakerQuerySet:
        ids = facet_counts(LIKELY_ROWS, [facet], MAX_SUGGESTIONS)[facet]
        speakers: SpeakerQuerySet = Speaker.objects.filter(pk__in=ids, article=None)
        return speakers.order_by("name", "pk")

    return offered
