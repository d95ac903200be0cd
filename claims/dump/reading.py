"""A folder that ``writing`` wrote into an empty database, as it was."""

import json
from collections.abc import Iterable, Iterator
from io import TextIOBase
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from claims.dump import people
from claims.dump.coding import as_copy, coder_of, columns_of
from claims.dump.errors import DumpError, Progress
from claims.dump.tables import TABLES, Table
from claims.dump.writing import (
    ENDINGS,
    FORMAT,
    MANIFEST,
    PICTURES,
    VERSION,
    column_names,
    weighed,
)

BLOCK = 1 << 16  # characters handed to the database at once


def read(folder: Path) -> Iterator[Progress]:
    """Load a dump, in one transaction. Raises ``DumpError`` and loads nothing if the database is
    not empty, or a file is missing, damaged or of another version."""
    manifest = _manifest(folder)
    _check_files(folder, manifest)
    _check_empty()
    try:
        with transaction.atomic():
            names = people.by_name(manifest["people"])
            for table in TABLES:
                total = manifest["tables"][table.name]["rows"]
                _load(folder / f"{table.name}.ndjson", table, names, total)
                yield Progress(table.name, total, total)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                for sql in connection.ops.sequence_reset_sql(no_style(), [t.model for t in TABLES]):
                    cursor.execute(sql)
    except (DatabaseError, KeyError, ValueError) as error:
        raise DumpError(
            f"{folder} does not fit together, nothing was loaded: {_line(error)}"
        ) from error
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _manifest(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DumpError(f"{file} is missing: {folder} is no dump.") from error
    except (OSError, ValueError) as error:
        raise DumpError(f"{file} can't be read: {_line(error)}.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DumpError(f"{file} is no manifest of a dump.")
    if manifest.get("version") != VERSION:
        raise DumpError(
            f"{file}: version {manifest.get('version')} is not known, only {VERSION}. "
            f"Load it with the On Record that wrote it."
        )
    return manifest


def _check_files(folder: Path, manifest: dict[str, Any]) -> None:
    told = manifest.get("tables") or {}
    if set(told) != {table.name for table in TABLES}:
        odd = ", ".join(sorted(set(told) ^ {table.name for table in TABLES}))
        raise DumpError(f"{folder / MANIFEST}: other tables than this version has ({odd}).")
    for table in TABLES:
        columns, here = told[table.name]["columns"], column_names(table)
        if columns != here:
            odd = ", ".join(sorted(set(columns) ^ set(here))) or "another order"
            raise DumpError(
                f"{folder / table.name}: other columns than this version has ({odd}). "
                f"Load it with the On Record that wrote it, migrate that, dump again."
            )
        for ending in ENDINGS:
            _check_file(folder / f"{table.name}.{ending}", told[table.name]["files"][ending])


def _check_file(file: Path, told: dict[str, Any]) -> None:
    try:
        found = weighed(file)
    except OSError as error:
        raise DumpError(f"{file} can't be read: {error.strerror}.") from error
    if found["bytes"] != told["bytes"]:
        raise DumpError(f"{file} has {found['bytes']} bytes, not {told['bytes']}. Copy it again.")
    if found["sha256"] != told["sha256"]:
        raise DumpError(f"{file} is damaged: its SHA-256 is not the manifest's. Copy it again.")


def _check_empty() -> None:
    for table in TABLES:
        if table.model._default_manager.exists():
            raise DumpError(
                f"The database is not empty: there are {table.name}. Load into a new one "
                f"(createdb, DATABASE_URL, manage.py migrate)."
            )


def _load(file: Path, table: Table, names: people.People, total: int) -> None:
    fields = columns_of(table.model)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = connection.ops.quote_name(table.model._meta.db_table)
    with file.open(encoding="utf-8", newline="\n") as lines, connection.cursor() as cursor:
        rows = Rows(_copied(lines, table, names))
        cursor.copy_expert(f"COPY {into} ({columns}) FROM STDIN", rows, BLOCK)
        if cursor.rowcount != total:
            raise DumpError(f"{file} has {cursor.rowcount} rows, not {total}.")


def _copied(lines: Iterable[str], table: Table, names: people.People) -> Iterator[str]:
    """Each line of NDJSON as one of COPY's text format."""
    fields = columns_of(table.model)
    columns, coders = column_names(table), [coder_of(field, names) for field in fields]
    for line in lines:
        row = json.loads(line)
        if table.name == "decisions":
            row |= {name: people.renamed(row[name], names) for name in PICTURES}
        cells = (as_copy(row[c], coder) for c, coder in zip(columns, coders, strict=True))
        yield "\t".join(cells) + "\n"


class Rows(TextIOBase):
    """Lines as the file that COPY reads from, made as it asks for them."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.rest = lines, ""

    def read(self, size: int | None = -1) -> str:
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


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
