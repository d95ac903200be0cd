"""File formats: RFC 4180 CSV, IANA tab-separated values, newline-delimited JSON, JSON-LD.

``spreadsheet`` and ``excel`` files begin with a byte order mark and their cells are guarded (see
``guard``); ``data`` files hold the cells as they are. ``spreadsheet`` has the columns of
``claims.export.readable`` where there are some, the others those of ``claims.export.columns``.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from claims.export import jsonld
from claims.export.columns import Column
from claims.export.csv_injection import OPENINGS, guard

DIALECTS = ("excel", "data", "spreadsheet")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a list's name, its columns and its dialect; ``site`` begins every address."""

    name: str
    columns: dict[str, Column]
    dialect: str = "data"
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """Writes a sheet in pieces: the beginning, rows as often as there are some, the end.

    ``meaning`` is for the page /data/; ``between`` stands between two pieces of rows, as a comma
    between two objects of JSON; ``has_dialects``: ``for`` changes the file.
    """

    content_type: str
    meaning: str
    between: bytes = b""
    has_dialects: bool = False

    def begin(self, sheet: Sheet) -> bytes:
        return b""

    def rows(self, sheet: Sheet, rows: Iterable[Row]) -> bytes:
        raise NotImplementedError

    def end(self, sheet: Sheet) -> bytes:
        return b""


def plain(value: Any) -> Any:
    """A cell as text holds it: truth values and dates, which Python would write otherwise."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _flat(value: Any) -> Any:
    """A cell on one line: nothing for None, a space for line breaks and tabs."""
    return "" if value is None else _BREAKS.sub(" ", value) if isinstance(value, str) else value


def _csv(rows: Iterable[Row]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def _tsv(rows: Iterable[Row]) -> str:
    return "".join("\t".join(str(_flat(cell)) for cell in row) + "\n" for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat(FileFormat):
    """A file with a header row. ``text`` sets many rows of finished cells."""

    text: Callable[[Iterable[Row]], str]
    has_dialects: bool = True

    def begin(self, sheet: Sheet) -> bytes:
        mark = "" if sheet.dialect == "data" else "\ufeff"
        return (mark + self.text([list(sheet.columns)])).encode()

    def rows(self, sheet: Sheet, rows: Iterable[Row]) -> bytes:
        finish = _finisher(sheet)
        return self.text([finish(row) for row in rows]).encode()


def _finisher(sheet: Sheet) -> Callable[[Row], Row]:
    """Touches only the cells that need it: a million rows have forty million of them."""
    kinds = [column.kind for column in sheet.columns.values()]
    converted = [place for place, kind in enumerate(kinds) if kind in ("truth", "time")]
    guarded = [place for place, kind in enumerate(kinds) if kind == "text"]
    if sheet.dialect == "data":
        guarded = []

    def finish(row: Row) -> Row:
        cells = list(row)
        for place in converted:
            cells[place] = plain(cells[place])
        for place in guarded:
            if (cell := cells[place]) and cell[0] in OPENINGS:
                cells[place] = guard(cell)
        return cells

    return finish


class JsonLinesFormat(FileFormat):
    """One JSON object a line; the dialect makes no difference to it."""

    def rows(self, sheet: Sheet, rows: Iterable[Row]) -> bytes:
        return "".join(
            f"{to_json(row_object)}\n" for row_object in as_objects(sheet, rows)
        ).encode()


class JsonLdFormat(FileFormat):
    """One JSON-LD document; see ``jsonld``. Cut short it is no JSON, so no part passes for it."""

    def begin(self, sheet: Sheet) -> bytes:
        context = to_json(jsonld.context(sheet.site))
        first = to_json(jsonld.dataset(sheet.name, sheet.site))
        return f'{{"@context": {context},\n"@graph": [\n{first}'.encode()

    def rows(self, sheet: Sheet, rows: Iterable[Row]) -> bytes:
        nodes = jsonld.NODES[sheet.name]
        lines = (
            f",\n{to_json(node)}"
            for row_object in as_objects(sheet, rows)
            for node in nodes(row_object, sheet.site)
        )
        return "".join(lines).encode()

    def end(self, sheet: Sheet) -> bytes:
        return b"\n]}\n"


def as_objects(sheet: Sheet, rows: Iterable[Row]) -> Iterable[dict[str, Any]]:
    return (dict(zip(sheet.columns, row, strict=True)) for row in rows)


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain)


ENDINGS: dict[str, FileFormat] = {
    "csv": TableFormat(
        content_type="text/csv; charset=utf-8",
        meaning="RFC 4180: comma, CRLF, quotation marks doubled, "
        "line breaks kept inside quotation marks",
        text=_csv,
    ),
    "tsv": TableFormat(
        content_type="text/tab-separated-values; charset=utf-8",
        meaning="no quoting; a run of tabs and line breaks in a cell becomes one space",
        text=_tsv,
    ),
    "ndjson": JsonLinesFormat(
        content_type="application/x-ndjson; charset=utf-8",
        meaning="one JSON object a line; numbers and truth values as such, "
        "`null` for what is empty",
    ),
    "jsonld": JsonLdFormat(
        content_type="application/ld+json; charset=utf-8",
        meaning="linked data: schema.org, and for each statement a W3C Web Annotation",
    ),
}
