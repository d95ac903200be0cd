"""Rows from one snapshot of the database to the client, a few at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from claims.export import linked
from claims.export.columns import COLUMNS, Column
from claims.export.formats import ENDINGS, Format, Sheet
from claims.export.snapshot import snapshot

CHUNK = 2000  # rows fetched, encoded and sent at once
# Against a list that never gets sorted, and a client that stops reading and keeps its snapshot.
LIMITS = {"statement_timeout": "10min", "idle_in_transaction_session_timeout": "10min"}
_KEY = "0key0"


def file_response(
    name: str, rows: QuerySet[Any], *, ending: str, dialect: str, site: str
) -> StreamingHttpResponse:
    """The file of ``rows`` with the columns ``COLUMNS[name]``; addresses in it begin with ``site``.

    Counts the rows before it returns; a database error then is an ordinary one. Later errors come
    out of the stream, so that the server breaks the connection: no client takes a part for all.
    """
    columns = linked.columns(name) if ending == "jsonld" else COLUMNS[name]
    stream = _stream(Sheet(name, columns, dialect, site), rows, ENDINGS[ending])
    total = cast(int, next(stream))
    response = StreamingHttpResponse(stream, content_type=ENDINGS[ending].content_type)
    response["X-Total-Rows"] = str(total)
    kind = f"-{dialect}" if ENDINGS[ending].has_dialects else ""
    called = f"on-record-{name}{kind}-{timezone.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    return response


def document(name: str, rows: QuerySet[Any], *, site: str) -> bytes | None:
    """A few rows as one JSON-LD document, made at once; None if there are none."""
    sheet, file = Sheet(name, linked.columns(name), site=site), ENDINGS["jsonld"]
    found = list(_with_addresses(_values(sheet.columns, rows), sheet))
    return file.begin(sheet) + file.rows(sheet, found) + file.end(sheet) if found else None


def objects(columns: dict[str, Column], rows: QuerySet[Any], *, site: str) -> list[dict[str, Any]]:
    """A few rows as objects, like those of an NDJSON file, made at once."""
    sheet = Sheet("", columns, site=site)
    found = _with_addresses(_values(columns, rows), sheet)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _stream(sheet: Sheet, rows: QuerySet[Any], file: Format) -> Iterator[int | bytes]:
    """First the number of rows, then the file in pieces; the transaction lives as long as it."""
    with snapshot(LIMITS):
        yield rows.count()
        yield file.begin(sheet)
        found = _values(sheet.columns, rows).iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            yield file.rows(sheet, _with_addresses(chunk, sheet))
        if end := file.end(sheet):
            yield end


def _values(columns: dict[str, Column], rows: QuerySet[Any]) -> QuerySet[Any]:
    expressions = {f"column_{name}": column.expression for name, column in columns.items()}
    return rows.annotate(**expressions).values_list(*expressions)


def _with_addresses(rows: Iterable[Any], sheet: Sheet) -> Iterator[list[Any]]:
    addresses = _addresses(sheet)
    for row in rows:
        cells = list(row)
        for place, (before, after) in addresses.items():
            cells[place] = f"{before}{cells[place]}{after}"
        yield cells


def _addresses(sheet: Sheet) -> dict[int, tuple[str, str]]:
    """Place of each column that holds addresses → what stands before and after the key."""
    return {
        place: cast(
            tuple[str, str],
            tuple(f"{sheet.site}{reverse(column.page, args=[_KEY])}".split(_KEY)),
        )
        for place, column in enumerate(sheet.columns.values())
        if column.page
    }
