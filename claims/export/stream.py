"""Streaming responses: rows of one snapshot of the database, a chunk at a time."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from claims.export import jsonld
from claims.export.chunks import chunks
from claims.export.columns import COLUMNS, Column
from claims.export.formats import ENDINGS, FileFormat, Sheet
from claims.export.snapshot import State, snapshot, state

# Against a list that never gets sorted, and a client that stops reading and keeps its snapshot;
# and what suits one long reading better than many short ones.
LIMITS = {
    "statement_timeout": "10min",
    "idle_in_transaction_session_timeout": "10min",
    "jit": "off",  # compiles longer than some hundred rows take
    "work_mem": "64MB",  # for the ids of a million rows, sorted
}

# Files change with their columns too.
VERSION = " ".join(f"{name}.{column}" for name, columns in COLUMNS.items() for column in columns)


def file_response(
    name: str, rows: QuerySet[Any], *, ending: str, dialect: str, site: str
) -> StreamingHttpResponse:
    """The file of ``rows`` with the columns ``COLUMNS[name]``; addresses in it begin with ``site``.

    Counts the rows before it returns; a database error then is an ordinary one. Later errors come
    out of the stream, so that the server breaks the connection: no client takes a part for all.
    """
    columns = jsonld.columns(name) if ending == "jsonld" else COLUMNS[name]
    sheet = Sheet(name, columns, dialect, site)
    stream = _stream(sheet, rows, ENDINGS[ending])
    total, tag = cast(tuple[int, str], next(stream))
    response = StreamingHttpResponse(stream, content_type=ENDINGS[ending].content_type)
    response["ETag"] = tag
    _describe(response, sheet, ending, total)
    return response


def small_file(sheet: Sheet, rows: Sequence[Any], ending: str) -> HttpResponse:
    """The file of a few rows, however large the corpus: in one piece, so it says its length."""
    file = ENDINGS[ending]
    body = file.begin(sheet) + file.rows(sheet, rows) + file.end(sheet)
    response = HttpResponse(body, content_type=file.content_type)
    _describe(response, sheet, ending, len(rows))
    return response


def _describe(response: HttpResponseBase, sheet: Sheet, ending: str, total: int) -> None:
    """How many rows the file has, and under which name it is kept."""
    response["X-Total-Rows"] = str(total)
    kind = f"-{sheet.dialect}" if ENDINGS[ending].has_dialects else ""
    file_name = f"on-record-{sheet.name}{kind}-{timezone.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"


def document(name: str, rows: QuerySet[Any], *, site: str) -> bytes | None:
    """A few rows as one JSON-LD document, made at once; None if there are none."""
    sheet, file = Sheet(name, jsonld.columns(name), site=site), ENDINGS["jsonld"]
    content = [row for chunk in chunks(sheet, rows) for row in chunk]
    return file.begin(sheet) + file.rows(sheet, content) + file.end(sheet) if content else None


def objects(columns: dict[str, Column], rows: QuerySet[Any], *, site: str) -> list[dict[str, Any]]:
    """A few rows as objects, like those of an NDJSON file, made at once."""
    row_chunks = chunks(Sheet("", columns, site=site), rows)
    return [dict(zip(columns, row, strict=True)) for chunk in row_chunks for row in chunk]


def current_state() -> State:
    """Its tag is the ETag of a file made now. Whoever has a file with it needs no other."""
    defaults = f"{settings.NEW_OUTLET_RIGHTS} {settings.NEW_OUTLET_EXCERPT}"
    return state(f"{VERSION} {defaults}")


def _stream(
    sheet: Sheet, rows: QuerySet[Any], file: FileFormat
) -> Iterator[tuple[int, str] | bytes]:
    """First the number of rows and the ETag, then the file in pieces, all of one snapshot."""
    with snapshot(LIMITS):
        yield rows.count(), current_state().tag
        yield file.begin(sheet)
        for chunk in chunks(sheet, rows):
            yield file.rows(sheet, chunk)
        if end := file.end(sheet):
            yield end
