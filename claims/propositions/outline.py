"""Which pairs need no comparison: what two statements can share at most is told from their words.

Candidates share rare words, and most of them say something else all the same. To align their terms
takes twenty times as long as to see that they can't be linked, whichever way they are aligned.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from claims.propositions.alignment import substitutes, term_marks
from claims.propositions.contradictions import differ_in_kind
from claims.propositions.decision import MAX_CACHED_PAIRS, least_logit, weight_of
from claims.propositions.types import Attachment, Proposition, Term, TermKind

MAX_CACHED_OUTLINES = 2_048
ROUNDING = 1e-3  # the score is worked out in single precision, sums in another order

Mask = int  # places of terms, one bit each


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a proposition tells how much another can share with it.

    ``needed`` are the terms that no comparison takes for cut; ``times`` leads from "day" or "year"
    to where such terms stand; ``nouns`` from a role to the nouns in it; ``has_gaps``: with "…".
    """

    marks: dict[str, Mask]
    substitutes: frozenset[str]
    weights: tuple[float, ...]
    needed: Mask
    numbers: Mask
    names: Mask
    parties: Mask
    times: dict[str, Mask]
    nouns: dict[str, Mask]
    pronoun_roles: frozenset[str]
    has_gaps: bool


@dataclass(frozen=True, slots=True)
class SharedShare:
    """Bounds of the score's logarithmic odds, the covered share and the matched weight."""

    logit: float
    most_covered: float
    matched: float

    def reaches_score(self) -> bool:
        return self.logit >= least_logit()


NOTHING_SHARED = SharedShare(float("-inf"), 0.0, 0.0)


@lru_cache(maxsize=MAX_CACHED_PAIRS)
def shared_at_most(first: Proposition, second: Proposition) -> SharedShare:
    """What the two share at most; nothing where what must stay alone keeps them apart."""
    if differ_in_kind(first, second):
        return NOTHING_SHARED
    here, there = outline(first), outline(second)
    matched = _matchable(here, there), _matchable(there, here)
    if _are_apart(here, there, ~matched[0], ~matched[1]):
        return NOTHING_SHARED
    shares, lacking = [], []
    for side, other, mask in ((here, there, matched[0]), (there, here, matched[1])):
        needed = 0 if other.has_gaps else side.needed & ~mask
        shared, missing = weight_at(side, mask), weight_at(side, needed)
        shares.append(shared / (shared + missing) if shared else 0.0)
        lacking.append(missing)
    logit = weight_of("least covered") * min(shares) + weight_of("most covered") * max(shares)
    logit += weight_of("both missing") * min(lacking)
    return SharedShare(
        logit + ROUNDING, max(shares) + ROUNDING, weight_at(here, matched[0]) + ROUNDING
    )


def weight_at(side: Outline, mask: Mask) -> float:
    total, weights = 0.0, side.weights
    while mask:
        lowest = mask & -mask
        total += weights[lowest.bit_length() - 1]
        mask ^= lowest
    return total


def _matchable(side: Outline, other: Outline) -> Mask:
    """The terms that may be matched, or that a pronoun over there may stand for."""
    marks, mask = side.marks, 0
    for mark in marks.keys() & other.marks.keys():
        mask |= marks[mark]
    if other.substitutes:
        for mark in marks.keys() & other.substitutes:
            mask |= marks[mark]
    for role in other.pronoun_roles:
        mask |= side.nouns.get(role, 0)
    return mask


def _are_apart(here: Outline, there: Outline, alone: Mask, alone_there: Mask) -> bool:
    """The checks for numbers, names and times, of terms that can't be matched."""
    return bool(
        (here.numbers & alone and there.numbers & alone_there)
        or (here.names & alone and there.names & alone_there)
        or (here.parties & alone and there.parties & alone_there)
        or any(
            mask & alone and there.times.get(unit, 0) & alone_there
            for unit, mask in here.times.items()
        )
    )


@lru_cache(maxsize=MAX_CACHED_OUTLINES)
def outline(side: Proposition) -> Outline:
    """One pass over the terms: of each candidate that is read this is most of the work."""
    terms = side.terms
    marks: dict[str, Mask] = defaultdict(int)
    nouns: dict[str, Mask] = defaultdict(int)
    times: dict[str, Mask] = defaultdict(int)
    kinds: dict[TermKind, Mask] = defaultdict(int)  # those that no comparison takes for cut
    needed = numbers = 0
    cut = _places_cut(terms)
    for place, term in enumerate(terms):
        bit = 1 << place
        for mark in term_marks(term):
            marks[mark] |= bit
        if term.pos == "n":
            nouns[term.role] |= bit
        if term.kind is TermKind.TIME:
            times[term.lemma.split()[0]] |= bit
        elif term.kind is TermKind.NUMBER:
            numbers |= bit
        if term.attachment is not Attachment.FREE:
            kinds[term.kind] |= bit
        if place not in cut:
            needed |= bit
    return Outline(
        marks=marks,
        substitutes=frozenset(substitutes(side)).union(*map(_marks_of_name, side.names)),
        weights=tuple(term.weight for term in terms),
        needed=needed,
        numbers=numbers,
        names=kinds[TermKind.NAME],
        parties=kinds[TermKind.PARTY],
        times=times,
        nouns=nouns,
        pronoun_roles=frozenset(term.role for term in terms if term.kind is TermKind.PRONOUN),
        has_gaps=bool(side.gaps),
    )


def _marks_of_name(named_noun: tuple[int, tuple[str, ...]]) -> frozenset[str]:
    """What its article calls it may be matched, too."""
    _, words = named_noun
    return frozenset().union(*(term_marks(Term(word, "n", TermKind.NAME)) for word in words))


def _places_cut(terms: tuple[Term, ...]) -> set[int]:
    """Those that, or what they hang on, count for little where they are missing (``features``)."""
    acted_on = {term.head for term in terms if term.role == "object"}
    led = {term.head for term in terms if term.attachment is Attachment.FREE and term.pos == "v"}
    free = {
        place
        for place, term in enumerate(terms)
        if term.attachment is Attachment.FREE or (term.head < 0 and place in led)
    }
    return {
        place
        for place, term in enumerate(terms)
        if (term.role == "subject" and term.head in acted_on) or _hangs_on(terms, place, free)
    }


def _hangs_on(terms: tuple[Term, ...], place: int, free: set[int]) -> bool:
    seen: set[int] = set()
    while place >= 0 and place not in seen:
        if place in free:
            return True
        seen.add(place)
        place = terms[place].head
    return False
