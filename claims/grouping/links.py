"""Links between statements: candidates through keys, then the comparison of what they say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from claims.grouping.meanings import StoredReading, load_readings
from claims.models import StatementLink
from claims.propositions.relations import AGAINST, relate
from claims.propositions.stances import StanceKind

MAX_CANDIDATES = 50  # of one statement, those that share most keys
MAX_KEY_STATEMENTS = 2_000  # looked at of one statement's keys together
MIN_SHARED_KEYS = 2
FEW_KEYS = 3  # a statement of so few terms needs but one
SAYING = (StanceKind.ASSERTS, StanceKind.REPEATS)
NESTED_SCORE = ANAPHOR_SCORE = 0.9

CANDIDATES = """
    SELECT near.statement_id, count(*) AS shared FROM (
        SELECT statement_id, unnest(keys) AS key FROM (
            SELECT statement_id, keys FROM claims_statementmeaning
            WHERE keys && %(keys)s::integer[] AND statement_id <> %(statement)s
            LIMIT %(limit)s
        ) AS like_these
    ) AS near
    WHERE near.key = ANY(%(keys)s::integer[])
    GROUP BY 1 ORDER BY shared DESC, 1 LIMIT %(most)s
"""


def make_links(statements: Sequence[int]) -> list[StatementLink]:
    """Compare statements with their candidates and store the links; earlier ones are replaced."""
    own = load_readings(statements)
    candidates = {pk: _candidates(reading) for pk, reading in own.items()}
    others = {pk for near in candidates.values() for pk in near} - own.keys()
    readings = own | load_readings(others)
    links: dict[tuple[int, int], StatementLink] = {}
    for pk, near in candidates.items():
        for other in near:
            pair = min(pk, other), max(pk, other)
            if other not in readings or pair in links:
                continue
            if link := _compared(readings[pair[0]], readings[pair[1]]):
                links[pair] = link
    links |= {(link.first_id, link.second_id): link for link in _within_articles(own.values())}
    StatementLink.objects.bulk_create(
        links.values(),
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "joins", "opposite", "one_utterance"],
    )
    return list(links.values())


def _candidates(reading: StoredReading) -> list[int]:
    keys = sorted(reading.keys)
    if not keys:
        return []
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"keys": keys, "statement": reading.statement}
        values |= {"limit": MAX_KEY_STATEMENTS, "most": MAX_CANDIDATES}
        cursor.execute(CANDIDATES, values)
        rows = cursor.fetchall()
    least = 1 if len(keys) <= FEW_KEYS else MIN_SHARED_KEYS
    return [pk for pk, shared in rows if shared >= least]


def _compared(first: StoredReading, second: StoredReading) -> StatementLink | None:
    if first.anaphoric or second.anaphoric:
        return None
    relation = relate(first.stated, second.stated)
    if relation is None:
        return None
    return StatementLink(
        first_id=first.statement,
        second_id=second.statement,
        score=relation.score,
        joins=relation.joins,
        opposite=relation.opposite,
        one_utterance=relation.one_utterance,
    )


def _within_articles(readings: Iterable[StoredReading]) -> Iterator[StatementLink]:
    """What the text itself ties: a statement told inside another, "the accusations"."""
    articles: dict[int, list[StoredReading]] = defaultdict(list)
    for reading in readings:
        articles[reading.article].append(reading)
    for members in articles.values():
        members.sort(key=lambda reading: (reading.start, reading.statement))
        for place, reading in enumerate(members):
            for other in members:
                if holds(other, reading):
                    yield _told(other, reading, NESTED_SCORE, opposite=False)
            if reading.anaphoric and (earlier := _antecedent(members[:place], reading)):
                opposite = reading.stated.stance in AGAINST
                yield _told(reading, earlier, ANAPHOR_SCORE, opposite=opposite)


def holds(outer: StoredReading, inner: StoredReading) -> bool:
    """Does one statement tell the other: "that intelligence had assessed that …"?"""
    return outer is not inner and all(
        any(start <= a and b <= end for start, end in outer.spans) for a, b in inner.spans
    )


def _antecedent(earlier: Sequence[StoredReading], reading: StoredReading) -> StoredReading | None:
    """The nearest statement before it by somebody else."""
    for other in reversed(earlier):
        by_another = other.stated.speaker != reading.stated.speaker
        if by_another and not other.anaphoric and other.stated.stance in SAYING:
            return other
    return None


def _told(
    first: StoredReading, second: StoredReading, score: float, *, opposite: bool
) -> StatementLink:
    low, high = sorted((first.statement, second.statement))
    return StatementLink(first_id=low, second_id=high, score=score, joins=True, opposite=opposite)
