"""The location of an error in a dump: file, line or record, where it can be told."""

import csv
import json
import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from claims.export.dump.tables import TABLES, DumpTable
from claims.export.dump.writer import cell

_LINE = re.compile(r"line (\d+)")


def record_with_difference(folder: Path, table: DumpTable, ending: str) -> str:
    """The first record in which the two files of a table differ; each holds the same rows."""
    rows = zip_longest(_objects(folder, table), _lines(folder, table))
    for number, (json_row, csv_row) in enumerate(rows, start=1):
        if json_row is None or csv_row is None or json_row != csv_row:
            pk = (csv_row if ending == "ndjson" else json_row) or {}
            name = f" (id {pk['id']})" if pk.get("id") else ""
            return f", see record {number}{name}"
    return ""


def in_copy(error: DatabaseError) -> str:
    """Line, and what the database says."""
    diag = getattr(error.__cause__, "diag", None)
    match = _LINE.search(getattr(diag, "context", None) or "")
    return f"{f', line {match[1]}' if match else ''}: {message(error)}"


def message(error: BaseException) -> str:
    """In one line; with the file of the table that a database error is about."""
    diag = getattr(error.__cause__, "diag", None)
    names = {table.model._meta.db_table: table.name for table in TABLES}
    name = names.get(getattr(diag, "table_name", None) or "")
    if diag is None or not diag.message_primary:
        return one_line(error)
    words = " ".join(filter(None, (diag.message_primary, diag.message_detail))).rstrip(".")
    return f"{name}.ndjson: {words}" if name else words


def one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__


def _objects(folder: Path, table: DumpTable) -> Iterator[dict[str, str] | None]:
    """Each row of the NDJSON as the CSV has it; None for one that can't be read."""
    with (folder / f"{table.name}.ndjson").open("rb") as lines:
        for line in lines:
            yield _row(line)


def _row(line: bytes) -> dict[str, str] | None:
    try:
        return {name: _text(value) for name, value in json.loads(line).items()}
    except (ValueError, AttributeError, RecursionError):
        return None


def _text(value: Any) -> str:
    plain = cell(value)
    return "" if plain is None else str(plain)


def _lines(folder: Path, table: DumpTable) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    file = folder / f"{table.name}.csv"
    with file.open(encoding="utf-8", errors="replace", newline="") as cells:
        yield from csv.DictReader(cells)
