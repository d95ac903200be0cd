"""Who did it to whom: whether two statements give the parts of one act to others."""

from collections import defaultdict
from collections.abc import Mapping

from claims.propositions.alignment import Alignment
from claims.propositions.types import Proposition, Term, TermKind
from claims.propositions.words import word_lists

MUTUAL_VERBS = frozenset(
    "meet marry agree talk negotiate speak discuss cooperate trade join be have".split()
)
MUTUAL_PREPOSITIONS = frozenset("with and alongside between".split())
NOUN_KINDS = (TermKind.WORD, TermKind.NAME, TermKind.PARTY, TermKind.NUMBER)


def roles_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Who did it to whom, turned round; or who did the one thing and who the other."""
    partner = {pair.first: pair.second for pair in alignment.pairs if pair.likeness >= 0.85}
    for i, j in partner.items():
        a, b = first.terms[i], second.terms[j]
        if not a.role or not b.role or a.role == b.role or a.head < 0:
            continue
        mutual = first.terms[a.head].lemma in MUTUAL_VERBS
        if partner.get(a.head) == b.head and not mutual:
            if _is_turned_about(first, second, a, b):
                continue
            return True
    return (
        _actors_change(first, second, alignment)
        or _arguments_differ(first, second, alignment)
        or _slots_are_swapped(first, second, alignment)
    )


def _is_turned_about(first: Proposition, second: Proposition, a: Term, b: Term) -> bool:
    """ "The factory will close", "the factory will be closed": it alone takes part, either way."""
    return first.terms[a.head].lemma in word_lists()["ergative"]["verbs"] and all(
        sum(other.head == term.head and bool(other.role) for other in side.terms) == 1
        for side, term in ((first, a), (second, b))
    )


def _slots_are_swapped(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "From Mali to Chad", "from Chad to Mali": two terms stand in each other's place."""
    slots = [
        (first.terms[pair.first].slot, second.terms[pair.second].slot)
        for pair in alignment.pairs
        if first.terms[pair.first].kind in NOUN_KINDS and first.terms[pair.first].pos in ("n", "")
    ]
    moves = {(a, b) for a, b in slots if a and b and a != b and not {a, b} & MUTUAL_PREPOSITIONS}
    return any((b, a) in moves for a, b in moves)


def _arguments_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "Exports rose, imports fell", "imports rose, exports fell": other nouns of one verb."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    reverse = {j: i for i, j in partner.items()}
    for role in ("subject", "object"):
        here, there = _arguments(first, role, partner), _arguments(second, role, reverse)
        for verb, nouns in here.items():
            other = there.get(partner[verb], set()) if verb in partner else set()
            own = {partner[noun] for noun in nouns}
            if other and first.terms[verb].lemma not in MUTUAL_VERBS and not own & other:
                return True
            if other and (
                _has_another_verb(second, own - other, reverse)
                or _has_another_verb(first, {reverse[noun] for noun in other - own}, partner)
            ):
                return True
    return False


def _arguments(side: Proposition, role: str, partner: Mapping[int, int]) -> dict[int, set[int]]:
    """Matched nouns in a role, by their verb; names apart: whom one asks, and for what."""
    nouns: dict[int, set[int]] = defaultdict(set)
    for place in partner:
        term = side.terms[place]
        if term.role == role and term.kind is TermKind.WORD:
            nouns[term.head].add(place)
    return nouns


def _has_another_verb(side: Proposition, nouns: set[int], partner: Mapping[int, int]) -> bool:
    """ "Sold the park and the pool", "sold the park and leased the pool" """
    verbs = {side.terms[noun].head for noun in nouns if side.terms[noun].role}
    return any(v >= 0 and v not in partner and side.terms[v].weight > 0 for v in verbs)


def _actors_change(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "China sold it to Cuba", "Cuba sold it to China": each name acts on one side alone."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    terms = [
        (first.terms[i], second.terms[j])
        for i, j in partner.items()
        if first.terms[i].pos == "n" or first.terms[i].kind in (TermKind.NAME, TermKind.PARTY)
    ]
    gone = [(a, b) for a, b in terms if a.role == "subject" != b.role]
    come = [(a, b) for a, b in terms if b.role == "subject" != a.role]
    acting, acting_there = _heads_of_pronouns(first), _heads_of_pronouns(second)
    verbs = {a.head for a, _ in gone if partner.get(a.head) in {b.head for _, b in come}}
    # "The club offered me a house", "I offered the club a house"
    verbs |= {a.head for a, b in gone if partner.get(a.head) == b.head and b.head in acting_there}
    verbs |= {a.head for a, b in come if partner.get(a.head) == b.head and a.head in acting}
    return any(first.terms[verb].lemma not in MUTUAL_VERBS for verb in verbs)


def _heads_of_pronouns(side: Proposition) -> set[int]:
    """The verbs of which a pronoun is the subject."""
    return {t.head for t in side.terms if t.kind is TermKind.PRONOUN and t.role == "subject"}
