"""Streaming responses: rows of one snapshot of the database, a chunk at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from claims.export import bibliography, jsonld, readable
from claims.export.chunks import chunks
from claims.export.columns import COLUMNS, Column
from claims.export.formats import ENDINGS, FileFormat, Row, Sheet
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
VERSION = " ".join(
    f"{name}.{column}"
    for name, columns in [*COLUMNS.items(), ("readable", readable.COLUMNS)]
    for column in columns
)


class Layout(NamedTuple):
    """How a list is written: its sheet, the format, and what makes chunks of rows of it."""

    sheet: Sheet
    file: FileFormat
    chunks: Callable[[Sheet, QuerySet[Any]], Iterator[list[Row]]]


def choose_layout(name: str, ending: str, dialect: str, site: str) -> Layout:
    if ending in bibliography.ENDINGS:
        sheet = Sheet(name, {}, dialect, site)
        return Layout(sheet, bibliography.ENDINGS[ending], bibliography.chunks)
    if ending == "jsonld":
        return Layout(Sheet(name, jsonld.columns(name), dialect, site), ENDINGS[ending], chunks)
    source = readable.chunks if is_readable(name, ending, dialect) else chunks
    sheet = Sheet(name, columns_of(name, ending, dialect), dialect, site)
    return Layout(sheet, ENDINGS[ending], source)


def is_readable(name: str, ending: str, dialect: str) -> bool:
    """Whether the file has the columns for people instead of those for programs."""
    return name == "statements" and dialect == "spreadsheet" and ENDINGS[ending].has_dialects


def columns_of(name: str, ending: str, dialect: str) -> dict[str, Column]:
    """Those of a CSV, TSV or NDJSON file."""
    return readable.COLUMNS if is_readable(name, ending, dialect) else COLUMNS[name]


def file_response(
    name: str, rows: QuerySet[Any], *, ending: str, dialect: str, site: str, subject: str = ""
) -> StreamingHttpResponse:
    """The file of ``rows``; addresses in it begin with ``site``, its name says the ``subject``.

    Counts the rows before it returns; a database error then is an ordinary one. Later errors come
    out of the stream, so that the server breaks the connection: no client takes a part for all.
    """
    layout = choose_layout(name, ending, dialect, site)
    stream = _stream(layout, rows)
    total, tag = cast(tuple[int, str], next(stream))
    response = StreamingHttpResponse(stream, content_type=layout.file.content_type)
    response["ETag"] = tag
    _describe(response, _file_name(subject or name, layout.file, dialect, ending), total)
    return response


def small_file(sheet: Sheet, rows: Sequence[Any], ending: str) -> HttpResponse:
    """The file of a few rows, however large the corpus: in one piece, so it says its length."""
    file = ENDINGS[ending]
    body = file.begin(sheet) + file.rows(sheet, rows) + file.end(sheet)
    response = HttpResponse(body, content_type=file.content_type)
    _describe(response, _file_name(sheet.name, file, sheet.dialect, ending), len(rows))
    return response


def _file_name(subject: str, file: FileFormat, dialect: str, ending: str) -> str:
    """The file for people is called by what is in it alone; the others also by their dialect."""
    kind = f"-{dialect}" if file.has_dialects and dialect != "spreadsheet" else ""
    return f"on-record-{subject}{kind}-{timezone.now():%Y-%m-%d}.{ending}"


def _describe(response: HttpResponseBase, file_name: str, total: int) -> None:
    """How many rows the file has, and under which name it is kept."""
    response["X-Total-Rows"] = str(total)
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


def _stream(layout: Layout, rows: QuerySet[Any]) -> Iterator[tuple[int, str] | bytes]:
    """First the number of rows and the ETag, then the file in pieces, all of one snapshot."""
    sheet, file = layout.sheet, layout.file
    with snapshot(LIMITS):
        yield rows.count(), current_state().tag
        if opening := file.begin(sheet):
            yield opening
        for number, chunk in enumerate(layout.chunks(sheet, rows)):
            yield (file.between if number else b"") + file.rows(sheet, chunk)
        if end := file.end(sheet):
            yield end
