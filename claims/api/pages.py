"""Pages by key: where the one before ended, not how many rows to skip.

The token holds what the last row was ordered by, so rows that come or go between two requests
neither repeat nor skip others, and the row it was taken from may be gone.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from claims.export import to_json


class Page(NamedTuple):
    """The ids of its rows in order; ``after`` is empty on the last page."""

    keys: list[Any]
    after: str


class BadToken(ValueError):
    """The token was not made by this list in this order."""


def page_of(rows: QuerySet[Any], after: str, size: int) -> Page:
    """``rows`` must be in a total order by paths; raises ``BadToken``."""
    order = [_order(one) for one in rows.query.order_by]
    names = [f"order_{place}" for place in range(len(order))]
    by = dict(zip(names, (one.expression for one in order), strict=True))
    rows = rows.annotate(**by).order_by(*order)  # spelled out: "article" alone means its own order
    try:
        if after:
            rows = rows.filter(_beyond(order, names, _read(after, len(order))))
        found = list(rows.values_list("pk", *names)[: size + 1])
    except (DataError, ValidationError, TypeError, ValueError) as error:
        raise BadToken from error
    more = len(found) > size
    return Page([row[0] for row in found[:size]], _token(found[size - 1][1:]) if more else "")


def _order(one: Any) -> OrderBy:
    if isinstance(one, OrderBy):
        return one
    path = F(one.removeprefix("-"))
    return path.desc(nulls_last=True) if one.startswith("-") else path.asc(nulls_last=True)


def _token(values: Any) -> str:
    return urlsafe_b64encode(to_json(list(values)).encode()).decode().rstrip("=")


def _read(token: str, length: int) -> list[Any]:
    try:
        values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except ValueError as error:
        raise BadToken from error
    if not isinstance(values, list) or len(values) != length:
        raise BadToken
    if any(isinstance(value, list | dict | bool) for value in values) or "\\u0000" in str(values):
        raise BadToken
    return values


def _beyond(order: list[OrderBy], names: list[str], values: list[Any]) -> Q:
    """Rows that come after these values; empty values come last in either direction."""
    beyond, equal = Q(pk__in=[]), Q()
    for one, name, value in zip(order, names, values, strict=True):
        if value is not None:
            way = "lt" if one.descending else "gt"
            beyond |= equal & (Q(**{f"{name}__{way}": value}) | Q(**{f"{name}__isnull": True}))
            equal &= Q(**{name: value})
        else:
            equal &= Q(**{f"{name}__isnull": True})
    return beyond
