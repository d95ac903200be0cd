"""Filters as conditions on the narrow rows of ``claims.models.index``, and their way elsewhere.

A condition is a ``Q`` over ``StatementIndex``. ``for_statements`` turns it into one over
``Statement``, ``for_sample`` into one over ``StatementSample``, so that a page, its counts and its
facets can't read one filter in two ways.
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from claims.confidence import LIKELY

WORDS = "statement__search"
# What lists, counts, charts and files show unless doubtful statements are asked for. What a curator
# has settled has the confidence 1 in the index and is never doubtful.
LIKELY_ROWS = Q(confidence__gte=LIKELY)
# What rows without a record are called, where a filter and its facet have the value ``none``.
UNKNOWN, NO_PARTY, NO_SOURCE = "not known", "none", "nobody"


class _Nobody:
    """Stands among the records of a filter for rows that have none: ``speaker=none``."""

    pk = ""


NOBODY = _Nobody()


def one_of(column: str, records: Collection[Any]) -> Q:
    """The column has one of these, or nothing where ``NOBODY`` is among them."""
    present = [record for record in records if record is not NOBODY]
    lacks = Q(**{column: None})
    if not present:
        return lacks
    return Q(**{f"{column}__in": present}) | (lacks if NOBODY in records else Q())


def any_of(column: str, records: Collection[Any]) -> Q:
    """The same of a column that is an array of ids."""
    ids = [record.pk for record in records if record is not NOBODY]
    lacks = Q(**{column: []})
    if not ids:
        return lacks
    return Q(**{f"{column}__overlap": ids}) | (lacks if NOBODY in records else Q())


def for_statements(condition: Q) -> Q:
    return _renamed(condition, to_statement)


def for_sample(condition: Q) -> Q:
    return _renamed(condition, lambda path: "search" if path == WORDS else path)


def with_prefix(condition: Q, way: str) -> Q:
    """For a model from which this is the way to ``StatementIndex``, with its "__"."""
    return _renamed(condition, lambda path: f"{way}{path}")


def to_statement(path: str) -> str:
    """An ORM path from ``StatementIndex`` as one from ``Statement``."""
    if path == "statement__in":
        return "pk__in"
    return (
        path.removeprefix("statement__")
        if path.startswith("statement__")
        else f"public_row__{path}"
    )


def _renamed(condition: Q, to: Callable[[str], str]) -> Q:
    children: Any = condition.children
    renamed = [
        _renamed(child, to) if isinstance(child, Q) else (to(child[0]), child[1])
        for child in children
    ]
    return Q(*renamed, _connector=condition.connector, _negated=condition.negated)


def published_in(periods: Iterable[tuple[date, date] | None]) -> Q:
    """Published in any of these periods, both ends inclusive; ``None``: without a date."""
    any_period = Q(pk__in=[])
    for period in periods:
        any_period |= Q(published_on__range=period) if period else Q(published_on=None)
    return any_period


def period(words: str) -> tuple[date, date]:
    """``2022``, ``2022-03`` or ``2022-03-18`` as its first and last day. Raises ``ValueError``."""
    year, *rest = (int(number) for number in words.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
    return date(year, *rest), date(year, *rest)


def via_alone(relay: Any) -> Q:
    """The chain names this speaker and nobody else."""
    return Q(sources__contains=[relay.pk]) & Q(sources__contained_by=[relay.pk])
