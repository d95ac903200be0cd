"""The API in OpenAPI 3.1, drawn from the filters and columns that answer."""

from typing import Any

from django.forms import Field
from django.http import QueryDict
from django.urls import reverse

from articles.addresses import NONE
from claims.export import COLUMNS, Column
from claims.listing.filters.base import ListFilter
from claims.listing.filters.fields import DatesField, DayField, RecordsField, WordsField
from claims.web.api.details import columns
from claims.web.views.exports import LISTS

Schema = dict[str, Any]

VERSION = "1.0.0"  # of the API: a new major number would come at another address
MAX_PAGE_ROWS, DEFAULT_PAGE_ROWS = 200, 50  # rows of one page
KEYS = {
    "statements": ("key", "the statement's permanent code"),
    "claims": ("key", "the claim's permanent code"),
    "speakers": ("slug", "the last part of the speaker's address"),
    "articles": ("slug", "the last part of the article's address"),
    "sources": ("slug", "the last part of the source's address"),
    "parties": ("code", "ISO 3166-1 alpha-2 in lower case, or a bloc's short name"),
}
TYPES: dict[str, Schema] = {
    "text": {"type": ["string", "null"]},
    "code": {"type": ["string", "null"]},
    "integer": {"type": "integer"},
    "number": {"type": ["number", "null"]},
    "truth": {"type": "boolean"},
    "day": {"type": ["string", "null"], "format": "date"},
    "time": {"type": "string", "format": "date-time"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "objects": {
        "type": "array",
        "items": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
PROBLEM: Schema = {
    "type": "object",
    "description": "Why the request can't be honoured (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "problems": {"type": "array", "items": {"type": "string"}},
    },
}


def description(site: str) -> Schema:
    paths: Schema = {}
    schemas: Schema = {"problem": PROBLEM}
    for name in LISTS:
        address = reverse("api_list", args=[name])
        paths[address] = {"get": _list(name)}
        paths[f"{address}/{{{KEYS[name][0]}}}"] = {"get": _record(name)}
        schemas[name] = _schema(COLUMNS[name])
        schemas[f"{name}_record"] = _schema(columns(name))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "On Record",
            "version": VERSION,
            "description": "Who said what, via whom, and where. Read only.",
        },
        "servers": [{"url": site}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _list(name: str) -> Schema:
    parameters = [*_filters(LISTS[name](QueryDict(""))), *_paging()]
    page = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": _ref(name)},
            "next": {
                "type": ["string", "null"],
                "description": "Address of the next page; null on the last.",
            },
        },
    }
    return {
        "operationId": f"list_{name}",
        "summary": f"{name.capitalize()}, a page at a time",
        "parameters": parameters,
        "responses": {"200": _answer("A page", page), **_problems("400")},
    }


def _record(name: str) -> Schema:
    key, meaning = KEYS[name]
    path_parameter = {"name": key, "in": "path", "required": True, "description": meaning}
    return {
        "operationId": f"get_{name}",
        "summary": f"One of the {name}",
        "parameters": [{**path_parameter, "schema": {"type": "string"}}],
        "responses": {
            "200": _answer("The record", _ref(f"{name}_record")),
            **_problems("404", "410"),
        },
    }


def _filters(listing: ListFilter) -> list[Schema]:
    parameters = [_parameter(name, field) for name, field in listing.form.fields.items()]
    orders = [sign + name for name in listing.orders for sign in ("", "-")]
    order = {
        "name": "sort",
        "in": "query",
        "description": "order; a minus sign reverses it",
        "allowEmptyValue": True,
        "schema": {"type": "array", "items": {"type": "string", "enum": orders}},
    }
    return [*parameters, order]


def _parameter(name: str, field: Field) -> Schema:
    item: Schema = {"type": "string"}
    if isinstance(field, WordsField):
        item["enum"] = list(field.labels)
    if isinstance(field, DayField):
        item["format"] = "date"
    is_array = isinstance(field, RecordsField | WordsField | DatesField)
    missing_label = field.missing_label if isinstance(field, RecordsField) else ""
    return {
        "name": name,
        "in": "query",
        "description": str(field.label or name)
        + (", any of these" if is_array else "")
        + (f"; `{NONE}`: {missing_label}" if missing_label else ""),
        "allowEmptyValue": True,  # as forms send it: as if it were not there
        "schema": {"type": "array", "items": item} if is_array else item,
    }


def _paging() -> list[Schema]:
    size = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_ROWS, "default": DEFAULT_PAGE_ROWS}
    after = "where the page begins; take it from the `next` of the page before"
    return [
        {"name": "limit", "in": "query", "description": "rows of a page", "schema": size},
        {"name": "after", "in": "query", "description": after, "schema": {"type": "string"}},
    ]


def _schema(columns: dict[str, Column]) -> Schema:
    return {
        "type": "object",
        "required": list(columns),
        "additionalProperties": False,
        "properties": {
            name: {**TYPES[column.kind], "description": column.meaning}
            for name, column in columns.items()
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _answer(what: str, schema: Schema) -> Schema:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _problems(*states: str) -> Schema:
    content = {"application/problem+json": {"schema": _ref("problem")}}
    words = {"400": "Not understood", "404": "There is none", "410": "No longer on record"}
    return {state: {"description": words[state], "content": content} for state in states}
