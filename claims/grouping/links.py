"""Links between statements: candidates through keys, then the comparison of what they say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from claims.grouping.meanings import Spans, StoredReading, load_readings
from claims.models import StatementLink, StatementMeaning
from claims.propositions.relations import AGAINST, relate
from claims.propositions.stances import StanceKind

MAX_CANDIDATES = 50  # of one statement, those that share most keys
MAX_KEY_STATEMENTS = 2_000  # looked at of one statement's keys together
MIN_SHARED_KEYS = 2
FEW_KEYS = 3  # a statement of so few terms needs but one
SAYING = (StanceKind.ASSERTS, StanceKind.REPEATS)
NESTED_SCORE = ANAPHOR_SCORE = 0.9

# Of one statement; those of an article are asked for together. The keys stand in the query, for
# then the planner knows how rare they are, and takes the index.
CANDIDATES = """
    (SELECT %s, near.statement_id, count(*) AS shared FROM (
        SELECT statement_id, unnest(keys) AS key FROM (
            SELECT statement_id, keys FROM claims_statementmeaning
            WHERE keys && %s::integer[] AND statement_id <> %s LIMIT %s
        ) AS like_these
    ) AS near
    WHERE near.key = ANY(%s::integer[])
    GROUP BY 2 HAVING count(*) >= %s ORDER BY shared DESC, 2 LIMIT %s)
"""


def find_links(statements: Iterable[int]) -> list[StatementLink]:
    """Compare statements with their candidates; the links are not stored.

    It takes no lock. Each process stores what its statements say before it looks for others, so of
    two statements that come at once one finds the other.
    """
    own = load_readings(statements)
    pairs = _candidate_pairs(own.values())
    readings = own | load_readings({pk for pair in pairs for pk in pair} - own.keys())
    links: dict[tuple[int, int], StatementLink] = {}
    for pair in pairs:
        first, second = (readings.get(pk) for pk in pair)
        if first and second and (link := _compared(first, second)):
            links[pair] = link
    links |= {(link.first_id, link.second_id): link for link in _within_articles(own.values())}
    return list(links.values())


def write_links(links: Iterable[StatementLink]) -> None:
    """Store links between statements that readers see; earlier ones are replaced."""
    ends = {pk for link in links for pk in (link.first_id, link.second_id)}
    public = set(
        StatementMeaning.objects.filter(
            statement__in=ends, statement__public_row__isnull=False
        ).values_list("pk", flat=True)
    )
    StatementLink.objects.bulk_create(
        [link for link in links if {link.first_id, link.second_id} <= public],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "joins", "opposite", "one_utterance"],
    )


def _candidate_pairs(readings: Iterable[StoredReading]) -> list[tuple[int, int]]:
    """Ids of two statements that may say the same, the lower first; in one query."""
    parts: list[str] = []
    values: list[Any] = []
    for reading in readings:
        if keys := sorted(reading.keys):
            least = 1 if len(keys) <= FEW_KEYS else MIN_SHARED_KEYS
            parts.append(CANDIDATES)
            values += [reading.statement, keys, reading.statement, MAX_KEY_STATEMENTS]
            values += [keys, least, MAX_CANDIDATES]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        pairs = {(min(own, near), max(own, near)) for own, near, _ in cursor}
    return sorted(pairs)


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
                if other is not reading and holds(other.spans, reading.spans):
                    yield _told(other, reading, NESTED_SCORE, opposite=False)
            if reading.anaphoric and (earlier := _antecedent(members[:place], reading)):
                opposite = reading.stated.stance in AGAINST
                yield _told(reading, earlier, ANAPHOR_SCORE, opposite=opposite)


def holds(outer: Spans, inner: Spans) -> bool:
    """Does one statement tell the other: "that intelligence had assessed that …"?"""
    return all(any(start <= a and b <= end for start, end in outer) for a, b in inner)


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
