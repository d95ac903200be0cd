"""Columns of the database as JSON, and that JSON as PostgreSQL's COPY takes it.

Derived from the models' fields, so that a new field is written and loaded without a word here; one
of a kind that is not known yet stops the dump, and a test, instead of being left out.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.models.spans import SpansField

UserNames = dict[Any, Any]  # id → name when writing, name → id when loading


class Coder(NamedTuple):
    """``to_json`` of what the ORM reads; ``to_copy``, the text that COPY reads, of that JSON."""

    to_json: Callable[[Any], Any]
    to_copy: Callable[[Any], str]


def _identity(value: Any) -> Any:
    return value


def _list(values: Any) -> str:
    """As PostgreSQL writes an array of text."""
    quoted = (str(v).replace("\\", "\\\\").replace('"', '\\"') for v in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


PLAIN = Coder(_identity, str)
CODERS: list[tuple[tuple[type[Any], ...], Coder]] = [
    ((SpansField,), Coder(
        lambda spans: [list(span) for span in spans],
        lambda spans: _list(f"[{start},{end})" for start, end in spans),
    )),
    ((ArrayField,), Coder(list, _list)),
    ((models.BinaryField,), Coder(
        lambda raw: b64encode(bytes(raw)).decode(), lambda text: f"\\x{b64decode(text).hex()}"
    )),
    ((models.JSONField,), Coder(_identity, lambda value: json.dumps(value, ensure_ascii=False))),
    ((models.DateField,), Coder(lambda moment: moment.isoformat(), str)),  # DateTimeField too
    ((models.UUIDField,), Coder(str, str)),
    ((models.BooleanField,), Coder(_identity, lambda value: "t" if value else "f")),
    ((models.FloatField,), Coder(_identity, repr)),
    ((models.IntegerField, models.CharField, models.TextField), PLAIN),
]  # fmt: skip


def coder_of(field: Any, people: UserNames) -> Coder:
    """Raises ``NotImplementedError`` for a kind of field that nobody has thought of."""
    if field.is_relation:
        if field.related_model is get_user_model():
            return Coder(people.__getitem__, lambda name: str(people[name]))
        return coder_of(field.target_field, people)
    for kinds, coder in CODERS:
        if isinstance(field, kinds):
            return coder
    raise NotImplementedError(
        f"claims/export/dump/coding.py knows no {type(field).__name__}: {field}."
    )


def columns_of(model: type[models.Model]) -> list[Any]:
    """The stored fields, in order; what the database computes is left to it."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def names_a_user(field: Any) -> bool:
    return bool(field.is_relation and field.related_model is get_user_model())


def as_copy(value: Any, coder: Coder) -> str:
    """One cell of COPY's text format."""
    if value is None:
        return "\\N"
    text = coder.to_copy(value)
    for character, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(character, escaped)
    return text
