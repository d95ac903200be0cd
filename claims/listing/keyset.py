"""Pages by key: a page begins after a row, not at a number.

``page(chosen, size)`` gives one page of any list of ``claims.listing.filters``. Where it begins
stands in the address as ``after=`` or ``before=``, an opaque token that holds the values by which
the list is sorted, down to the row's id. So the millionth row costs what the first does, an address
can be shared, and rows that are added meanwhile neither repeat nor hide others. Empty values come
last, in either direction of the sort.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import isfinite
from operator import and_, or_
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, IntegerField, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

NO_ROWS = Q(pk__in=[])
MAX_ID = 2**63 - 1


class SortKey(NamedTuple):
    """One value by which rows are sorted: an ORM path, and whether the highest come first."""

    path: str
    descending: bool
    nullable: bool = False

    def reversed(self) -> "SortKey":
        return self._replace(descending=not self.descending)

    def by(self, *, empty_last: bool) -> OrderBy:
        if not self.nullable:
            return F(self.path).desc() if self.descending else F(self.path).asc()
        where = {"nulls_last" if empty_last else "nulls_first": True}
        return F(self.path).desc(**where) if self.descending else F(self.path).asc(**where)

    def at(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any) -> Q:
        """With a value further on than this one."""
        return Q(**{f"{self.path}__{'lt' if self.descending else 'gt'}": value})


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row's values of the keys, and whether the page comes after or before it."""

    values: tuple[Any, ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """``object_list`` has the rows; ``next`` and ``previous`` the tokens, empty where none are."""

    object_list: list[Any]
    next: str = ""
    previous: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    @property
    def has_other_pages(self) -> bool:
        return bool(self.next or self.previous)


class CursorError(ValueError):
    """The token can't be followed; the message says why and what to do."""


def page(listing: Any, size: int, draw: Any = None) -> Page:
    """One page of a list; ``draw`` adds to the queryset what is needed of the rows.

    An empty one if the list has problems, or ends before the place in the address.
    """
    if listing.problems:
        return Page([])
    place = listing.place
    keys, more = seek(listing.sortable_rows, listing.keys, place, size)
    if place and place.before and not more and len(keys) < size:
        place = None  # the first page has moved on since the address was made: show it whole
        keys, more = seek(listing.sortable_rows, listing.keys, place, size)
    ids = [values[-1] for values in keys]
    rows = listing.fetch(ids)
    by_id = {row.pk: row for row in (draw(rows) if draw else rows)}
    earlier, later = (more, True) if place and place.before else (place is not None, more)
    return Page(
        [by_id[pk] for pk in ids if pk in by_id],
        next=encode_cursor(listing.order, keys[-1]) if keys and later else "",
        previous=encode_cursor(listing.order, keys[0]) if keys and earlier else "",
    )


def seek(
    rows: QuerySet[Any], keys: Sequence[SortKey], place: Cursor | None, size: int
) -> tuple[list[tuple[Any, ...]], bool]:
    """The keys' values of up to ``size`` rows, in order, and whether there are more that way."""
    backwards = place is not None and place.before
    way = [key.reversed() for key in keys] if backwards else list(keys)
    places: list[tuple[Any, ...]] = []
    for where, left in _segments(way, place, backwards):
        limit = size + 1 - len(places)
        some = rows.filter(where).order_by(*(order_of_key(key, way, backwards) for key in left))
        places += some.values_list(*(key.path for key in keys))[:limit]
        if len(places) > size:
            break
    more = len(places) > size
    return (places[:size][::-1] if backwards else places[:size]), more


def order_of_key(key: SortKey, way: Sequence[SortKey], backwards: bool) -> OrderBy:
    if key is way[0] and key.nullable:  # its rows all have a value here
        if "__" in key.path:
            return key._replace(nullable=False).by(empty_last=True)
        return key.by(empty_last=key.descending)  # as the index goes, forth or back
    return key.by(empty_last=not backwards)


def _segments(
    way: Sequence[SortKey], place: Cursor | None, backwards: bool
) -> Iterator[tuple[Q, Sequence[SortKey]]]:
    """Conditions whose rows, one after the other, are the list from the place on.

    Each comes with the keys it is still to be sorted by, and can be read off an index.
    """
    first, rest = way[0], way[1:]
    filled, empty = Q(**{f"{first.path}__isnull": False}), first.at(None)
    if place is None:
        yield (filled, way) if first.nullable else (Q(), way)
        if first.nullable:
            yield empty, rest
        return
    value = place.values[0]
    if rest:
        yield first.at(value) & _after_values(rest, place.values[1:], backwards), rest
    if value is not None:
        yield first.beyond(value), way
        if first.nullable and not backwards:
            yield empty, rest
    elif backwards:
        yield filled, way


def _after_values(keys: Sequence[SortKey], values: Sequence[Any], backwards: bool) -> Q:
    """Rows after these values. The bound on the first key is what an index can use."""
    choices = [
        reduce(and_, [key.at(v) for key, v in zip(keys[:n], values, strict=False)], Q())
        & _beyond(keys[n], values[n], backwards)
        for n in range(len(keys))
    ]
    bound = Q()
    if not keys[0].nullable:
        bound = Q(**{f"{keys[0].path}__{'lte' if keys[0].descending else 'gte'}": values[0]})
    return bound & reduce(or_, choices)


def _beyond(key: SortKey, value: Any, backwards: bool) -> Q:
    if value is None:
        return Q(**{f"{key.path}__isnull": False}) if backwards else NO_ROWS
    return key.beyond(value) | key.at(None) if key.nullable and not backwards else key.beyond(value)


def encode_cursor(order: str, values: Sequence[Any]) -> str:
    text = json.dumps([order, *values], default=str, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor_from(
    params: QueryDict, order: str, keys: Sequence[SortKey], model: type[Model]
) -> Cursor | None:
    """Where the page begins as the address says; ``None``: at the beginning."""
    cursors = [
        (name, cursor) for name in ("after", "before") for cursor in params.getlist(name) if cursor
    ]
    if not cursors:
        return None
    if len(cursors) > 1:
        raise CursorError("after, before: give one of them, once.")
    name, words = cursors[0]
    wrong = CursorError(
        f"{name}: this is not a place in this list. Take it from the address of a page, or leave "
        f"it out to begin at the first page."
    )
    try:
        whose, *values = json.loads(urlsafe_b64decode(words + "=" * (-len(words) % 4)))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise wrong from error
    if whose != order or len(values) != len(keys):
        raise wrong
    try:
        values = [_parse_value(model, key, value) for key, value in zip(keys, values, strict=True)]
    except (ValidationError, TypeError, ValueError, OverflowError) as error:
        raise wrong from error
    return Cursor(tuple(values), before=name == "before")


def _parse_value(model: type[Model], key: SortKey, value: Any) -> Any:
    """As the database compares it. Raises ``ValidationError`` or ``ValueError``."""
    if value is None:
        if not key.nullable:
            raise ValueError("a key that is never empty")
        return None
    python = _field(model, key.path).to_python(value)
    whole = isinstance(python, int) and abs(python) > MAX_ID
    if whole or isinstance(python, float) and not isfinite(python) or "\0" in str(python):
        raise ValueError("no value of a row")
    return python


def _field(model: type[Model], path: str) -> Any:
    field: Any = None
    for step in path.split("__"):
        try:
            field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        except FieldDoesNotExist:
            return IntegerField()  # a count that the list adds
        model = field.related_model or model
    return field.target_field if field.is_relation else field
