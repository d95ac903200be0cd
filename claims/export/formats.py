"""From rows to bytes: RFC 4180 CSV, IANA tab-separated values, newline-delimited JSON.

``excel`` files begin with a byte order mark and their cells are guarded (see ``guard``); ``data``
files hold the cells as they are.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from claims.export.guard import guard

DIALECTS = ("excel", "data")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

Row = Sequence[Any]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _flat(value: Any) -> Any:
    return _BREAKS.sub(" ", value) if isinstance(value, str) else value


def _guarded(value: Any) -> Any:
    return guard(value) if isinstance(value, str) else value


def _csv(rows: Iterable[Row]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def _tsv(rows: Iterable[Row]) -> str:
    return "".join("\t".join(str(_flat(cell)) for cell in row) + "\n" for row in rows)


@dataclass(frozen=True, slots=True)
class Table:
    """A file with a header row. ``text`` sets many rows of finished cells."""

    content_type: str
    text: Callable[[Iterable[Row]], str]

    def begin(self, names: Row, dialect: str) -> bytes:
        return ("\ufeff" if dialect == "excel" else "").encode() + self.text([names]).encode()

    def rows(self, names: Row, rows: Iterable[Row], dialect: str) -> bytes:
        finish = (lambda v: _guarded(_cell(v))) if dialect == "excel" else _cell
        return self.text([finish(value) for value in row] for row in rows).encode()


@dataclass(frozen=True, slots=True)
class Lines:
    """One JSON object a line; the dialect makes no difference to it."""

    content_type: str

    def begin(self, names: Row, dialect: str) -> bytes:
        return b""

    def rows(self, names: Row, rows: Iterable[Row], dialect: str) -> bytes:
        objects = (dict(zip(names, row, strict=True)) for row in rows)
        lines = (json.dumps(one, ensure_ascii=False, default=_cell) + "\n" for one in objects)
        return "".join(lines).encode()


ENDINGS: dict[str, Table | Lines] = {
    "csv": Table("text/csv; charset=utf-8", _csv),
    "tsv": Table("text/tab-separated-values; charset=utf-8", _tsv),
    "ndjson": Lines("application/x-ndjson; charset=utf-8"),
}
