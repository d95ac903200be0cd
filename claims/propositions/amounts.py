"""Numbers and times of two statements, and whether they differ."""

from claims.propositions.alignment import Alignment, TermPair
from claims.propositions.prepositions import APPROXIMATIONS
from claims.propositions.types import Attachment, Clause, Proposition, Term, TermKind

DIRECTION_WORDS = frozenset("by from to for against inside outside above below".split())
# "in May" is not "since May", nor "by May".
TIME_SPANS = (frozenset("since from after".split()), frozenset("until till by before to".split()))


def numbers_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """A number here that is not there, and the reverse; or more here and less there."""
    for pair in alignment.pairs:
        a, b = first.terms[pair.first], second.terms[pair.second]
        if a.kind is TermKind.NUMBER and a.lemma == b.lemma and _bounds_differ(a, b):
            return True
    if are_swapped(first, second, alignment, TermKind.NUMBER):
        return True
    return all(
        any(term.kind is TermKind.NUMBER for term in unmatched(side, alignment, k))
        for k, side in enumerate((first, second))
    )


def _bounds_differ(first: Term, second: Term) -> bool:
    """More and less, "by" and "to"; "fell 8 per cent" is "fell by 8 per cent"."""
    a, b = (bound.compared for bound in (first, second))
    if not a or not b:
        return bool({a, b} - DIRECTION_WORDS - {*APPROXIMATIONS, ""})
    return a != b and not {a, b} <= {*APPROXIMATIONS}


def are_swapped(
    first: Proposition, second: Proposition, alignment: Alignment, *kinds: TermKind
) -> bool:
    """ "Two killed and seven injured", "seven killed and two injured": each hangs on another."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    heads = [
        (partner[first.terms[i].head], second.terms[j].head)
        for i, j in partner.items()
        if first.terms[i].kind in kinds and first.terms[i].head in partner
    ]
    return any(a != b and (b, a) in heads for a, b in heads)


def times_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Two dates, months, years or weekdays; to come here and past there."""
    lacking = [
        {t.lemma.split()[0] for t in unmatched(side, alignment, k) if t.kind is TermKind.TIME}
        for k, side in enumerate((first, second))
    ]
    if lacking[0] & lacking[1]:
        return True
    if any(_spans_differ(first, second, pair) for pair in alignment.pairs):
        return True
    pairs = _clause_pairs(first, second, alignment)
    return any(
        _tenses_differ(a.tense, b.tense, first, second) or _is_done_in_one(first, a, second, b)
        for a, b in pairs
    )


def _spans_differ(first: Proposition, second: Proposition, pair: TermPair) -> bool:
    """ "in May" and "since May": a time, and what reaches to it or from it."""
    terms = first.terms[pair.first], second.terms[pair.second]
    if terms[0].kind is not TermKind.TIME:
        return False
    spans = [next((s for s in TIME_SPANS if term.preposition in s), None) for term in terms]
    return spans[0] != spans[1]


def _tenses_differ(a: str, b: str, first: Proposition, second: Proposition) -> bool:
    if {a, b} == {"past", "ongoing"}:
        return not first.indirect and not second.indirect
    tenses = {"present" if tense == "ongoing" else tense for tense in (a, b)}
    if tenses & {"formerly", "unreal"} and len(tenses) > 1:
        return True
    if len(tenses) == 1 or not tenses & {"future", "would"}:
        return False
    if tenses <= {"future", "would", "present"}:
        return tenses == {"future", "present"} and not any(
            t.kind is TermKind.TIME for p in (first, second) for t in p.terms
        )
    return True


def _is_done_in_one(first: Proposition, a: Clause, second: Proposition, b: Clause) -> bool:
    """ "Has recovered" and "is recovering"; but "the road is closed" once it has been closed."""
    sides = ((first, a), (second, b))
    return {a.tense, b.tense} == {"perfect", "ongoing"} and all(
        clause.predicate >= 0 and side.terms[clause.predicate].weight > 0 for side, clause in sides
    )


def _clause_pairs(
    first: Proposition, second: Proposition, alignment: Alignment
) -> list[tuple[Clause, Clause]]:
    """Clauses whose predicates are a pair; else the one clause of each."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    pairs = [
        (a, b)
        for a in first.clauses
        for b in second.clauses
        if a.predicate >= 0 and partner.get(a.predicate) == b.predicate
    ]
    if pairs or not first.clauses or not second.clauses:
        return pairs
    return [(first.clauses[0], second.clauses[0])]


def unmatched(side: Proposition, alignment: Alignment, number: int) -> list[Term]:
    matched = alignment.matches(number)
    return [term for place, term in enumerate(side.terms) if place not in matched]


def both_lack(
    first: Proposition, second: Proposition, alignment: Alignment, *kinds: TermKind
) -> bool:
    return all(
        any(
            term.kind in kinds and term.attachment is not Attachment.FREE
            for term in unmatched(side, alignment, k)
        )
        for k, side in enumerate((first, second))
    )
