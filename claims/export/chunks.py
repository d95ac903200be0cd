"""The rows of a list with their columns, some hundred at a time."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse

from claims.export import statement_rows
from claims.export.columns import Column, Made
from claims.export.formats import Row, Sheet

CHUNK = 1000  # rows fetched, finished and sent at once
_KEY = "0key0"


def chunks(sheet: Sheet, rows: QuerySet[Any]) -> Iterator[list[Row]]:
    """In the order of ``rows``, with absolute addresses. Constant memory inside a transaction."""
    asked = {n: _asked(c) for n, c in sheet.columns.items() if not isinstance(c.get, Made)}
    wanted = {f"column_{name}": one for name, one in asked.items()}
    finish = _finisher(sheet, list(asked))
    if len(asked) == len(sheet.columns):
        found = rows.annotate(**wanted).values_list(*wanted).iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            yield [finish(row) for row in chunk]
        return
    inputs = {f"input_{name}": one for name, one in statement_rows.expressions().items()}
    for statements in _wide(rows, {**wanted, **inputs}):
        parts = [statement_rows.Inputs._make(row[len(asked) :]) for row in statements]
        pairs = zip(statements, statement_rows.made(parts), strict=True)
        yield [finish((*row, *more)) for row, more in pairs]


def _wide(rows: QuerySet[Any], wanted: dict[str, Combinable]) -> Iterator[list[tuple[Any, ...]]]:
    """The database sorts ids alone, and what belongs to them is fetched as they come.

    A million rows with all their columns would be sorted on disk before the first could be sent.
    """
    keys = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    found = rows.order_by().annotate(**wanted).values_list("pk", *wanted)
    while ids := list(islice(keys, CHUNK)):
        by_id = {row[0]: row[1:] for row in found.filter(statement_rows.OneOf("pk", ids))}
        yield [by_id[pk] for pk in ids]


def _asked(column: Column) -> Combinable:
    return F(column.get) if isinstance(column.get, str) else column.get()  # type: ignore[operator]


def _finisher(sheet: Sheet, asked: list[str]) -> Callable[[Sequence[Any]], Row]:
    """Puts the cells of a row in the order of the columns, and addresses where keys were."""
    width = len(asked) + len(statement_rows.Inputs._fields)
    places = [
        width + statement_rows.Made._fields.index(one.get.field)
        if isinstance(one.get, Made)
        else asked.index(name)
        for name, one in sheet.columns.items()
    ]
    ordered: Callable[[Sequence[Any]], Row] = itemgetter(*places)
    addresses = _addresses(sheet)

    def finish(row: Sequence[Any]) -> Row:
        cells = list(ordered(row))
        for place, before, after in addresses:
            cells[place] = f"{before}{cells[place]}{after}"
        return cells

    return finish


def _addresses(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Place of each column that holds addresses, and what stands before and after the key."""
    found = []
    for place, column in enumerate(sheet.columns.values()):
        if column.page:
            before, after = f"{sheet.site}{reverse(column.page, args=[_KEY])}".split(_KEY)
            found.append((place, before, after))
    return found
