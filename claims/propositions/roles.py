"""Who did it to whom: whether two statements give the parts of one act to others."""

from collections import defaultdict

from claims.propositions.alignment import Alignment
from claims.propositions.types import Proposition, TermKind

MUTUAL_VERBS = frozenset(
    "meet marry agree talk negotiate speak discuss cooperate trade join be have".split()
)


def roles_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Who did it to whom, turned round; or who did the one thing and who the other."""
    partner = {pair.first: pair.second for pair in alignment.pairs if pair.likeness >= 0.85}
    for i, j in partner.items():
        a, b = first.terms[i], second.terms[j]
        if not a.role or not b.role or a.role == b.role or a.head < 0:
            continue
        if partner.get(a.head) == b.head and first.terms[a.head].lemma not in MUTUAL_VERBS:
            return True
    return _actors_change(first, second, alignment) or _arguments_differ(first, second, alignment)


def _arguments_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "Exports rose, imports fell", "imports rose, exports fell": other nouns of one verb."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    for role in ("subject", "object"):
        here: dict[int, set[int]] = defaultdict(set)
        there: dict[int, set[int]] = defaultdict(set)
        for i, j in partner.items():
            a, b = first.terms[i], second.terms[j]
            if a.kind is not TermKind.WORD:  # whom one asks, and what one asks for
                continue
            if (
                a.role == role
                and a.head in partner
                and first.terms[a.head].lemma not in MUTUAL_VERBS
            ):
                here[partner[a.head]].add(j)
            if b.role == role:
                there[b.head].add(j)
        if any(there[verb] and not nouns & there[verb] for verb, nouns in here.items()):
            return True
    return False


def _actors_change(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """ "China sold it to Cuba", "Cuba sold it to China": each name acts on one side alone."""
    partner = {pair.first: pair.second for pair in alignment.pairs}
    terms = [
        (first.terms[i], second.terms[j])
        for i, j in partner.items()
        if first.terms[i].pos == "n" or first.terms[i].kind in (TermKind.NAME, TermKind.PARTY)
    ]
    gone = [a.head for a, b in terms if a.role == "subject" != b.role]
    come = [b.head for a, b in terms if b.role == "subject" != a.role]
    return any(
        partner.get(head) in come and first.terms[head].lemma not in MUTUAL_VERBS for head in gone
    )
