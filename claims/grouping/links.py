"""Links between statements: candidates, then the comparison of what they say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.grouping.candidates import candidate_pairs
from claims.grouping.meanings import Spans, StoredReading, load_readings
from claims.models import StatementLink
from claims.propositions.relations import relate
from claims.propositions.stances import AGAINST, StanceKind
from claims.propositions.types import TermKind

Pair = tuple[int, int]  # ids of two statements, the lower first
ASSERTING_STANCES = (StanceKind.ASSERTS, StanceKind.REPEATS)
NESTED_SCORE = ANAPHOR_SCORE = 0.9
MAX_ANTECEDENT_CHARS = 1_500  # between "the accusations" and what they may be
MAX_ADJACENT_CHARS = 300  # between "that" and the statement right before it


@dataclass(frozen=True, slots=True)
class LinkSearch:
    """Links of some statements, with the readings that they come from."""

    statements: frozenset[int]
    readings: dict[int, StoredReading]
    links: dict[Pair, StatementLink]
    compared: frozenset[Pair]

    def is_current(self, readings: Mapping[int, StoredReading]) -> bool:
        """Do the statements, and those linked to them, still say what was compared?"""
        ends = {pk for pair in self.links for pk in pair}
        return all(self.readings.get(pk) == readings.get(pk) for pk in self.statements | ends)


def find_links(statements: Iterable[int], *, among_longer: bool = False) -> LinkSearch:
    """Compare statements with their candidates; the links are not stored.

    ``among_longer``: with those of as many keys or more, where the shorter ones look for theirs.
    It takes no lock. Each process stores what its statements say before it looks for others, so of
    two statements that come at once one finds the other.
    """
    own = load_readings(statements)
    pairs = candidate_pairs(own.values(), among_longer=among_longer)
    readings = own | load_readings({pk for pair in pairs for pk in pair} - own.keys())
    links = _compare_all(pairs, readings)
    links |= {(link.first_id, link.second_id): link for link in _within_articles(own.values())}
    return LinkSearch(frozenset(own), readings, links, frozenset(pairs))


def write_links(search: LinkSearch) -> None:
    """Store the links and delete earlier ones that no longer hold, but for a curator's.

    Call it under the lock of grouping. What another process has stored since the search, of these
    statements or of the others, is compared anew, so that nothing stale is left by who comes last.
    """
    earlier = _earlier_pairs(search.statements)
    ends = {pk for pair in (*earlier, *search.links) for pk in pair}
    readings = load_readings(search.statements | ends)
    if not search.is_current(readings):
        search = find_links(search.statements)
        readings |= search.readings
    links = search.links | _compare_all(
        [pair for pair in earlier if pair not in search.compared and pair not in search.links],
        readings,
    )
    stale = [pk for pair, pk in earlier.items() if pair not in links]
    StatementLink.objects.filter(pk__in=stale).delete()
    StatementLink.objects.bulk_create(
        [link for pair, link in links.items() if all(pk in readings for pk in pair)],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "joins", "opposite", "one_utterance"],
    )


def _earlier_pairs(statements: Collection[int]) -> dict[Pair, int]:
    """The stored links of statements with the links' ids, but for those a curator decided on."""
    rows = StatementLink.objects.filter(
        Q(first__in=statements) | Q(second__in=statements), dismissed_by=None
    )
    return {(first, second): pk for pk, first, second in rows.values_list("pk", "first", "second")}


def _compare_all(
    pairs: Iterable[Pair], readings: Mapping[int, StoredReading]
) -> dict[Pair, StatementLink]:
    """Pairs of the same words stand together, so that these are compared once."""
    known = [
        (readings[first], readings[second])
        for first, second in pairs
        if first in readings and second in readings
    ]
    known.sort(key=lambda pair: [id(reading.stated.proposition) for reading in pair])
    links = filter(None, (compare(first, second) for first, second in known))
    return {(link.first_id, link.second_id): link for link in links}


def compare(first: StoredReading, second: StoredReading) -> StatementLink | None:
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
            end = reading.spans[-1][1]
            around = (m for m in members if m.start <= reading.start and end <= m.spans[-1][1])
            for other in around:
                if other is not reading and reading.keys and contains(other.spans, reading.spans):
                    yield joined_link(other, reading, NESTED_SCORE, opposite=False)
            if reading.has_words and reading.anaphoric:
                yield from _anaphoric_links(members[:place], reading)


def _anaphoric_links(
    earlier: Sequence[StoredReading], reading: StoredReading
) -> Iterator[StatementLink]:
    """To what "the accusations" or "that" stands for, if anything does.

    Of a denial before it: whoever was denied there means the denial, anybody else denies the same.
    Where the denial does not say of what, nobody knows; nor where others have spoken.
    """
    denial = None
    others: set[int] = set()  # whose words stand between
    near = [m for m in earlier if m.has_words and _is_near(m, reading)]
    for other in reversed(near):
        speaker = other.stated.speaker
        is_own = speaker == reading.stated.speaker
        tells = other.stated.stance in ASSERTING_STANCES and not other.anaphoric
        if tells and not is_own and denial is None:
            if others <= {speaker} and _is_meant(other, reading, near):
                opposite = reading.stated.stance in AGAINST
                yield joined_link(reading, other, ANAPHOR_SCORE, opposite=opposite)
            return
        if tells and is_own and denial and denial.stated.speaker != speaker:
            yield joined_link(reading, denial, ANAPHOR_SCORE, opposite=True)
            return
        if other.stated.stance in AGAINST and not other.anaphoric:
            denial = denial or other
        elif not is_own and denial is None:
            others.add(speaker)
    if denial and _denies_the_same(denial, reading) and others <= {denial.stated.speaker}:
        yield joined_link(reading, denial, ANAPHOR_SCORE, opposite=False)


def _is_near(other: StoredReading, reading: StoredReading) -> bool:
    return reading.start - other.spans[-1][1] <= MAX_ANTECEDENT_CHARS


def _is_meant(
    antecedent: StoredReading, reading: StoredReading, near: Iterable[StoredReading]
) -> bool:
    """Does it stand right before, is it about who answers, or has nobody else said anything?"""
    if reading.start - antecedent.spans[-1][1] <= MAX_ADJACENT_CHARS:
        return True
    terms = antecedent.stated.proposition.terms
    if reading.stated.party in {term.lemma for term in terms if term.kind is TermKind.PARTY}:
        return True
    speakers = {m.stated.speaker for m in near if m.stated.stance in ASSERTING_STANCES}
    return speakers <= {antecedent.stated.speaker, reading.stated.speaker}


def _denies_the_same(denial: StoredReading, reading: StoredReading) -> bool:
    """ "That is a lie", behind somebody's denial, may be said of the denial itself."""
    if not denial.stated.proposition.has_predicate or reading.stated.stance not in AGAINST:
        return False
    one_side = reading.stated.party and reading.stated.party == denial.stated.party
    return reading.names_report or bool(one_side) or reading.stated.speaker == denial.stated.speaker


def contains(outer: Spans, inner: Spans) -> bool:
    """Do the words of one statement hold the other: "that intelligence had assessed that …"?"""
    return all(any(start <= a and b <= end for start, end in outer) for a, b in inner)


def joined_link(
    first: StoredReading, second: StoredReading, score: float, *, opposite: bool
) -> StatementLink:
    low, high = sorted((first.statement, second.statement))
    return StatementLink(first_id=low, second_id=high, score=score, joins=True, opposite=opposite)
