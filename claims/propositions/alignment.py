"""Which terms of two propositions stand for each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.propositions.types import Attachment, Proposition, Term, TermKind
from claims.propositions.words import DERIVED, SAME, is_opposite, likeness, lists

MIN_LIKENESS = 0.7
_WORDS = (TermKind.WORD, TermKind.NAME)
RESOLVED = 0.9  # a pronoun that the sentence before explains
_ORDINALS = {"former": 0, "latter": 1}
_BODY = frozenset("we us our ours ourselves".split())
_OWN = frozenset("i me my mine we us our ours myself ourselves".split())


@dataclass(frozen=True, slots=True)
class TermPair:
    first: int
    second: int
    likeness: float
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of terms by place; ``explained`` are terms that the other side says by a pronoun."""

    pairs: tuple[TermPair, ...]
    explained: tuple[frozenset[int], frozenset[int]]

    def matches(self, side: int) -> dict[int, float]:
        """Places matched on one side (0 first, 1 second), with how well."""
        matched = {(pair.first, pair.second)[side]: pair.likeness for pair in self.pairs}
        return matched | dict.fromkeys(self.explained[side], RESOLVED)


def align(first: Proposition, second: Proposition) -> Alignment:
    """The best pairs first; each term stands in one pair at most."""
    pairs = tuple(_pairs(first, second))
    partner = {pair.first: pair.second for pair in pairs}
    reverse = {j: i for i, j in partner.items()}
    return Alignment(
        pairs,
        (
            _explained(second, first, set(partner)) | _stood_for(second, first, partner, reverse),
            _explained(first, second, set(reverse)) | _stood_for(first, second, reverse, partner),
        ),
    )


def _pairs(first: Proposition, second: Proposition) -> Iterator[TermPair]:
    candidates = []
    for i, a in enumerate(first.terms):
        for j, b in enumerate(second.terms):
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


def term_likeness(a: Term, b: Term) -> float:
    """1 for the same name, number, time or word; less for words that mean nearly the same."""
    if a.kind is b.kind and a.lemma == b.lemma:
        return SAME
    if (a.kind is TermKind.WORD and b.kind in _WORDS) or (
        a.kind in _WORDS and b.kind is TermKind.WORD
    ):
        return likeness(a.lemma, a.pos, b.lemma, b.pos)
    return 0.0


def _opposes(a: Term, b: Term) -> bool:
    return a.kind is b.kind is TermKind.WORD and is_opposite(a.lemma, b.lemma)


def _heads_match(first: Proposition, second: Proposition, i: int, j: int) -> bool:
    a, b = first.terms[i].head, second.terms[j].head
    if a < 0 or b < 0:
        return a == b
    return term_likeness(first.terms[a], second.terms[b]) >= MIN_LIKENESS


def _explained(poor: Proposition, rich: Proposition, matched: set[int]) -> frozenset[int]:
    """Terms of ``rich`` that a pronoun of ``poor`` stands for, by the sentence before it."""
    pronouns = {t.lemma for t in poor.terms if t.kind is TermKind.PRONOUN}
    candidates = poor.own if pronouns & _OWN or not _has_subject(poor) else ()
    if pronouns - _OWN:
        candidates += poor.context
    for word, number in _ORDINALS.items():
        if word in pronouns:
            names = [t for t in poor.context if t.kind in (TermKind.NAME, TermKind.PARTY)]
            candidates = tuple(names[number : number + 1])
    return frozenset(
        place
        for place, term in enumerate(rich.terms)
        if place not in matched
        and term.attachment is not Attachment.FREE
        and any(term_likeness(term, other) >= DERIVED for other in candidates)
    )


def _has_subject(side: Proposition) -> bool:
    """Without one, as in "denied receiving a request", the speaker is meant."""
    return any(term.role == "subject" for term in side.terms)


def _stood_for(
    poor: Proposition, rich: Proposition, partner: dict[int, int], reverse: dict[int, int]
) -> frozenset[int]:
    """Terms of ``rich`` in whose very place ``poor`` has "their" or "it".

    In the place of "we" and "our" only a body that speaks: "the town", "the navy".

    ``partner`` leads from the terms of ``rich`` to those of ``poor``, ``reverse`` back.
    """
    pronouns = {
        (reverse[t.head], t.role): t.lemma
        for t in poor.terms
        if t.kind is TermKind.PRONOUN and t.head in reverse
    }

    def stands(term: Term) -> bool:
        pronoun = pronouns.get((term.head, term.role), "")
        if pronoun in _OWN:
            return pronoun in _BODY and term.lemma in lists()["bodies"]["words"]
        return bool(pronoun)

    return frozenset(
        place
        for place, term in enumerate(rich.terms)
        if place not in partner and term.pos == "n" and stands(term)
    )
