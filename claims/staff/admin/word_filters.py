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
