"""Loading a dump into an empty database."""

import json
from collections.abc import Iterable, Iterator
from io import TextIOBase
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, Error, connection, transaction

from claims.export.dump import earlier, error_location, usernames
from claims.export.dump.coding import as_copy, coder_of, columns_of
from claims.export.dump.errors import DumpError, Progress
from claims.export.dump.manifest import load_manifest
from claims.export.dump.tables import TABLES, DumpTable
from claims.export.dump.writer import DIFF_COLUMNS, ENDINGS, column_names, file_digest
from config.database import explain, is_outage

BLOCK_CHARS = 1 << 16  # characters handed to the database at once


def read(folder: Path) -> Iterator[Progress]:
    """Load a dump, in one transaction. Raises ``DumpError`` and loads nothing if the database is
    not empty, or a file is missing, damaged or of another version."""
    manifest = load_manifest(folder)
    _check_files(folder, manifest)
    try:
        _check_empty()
        with transaction.atomic():
            names = usernames.by_name(manifest["people"])
            tables = manifest["tables"]
            for table in _tables_of(manifest):
                content = tables[table.name]
                _load(folder / f"{table.name}.ndjson", table, names, content)
                yield Progress(table.name, content["rows"], content["rows"])
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for sql in connection.ops.sequence_reset_sql(no_style(), [t.model for t in TABLES]):
                    cursor.execute(sql)
            earlier.derive(tables)
    except (Error, KeyError, TypeError) as error:
        if is_outage(error):
            raise DumpError(f"Nothing was loaded. {explain(error)}") from error
        raise DumpError(
            f"{folder} does not fit together, nothing was loaded: {error_location.message(error)}"
        ) from error
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tables_of(manifest: dict[str, Any]) -> list[DumpTable]:
    return [table for table in TABLES if table.name in manifest["tables"]]


def _check_files(folder: Path, manifest: dict[str, Any]) -> None:
    for table in _tables_of(manifest):
        for ending in ENDINGS:
            _check_file(folder, table, ending, manifest["tables"][table.name]["files"][ending])


def _check_file(folder: Path, table: DumpTable, ending: str, expected: dict[str, Any]) -> None:
    file = folder / f"{table.name}.{ending}"
    try:
        actual = file_digest(file)
    except OSError as error:
        raise DumpError(f"{file} can't be read: {error.strerror}.") from error
    if actual == expected:
        return
    if actual["bytes"] != expected["bytes"]:
        fault = f"has {actual['bytes']} bytes, not {expected.get('bytes')}"
    else:
        fault = "is damaged: its SHA-256 is not the manifest's"
    record = error_location.record_with_difference(folder, table, ending)
    raise DumpError(f"{file} {fault}{record}. Copy it again.")


def _check_empty() -> None:
    for table in TABLES:
        if table.model._default_manager.exists():
            raise DumpError(
                f"The database is not empty: there are {table.name}. Load into a new one "
                f"(createdb, DATABASE_URL, manage.py migrate)."
            )


def _load(
    file: Path, table: DumpTable, names: usernames.UserNames, content: dict[str, Any]
) -> None:
    fields = columns_of(table.model)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    db_table = connection.ops.quote_name(table.model._meta.db_table)
    with file.open(encoding="utf-8", newline="\n") as lines, connection.cursor() as cursor:
        rows = Rows(_copy_lines(file, lines, table, names, content["columns"]))
        try:
            with connection.wrap_database_errors:  # which Django does not do for copy_expert
                cursor.copy_expert(f"COPY {db_table} ({columns}) FROM STDIN", rows, BLOCK_CHARS)
        except DatabaseError as error:
            if is_outage(error):
                raise
            if isinstance(rows.dump_error, DumpError):
                raise rows.dump_error from error
            raise DumpError(
                f"{file}{error_location.in_copy(error)}. Nothing was loaded."
            ) from error
        if cursor.rowcount != content["rows"]:
            raise DumpError(f"{file} has {cursor.rowcount} rows, not {content['rows']}.")


def _copy_lines(
    file: Path,
    lines: Iterable[str],
    table: DumpTable,
    names: usernames.UserNames,
    present: list[str],
) -> Iterator[str]:
    """Each line of NDJSON as one of COPY's text format. Raises ``DumpError`` at one that is not."""
    fields = columns_of(table.model)
    columns, coders = column_names(table), [coder_of(field, names) for field in fields]
    defaults = earlier.defaults(table, present)
    for number, line in enumerate(lines, start=1):
        try:
            row = defaults | json.loads(line)
            if table.name == "decisions":
                row |= {name: usernames.replace_users(row[name], names) for name in DIFF_COLUMNS}
            cells = [as_copy(row[c], coder) for c, coder in zip(columns, coders, strict=True)]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            why = f"{type(error).__name__}: {error_location.one_line(error)}"
            raise DumpError(f"{file}, line {number}: {why}. Nothing was loaded.") from error
        yield "\t".join(cells) + "\n"


class Rows(TextIOBase):
    """Lines as the file that COPY reads from, made as it asks for them."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.rest = lines, ""
        self.dump_error: DumpError | None = None  # the driver wraps it in an error of its own

    def read(self, size: int | None = -1) -> str:
        try:
            return self._read(size)
        except DumpError as error:
            self.dump_error = error
            raise

    def _read(self, size: int | None) -> str:
        parts, length = [self.rest], len(self.rest)
        while size is None or size < 0 or length < size:
            line = next(self.lines, "")
            if not line:
                break
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        cut = length if size is None or size < 0 else size
        self.rest = text[cut:]
        return text[:cut]
