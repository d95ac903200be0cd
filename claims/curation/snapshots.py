"""Snapshots of database rows as JSON, the diff of two, and how a diff is undone.

A ``Snapshot`` holds rows by table and id. The log keeps the diff of two snapshots: for each row
only the columns that changed; None where there was no row. An undo asks that these columns still
have the values that the change gave them, so changes of other columns don't stand in its way.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet

from articles.models import Article
from claims.batches import batches
from claims.curation.errors import StaleStatement
from claims.extraction.folding import fold_name, fold_word
from claims.models import (
    About,
    Alias,
    Attribution,
    Claim,
    ClaimMember,
    Distinction,
    Source,
    Speaker,
    Statement,
    StatementLink,
)
from claims.models.speaker import FromNameField

Row = dict[str, Any]
Rows = dict[str, Row | None]  # by id, as JSON holds it: text
Snapshot = dict[str, Rows]  # by name of the table

# Parents before children: rows are made in this order and deleted in the reverse.
TABLES: dict[str, type[models.Model]] = {
    "article": Article,
    "speaker": Speaker,
    "alias": Alias,
    "membership": Speaker.members.through,
    "distinction": Distinction,
    "statement": Statement,
    "attribution": Attribution,
    "source": Source,
    "about": About,
    "claim": Claim,
    "claim_member": ClaimMember,
    "statement_link": StatementLink,
}
# Of an article only what a curator decides; its text never changes, and is long.
DECIDED_COLUMNS = {"article": ("withdrawn_at", "withdrawn_why", "reviewed_at", "reviewed_by_id")}
# Of a claim, what is counted from its members.
CLAIM_SUMMARY = (
    *("first_on", "latest_on", "statements", "asserting", "denying", "wordings", "outlets"),
    *("sources", "disputed", "speakers", "parties", "sides"),
)
# The extractor writes these when it likes, so a later value never stands in the way of an undo.
EXTRACTOR_COLUMNS = {
    ("statement", "disagreement"),
    *(("claim_member", column) for column in ("score", "utterance")),
    *(("claim", column) for column in CLAIM_SUMMARY),
}
# Keys of names: an older log may have them folded otherwise than they are folded now.
REFOLDED_COLUMNS = {
    ("speaker", "identity"): fold_name,
    ("speaker", "family"): fold_word,
    ("alias", "folded"): fold_name,
}
MAX_IDS_PER_QUERY = 2000  # ids in one statement of SQL


def take_snapshot(**scope: QuerySet[Any]) -> Snapshot:
    """A snapshot of the rows of each named table, as they are now."""
    return {name: _rows(name, rows) for name, rows in scope.items()}


def statement_snapshot(*statements: int) -> Snapshot:
    """A snapshot of all rows that belong to these statements (ids)."""
    return take_snapshot(
        statement=Statement.objects.filter(pk__in=statements),
        attribution=Attribution.objects.filter(statement__in=statements),
        source=Source.objects.filter(attribution__statement__in=statements),
        about=About.objects.filter(statement__in=statements),
    )


def diff(before: Snapshot, after: Snapshot) -> tuple[Snapshot, Snapshot]:
    """The diff of two snapshots: old and new values of the rows and columns that differ."""
    diff_before: Snapshot = {}
    diff_after: Snapshot = {}
    for name in before.keys() | after.keys():
        old_rows, new_rows = before.get(name, {}), after.get(name, {})
        for pk in sorted(old_rows.keys() | new_rows.keys(), key=int):
            old, new = old_rows.get(pk), new_rows.get(pk)
            if old == new:
                continue
            if old is not None and new is not None:
                columns = [column for column in old if old[column] != new[column]]
                old, new = ({c: row[c] for c in columns} for row in (old, new))
            diff_before.setdefault(name, {})[pk] = old
            diff_after.setdefault(name, {})[pk] = new
    return diff_before, diff_after


def reverse_diff(rows: Snapshot, diff_before: Snapshot, diff_after: Snapshot) -> Snapshot:
    """The snapshot ``rows`` as it was before a diff, without a query."""
    result = {name: dict(table) for name, table in rows.items()}
    for name, table in diff_before.items():
        for pk, old in table.items():
            now = result.setdefault(name, {})
            if old is None:
                now.pop(pk, None)
            elif diff_after[name][pk] is None:
                now[pk] = old
            elif pk in now:
                now[pk] = {**(now[pk] or {}), **old}
    return result


def undo_diff(diff_before: Snapshot, diff_after: Snapshot) -> None:
    """Undo a diff in the database.

    Raises ``StaleStatement`` if the rows no longer are as the change left them, or if later rows
    refer to them.
    """
    _check(diff_after)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _delete(diff_before)
            for name in TABLES:
                _update(name, diff_before, diff_after)
            for name in TABLES:
                _insert(name, diff_before, diff_after)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a row that is still referred to
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise StaleStatement(
            "Something that was done later rests on this; undo that first."
        ) from error


def _rows(name: str, rows: QuerySet[Any], only: Iterable[str] | None = None) -> Rows:
    columns = _columns(name) if only is None else tuple(only)
    rows = rows.order_by().values("pk", *columns)
    return {str(row["pk"]): {c: to_json(row[c]) for c in columns} for row in rows.iterator()}


def _columns(name: str) -> tuple[str, ...]:
    """The stored columns of a table that a decision can change."""
    if name in DECIDED_COLUMNS:
        return DECIDED_COLUMNS[name]
    fields = TABLES[name]._meta.concrete_fields
    return tuple(
        f.attname
        for f in fields
        if not (f.generated or f.primary_key or isinstance(f, FromNameField))
    )


def to_json(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def _value(name: str, column: str, value: Any) -> Any:
    """A column's value as the ORM takes it; the reverse of ``to_json``."""
    field: Any = TABLES[name]._meta.get_field(column)
    value = _folded(name, column, value)
    return value if field.is_relation or value is None else field.to_python(value)


def _folded(name: str, column: str, value: Any) -> Any:
    fold = REFOLDED_COLUMNS.get((name, column))
    return fold(value) if fold and value else value


def _check(diff_after: Snapshot) -> None:
    for name, table in diff_after.items():
        columns = {column for row in table.values() if row is not None for column in row}
        rows = TABLES[name]._default_manager.filter(pk__in=list(table))
        now = _rows(name, rows, columns)
        for pk, row in table.items():
            if not _is_still(name, row, now.get(pk)):
                raise StaleStatement(
                    "What this decision changed has changed since; undo the later ones first."
                )


def _is_still(name: str, row: Row | None, now: Row | None) -> bool:
    if row is None or now is None:
        return row is now
    # A claim that no curator worded is worded anew with its members.
    reworded = name == "claim" and row.get("worded_by_id", 0) is now.get("worded_by_id") is None
    free = EXTRACTOR_COLUMNS | ({("claim", "wording")} if reworded else set())
    columns = (c for c in row if (name, c) not in free)
    return all(now[c] == _folded(name, c, row[c]) for c in columns)


def _delete(diff_before: Snapshot) -> None:
    for name in reversed(TABLES):
        created = [pk for pk, row in diff_before.get(name, {}).items() if row is None]
        for batch in batches(created, MAX_IDS_PER_QUERY):
            rows = TABLES[name]._default_manager.filter(pk__in=batch)
            rows._raw_delete(rows.db)  # no cascade: what refers to them must stop it


def _update(name: str, diff_before: Snapshot, diff_after: Snapshot) -> None:
    """Rows that get the same values are written together."""
    pks_by_values: dict[str, list[str]] = defaultdict(list)
    for pk, row in diff_before.get(name, {}).items():
        if row is not None and diff_after[name][pk] is not None:
            pks_by_values[json.dumps(row, sort_keys=True)].append(pk)
    # Those that end up rejected first: the database allows one live attribution at any moment.
    for values, pks in sorted(pks_by_values.items(), key=lambda item: '"rejected"' not in item[0]):
        row = {c: _value(name, c, v) for c, v in json.loads(values).items()}
        for batch in batches(pks, MAX_IDS_PER_QUERY):
            TABLES[name]._default_manager.filter(pk__in=batch).update(**row)


def _insert(name: str, diff_before: Snapshot, diff_after: Snapshot) -> None:
    model = TABLES[name]
    rows = {
        pk: {c: _value(name, c, v) for c, v in row.items()}
        for pk, row in diff_before.get(name, {}).items()
        if row and diff_after[name][pk] is None
    }
    model._default_manager.bulk_create([model(pk=int(pk), **row) for pk, row in rows.items()])
    stamped = [f.attname for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    for pk, row in rows.items() if stamped else ():
        model._default_manager.filter(pk=pk).update(**{c: row[c] for c in stamped})
