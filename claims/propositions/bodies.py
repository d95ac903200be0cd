"""Which body of a state or bloc is named: the Pentagon is not the White House."""

from functools import cache

from claims.extraction import parties
from claims.propositions.alignment import Alignment
from claims.propositions.speakers import STATE_SPEAKER_WORDS
from claims.propositions.types import Proposition, TermKind
from claims.propositions.words import word_lists

# With one of these a state's name means the state: "the Chinese leadership"
STATE_WORDS = STATE_SPEAKER_WORDS | frozenset("ministry department foreign chinese party".split())


def body_of(phrase: str) -> str:
    """The body that a party's phrase names, "" if it is the state or bloc as a whole."""
    match = parties.load().whole(phrase)
    words = phrase.lower().split()
    names_body = set(words) & word_lists()["bodies"]["of_blocs"]
    if match is None or not (match.kind is parties.Kind.SEAT or names_body):
        return ""
    name = " ".join(word for word in words if word not in word_lists()["bodies"]["owners"])
    return _first_names().get(name, name)


@cache
def _first_names() -> dict[str, str]:
    """Of a body with several names, the first."""
    groups = [group.split() for group in word_lists()["bodies_with_names"]]
    return {name.replace("_", " "): group[0] for group in groups for name in group}


def bodies_differ(first: Proposition, second: Proposition, alignment: Alignment) -> bool:
    """Two bodies of one state; or somebody's army, envoy or brother here and themselves there."""
    for pair in alignment.pairs:
        a, b = first.terms[pair.first], second.terms[pair.second]
        if a.kind is TermKind.PARTY and a.compared and b.compared and a.compared != b.compared:
            return True
        if a.kind in (TermKind.NUMBER, TermKind.TIME):
            continue
        for side, place, other, number in ((first, pair.first, b, 0), (second, pair.second, a, 1)):
            thing = _thing_of(side, place)
            alone = thing >= 0 and thing not in alignment.matches(number)
            if alone and side.terms[thing].slot == other.slot != "":
                return True
    return False


def _thing_of(side: Proposition, place: int) -> int:
    """Of "Chinese" in "the Chinese army" the place of "army"; -1 where it is the state itself."""
    term = side.terms[place]
    if term.head < 0 or (term.slot and term.preposition != "of"):
        return -1
    head = side.terms[term.head]
    if term.kind is TermKind.PARTY:
        apart = head.kind is TermKind.WORD and head.pos == "n" and head.lemma not in STATE_WORDS
    else:
        apart = head.lemma in word_lists()["bodies"]["of_persons"]
    return term.head if apart else -1
