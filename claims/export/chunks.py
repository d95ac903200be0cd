"""Chunks of the rows of a list, with their columns."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.urls import reverse

from claims.batches import batches
from claims.export import statement_rows
from claims.export.columns import Column, RowField
from claims.export.formats import Row, Sheet

CHUNK_ROWS = 1000  # rows fetched, finished and sent at once
_KEY = "0key0"


def chunks(sheet: Sheet, rows: QuerySet[Any]) -> Iterator[list[Row]]:
    """In the order of ``rows``, with absolute addresses. Constant memory inside a transaction."""
    selected = {
        n: _expression(c) for n, c in sheet.columns.items() if not isinstance(c.get, RowField)
    }
    columns = {f"column_{name}": expression for name, expression in selected.items()}
    finish_row = _finisher(sheet, list(selected))
    if len(selected) == len(sheet.columns):
        values = rows.annotate(**columns).values_list(*columns).iterator(chunk_size=CHUNK_ROWS)
        for batch in batches(values, CHUNK_ROWS):
            yield [finish_row(row) for row in batch]
        return
    inputs = {f"input_{name}": e for name, e in statement_rows.expressions().items()}
    for statements in _wide_rows(rows, {**columns, **inputs}):
        parts = [statement_rows.Inputs._make(row[len(selected) :]) for row in statements]
        pairs = zip(statements, statement_rows.build_rows(parts), strict=True)
        yield [finish_row((*row, *more)) for row, more in pairs]


def _wide_rows(rows: QuerySet[Any], columns: dict[str, Combinable]) -> Iterator[list[Any]]:
    """The database sorts ids alone, and what belongs to them is fetched as they come.

    A million rows with all their columns would be sorted on disk before the first could be sent.
    """
    keys = rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK_ROWS)
    details = rows.order_by().annotate(**columns).values_list("pk", *columns)
    for ids in batches(keys, CHUNK_ROWS):
        by_id = {row[0]: row[1:] for row in details.filter(statement_rows.OneOf("pk", ids))}
        yield [by_id[pk] for pk in ids]


def _expression(column: Column) -> Combinable:
    return F(column.get) if isinstance(column.get, str) else column.get()  # type: ignore[operator]


def _finisher(sheet: Sheet, selected: list[str]) -> Callable[[Sequence[Any]], Row]:
    """Puts the cells of a row in the order of the columns, and addresses where keys were."""
    width = len(selected) + len(statement_rows.Inputs._fields)
    places = [
        width + statement_rows.StatementRow._fields.index(column.get.field)
        if isinstance(column.get, RowField)
        else selected.index(name)
        for name, column in sheet.columns.items()
    ]
    ordered: Callable[[Sequence[Any]], Row] = itemgetter(*places)
    addresses = _addresses(sheet)

    def finish_row(row: Sequence[Any]) -> Row:
        cells = list(ordered(row))
        for place, before, after in addresses:
            cells[place] = f"{before}{cells[place]}{after}"
        return cells

    return finish_row


def _addresses(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Place of each column that holds addresses, and what stands before and after the key."""
    addresses = []
    for place, column in enumerate(sheet.columns.values()):
        if column.page:
            before, after = f"{sheet.site}{reverse(column.page, args=[_KEY])}".split(_KEY)
            addresses.append((place, before, after))
    return addresses
