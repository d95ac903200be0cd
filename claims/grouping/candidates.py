"""Candidates: statements that share rare keys, found through one index whatever is stored.

A key that many statements have is common, and kept as such (``CommonKey``). Alone it finds nothing;
two of them together do, so that statements of nothing but common words find each other too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from typing import Any

from django.db import connection, transaction

from claims.grouping.meanings import StoredReading
from claims.propositions.keys import MAX_TERMS, least_shared_keys, selective_keys
from claims.propositions.types import Proposition

MAX_CANDIDATES = 50  # of one statement, those that share most keys
MAX_STATEMENTS_OF_RARE_KEY = 50  # a key of more statements is common
MAX_ROWS = 1_700  # looked at for one statement: 30 to 33 keys, none of them common
MAX_COMMON_KEYS = 3  # of one statement, taken two by two, the rarest of them
MAX_KEYS = MAX_TERMS * (MAX_TERMS - 1) // 2  # of one statement

# Each set of keys is a row, so that the query is planned once. What two statements share is counted
# by one join for all that a row finds: to look each of some sixty keys up in another sixty would be
# most of the work. Statements with the same keys find the same, each also itself: hence one row
# more than is wanted.
CANDIDATES_SQL = f"""
    SELECT number, statement_id, looked_at
    FROM (VALUES %s)
        AS own (number, size, keys, least, rare, first_pair, second_pair, third_pair),
    LATERAL (
        WITH like_these AS MATERIALIZED (
            SELECT statement_id, keys FROM claims_statementmeaning
            WHERE (keys && own.rare OR keys @> own.first_pair
                OR keys @> own.second_pair OR keys @> own.third_pair)
                AND cardinality(keys) >= own.size
            LIMIT {MAX_ROWS} + 1
        )
        SELECT statement_id, count(*) AS shared,
            (SELECT count(*) FROM like_these) AS looked_at
        FROM (
            SELECT statement_id, cardinality(keys) AS size, unnest(keys) AS key FROM like_these
        ) AS near JOIN unnest(own.keys) AS mine (key) USING (key)
        GROUP BY statement_id, size HAVING count(*) >= own.least[size]
        ORDER BY shared DESC, statement_id LIMIT {MAX_CANDIDATES} + 1
    ) AS candidates
    ORDER BY number, shared DESC, statement_id
"""
KEYS_ROW = f"(%s, %s{', %s::integer[]' * (3 + MAX_COMMON_KEYS)})"
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


def candidate_pairs(
    readings: Collection[StoredReading], *, among_longer: bool = False
) -> list[tuple[int, int]]:
    """Ids of two statements that may say the same, the lower first; in one query.

    ``among_longer``: each looks for those of as many keys or more only, as these find no shorter
    ones while all are compared with all.
    """
    by_keys: dict[frozenset[int], list[int]] = defaultdict(list)
    propositions: dict[frozenset[int], Proposition] = {}
    for reading in readings:
        if reading.keys:
            by_keys[reading.keys].append(reading.statement)
            propositions[reading.keys] = reading.stated.proposition
    if not by_keys:
        return []
    sets = list(by_keys)
    common = _common_keys(frozenset().union(*sets))
    rows = [
        _keys_row(number, keys, propositions[keys], common, among_longer)
        for number, keys in enumerate(sets)
    ]
    near: list[list[int]] = [[] for _ in sets]
    crowded: set[int] = set()
    for number, statement, looked_at in _candidates(rows):
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


def _candidates(rows: Sequence[Sequence[Any]]) -> list[tuple[int, int, int]]:
    """Number of the row, statement, and how many statements were looked at.

    Through the index of keys: the planner takes each rare key for one row in two hundred, and many
    of them for a reason to read the whole table, in its order or by its ids.
    """
    sql = CANDIDATES_SQL % ", ".join([KEYS_ROW] * len(rows))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(sql, list(chain.from_iterable(rows)))
        candidates: list[tuple[int, int, int]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    return candidates


def count_all_keys() -> None:
    """Find the common keys anew."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_commonkey")
        cursor.execute(COUNT_ALL_KEYS_SQL, [MAX_STATEMENTS_OF_RARE_KEY])


def _keys_row(
    number: int,
    own: frozenset[int],
    proposition: Proposition,
    common: dict[int, int],
    among_longer: bool,
) -> list[Any]:
    """What ``KEYS_ROW`` holds: the rare keys to look up, and pairs of the common ones."""
    keys = sorted(own)
    chosen = selective_keys(proposition, own, common, among_longer=among_longer)
    rare = sorted(set(chosen) - common.keys())
    pairs = list(_common_together([key for key in keys if key in common], common))
    lacking = [None] * (MAX_COMMON_KEYS - len(pairs))
    size = len(keys) if among_longer else 0
    return [number, size, keys, _least(len(keys)), rare or None, *pairs, *lacking]


@cache
def _least(count: int) -> list[int]:
    """How many keys one of so many must share with one of 1, of 2, of 3 keys and so on."""
    return [least_shared_keys(count, other) for other in range(1, MAX_KEYS + 1)]


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
