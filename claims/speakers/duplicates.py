"""Speaker records that may be one, with reasons. Machines propose, people decide.

Records are compared only where a key of a name brings them together (``name_matching``); triggers
keep the keys in an indexed table, so the work for a range of speakers is bounded, however many
there are. A key that a crowd shares says little and brings nobody together. Two whom a curator has
told apart are never proposed, nor is anybody who is not named.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Max, Q

from claims.extraction.folding import fold_name
from claims.extraction.name_matching import (
    NAMED,
    compare_institutions,
    compare_people,
)
from claims.extraction.noun_phrases import person_names
from claims.models import Alias, Speaker, SpeakerKind
from claims.speakers.merges import distinguished_pairs

# A key that more records have says little: "ministry", "the agency".
MAX_RECORDS_PER_KEY = 40
MAX_RECORDS_PER_SURNAME = 200
MIN_SCORE = 0.4  # pairs below aren't worth a curator's time
CHUNK_SIZE = 2000  # ids of speakers whose pairs are looked for at once


@dataclass(frozen=True)
class DuplicatePair:
    """Two records that may be one; ``score`` orders pairs from 0 to 1 and is no probability."""

    first: Speaker
    second: Speaker
    score: float
    reasons: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, str, int]:
        """The surest first."""
        return -self.score, self.first.name, self.first.pk


@dataclass(frozen=True)
class NamedRecord:
    """A speaker with the folded forms of its name."""

    speaker: Speaker
    forms: frozenset[str]

    @cached_property
    def name(self) -> person_names.Name:
        return person_names.parse(self.speaker.name)

    @property
    def is_person(self) -> bool:
        return self.speaker.kind == SpeakerKind.PERSON


def find_duplicates() -> list[DuplicatePair]:
    """All pairs of unmerged, named records that may be one, surest first. Reads all speakers."""
    pairs = [pair for number in chunks() for pair in find_duplicates_in(number)]
    return sorted(pairs, key=lambda pair: pair.rank)


def chunks(last: int | None = None) -> Iterator[int]:
    """Numbers of the ranges of ids that have speakers, from ``last`` or the newest down."""
    below = Q() if last is None else Q(pk__lt=(last + 1) * CHUNK_SIZE)
    while (newest := Speaker.objects.filter(below).aggregate(pk=Max("pk"))["pk"]) is not None:
        yield newest // CHUNK_SIZE
        below = Q(pk__lt=newest // CHUNK_SIZE * CHUNK_SIZE)


def find_duplicates_in(number: int) -> list[DuplicatePair]:
    """The pairs whose newer record is in this range of ids, surest first; in bounded work."""
    pairs_by_key = _pairs_by_key(number * CHUNK_SIZE, (number + 1) * CHUNK_SIZE)
    records = _records({pk for pair in pairs_by_key for pk in pair})
    candidates = {(low, high) for low, high in pairs_by_key if low in records and high in records}
    pairs = candidates - distinguished_pairs(records)
    compared = (compare(records[low], records[high]) for low, high in pairs)
    return sorted(filter(None, compared), key=lambda pair: pair.rank)


def compare(first: NamedRecord, second: NamedRecord) -> DuplicatePair | None:
    """The pair with its reasons, or None where nothing speaks for it."""
    if first.is_person != second.is_person:
        return None
    if first.speaker.pk > second.speaker.pk:
        first, second = second, first  # the reasons name them in this order too
    score, reason = (_compare_people if first.is_person else _compare_institutions)(first, second)
    if not score:
        return None
    score, reasons = _weigh(first.speaker, second.speaker, score, [reason])
    pair = DuplicatePair(first.speaker, second.speaker, score, tuple(reasons))
    return pair if score >= MIN_SCORE else None


def _compare_people(first: NamedRecord, second: NamedRecord) -> tuple[float, str]:
    """How much speaks for two people's names being one person's, and what.

    One surname and one party are not enough where both have first names: officials of one state
    share surnames.
    """
    score, reason = compare_people(first.speaker.name, second.speaker.name)
    shared = [form for form in first.forms & second.forms if " " in form]
    if shared and score < 0.8:
        return 0.8, f"both are called “{min(shared)}”"
    full = first.name.is_full and second.name.is_full
    if not score and full and first.name.family == second.name.family:
        apart = person_names.have_different_fathers(first.name, second.name)
        if _same_role(first.speaker, second.speaker) and not apart:
            return 0.3, "one surname"
    return score, reason


def _compare_institutions(first: NamedRecord, second: NamedRecord) -> tuple[float, str]:
    if shared := first.forms & second.forms:
        return 0.75, f"both are called “{min(shared)}”"
    speak_for = first.speaker.party_id or "", second.speaker.party_id or ""
    return compare_institutions(first.speaker.name, second.speaker.name, speak_for)


def _weigh(
    first: Speaker, second: Speaker, score: float, reasons: list[str]
) -> tuple[float, list[str]]:
    """With what party, role and kind say for and against."""
    if first.party and second.party:
        if first.party == second.party:
            score, reasons = score + 0.1, [*reasons, f"both speak for {first.party}"]
        else:
            score, reasons = score - 0.4, [*reasons, f"but for {first.party} and {second.party}"]
    if _same_role(first, second):
        score, reasons = score + 0.1, [*reasons, f"both are “{first.role}”"]
    if first.kind != second.kind:
        score, reasons = score - 0.1, [*reasons, f"but {first.kind} and {second.kind}"]
    return round(score, 2), reasons


def _same_role(first: Speaker, second: Speaker) -> bool:
    return bool(first.role) and fold_name(first.role) == fold_name(second.role)


def _records(ids: set[int]) -> dict[int, NamedRecord]:
    """Those of these that may be proposed, by id."""
    speakers = Speaker.objects.filter(pk__in=ids, merged_into=None, article=None, kind__in=NAMED)
    forms: dict[int, set[str]] = defaultdict(set)
    for pk, folded in Alias.objects.filter(speaker__in=ids).values_list("speaker", "folded"):
        forms[pk].add(folded)
    return {
        speaker.pk: NamedRecord(speaker, frozenset({fold_name(speaker.name), *forms[speaker.pk]}))
        for speaker in speakers.select_related("party")
    }


# A key is looked up once, and no more of its records are read than make a crowd.
PAIRS_SQL = """
WITH range_keys AS MATERIALIZED (
    SELECT key, speaker_id FROM claims_speakerkey
        WHERE speaker_id >= %(first)s AND speaker_id < %(end)s
    UNION SELECT 'form ' || folded, speaker_id FROM claims_alias
        WHERE speaker_id >= %(first)s AND speaker_id < %(end)s
), block AS MATERIALIZED (
    SELECT k.key, array_agg(others.speaker_id) AS ids
    FROM (SELECT DISTINCT key FROM range_keys) AS k CROSS JOIN LATERAL (
        (SELECT speaker_id FROM claims_speakerkey
            WHERE key = k.key LIMIT %(family_crowd)s + 1)
        UNION (SELECT speaker_id FROM claims_alias
            WHERE k.key LIKE 'form %%' AND folded = substr(k.key, 6) LIMIT %(crowd)s + 1)
    ) AS others
    GROUP BY k.key HAVING count(*) <= CASE WHEN k.key LIKE 'family %%' THEN %(family_crowd)s
        ELSE %(crowd)s END
)
SELECT DISTINCT other, m.speaker_id
FROM range_keys AS m JOIN block USING (key), unnest(block.ids) AS other WHERE other < m.speaker_id
"""


def _pairs_by_key(first: int, end: int) -> set[tuple[int, int]]:
    """Pairs of ids, the lower first, that some key brings together; the higher is in the range."""
    sizes = {"crowd": MAX_RECORDS_PER_KEY, "family_crowd": MAX_RECORDS_PER_SURNAME}
    with connection.cursor() as cursor:
        cursor.execute(PAIRS_SQL, {"first": first, "end": end, **sizes})
        return set(cursor.fetchall())
