"""What the three filters share: unknown parameters, problems, removable values and the order."""

from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import django_filters
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from claims.counting import Total
from claims.facets import PAGES, Facet
from claims.filters.fields import (
    ConfidenceField,
    DatesField,
    DayField,
    RecordsField,
    WordsField,
    given,
)

BY_THE_PAGE = (
    "sort",
    "page",
    "after",
    "before",
    "for",
)  # known, but no filters: order, page, dialect of a file


class RecordsFilter(django_filters.Filter):
    field_class = RecordsField


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class DayFilter(django_filters.Filter):
    field_class = DayField


class DatesFilter(django_filters.Filter):
    field_class = DatesField


class ConfidenceFilter(django_filters.Filter):
    field_class = ConfidenceField


class Active(NamedTuple):
    """One value in force. ``without`` is the query string that takes it away, no leading "?"."""

    parameter: str
    value: str
    label: str
    without: str


class ListFilter(django_filters.FilterSet):
    """``orders`` maps a name of ``sort`` (``-`` before it turns it round) to ORM paths."""

    orders: dict[str, tuple[str, ...]] = {}
    default_order: tuple[str, ...] = ()
    tie_breakers: tuple[Any, ...] = ("pk",)

    @cached_property
    def problems(self) -> list[str]:
        """Why the list can't be shown as asked, in plain English; empty if all is well."""
        problems = [*self._unknown(), *self._repeated(), *self._unsortable()]
        for name, errors in self.form.errors.items():
            problems += [f"{name}: {message}" for message in errors]
        days = [self.form.cleaned_data.get(name) for name in ("since", "until")]
        if all(days) and days[0] > days[1]:
            problems.append("since: it is later than until; swap the two.")
        return problems

    @cached_property
    def qs(self) -> QuerySet[Any]:
        if self.problems:
            return self.queryset.none()
        wanted = given(self.data.getlist("sort")) or self.default_order
        return self.ordered(self.filter_queryset(self.queryset), wanted)

    def ordered(self, queryset: QuerySet[Any], names: Any) -> QuerySet[Any]:
        """In the order of these names; ties are broken, so that pages neither skip nor repeat."""
        order: list[Any] = []
        for name in names:
            order += [
                self._by(self.path(path), name.startswith("-"))
                for path in self.orders[name.lstrip("-")]
            ]
        # As expressions: by its bare name "article" would mean the order of articles, not of ids.
        ties = (self._by(self.path(t.lstrip("-")), t.startswith("-")) for t in self.tie_breakers)
        return queryset.order_by(*order, *ties)

    def path(self, path: str) -> str:
        """A path of ``orders`` as one from the rows of ``qs``."""
        return path

    @cached_property
    def total(self) -> Total:
        """How many rows are in the list."""
        return Total(0 if self.problems else self.qs.count())

    @cached_property
    def facets(self) -> list[Facet]:
        """What the list could be narrowed to, see ``claims.facets``; none if there are problems."""
        return []

    @cached_property
    def active(self) -> list[Active]:
        """Every value in force, in the order of the form; those with problems too."""
        self.form.is_valid()  # fills cleaned_data, which the labels come from
        return [
            Active(name, value, self._label(name, value), self._without(name, value))
            for name in self.filters
            for value in given(self.data.getlist(name))
        ]

    @staticmethod
    def _by(path: str, backwards: bool) -> OrderBy:
        return F(path).desc(nulls_last=True) if backwards else F(path).asc(nulls_last=True)

    def _unknown(self) -> list[str]:
        known = ", ".join([*self.filters, *BY_THE_PAGE])
        return [
            f"There is no filter “{name}”. Known: {known}."
            for name in self.data
            if name not in self.filters and name not in BY_THE_PAGE
        ]

    def _repeated(self) -> list[str]:
        several = (RecordsField, WordsField, DatesField)
        return [
            f"{name}: given more than once; give it once."
            for name, one in self.filters.items()
            if not isinstance(one.field, several) and len(given(self.data.getlist(name))) > 1
        ]

    def _unsortable(self) -> list[str]:
        return [
            f"sort: “{name}” can't be sorted by. Known: {', '.join(self.orders)}."
            for name in given(self.data.getlist("sort"))
            if name.removeprefix("-") not in self.orders
        ]

    def _label(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        cleaned = self.form.cleaned_data.get(name)
        if isinstance(field, WordsField):
            return field.labels.get(value, value)
        if isinstance(field, RecordsField):
            return {getattr(one, field.key): str(one) for one in cleaned or ()}.get(value, value)
        if isinstance(cleaned, date):
            return f"{cleaned.day} {cleaned:%B %Y}"
        if isinstance(field, ConfidenceField) and cleaned and value not in field.WORDS:
            return f"at least {value}"
        return value

    def _without(self, name: str, value: str) -> str:
        rest: QueryDict = self.data.copy()
        rest.setlist(name, [one for one in rest.getlist(name) if one.strip() != value])
        for page in PAGES:  # another list, so from its first page
            rest.pop(page, None)
        for key in list(rest):
            rest.setlist(key, [one for one in rest.getlist(key) if one.strip()])
        return rest.urlencode()
