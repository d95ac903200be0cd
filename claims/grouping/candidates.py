"""Candidates: statements that share rare keys, found through one index whatever is stored.

A key that many statements have is common, and kept as such (``CommonKey``). Alone it finds nothing;
two of them together do, so that statements of nothing but common words find each other too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db import connection, transaction

from claims.grouping.meanings import StoredReading

MAX_CANDIDATES = 50  # of one statement, those that share most keys
MAX_STATEMENTS_OF_RARE_KEY = 50  # a key of more statements is common
MAX_ROWS = 1_000  # looked at for one statement
MAX_COMMON_KEYS = 3  # of one statement, taken two by two, the rarest of them
MIN_SHARED_KEYS = 2
FEW_KEYS = 3  # where one of two statements has no more, one will do, whichever of them asks

# Of one set of keys; those of all statements are asked for together. Statements with the same keys
# find the same, each also itself: hence one row more than is wanted.
CANDIDATES_SQL = """
    (SELECT %s, statement_id, shared, looked_at FROM (
        SELECT statement_id, count(*) OVER () AS looked_at,
            CASE WHEN cardinality(keys) <= %s THEN 1 ELSE %s END AS least,
            (SELECT count(*) FROM unnest(keys) AS key WHERE key = ANY(%s::integer[])) AS shared
        FROM (
            SELECT statement_id, keys FROM claims_statementmeaning WHERE {conditions} LIMIT %s
        ) AS like_these
    ) AS near
    WHERE shared >= least ORDER BY shared DESC, statement_id LIMIT %s)
"""
COMMON_KEYS_SQL = "SELECT key, statements FROM claims_commonkey WHERE key = ANY(%s::integer[])"
COUNT_KEYS_SQL = """
    INSERT INTO claims_commonkey (key, statements)
    SELECT key, n FROM unnest(%s::integer[]) AS key,
        LATERAL (SELECT count(*) AS n FROM claims_statementmeaning WHERE keys @> ARRAY[key]) AS c
    WHERE n > %s
    ON CONFLICT (key) DO UPDATE SET statements = excluded.statements
"""
COUNT_ALL_KEYS_SQL = """
    INSERT INTO claims_commonkey (key, statements)
    SELECT key, count(*) FROM claims_statementmeaning, unnest(keys) AS key
    GROUP BY key HAVING count(*) > %s
"""


def candidate_pairs(readings: Collection[StoredReading]) -> list[tuple[int, int]]:
    """Ids of two statements that may say the same, the lower first; in one query."""
    by_keys: dict[frozenset[int], list[int]] = defaultdict(list)
    for reading in readings:
        if reading.keys:
            by_keys[reading.keys].append(reading.statement)
    if not by_keys:
        return []
    sets = list(by_keys)
    common = _common_keys(frozenset().union(*sets))
    queries = [_query(number, keys, common) for number, keys in enumerate(sets)]
    near: list[list[int]] = [[] for _ in sets]
    crowded: set[int] = set()
    sql = " UNION ALL ".join(part for part, _ in queries)
    for number, statement, _, looked_at in _rows(sql, [v for _, own in queries for v in own]):
        near[number].append(statement)
        if looked_at > MAX_ROWS:
            crowded |= sets[number] - common.keys()
    _count_keys(crowded)
    return sorted(set(_pairs(zip(by_keys.values(), near, strict=True))))


def _pairs(rows: Iterable[tuple[list[int], list[int]]]) -> Iterator[tuple[int, int]]:
    """Statements of the same keys, and what these find."""
    for statements, near in rows:
        for own in statements:
            for other in [pk for pk in near if pk != own][:MAX_CANDIDATES]:
                yield min(own, other), max(own, other)


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
        cursor.execute(COUNT_ALL_KEYS_SQL, [MAX_STATEMENTS_OF_RARE_KEY])


def _query(number: int, own: frozenset[int], common: dict[int, int]) -> tuple[str, list[Any]]:
    keys = sorted(own)
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
        CANDIDATES_SQL.format(conditions=" OR ".join(conditions)),
        [number, FEW_KEYS, least, keys, *values, MAX_ROWS + 1, MAX_CANDIDATES + 1],
    )


def _common_together(keys: list[int], common: dict[int, int]) -> Iterable[list[int]]:
    rarest = sorted(keys, key=lambda key: (common[key], key))[:MAX_COMMON_KEYS]
    return [rarest] if len(rarest) == 1 else map(list, combinations(rarest, 2))


def _common_keys(keys: Iterable[int]) -> dict[int, int]:
    with connection.cursor() as cursor:  # the ORM would look at each of some thousand keys
        cursor.execute(COMMON_KEYS_SQL, [list(keys)])
        return dict(cursor.fetchall())


def _count_keys(keys: Iterable[int]) -> None:
    """Of a statement that found too many: which of its keys have become common."""
    if some := sorted(set(keys)):
        with connection.cursor() as cursor:
            cursor.execute(COUNT_KEYS_SQL, [some, MAX_STATEMENTS_OF_RARE_KEY])
