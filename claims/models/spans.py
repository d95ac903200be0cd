"""Spans in the database: ``int4range[]`` there, a tuple of ``Span(start, end)`` here.

The SQL function ``spans_are_valid`` (claims/migrations/_sql.py) holds what a CHECK can hold:
every range is bounded and non-empty, 0 <= start < end, in order and without overlap.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.db import models
from django.db.models import F, Func
from psycopg2.extras import NumericRange

from claims.extraction.types import Span, Spans

# Code points of a quote's prefix and suffix, enough to tell repeated words apart.
CONTEXT_CHARS = 32

__all__ = ["Span", "Spans", "SpansField", "spans_are_valid"]


class SpansField(ArrayField):
    """Half-open code-point ranges into ``article.text``, sorted and disjoint."""

    def __init__(self, **options: Any) -> None:
        options.pop("base_field", None)
        super().__init__(IntegerRangeField(), **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("base_field", None)
        return name, path, args, options

    def from_db_value(self, value: Any, *_: Any) -> Spans | None:
        return value if value is None else tuple(Span(r.lower, r.upper) for r in value)

    def to_python(self, value: Any) -> Spans | None:
        return value if value is None else as_spans(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, list | tuple):
            return [NumericRange(start, end, "[)") for start, end in value]
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str([list(span) for span in self.value_from_object(obj)])


def as_spans(value: Iterable[Any]) -> Spans:
    return tuple(Span(r.lower, r.upper) if isinstance(r, NumericRange) else Span(*r) for r in value)


def spans_are_valid(field: str) -> Func:
    return Func(F(field), function="spans_are_valid", output_field=models.BooleanField())
