"""Which terms of two propositions stand for each other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from claims.propositions.numbers import ROUNDING_BOUNDS, is_rounded, number_marks
from claims.propositions.types import Attachment, Proposition, Term, TermKind
from claims.propositions.words import (
    DERIVED,
    SAME,
    comparison_keys,
    is_opposite,
    likeness,
    word_lists,
)

MIN_LIKENESS = 0.7
MAX_CACHED_PLACES = 512  # propositions of which it is known where their terms stand
_WORDS = (TermKind.WORD, TermKind.NAME)
RESOLVED_LIKENESS = 0.9  # a pronoun that the sentence before explains
ROUNDED_LIKENESS = 0.9  # 4.98 million, "nearly 5 million"
_ORDINALS = {"former": 0, "latter": 1}
GROUP_PRONOUNS = frozenset("we us our ours ourselves".split())
OWN_PRONOUNS = frozenset("i me my mine we us our ours myself ourselves".split())


@dataclass(frozen=True, slots=True)
class TermPair:
    first: int
    second: int
    likeness: float
    opposite: bool = False


@dataclass(frozen=True)
class Alignment:
    """Pairs of terms by place.

    ``explained`` are terms that the other side says by a pronoun, ``elided`` those that it leaves
    out with "…".
    """

    pairs: tuple[TermPair, ...]
    explained: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
    elided: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())

    def matches(self, side: int) -> dict[int, float]:
        """Places matched on one side (0 first, 1 second), with how well."""
        return self._matches[side]

    @cached_property
    def _matches(self) -> tuple[dict[int, float], dict[int, float]]:
        first = {pair.first: pair.likeness for pair in self.pairs}
        second = {pair.second: pair.likeness for pair in self.pairs}
        here, there = (dict.fromkeys(places, RESOLVED_LIKENESS) for places in self.explained)
        return first | here, second | there


def align(first: Proposition, second: Proposition) -> Alignment:
    """The best pairs first; each term stands in one pair at most."""
    pairs = tuple(_pairs(first, second))
    partner = {pair.first: pair.second for pair in pairs}
    reverse = {j: i for i, j in partner.items()}
    return Alignment(
        pairs,
        (
            _explained(second, first, set(partner))
            | _stood_for(second, first, partner, reverse)
            | _named(second, first, reverse),
            _explained(first, second, set(reverse))
            | _stood_for(first, second, reverse, partner)
            | _named(first, second, partner),
        ),
        (_elided(second, first, reverse), _elided(first, second, partner)),
    )


def is_piece(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Is one side pieces in quotation marks, of which the other has each word in this order?"""
    places = {pair.first: pair.second for pair in alignment.pairs if pair.likeness == SAME}
    back = {j: i for i, j in places.items()}
    for side, partner in ((first, places), (second, back)):
        own = [place for place, term in enumerate(side.terms) if term.weight > 0]
        there = [partner.get(place, -1) for place in own]
        if side.in_pieces and there and there[0] >= 0 and there == sorted(set(there)):
            return True
    return False


def _elided(poor: Proposition, rich: Proposition, partner: dict[int, int]) -> frozenset[int]:
    """Terms of ``rich`` where ``poor`` has "…", unless what remains hangs on them.

    ``partner`` leads from the terms of ``poor`` to those of ``rich``.
    """
    elided: set[int] = set()
    taken = set(partner.values())
    for gap in poor.gaps:
        start = max((j + 1 for i, j in partner.items() if i < gap), default=0)
        end = min((j for i, j in partner.items() if i >= gap), default=len(rich.terms))
        places = {place for place in range(start, end) if place not in taken}
        acts = any(rich.terms[p].role == "subject" and rich.terms[p].head in taken for p in places)
        if not acts and not any(rich.terms[place].head in places for place in taken):
            elided |= places
    return frozenset(elided)


def _pairs(first: Proposition, second: Proposition) -> Iterator[TermPair]:
    candidates = []
    for i, j in _places_to_compare(first, second):
        a, b = first.terms[i], second.terms[j]
        value = term_likeness(a, b)
        opposite = value < DERIVED and _opposes(a, b)
        if value >= MIN_LIKENESS or opposite:
            value = max(value, MIN_LIKENESS)
            rank = value + 0.02 * (a.role == b.role) + 0.02 * _heads_match(first, second, i, j)
            candidates.append((-rank, i, j, value, opposite))
    firsts: set[int] = set()
    seconds: set[int] = set()
    for _, i, j, value, opposite in sorted(candidates):
        if i not in firsts and j not in seconds:
            firsts.add(i)
            seconds.add(j)
            yield TermPair(i, j, value, opposite)


def _places_to_compare(first: Proposition, second: Proposition) -> set[tuple[int, int]]:
    """Places of terms that share a mark; no others are alike or opposites."""
    here, there = places_by_mark(first), places_by_mark(second)
    return {(i, j) for mark in here.keys() & there.keys() for i in here[mark] for j in there[mark]}


@lru_cache(maxsize=MAX_CACHED_PLACES)
def places_by_mark(side: Proposition) -> dict[str, list[int]]:
    """Where the terms with each mark stand."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(side.terms):
        for mark in term_marks(term):
            places[mark].append(place)
    return dict(places)


def term_marks(term: Term) -> frozenset[str]:
    if term.kind in _WORDS:
        return comparison_keys(term.lemma, term.pos)
    if term.kind is TermKind.NUMBER:
        return number_marks(term.lemma)
    return frozenset({f"{term.kind} {term.lemma}"})


def term_likeness(a: Term, b: Term) -> float:
    """1 for the same name, number, time or word; less for words that mean nearly the same."""
    if a.kind is b.kind and a.lemma == b.lemma:
        return SAME
    if a.kind is b.kind is TermKind.NUMBER:
        return ROUNDED_LIKENESS if _is_rounded(a, b) or _is_rounded(b, a) else 0.0
    if (a.kind is TermKind.WORD and b.kind in _WORDS) or (
        a.kind in _WORDS and b.kind is TermKind.WORD
    ):
        return likeness(a.lemma, a.pos, b.lemma, b.pos)
    return 0.0


def _is_rounded(exact: Term, rounded: Term) -> bool:
    bounded = exact.compared in ROUNDING_BOUNDS
    return not bounded and is_rounded(exact.lemma, rounded.lemma, rounded.compared)


def _opposes(a: Term, b: Term) -> bool:
    return a.kind is b.kind is TermKind.WORD and is_opposite(a.lemma, b.lemma)


def _heads_match(first: Proposition, second: Proposition, i: int, j: int) -> bool:
    a, b = first.terms[i].head, second.terms[j].head
    if a < 0 or b < 0:
        return a == b
    return term_likeness(first.terms[a], second.terms[b]) >= MIN_LIKENESS


def _explained(poor: Proposition, rich: Proposition, matched: set[int]) -> frozenset[int]:
    """Terms of ``rich`` that a pronoun of ``poor`` stands for, by the sentence before it."""
    by_mark = substitutes(poor)
    return frozenset(
        place
        for place, term in enumerate(rich.terms if by_mark else ())
        if place not in matched
        and term.attachment is not Attachment.FREE
        and any(
            term_likeness(term, other) >= DERIVED
            for mark in term_marks(term)
            for other in by_mark.get(mark, ())
        )
    )


@lru_cache(maxsize=MAX_CACHED_PLACES)
def substitutes(side: Proposition) -> dict[str, list[Term]]:
    """The terms that its pronouns, or its missing subject, may stand for, by their marks."""
    pronouns = {t.lemma for t in side.terms if t.kind is TermKind.PRONOUN}
    terms = side.own if pronouns & OWN_PRONOUNS or not _has_subject(side) else ()
    if pronouns - OWN_PRONOUNS:
        terms += side.context
    for word, number in _ORDINALS.items():
        if word in pronouns:
            names = [t for t in side.context if t.kind in (TermKind.NAME, TermKind.PARTY)]
            terms = tuple(names[number : number + 1])
    by_mark: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        for mark in term_marks(term):
            by_mark[mark].append(term)
    return dict(by_mark)


def _has_subject(side: Proposition) -> bool:
    """Without one, as in "denied receiving a request", the speaker is meant."""
    return any(term.role == "subject" for term in side.terms)


def _named(poor: Proposition, rich: Proposition, partner: dict[int, int]) -> frozenset[int]:
    """Terms of ``rich`` that the article of ``poor`` gives to one of its nouns: "the Lomna dam".

    ``partner`` leads from the terms of ``poor`` to those of ``rich``.
    """
    names = {partner[place]: words for place, words in poor.names if place in partner}
    if not names:
        return frozenset()
    return frozenset(
        place
        for place, term in enumerate(rich.terms)
        if term.kind in _WORDS and term.lemma in names.get(term.head, ())
    )


def _stood_for(
    poor: Proposition, rich: Proposition, partner: dict[int, int], reverse: dict[int, int]
) -> frozenset[int]:
    """Terms of ``rich`` in whose very place ``poor`` has "their" or "it".

    In the place of "we" and "our" only a body that speaks: "the town", "the navy"; of no name where
    the words before have other names alone.

    ``partner`` leads from the terms of ``rich`` to those of ``poor``, ``reverse`` back.
    """
    pronouns = {
        (reverse[t.head], t.role): t.lemma
        for t in poor.terms
        if t.kind is TermKind.PRONOUN and t.head in reverse
    }

    names = {term.lemma for term in poor.context if term.kind is TermKind.NAME}

    def stands(term: Term) -> bool:
        pronoun = pronouns.get((term.head, term.role), "")
        if pronoun in OWN_PRONOUNS:
            return pronoun in GROUP_PRONOUNS and term.lemma in word_lists()["bodies"]["words"]
        is_other = term.kind is TermKind.NAME and bool(names) and term.lemma not in names
        return bool(pronoun) and not is_other

    return frozenset(
        place
        for place, term in enumerate(rich.terms)
        if place not in partner and term.pos == "n" and stands(term)
    )
