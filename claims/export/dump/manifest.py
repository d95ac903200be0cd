"""The manifest of a dump: read, and refused in one line where it is not as ``writer`` makes it."""

import json
from pathlib import Path
from typing import Any

from claims.export.dump import error_location
from claims.export.dump.coding import columns_of
from claims.export.dump.earlier import FIRST_TABLES, may_be_missing
from claims.export.dump.errors import DumpError
from claims.export.dump.tables import TABLES, DumpTable
from claims.export.dump.writer import ENDINGS, FORMAT, MANIFEST, VERSION, column_names

# A dict says which keys must be there, a list what each item is, a type what a value is.
FILE_SHAPE = {"bytes": int, "sha256": str}
TABLE_SHAPE = {"rows": int, "columns": [str], "files": dict.fromkeys(ENDINGS, FILE_SHAPE)}
TYPE_NAMES = {int: "a whole number from 0", str: "a text", list: "a list", dict: "an object"}
OTHER_VERSION = "A newer On Record wrote it, or it was edited; load it with the one that wrote it."
MAX_SHOWN = 60  # characters of a wrong value in the message


def load_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of ``folder``, checked key by key. Raises ``DumpError``."""
    file = folder / MANIFEST
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DumpError(f"{file} is missing: {folder} is no dump.") from error
    except (OSError, ValueError, RecursionError) as error:
        raise DumpError(f"{file} can't be read: {_why(error)}. Copy it again.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DumpError(f"{file} is no manifest of a dump.")
    _check(manifest, {"version": int}, file)
    if manifest["version"] != VERSION:
        raise DumpError(
            f"{file}: version {manifest['version']} is not known, only {VERSION}. "
            f"Load it with the On Record that wrote it."
        )
    _check(manifest, {"people": [str], "tables": {}}, file)
    _check_tables(folder, manifest["tables"])
    return manifest


def _why(error: OSError | ValueError | RecursionError) -> str:
    if isinstance(error, OSError):
        return str(error.strerror)
    if isinstance(error, UnicodeDecodeError):
        return f"it is not UTF-8 at byte {error.start}"
    if isinstance(error, RecursionError):
        return "brackets in brackets, too many"
    return f"it is not JSON ({error_location.one_line(error)})"


def _check_tables(folder: Path, tables: dict[str, Any]) -> None:
    names = {table.name for table in TABLES}
    if other := (FIRST_TABLES - set(tables)) | (set(tables) - names):
        odd = ", ".join(sorted(other))
        raise DumpError(
            f"{folder / MANIFEST}: other tables than this version has ({odd}). {OTHER_VERSION}"
        )
    _check({"tables": tables}, {"tables": dict.fromkeys(tables, TABLE_SHAPE)}, folder / MANIFEST)
    for table in TABLES:
        if table.name in tables and (odd := _odd_columns(table, tables[table.name]["columns"])):
            raise DumpError(
                f"{folder / table.name}: other columns than this version has "
                f"({odd}). {OTHER_VERSION}"
            )


def _odd_columns(table: DumpTable, columns: list[str]) -> str:
    """Those that this version doesn't have or can't do without; nothing if all is well."""
    fields = dict(zip(column_names(table), columns_of(table.model), strict=True))
    missing = {name for name in fields if name not in columns}
    odd = {name for name in missing if not may_be_missing(fields[name])} | set(columns) - set(
        fields
    )
    in_order = columns == [name for name in fields if name not in missing]
    return ", ".join(sorted(odd)) or ("" if in_order else "another order")


def _check(value: Any, shape: Any, file: Path, *path: str) -> None:
    """Raise ``DumpError`` at the first place where ``value`` has not this shape."""
    expected: Any = shape if isinstance(shape, type) else type(shape)
    if not isinstance(value, expected) or isinstance(value, bool) or not _is_usable(value):
        wrong = repr(value)[:MAX_SHOWN].encode(errors="replace").decode()
        raise DumpError(
            f"{file} is damaged: {'.'.join(path)} is {wrong}, not {TYPE_NAMES[expected]}. "
            "Copy it again."
        )
    if isinstance(shape, dict):
        for key, part in shape.items():
            if key not in value:
                name = f" in {'.'.join(path)}" if path else ""
                raise DumpError(f"{file} is damaged: there is no “{key}”{name}. Copy it again.")
            _check(value[key], part, file, *path, key)
    elif isinstance(shape, list):
        for number, item in enumerate(value):
            _check(item, shape[0], file, *path, str(number))


def _is_usable(value: Any) -> bool:
    """Texts that the database can hold, numbers that count something."""
    if isinstance(value, str):
        return value.isprintable()  # no NUL, no half of a surrogate pair
    return not isinstance(value, int) or value >= 0
