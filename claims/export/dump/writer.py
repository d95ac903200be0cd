"""Writing a dump, a folder: NDJSON and CSV of every table, and a manifest."""

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, TextIO

from django.db import Error

from claims.export.dump import csvw_metadata, usernames
from claims.export.dump.coding import coder_of, columns_of, names_a_user
from claims.export.dump.errors import DumpError, Progress
from claims.export.dump.tables import TABLES, DumpTable
from claims.export.formats import plain, to_json
from claims.export.snapshot import snapshot
from config.database import explain

FORMAT, VERSION = "on-record-dump", 1
MANIFEST = "manifest.json"
ENDINGS = ("ndjson", "csv")  # each table as both
CHUNK_ROWS = 2000  # rows fetched at once
ROWS_PER_REPORT = 20_000  # rows between two reports of progress
DIFF_COLUMNS = ("before", "after")  # columns of decisions that hold rows by table and id


def write(folder: Path, *, public: bool = False) -> Iterator[Progress]:
    """Everything, or what anybody may have. The folder appears when it is complete, never before.

    One snapshot of the database, constant memory. Raises ``DumpError`` if ``folder`` is there.
    """
    if folder.exists():
        raise DumpError(f"{folder} is there already. Name a folder that is not, or remove it.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise DumpError(f"{folder} can't be made: {error.strerror}.") from error
    try:
        yield from _write(draft, public)
        draft.rename(folder)
    except OSError as error:
        raise DumpError(f"{folder} can't be written: {error.strerror}. Nothing is kept.") from error
    except Error as error:
        raise DumpError(f"Nothing is kept. {explain(error)}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(folder: Path, public: bool) -> Iterator[Progress]:
    names = usernames.OneNameForAll() if public else usernames.by_id()
    user_names: set[str] = set()
    tables: dict[str, Any] = {}
    with snapshot({"idle_in_transaction_session_timeout": "0", "statement_timeout": "0"}):
        versions = _versions(public)
        for table in TABLES:
            rows = yield from _table(folder, table, public, names, user_names)
            tables[table.name] = {"rows": rows, "columns": column_names(table)}
    for name, content in tables.items():
        content["files"] = {ending: file_digest(folder / f"{name}.{ending}") for ending in ENDINGS}
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "public": public,
        "extractor_versions": versions,
        "people": sorted(user_names),
        "tables": tables,
    }
    for name, content in (
        (MANIFEST, manifest),
        (csvw_metadata.METADATA_FILE_NAME, csvw_metadata.metadata()),
    ):
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def column_names(table: DumpTable) -> list[str]:
    """Names of columns in the files; one that names a user does so by name, so without "_id"."""
    fields = columns_of(table.model)
    return [field.name if names_a_user(field) else field.column for field in fields]


def _versions(public: bool) -> list[str]:
    [articles] = [table for table in TABLES if table.name == "articles"]
    rows = articles.rows(public=public).order_by("extractor_version").exclude(extractor_version="")
    return list(rows.values_list("extractor_version", flat=True).distinct())


def _table(
    folder: Path, table: DumpTable, public: bool, names: dict[Any, Any], user_names: set[str]
) -> Generator[Progress, None, int]:
    """Writes both files; returns the number of rows."""
    queryset, columns = table.rows(public=public), column_names(table)
    total, done = queryset.count(), 0
    with _open(folder, table, "ndjson") as lines, _open(folder, table, "csv") as cells:
        sheet = csv.writer(cells)
        sheet.writerow(columns)
        for row in _rows(table, queryset, public, names, user_names):
            lines.write(to_json(dict(zip(columns, row, strict=True))) + "\n")
            sheet.writerow([cell(value) for value in row])
            done += 1
            if done % ROWS_PER_REPORT == 0:
                yield Progress(table.name, done, total)
    yield Progress(table.name, done, total)
    return done


def _open(folder: Path, table: DumpTable, ending: str) -> TextIO:
    return (folder / f"{table.name}.{ending}").open("w", encoding="utf-8", newline="")


def _rows(
    table: DumpTable, queryset: Any, public: bool, names: dict[Any, Any], user_names: set[str]
) -> Iterator[list[Any]]:
    fields = columns_of(table.model)
    coders = [coder_of(field, names) for field in fields]
    users = [place for place, field in enumerate(fields) if names_a_user(field)]
    diff_places = _diff_places(table)
    masks = {f"mask_{name}": mask() for name, mask in table.masks.items()} if public else {}
    paths = [f"mask_{f.name}" if f"mask_{f.name}" in masks else f.attname for f in fields]
    for values in queryset.annotate(**masks).values_list(*paths).iterator(chunk_size=CHUNK_ROWS):
        row = [
            None if value is None else coder.to_json(value)
            for value, coder in zip(values, coders, strict=True)
        ]
        for place in diff_places:
            row[place] = usernames.replace_users(row[place], names)
            user_names.update(_users_in(row[place]))
        user_names.update(str(row[place]) for place in users if row[place] is not None)
        yield row


def _diff_places(table: DumpTable) -> list[int]:
    fields = columns_of(table.model)
    return [
        place
        for place, field in enumerate(fields)
        if table.name == "decisions" and field.column in DIFF_COLUMNS
    ]


def _users_in(diff: Any) -> set[str]:
    return {
        row[column]
        for table, rows in diff.items()
        for row in rows.values()
        for column in usernames.COLUMNS.get(table, [])
        if row and row.get(column)
    }


def cell(value: Any) -> Any:
    """As the CSV has it."""
    return to_json(value) if isinstance(value, list | dict) else plain(value)


def file_digest(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": digest}
