"""Rows into tables by COPY, with the indexes taken away and made anew."""

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any


def strip_indexes(cursor: Any, tables: Sequence[str]) -> list[str]:
    """Drop the indexes, but for those of constraints; how to make them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes JOIN pg_class c ON c.relname = indexname"
        " WHERE tablename = ANY(%s)"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid)",
        [list(tables)],
    )
    rows = cursor.fetchall()
    for name, _ in rows:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in rows]


def make_indexes(cursor: Any, definitions: Iterable[str]) -> None:
    cursor.execute("SET maintenance_work_mem = '512MB'")
    for definition in definitions:
        cursor.execute(definition)


def copy_rows(cursor: Any, model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """COPY these rows; columns they lack get what Django would give them."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    given = {
        field.column: field.get_prep_value(field.get_default())
        for field in model._meta.local_concrete_fields
        if not field.generated and not field.primary_key
    }
    columns = list(given | first)
    file = StringIO()
    for row in (first, *rows):
        values = given | row
        file.write("\t".join(map(_cell, map(values.__getitem__, columns))) + "\n")
    file.seek(0)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN", file)


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return r"\\x" + value.hex()
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    text = str(value)
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")
