"""The CSV files of a dump in CSVW: columns, their types, and what refers to what."""

from typing import Any

from django.db import models

from claims.export.csvw import CONTEXT, DIALECTS, schema
from claims.export.dump.coding import columns_of, names_a_user
from claims.export.dump.tables import TABLES, DumpTable

METADATA_FILE_NAME = "csv-metadata.json"  # the name CSVW looks for in a folder
CSVW_DATATYPES: tuple[tuple[type[Any], str], ...] = (
    (models.BinaryField, "base64Binary"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "dateTimeStamp"),
    (models.DateField, "date"),
    (models.FloatField, "double"),
    (models.IntegerField, "integer"),
    (models.CharField, "string"),
    (models.TextField, "string"),
    (models.UUIDField, "string"),
)
DEFAULT_TYPE = "json"  # lists and objects


def metadata() -> dict[str, Any]:
    dialect = {"encoding": "utf-8", "header": True, **DIALECTS["csv"]}
    return {"@context": CONTEXT, "dialect": dialect, "tables": [_table(table) for table in TABLES]}


def _table(table: DumpTable) -> dict[str, Any]:
    fields = columns_of(table.model)
    columns = schema(_column(field) for field in fields)
    references = [key for key in map(_reference, fields) if key]
    return {
        "url": f"{table.name}.csv",
        "tableSchema": columns | ({"foreignKeys": references} if references else {}),
    }


def _column(field: Any) -> dict[str, Any]:
    name = field.name if names_a_user(field) else field.column
    description = {"name": name, "titles": name, "datatype": _datatype(field)}
    return description | ({"dc:description": str(field.help_text)} if field.help_text else {})


def _datatype(field: Any) -> str:
    if names_a_user(field):
        return "string"
    stored = field.target_field if field.is_relation else field
    return next((name for kind, name in CSVW_DATATYPES if isinstance(stored, kind)), DEFAULT_TYPE)


def _reference(field: Any) -> dict[str, Any] | None:
    """To the file of another table, or of the same."""
    names = {table.model: table.name for table in TABLES}
    if not field.is_relation or field.related_model not in names:
        return None
    resource = {"resource": f"{names[field.related_model]}.csv"}
    target = {**resource, "columnReference": field.target_field.attname}
    return {"columnReference": field.attname, "reference": target}
