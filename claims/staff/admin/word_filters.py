"""Filters of admin lists whose values stand there in the words of the site, not in codes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from claims import glossary
from claims.models import DecisionKind


class WordFilter(admin.SimpleListFilter):
    """``field`` has one of the codes of ``labels``, which say what readers see for each."""

    field: str
    labels: Callable[[], Mapping[str, str]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(type(self).labels().items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(**{self.field: self.value()}) if self.value() else queryset


class ConditionFilter(admin.SimpleListFilter):
    """``options``: the label of each value, and the condition on its rows.

    ``default``: the same where nothing is chosen, if that does not leave all rows.
    """

    options: Mapping[str, tuple[str, Q]]
    default: tuple[str, Q] = ("", Q())

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, label) for value, (label, _) in self.options.items()]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": self.default[0] or first["display"]}, *rest]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        _, condition = self.options.get(self.value() or "", self.default)
        return queryset.filter(condition)


class ActFilter(WordFilter):
    title, parameter_name, field = "what they did", "act", "act"
    labels = staticmethod(glossary.acts)


class DecisionKindFilter(WordFilter):
    title, parameter_name, field = "what was decided", "deed__exact", "deed"
    labels = staticmethod(lambda: dict(DecisionKind.choices))


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


def presence(field: str, with_value: str, without: str) -> dict[str, tuple[str, Q]]:
    """Options of a filter: whether the field has a value. Without one, nobody wrote any."""
    return {
        "yes": (with_value, Q(**{f"{field}__isnull": False})),
        "no": (without, Q(**{f"{field}__isnull": True})),
    }


class WithdrawnFilter(ConditionFilter):
    title, parameter_name = "shown to readers", "withdrawn"
    options = presence("withdrawn_at", "withdrawn", "shown, unless rejected")


DISAGREEMENT = ("disagrees with a curator", "agrees, or nobody has decided")


class DisagreementFilter(ConditionFilter):
    """Of a list of statements."""

    title, parameter_name = "the extractor today", "disagreement"
    options = presence("disagreement", *DISAGREEMENT)


class AttributionDisagreementFilter(DisagreementFilter):
    options = presence("statement__disagreement", *DISAGREEMENT)


class SpeakerKnownFilter(ConditionFilter):
    title, parameter_name = "speaker", "speaker_known"
    options = presence("speaker", "known", "not known")


class MergedFilter(ConditionFilter):
    title, parameter_name = "merged or not", "merged"
    options = presence("merged_into", "merged into another", "a record of its own")
