"""Candidates: statements that share rare keys, found through one index whatever is stored.

A key that many statements have is common, and kept as such (``CommonKey``). Alone it finds nothing;
two of them together do, so that statements of nothing but common words find each other too.
"""

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Any

from django.db import connection, transaction

from claims.grouping.meanings import StoredReading
from claims.models import CommonKey

MAX_CANDIDATES = 50  # of one statement, those that share most keys
MAX_RARE_STATEMENTS = 50  # a key of more statements is common
MAX_ROWS = 1_000  # looked at for one statement
MAX_COMMON_KEYS = 3  # of one statement, taken two by two, the rarest of them
MIN_SHARED_KEYS = 2
FEW_KEYS = 3  # a statement of so few terms needs but one

# Of one statement; those of an article are asked for together.
CANDIDATES = """
    (SELECT %s, statement_id, shared, looked_at FROM (
        SELECT statement_id, count(*) OVER () AS looked_at,
            (SELECT count(*) FROM unnest(keys) AS key WHERE key = ANY(%s::integer[])) AS shared
        FROM (
            SELECT statement_id, keys FROM claims_statementmeaning
            WHERE ({conditions}) AND statement_id <> %s LIMIT %s
        ) AS like_these
    ) AS near
    WHERE shared >= %s ORDER BY shared DESC, statement_id LIMIT %s)
"""
COUNT_KEYS = """
    INSERT INTO claims_commonkey (key, statements)
    SELECT key, n FROM unnest(%s::integer[]) AS key,
        LATERAL (SELECT count(*) AS n FROM claims_statementmeaning WHERE keys @> ARRAY[key]) AS c
    WHERE n > %s
    ON CONFLICT (key) DO UPDATE SET statements = excluded.statements
"""
COUNT_ALL_KEYS = """
    INSERT INTO claims_commonkey (key, statements)
    SELECT key, count(*) FROM claims_statementmeaning, unnest(keys) AS key
    GROUP BY key HAVING count(*) > %s
"""


def candidate_pairs(readings: Collection[StoredReading]) -> list[tuple[int, int]]:
    """Ids of two statements that may say the same, the lower first; in one query."""
    common = _common_keys({key for reading in readings for key in reading.keys})
    parts: list[str] = []
    values: list[Any] = []
    for reading in readings:
        if reading.keys:
            part, own_values = _query(reading, common)
            parts.append(part)
            values += own_values
    if not parts:
        return []
    rows = _rows(" UNION ALL ".join(parts), values)
    crowded = {own for own, _, _, looked_at in rows if looked_at >= MAX_ROWS}
    _count_keys(key for r in readings if r.statement in crowded for key in r.keys - common.keys())
    return sorted({(min(own, near), max(own, near)) for own, near, _, _ in rows})


def _rows(sql: str, values: list[Any]) -> list[tuple[int, int, int, int]]:
    """Through the index: the planner takes each rare key for one row in two hundred, and many of
    them for a reason to read the whole table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(sql, values)
        rows: list[tuple[int, int, int, int]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on")
    return rows


def count_all_keys() -> None:
    """Find the common keys anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_commonkey")
        cursor.execute(COUNT_ALL_KEYS, [MAX_RARE_STATEMENTS])


def _query(reading: StoredReading, common: dict[int, int]) -> tuple[str, list[Any]]:
    keys = sorted(reading.keys)
    conditions: list[str] = []
    values: list[Any] = []
    if rare := [key for key in keys if key not in common]:
        conditions.append("keys && %s::integer[]")
        values.append(rare)
    for some in _common_together([key for key in keys if key in common], common):
        conditions.append("keys @> %s::integer[]")
        values.append(some)
    least = 1 if len(keys) <= FEW_KEYS else MIN_SHARED_KEYS
    return (
        CANDIDATES.format(conditions=" OR ".join(conditions)),
        [reading.statement, keys, *values, reading.statement, MAX_ROWS, least, MAX_CANDIDATES],
    )


def _common_together(keys: list[int], common: dict[int, int]) -> Iterable[list[int]]:
    rarest = sorted(keys, key=lambda key: (common[key], key))[:MAX_COMMON_KEYS]
    return [rarest] if len(rarest) == 1 else map(list, combinations(rarest, 2))


def _common_keys(keys: Iterable[int]) -> dict[int, int]:
    rows = CommonKey.objects.filter(pk__in=list(keys))
    return dict(rows.values_list("key", "statements"))


def _count_keys(keys: Iterable[int]) -> None:
    """Of a statement that found too many: which of its keys have become common."""
    if some := sorted(set(keys)):
        with connection.cursor() as cursor:
            cursor.execute(COUNT_KEYS, [some, MAX_RARE_STATEMENTS])
