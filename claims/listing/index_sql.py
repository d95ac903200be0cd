"""Installs the SQL that keeps the statement index: the view of public statements and the triggers.

The SQL stands once, in claims/models/sql/statement_index.sql. What it counts comes from the
registry of facets, its columns from the models, its constants from Python. After each migration it
is installed if it has changed, and the index is made anew from the records.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.db import connections, transaction

from claims import models
from claims.confidence import LIKELY
from claims.listing.registry import (
    BY_LEDGER_NAME,
    LEDGER_PAIRS,
    STATEMENT_FACETS,
    Facet,
)
from claims.locks import LockKey
from claims.models.index import LIKELY_MARK

VIEW_FILE = Path(models.__file__).parent / "sql" / "statement_index.sql"
ROW_PREFIX = "w."  # a row of the index, in the function that counts it
ARTICLES = f"SELECT 'article', one, '' FROM unnest({ROW_PREFIX}articles) AS one"


def install_after_migration(*, using: str, apps: Any = current_apps, **_: Any) -> None:
    """Receiver of ``post_migrate``. A database on the way to older models is left alone."""
    if not _has_current_index(apps):
        return
    sql = build_sql()
    digest = sha256(re.sub(r"--.*", "", sql).encode()).hexdigest()
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('claims_public_statement'), 'pg_class')")
        if cursor.fetchone() == (digest,):
            return
        cursor.execute(sql)
        cursor.execute("SELECT shown_rebuild()")
        cursor.execute(f"COMMENT ON VIEW claims_public_statement IS '{digest}'")


def _has_current_index(apps: Any) -> bool:
    try:
        index = apps.get_model("claims", "StatementIndex")
    except LookupError:
        return False
    return set(_columns(index)) == set(_columns(models.StatementIndex))


def build_sql() -> str:
    """The file with its placeholders filled in."""
    columns = _columns(models.StatementIndex)
    sample = [name for name in _columns(models.StatementSample) if name != "search"]
    values = {
        "columns": ", ".join(columns),
        "new_columns": ", ".join(f"excluded.{name}" for name in columns),
        "sample_columns": ", ".join(sample),
        "row_sample_columns": ", ".join(f"w.{name}" for name in sample),
        "sampled_hashes": str(-(-(2**20) // models.StatementSample.SHARE)),
        "ledger_values": _ledger_values(),
        "likely_mark": LIKELY_MARK,
        "party_lock": str(int(LockKey.SPEAKER_PARTY)),
        "folding_lock": str(int(LockKey.FOLDING)),
    }
    return re.sub(r"@(\w+)@", lambda match: values[match[1]], VIEW_FILE.read_text())


def _columns(model: Any) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _ledger_values() -> str:
    """Queries for the name of a facet, the id and the word under which a row counts."""
    queries = [_query("all", "0::bigint", "''", ()), ARTICLES]
    for facet in STATEMENT_FACETS:
        value = facet.ledger_value(ROW_PREFIX)
        ref, word = (value, "''") if facet.ids else ("0", value)
        queries.append(_query(facet.counted_as, ref, word, (facet,)))
    for pair in LEDGER_PAIRS:
        facets = [BY_LEDGER_NAME[name] for name in pair]
        word = " || ' ' || ".join(facet.ledger_value(ROW_PREFIX) for facet in facets)
        queries.append(_query(" ".join(pair), "0", word, facets))
    each = "\n    UNION ALL ".join(queries)
    # All rows count under the name of the facet; likely and settled ones under a marked one, too.
    marks = f"CASE WHEN w.confidence >= {LIKELY} THEN ARRAY['', '{LIKELY_MARK}'] ELSE ARRAY[''] END"
    return (
        f"SELECT mark || each.facet, each.ref, each.word FROM unnest({marks}) AS mark,\n"
        f"    ({each}) AS each (facet, ref, word)"
    )


def _query(name: str, ref: str, word: str, facets: Any) -> str:
    array = next((facet for facet in facets if facet.array), None)
    if array is None:
        return f"SELECT '{name}', {ref}, {word}"
    return f"SELECT DISTINCT '{name}', {ref}, {word} FROM {_elements(array)}"


def _elements(facet: Facet) -> str:
    """The elements of an array, or what stands for none."""
    column, none = f"{ROW_PREFIX}{facet.column}", "{0}" if facet.ids else '{""}'
    return f"unnest(CASE {column} WHEN '{{}}' THEN '{none}' ELSE {column} END) AS element"
