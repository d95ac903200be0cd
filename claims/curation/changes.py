"""Rows of the database as JSON: what an act changed, and how it is taken back.

A ``Picture`` holds rows by table and id. The difference of two pictures is what the log keeps: for
each row only the columns that changed; None where there was no row. Taking a change back asks that
these columns still are what the change made them, so acts on other columns don't stand in the way.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import QuerySet

from articles.models import Article
from claims.curation.errors import CurationConflict
from claims.extraction.folding import fold_name, fold_word
from claims.models import About, Alias, Attribution, Distinction, Source, Speaker, Statement
from claims.models.speaker import FromNameField

Row = dict[str, Any]
Rows = dict[str, Row | None]  # by id, as JSON holds it: text
Picture = dict[str, Rows]  # by name of the table

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
}
# Of an article only what a curator decides; its text never changes, and is long.
ONLY = {"article": ("withdrawn_at", "withdrawn_why", "reviewed_at", "reviewed_by_id")}
# The extractor writes these when it likes, so a later value never stands in the way of an undo.
MACHINES = {("statement", "disagreement")}
# Keys of names: an older log may have them folded otherwise than they are folded now.
FOLDED = {
    ("speaker", "identity"): fold_name,
    ("speaker", "family"): fold_word,
    ("alias", "folded"): fold_name,
}
AT_ONCE = 2000  # ids in one statement of SQL


def picture(**scope: QuerySet[Any]) -> Picture:
    """The rows of each table named, as they are now."""
    return {name: _rows(name, found) for name, found in scope.items()}


def of_statement(*statements: int) -> Picture:
    """All rows that say what these statements (ids) are and whose."""
    return picture(
        statement=Statement.objects.filter(pk__in=statements),
        attribution=Attribution.objects.filter(statement__in=statements),
        source=Source.objects.filter(attribution__statement__in=statements),
        about=About.objects.filter(statement__in=statements),
    )


def difference(before: Picture, after: Picture) -> tuple[Picture, Picture]:
    """What stood before and stands after, of rows and columns that differ."""
    was: Picture = {}
    became: Picture = {}
    for name in before.keys() | after.keys():
        old_rows, new_rows = before.get(name, {}), after.get(name, {})
        for pk in sorted(old_rows.keys() | new_rows.keys(), key=int):
            old, new = old_rows.get(pk), new_rows.get(pk)
            if old == new:
                continue
            if old is not None and new is not None:
                columns = [column for column in old if old[column] != new[column]]
                old, new = ({c: row[c] for c in columns} for row in (old, new))
            was.setdefault(name, {})[pk] = old
            became.setdefault(name, {})[pk] = new
    return was, became


def reverted(rows: Picture, was: Picture, became: Picture) -> Picture:
    """The picture ``rows`` as it was before a change, without asking the database."""
    result = {name: dict(table) for name, table in rows.items()}
    for name, table in was.items():
        for pk, old in table.items():
            now = result.setdefault(name, {})
            if old is None:
                now.pop(pk, None)
            elif became[name][pk] is None:
                now[pk] = old
            elif pk in now:
                now[pk] = {**(now[pk] or {}), **old}
    return result


def take_back(was: Picture, became: Picture) -> None:
    """Make the rows what they were before a change.

    Raises ``CurationConflict`` if they are no longer what it made them, or something later rests
    on them.
    """
    _check(became)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _delete(was)
            for name in TABLES:
                _update(name, was, became)
            for name in TABLES:
                _insert(name, was, became)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a row that is still referred to
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise CurationConflict(
            "Something that was done later rests on this; undo that first."
        ) from error


def _rows(name: str, found: QuerySet[Any], only: Iterable[str] | None = None) -> Rows:
    columns = _columns(name) if only is None else tuple(only)
    rows = found.order_by().values("pk", *columns)
    return {str(row["pk"]): {c: plain(row[c]) for c in columns} for row in rows.iterator()}


def _columns(name: str) -> tuple[str, ...]:
    """The stored columns of a table that a decision can change."""
    if name in ONLY:
        return ONLY[name]
    fields = TABLES[name]._meta.concrete_fields
    return tuple(
        f.attname
        for f in fields
        if not (f.generated or f.primary_key or isinstance(f, FromNameField))
    )


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _value(name: str, column: str, value: Any) -> Any:
    """A column's value as the ORM takes it; the reverse of ``plain``."""
    field: Any = TABLES[name]._meta.get_field(column)
    value = _folded(name, column, value)
    return value if field.is_relation or value is None else field.to_python(value)


def _folded(name: str, column: str, value: Any) -> Any:
    fold = FOLDED.get((name, column))
    return fold(value) if fold and value else value


def _check(became: Picture) -> None:
    for name, table in became.items():
        columns = {column for row in table.values() if row is not None for column in row}
        here = TABLES[name]._default_manager.filter(pk__in=list(table))
        now = _rows(name, here, columns)
        for pk, row in table.items():
            if not _is_still(name, row, now.get(pk)):
                raise CurationConflict(
                    "What this decision changed has changed since; undo the later ones first."
                )


def _is_still(name: str, row: Row | None, now: Row | None) -> bool:
    if row is None or now is None:
        return row is now
    return all(now[c] == _folded(name, c, v) for c, v in row.items() if (name, c) not in MACHINES)


def _delete(was: Picture) -> None:
    for name in reversed(TABLES):
        made = [pk for pk, row in was.get(name, {}).items() if row is None]
        for some in _some(made):
            rows = TABLES[name]._default_manager.filter(pk__in=some)
            rows._raw_delete(rows.db)  # no cascade: what refers to them must stop it


def _update(name: str, was: Picture, became: Picture) -> None:
    """Rows that get the same values are written together."""
    alike: dict[str, list[str]] = defaultdict(list)
    for pk, row in was.get(name, {}).items():
        if row is not None and became[name][pk] is not None:
            alike[json.dumps(row, sort_keys=True)].append(pk)
    # Those that end up rejected first: the database allows one live attribution at any moment.
    for values, pks in sorted(alike.items(), key=lambda one: '"rejected"' not in one[0]):
        row = {c: _value(name, c, v) for c, v in json.loads(values).items()}
        for some in _some(pks):
            TABLES[name]._default_manager.filter(pk__in=some).update(**row)


def _insert(name: str, was: Picture, became: Picture) -> None:
    model = TABLES[name]
    gone = {pk: row for pk, row in was.get(name, {}).items() if row and became[name][pk] is None}
    rows = {pk: {c: _value(name, c, v) for c, v in row.items()} for pk, row in gone.items()}
    model._default_manager.bulk_create([model(pk=int(pk), **row) for pk, row in rows.items()])
    stamped = [f.attname for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    for pk, row in rows.items() if stamped else ():
        model._default_manager.filter(pk=pk).update(**{c: row[c] for c in stamped})


def _some(pks: Iterable[str]) -> Iterable[list[str]]:
    every = list(pks)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
