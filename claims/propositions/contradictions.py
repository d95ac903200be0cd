"""What keeps two statements apart however alike their words are. Each check has its name."""

from collections.abc import Callable

from claims.propositions.alignment import Alignment, TermPair
from claims.propositions.amounts import (
    are_swapped,
    both_lack,
    numbers_differ,
    times_differ,
    unmatched,
)
from claims.propositions.bodies import bodies_differ
from claims.propositions.roles import roles_differ
from claims.propositions.types import Attachment, Clause, Proposition, Term, TermKind
from claims.propositions.words import SYNONYM, contrast, excludes, is_opposite, likeness, word_lists

Check = Callable[[Proposition, Proposition, Alignment], bool]

NEGATION = "negation"
NO_ALIGNMENT = Alignment(())
# What comes behind these is what is not meant.
LEAVING_OUT = frozenset(
    "instead_of rather_than unlike except except_for excluding apart_from aside_from".split()
)
MIN_NARROWING = 0.8  # weight of a word that says which: an adjective, a noun


def contradictions(first: Proposition, second: Proposition, alignment: Alignment) -> list[str]:
    """The names of the checks that fail, in the order of ``CHECKS``."""
    return [name for name, check in CHECKS.items() if check(first, second, alignment)]


def is_apart(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Does any check but the one for denials fail?"""
    checks = (check for name, check in CHECKS.items() if name != NEGATION)
    return any(check(first, second, alignment) for check in checks)


def differ_in_kind(first: Proposition, second: Proposition) -> bool:
    """What can be told before any words are compared: asked and said, one's view and another's."""
    return any(CHECKS[name](first, second, NO_ALIGNMENT) for name in ("asked", "holder"))


def names_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """A name here that is not there, and the reverse; or a party."""
    names = (TermKind.NAME, TermKind.PARTY)
    if are_swapped(first, second, alignment, *names) or bodies_differ(first, second, alignment):
        return True
    if _named_otherwise(first, second, alignment):
        return True
    return any(
        both_lack(first, second, alignment, kind) for kind in (TermKind.NAME, TermKind.PARTY)
    )


def _named_otherwise(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "The dam" here and there, which the two articles call by different names."""
    here, there = dict(first.names), dict(second.names)
    return any(
        not set(here[pair.first]) & set(there[pair.second])
        for pair in alignment.pairs
        if pair.first in here and pair.second in there
    )


def negations_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Denied here and not there, opposites counted: "not agree" and "disagree" are one."""
    flips = sum(pair.opposite and not _is_denial(first, second, pair) for pair in alignment.pairs)
    for k, side in enumerate((first, second)):
        flips += sum(clause.negated for clause in shared_clauses(side, alignment, k))
    return flips % 2 == 1


def _is_denial(first: Proposition, second: Proposition, pair: TermPair) -> bool:
    """ "denied" beside "admitted": its clause is negated already."""
    denying = word_lists()["denying"]
    return any(
        side.terms[place].lemma in denying
        and side.terms[place].attachment is not Attachment.RESTRICTIVE
        for side, place in ((first, pair.first), (second, pair.second))
    )


def modalities_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """May and will, should and must, thinking of it and doing it."""
    grades = [
        {grade for clause in shared_clauses(side, alignment, k) for grade in clause.modality}
        for k, side in enumerate((first, second))
    ]
    return grades[0] != grades[1] or _conditions(first) != _conditions(second)


def _conditions(side: Proposition) -> set[tuple[str, bool]]:
    """ "If", "if not" and "unless" """
    return {
        (kind, clause.negated)
        for clause in side.clauses
        for kind in clause.modality
        if kind in ("condition", "exception")
    }


def quantities_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Some and all; "some" or a part here and the whole there."""
    a, b = set(first.quantifiers), set(second.quantifiers)
    if (a ^ b) & {"some", "most", "only", "not all"} or _counts_some_of(first, second, alignment):
        return True
    if any(_is_one_of_many(first, second, pair) for pair in alignment.pairs):
        return True
    parts = word_lists()["quantifiers"]["part"]
    return any(
        term.lemma in parts and not _is_cut(side, alignment.matches(k), place)
        for k, side in enumerate((first, second))
        for place, term in enumerate(side.terms)
        if place not in alignment.matches(k)
    )


def _is_one_of_many(first: Proposition, second: Proposition, pair: TermPair) -> bool:
    """ "One union" here, "unions" there."""
    a, b = first.terms[pair.first], second.terms[pair.second]
    return a.kind is b.kind is TermKind.WORD and {a.compared, b.compared} == {"one", "many"}


def _counts_some_of(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "Two of the G7" here, "the G7" there."""
    return any(
        term.preposition == "of"
        and place in alignment.matches(k)
        and term.head >= 0
        and term.head not in alignment.matches(k)
        and side.terms[term.head].kind is TermKind.NUMBER
        and not _is_cut(side, alignment.matches(k), term.head)
        for k, side in enumerate((first, second))
        for place, term in enumerate(side.terms)
    )


def _is_cut(side: Proposition, matched: dict[int, float], place: int) -> bool:
    """Does it stand in a clause that the other side leaves out?"""
    heads: set[int] = set()
    while place >= 0 and place not in matched and place not in heads:
        if side.terms[place].attachment is Attachment.FREE:
            return True
        heads.add(place)
        place = side.terms[place].head
    return False


def questions_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Asked here and said there."""
    return first.asks != second.asks


def holders_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """The speaker's own view here, somebody else's there."""
    if not first.holder or not second.holder:
        return first.holder != second.holder
    return likeness(first.holder, "n", second.holder, "n") < SYNONYM


def series_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Two of one series in one place: day and week, before and after, voted for and against."""
    for pair in alignment.pairs:
        a, b = first.terms[pair.first], second.terms[pair.second]
        if contrast(a.preposition, b.preposition) or _is_left_out(a) != _is_left_out(b):
            return True
        if pair.opposite and _says_which(a) and _says_which(b):
            return True
    return any(
        excludes(a.lemma, b.lemma) and not is_opposite(a.lemma, b.lemma)
        for a in unmatched(first, alignment, 0)
        for b in unmatched(second, alignment, 1)
        if a.kind == b.kind == TermKind.WORD
    )


def _is_left_out(term: Term) -> bool:
    """ "instead of the metro", "unlike France" """
    return term.preposition in LEAVING_OUT


def _says_which(term: Term) -> bool:
    """ "the first witness": no denial that it was the last"""
    return term.attachment is Attachment.RESTRICTIVE and term.pos != "v"


def narrows(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Does one side alone say which of a noun it means, with nothing in that place over there?"""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    narrowed = []
    for k, side in enumerate((first, second)):
        matched = alignment.matches(k)
        narrowed.append(
            {
                term.head
                for place, term in enumerate(side.terms)
                if place not in matched
                and place not in alignment.elided[k]
                and term.attachment is Attachment.RESTRICTIVE
                and term.kind is not TermKind.PRONOUN
                and term.weight >= MIN_NARROWING
                and term.head in matched
                and side.terms[term.head].pos == "n"
            }
        )
    heads = {partner.get(head, -1) for head in narrowed[0]}
    return bool(heads ^ narrowed[1])


def embedding_differs(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Said to be so here; refused, pretended or stopped there."""
    for k, (side, other_side) in enumerate(((first, second), (second, first))):
        matched = alignment.matches(1 - k)
        for pair in alignment.pairs:
            i, j = (pair.first, pair.second)[:: 1 - 2 * k]
            if side.terms[i].head >= 0 or side.terms[i].weight == 0:
                continue
            above = other_side.terms[j].head
            if (
                above >= 0
                and above not in matched
                and _embeds(other_side.terms[above], other_side.terms[j])
            ):
                return True
    return False


def _embeds(above: Term, below: Term) -> bool:
    """Does the clause of ``below`` depend on a verb under which it need not hold?"""
    if below.pos == "v" and above.lemma in word_lists()["doubtful"]["words"]:
        return True
    complement = below.pos == "v" and below.attachment is Attachment.CORE and not below.role
    holds = above.weight == 0 or above.lemma in word_lists()["holding"]["words"]
    return complement and above.pos == "v" and not holds


CHECKS: dict[str, Check] = {
    "number": numbers_differ,
    "name": names_differ,
    "time": times_differ,
    NEGATION: negations_differ,
    "modality": modalities_differ,
    "part": quantities_differ,
    "asked": questions_differ,
    "holder": holders_differ,
    "embedding": embedding_differs,
    "roles": roles_differ,
    "series": series_differ,
}


def shared_clauses(side: Proposition, alignment: Alignment, number: int) -> list[Clause]:
    """The clauses of one side that the other side has, too: their predicate is matched.

    Where no predicate is, those of which half the weight is.
    """
    matched = alignment.matches(number)
    if len(side.clauses) == 1:
        return list(side.clauses)

    def share(clause: Clause) -> float:
        weights = {place: side.terms[place].weight for place in clause.terms}
        total = sum(weights.values())
        return sum(w for place, w in weights.items() if place in matched) / total if total else 0

    def has_predicate(clause: Clause) -> bool:
        place = clause.predicate
        if place >= 0 and side.terms[place].weight > 0:
            return place in matched
        return share(clause) > 0

    by_predicate = [clause for clause in side.clauses if has_predicate(clause)]
    return by_predicate or [clause for clause in side.clauses if share(clause) >= 0.5]
