"""A pair of statements as named numbers, from which the decision is learned."""

import numpy as np

from claims.propositions.alignment import Alignment
from claims.propositions.types import Attachment, Proposition, TermKind
from claims.propositions.vectors import Floats

NAMES = (
    "least covered",  # share of weight matched, of the side that has less of it
    "most covered",
    "core missing",  # weight unmatched: predicates and arguments
    "restriction missing",  # "the northern half of"
    "adjunct missing",
    "both missing",  # the lesser of what each side lacks, cut clauses apart
    "free share",  # of all weight, in what may be cut (``Attachment.FREE``)
    "terms",  # matched, logarithm
    "sure names",  # names, parties, numbers and times matched
    "replaced",  # weight of words that stand in one place and mean different things
    "inexact",  # share of matched weight in pairs of unlike words
)


def features(first: Proposition, second: Proposition, alignment: Alignment) -> Floats:
    """(len(NAMES),), in that order."""
    covered, unmatched, cut, weights = [], [], [], []
    for number, side in enumerate((first, second)):
        matched = alignment.matches(number)
        left_out = _unnamed_agents(side, (second, first)[number], alignment, number)
        left_out |= alignment.elided[number]
        total = matched_sum = 0.0
        unmatched_weight = dict.fromkeys(Attachment, 0.0)
        for place, term in enumerate(side.terms):
            total += term.weight
            if place in matched:
                matched_sum += term.weight * matched[place]
            else:
                free = place in left_out
                attachment = Attachment.FREE if free else _attachment(side, matched, place)
                unmatched_weight[attachment] += term.weight
        needed = total - unmatched_weight[Attachment.FREE]
        covered.append(matched_sum / needed if needed else 0.0)
        unmatched.append(unmatched_weight)
        cut.append(unmatched_weight[Attachment.FREE] / total if total else 0.0)
        weights.append(total)
    unmatched_sums = [
        side[Attachment.CORE] + side[Attachment.RESTRICTIVE] + side[Attachment.ADJUNCT]
        for side in unmatched
    ]
    names_matched = sum(
        first.terms[p.first].kind not in (TermKind.WORD, TermKind.PRONOUN) for p in alignment.pairs
    )
    matched_weight = sum(first.terms[p.first].weight for p in alignment.pairs)
    inexact = sum(first.terms[p.first].weight * (p.likeness < 0.95) for p in alignment.pairs)
    return np.array(
        [
            min(covered),
            max(covered),
            max(m[Attachment.CORE] for m in unmatched),
            max(m[Attachment.RESTRICTIVE] for m in unmatched),
            max(m[Attachment.ADJUNCT] for m in unmatched),
            min(unmatched_sums),
            max(cut),
            float(np.log1p(sum(first.terms[p.first].weight > 0 for p in alignment.pairs))),
            float(min(names_matched, 4)),
            _replaced(first, second, alignment),
            inexact / matched_weight if matched_weight else 0.0,
        ],
        np.float32,
    )


def _attachment(side: Proposition, matched: dict[int, float], place: int) -> Attachment:
    """Of an unmatched term that hangs on another unmatched one: what the upper one is."""
    seen = set()
    if _is_cut_root(side, matched, place):
        return Attachment.FREE
    while side.terms[place].head >= 0 and side.terms[place].head not in matched:
        if place in seen or side.terms[place].attachment is Attachment.FREE:
            break
        seen.add(place)
        place = side.terms[place].head
        if _is_cut_root(side, matched, place):
            return Attachment.FREE
    return side.terms[place].attachment


def _unnamed_agents(
    side: Proposition, other: Proposition, alignment: Alignment, number: int
) -> set[int]:
    """Subjects that the other side's passive leaves out: "Officers found it", "it was found"."""
    pairs = [(p.first, p.second)[:: 1 - 2 * number] for p in alignment.pairs]
    passive = {
        here
        for here, there in pairs
        if side.terms[here].pos == "v"
        and {t.role for t in other.terms if t.head == there} - {""} == {"object"}
    }
    return {
        place
        for place, term in enumerate(side.terms)
        if term.role == "subject"
        and term.head in passive
        and term.kind is TermKind.WORD
        and any(t.head == term.head and t.role == "object" for t in side.terms)
    }


def _is_cut_root(side: Proposition, matched: dict[int, float], place: int) -> bool:
    """The root of a clause that may be cut, since a clause that hangs on it is matched."""
    return side.terms[place].head < 0 and any(
        term.head == place and term.attachment is Attachment.FREE and term.pos == "v"
        for number, term in enumerate(side.terms)
        if number in matched
    )


def _replaced(first: Proposition, second: Proposition, alignment: Alignment) -> float:
    """Unmatched words of both sides that hang alike on words that are a pair."""
    partner = {pair.first: pair.second for pair in alignment.pairs} | {-1: -1}
    lacking = [
        [t for place, t in enumerate(side.terms) if place not in matched and t.weight > 0]
        for side, matched in (
            (first, alignment.matches(0)),
            (second, alignment.matches(1)),
        )
    ]
    return float(
        sum(
            min(a.weight, b.weight)
            for a in lacking[0]
            for b in lacking[1]
            if a.pos == b.pos and a.role == b.role and partner.get(a.head) == b.head
        )
    )
