"""Filters of admin lists whose values stand there in the words of the site, not in codes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims import glossary


class WordFilter(admin.SimpleListFilter):
    """``field`` has one of the codes of ``labels``, which say what readers see for each."""

    field: str
    labels: Callable[[], Mapping[str, str]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(type(self).labels().items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class ActFilter(WordFilter):
    title, parameter_name, field = "what they did", "act", "act"
    labels = staticmethod(glossary.acts)


class QuotationFilter(WordFilter):
    """Of a list of statements."""

    title, parameter_name, field = "quoted or not", "quotation", "quotation"
    labels = staticmethod(glossary.quotations)


class AttributionQuotationFilter(QuotationFilter):
    field = "statement__quotation"


class ModeFilter(WordFilter):
    title, parameter_name, field = "said or thought", "mode", "mode"
    labels = staticmethod(glossary.modes)


class SpeakerKindFilter(WordFilter):
    title, parameter_name, field = "kind", "kind", "kind"
    labels = staticmethod(glossary.speaker_kinds)


class AttributionSpeakerKindFilter(SpeakerKindFilter):
    title, parameter_name, field = "kind of speaker", "speaker_kind", "speaker__kind"


class PresenceFilter(admin.SimpleListFilter):
    """Whether ``field`` has a value, each answer in words; "no value" means nobody wrote one."""

    field: str
    labels: tuple[str, str]  # with a value, without

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        with_value, without = self.labels
        return [("yes", with_value), ("no", without)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() == "no"})


class WithdrawnFilter(PresenceFilter):
    title, parameter_name, field = "shown to readers", "withdrawn", "withdrawn_at"
    labels = ("withdrawn", "shown, unless rejected")


class DisagreementFilter(PresenceFilter):
    """Of a list of statements."""

    title, parameter_name, field = "the extractor today", "disagreement", "disagreement"
    labels = ("disagrees with a curator", "agrees, or nobody has decided")


class AttributionDisagreementFilter(DisagreementFilter):
    field = "statement__disagreement"


class SpeakerKnownFilter(PresenceFilter):
    title, parameter_name, field = "speaker", "speaker_known", "speaker"
    labels = ("known", "not known")


class MergedFilter(PresenceFilter):
    title, parameter_name, field = "merged or not", "merged", "merged_into"
    labels = ("merged into another", "a record of its own")
