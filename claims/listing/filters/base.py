"""What the filters of all lists share: unknown parameters, problems, removable values, order."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import django_filters
from django.db.models import Model, QuerySet
from django.http import QueryDict

from claims.dates import date_in_words
from claims.listing import query_params
from claims.listing.conditions import one_of
from claims.listing.counts import RowCount
from claims.listing.facets import FacetPanel, build_facet, with_values
from claims.listing.filters.fields import (
    ConfidenceField,
    DatesField,
    DayField,
    RecordsField,
    WordsField,
    nonblank_values,
)
from claims.listing.keyset import Cursor, CursorError, SortKey, cursor_from
from claims.listing.registry import Facet

# Rows of a list that are looked up in all their statements for a facet; a longer list goes without
# that facet until it is narrowed.
MAX_DETAILED_ROWS = 2_000
# Known, but no filters: the order, the place in the list, the dialect of a file.
PAGE_PARAMETERS = ("sort", "after", "before", "for")
BOUNDED_PARAMETERS = ("sort", "for", "page")  # beside the filters; a place in a list may be long


class RecordsFilter(django_filters.Filter):
    field_class = RecordsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs.filter(one_of(self.field_name, value)) if value else qs


class WordsFilter(django_filters.Filter):
    field_class = WordsField


class DayFilter(django_filters.Filter):
    field_class = DayField


class DatesFilter(django_filters.Filter):
    field_class = DatesField


class ConfidenceFilter(django_filters.Filter):
    field_class = ConfidenceField


class ActiveValue(NamedTuple):
    """One value in force. ``without`` is the query string that takes it away, no leading "?".

    ``title`` is what readers call the parameter.
    """

    parameter: str
    value: str
    label: str
    without: str
    title: str


class ListFilter(django_filters.FilterSet):
    """``orders`` maps a name of ``sort`` (``-`` before it turns it round) to an ORM path."""

    orders: dict[str, str] = {}
    # Those of the names whose value a row may lack.
    sorts_with_missing: frozenset[str] = frozenset()
    default_order: tuple[str, ...] = ()
    rows_model: type[Model] | None = None  # from which ``orders`` go, if it is not that of ``qs``
    tie_breakers: tuple[Any, ...] = ("pk",)

    def __init__(self, params: QueryDict, queryset: QuerySet[Any]) -> None:
        """Values that are too long or too many are a problem, and no filter reads them."""
        names = [*self.base_filters, *BOUNDED_PARAMETERS]
        self.oversized = query_params.oversized_problems(params, names)
        readable = query_params.without(params, self.oversized) if self.oversized else params
        super().__init__(readable, queryset)

    @cached_property
    def problems(self) -> list[str]:
        """Why the list can't be shown as asked, in plain English; empty if all is well."""
        if self.oversized:
            return list(self.oversized.values())
        sort_problems = self._sort_problems()
        problems = [*self._name_problems(), *self._repetition_problems(), *sort_problems]
        problems += [] if sort_problems else self._position_problems()
        for name, errors in self.form.errors.items():
            problems += [f"{name}: {message}" for message in errors]
        days = [self.form.cleaned_data.get(name) for name in ("since", "until")]
        if all(days) and days[0] > days[1]:
            problems.append("since: it is later than until; swap the two.")
        return problems

    @cached_property
    def qs(self) -> QuerySet[Any]:
        """Every row, in order: for files. A page asks ``claims.listing.keyset``."""
        if self.problems:
            return self.queryset.none()
        order = (
            key._replace(path=self.path_in_qs(key.path)).by(empty_last=True) for key in self.keys
        )
        return self.filter_queryset(self.queryset).order_by(*order)

    @cached_property
    def order(self) -> str:
        """The names of ``sort``, as one word; a place in the list holds in this order alone."""
        return ",".join(nonblank_values(self.data.getlist("sort")) or self.default_order)

    @cached_property
    def keys(self) -> list[SortKey]:
        """What the rows are sorted by. Ties are broken, so that pages neither skip nor repeat."""
        keys = [
            SortKey(
                self.orders[name.lstrip("-")],
                name.startswith("-"),
                name.lstrip("-") in self.sorts_with_missing,
            )
            for name in self.order.split(",")
        ]
        return keys + [SortKey(tie.lstrip("-"), tie.startswith("-")) for tie in self.tie_breakers]

    @cached_property
    def place(self) -> Cursor | None:
        """Where the page begins: after or before a row; ``None``: at the beginning."""
        return cursor_from(self.data, self.order, self.keys, self.rows_model or self.queryset.model)

    @property
    def sortable_rows(self) -> QuerySet[Any]:
        """The rows in which pages are found: those of ``qs``, or others with the same keys."""
        return self.filter_queryset(self.queryset)

    def fetch(self, ids: Any) -> QuerySet[Any]:
        """The rows of ``qs`` with these ids, in no order."""
        return self.filter_queryset(self.queryset).filter(pk__in=ids)

    def without_filter(self, name: str) -> QuerySet[Any]:
        """The rows that would be in the list without one of its filters."""
        params = self.data.copy()
        params.pop(name, None)
        other = type(self)(params, self.queryset)
        other.form.is_valid()  # fills cleaned_data
        return other.filter_queryset(self.queryset).order_by()

    def facet(self, facet: Facet, pairs: Iterable[tuple[Any, int]]) -> FacetPanel:
        """``pairs`` are values, as rows have them, with how many rows have each."""
        counts: dict[str, int] = {}
        for value, n in pairs:
            key = "" if value is None else str(value)
            counts[key] = counts.get(key, 0) + n
        return build_facet(facet, counts, set(self.active_values(facet.name)), self.data)

    def active_values(self, name: str) -> list[str]:
        """The values in force as rows have them: ids of records, words."""
        field, cleaned = self.form.fields[name], self.form.cleaned_data.get(name)
        if isinstance(field, RecordsField):
            return [str(record.pk) for record in cleaned or ()]
        return nonblank_values(self.data.getlist(name))

    def path_in_qs(self, path: str) -> str:
        """A path from ``sortable_rows`` as one from ``qs``."""
        return path

    @cached_property
    def total(self) -> RowCount:
        """How many rows are in the list."""
        return RowCount(0 if self.problems else self.qs.count())

    @cached_property
    def facets(self) -> list[FacetPanel]:
        """What the list could be narrowed to; none if there are problems."""
        return []

    @cached_property
    def active(self) -> list[ActiveValue]:
        """Every value in force, in the order of the form; those with problems too."""
        self.form.is_valid()  # fills cleaned_data, which the labels come from
        return [
            ActiveValue(
                name,
                value,
                self._label(name, value),
                self._without(name, value),
                filter_.field.label.lower(),
            )
            for name, filter_ in self.filters.items()
            for value in nonblank_values(self.data.getlist(name))
        ]

    @cached_property
    def corrected_query(self) -> str | None:
        """The query string with unknown names put right or left out; none if all are known."""
        return query_params.corrected_query(self.data, self._parameters)

    @property
    def _parameters(self) -> list[str]:
        return [*self.filters, *PAGE_PARAMETERS]

    def _name_problems(self) -> list[str]:
        return query_params.unknown_problems(self.data, self._parameters, but=("page",))

    def _repetition_problems(self) -> list[str]:
        several = (RecordsField, WordsField, DatesField)
        return [
            f"{name}: given more than once; give it once."
            for name, filter_ in self.filters.items()
            if not isinstance(filter_.field, several)
            and len(nonblank_values(self.data.getlist(name))) > 1
        ]

    def _sort_problems(self) -> list[str]:
        return [
            f"sort: “{name}” can't be sorted by. "
            f"{query_params.did_you_mean(name.lstrip('-'), self.orders)}"
            f"Known: {', '.join(self.orders)}."
            for name in nonblank_values(self.data.getlist("sort"))
            if name.removeprefix("-") not in self.orders
        ]

    def _position_problems(self) -> list[str]:
        if self.data.get("page"):
            return [
                "page: lists have no numbered pages, for what stood on one would move with every "
                "new row. Leave it out to begin at the first page."
            ]
        try:
            bool(self.place)
        except CursorError as error:
            return [str(error)]
        return []

    def _label(self, name: str, value: str) -> str:
        field = self.form.fields[name]
        cleaned = self.form.cleaned_data.get(name)
        if isinstance(field, WordsField):
            return field.labels.get(value, value)
        if isinstance(field, RecordsField):
            return field.names_by_value.get(value, value)
        if isinstance(field, DatesField):
            return date_in_words(value)
        if isinstance(cleaned, date):
            return date_in_words(cleaned)
        if isinstance(field, ConfidenceField) and cleaned and value not in field.WORDS:
            return f"at least {value}"
        return value

    def _without(self, name: str, value: str) -> str:
        rest = [other for other in self.data.getlist(name) if other.strip() != value]
        return with_values(self.data, name, rest)
