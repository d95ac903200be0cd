"""CSVW, metadata of CSV and TSV files: W3C "Metadata Vocabulary for Tabular Data".

The types are those of the table for people on /data/; addresses of properties lead there.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from claims.export.columns import Column
from claims.export.readable import COLUMNS as READABLE

CONTENT_TYPE = "application/csvm+json"
CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
CSVW_DATATYPES = {
    "integer": "integer",
    "number": "double",
    "truth": "boolean",
    "day": "date",
    "time": "dateTimeStamp",
}
KEYS = ("key", "slug", "code")  # columns that tell a row from all others, where they come first
DIALECTS: dict[str, dict[str, Any]] = {
    "csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminators": "\r\n"},
    "tsv": {"delimiter": "\t", "quoteChar": None, "lineTerminators": "\n"},
}


def table(name: str, columns: dict[str, Column], ending: str, address: str, page: str) -> Any:
    """Of the file at this address; ``page`` is /data/."""
    return {
        "@context": CONTEXT,
        "url": address,
        "dc:title": f"On Record: {name}",
        "dialect": {"encoding": "utf-8", "header": True, **DIALECTS[ending]},
        "tableSchema": schema(
            _column(name, column, page, definition) for column, definition in columns.items()
        ),
    }


def schema(columns: Iterable[dict[str, Any]]) -> dict[str, Any]:
    column_list = list(columns)
    first = column_list[0]["name"]
    return {"columns": column_list} | ({"primaryKey": first} if first in (*KEYS, "id") else {})


def _column(name: str, column: str, page: str, definition: Column) -> dict[str, Any]:
    """A name there is a word: of a column for people the one on /data/, with underscores."""
    anchor = slugify(column)
    readable = READABLE.get(column) is definition
    description = {
        "name": anchor.replace("-", "_"),
        "titles": column,
        "dc:description": definition.meaning,
        "datatype": "anyURI" if definition.page else CSVW_DATATYPES.get(definition.kind, "string"),
        "propertyUrl": f"{page}#{'readable' if readable else name}-{anchor}",
    }
    return description | ({"separator": definition.separator} if definition.separator else {})
