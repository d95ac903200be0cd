"""Where a mention stands in the parse of its sentence: its role, its clause, the clauses above."""

from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from claims.extraction.coreference.entities import Mention
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.spans import overlap
from claims.extraction.types import Span

SUBJECT, OBJECT, OBLIQUE, POSSESSOR, OTHER = range(5)
MAX_CLAUSES = 5  # a clause, the one above it, and so on
MAX_STEPS = 12  # from a word up to its clause
MAX_AHEAD = 8  # mentions looked at behind a pronoun for the subject that it waits for
_ROLES = {
    "nsubj": SUBJECT,
    "nsubjpass": SUBJECT,
    "dobj": OBJECT,
    "dative": OBJECT,
    "pobj": OBLIQUE,
    "poss": POSSESSOR,
}
_CHAINED = ("conj", "appos")  # share the role of what they are joined to
_CONTENT = ("ccomp", "parataxis")  # “He is late,” Smith said: he is not Smith


@dataclass(frozen=True, slots=True)
class ParsePlace:
    """A word's role and the verbs of its clause and of those above it, inmost first.

    ``argument`` says that it stands beside its verb and not deeper; ``joined`` that it is one
    of several ("A and B").
    """

    role: int
    clauses: tuple[int, ...]
    argument: bool
    joined: bool
    content: int  # from which clause on the word stands in what is said there


def place_of(token: Token) -> ParsePlace:
    """Where a word stands. Many pronouns ask of one word, so the document keeps it."""
    places: dict[int, ParsePlace] = token.doc.user_data.setdefault("parse_places", {})
    if token.i not in places:
        places[token.i] = _place_of(token)
    return places[token.i]


def _place_of(token: Token) -> ParsePlace:
    joined = token.dep_ == "conj" or any(child.dep_ == "conj" for child in token.children)
    top = token
    for _ in range(4):
        if top.dep_ not in _CHAINED or top.tag_[:1] == "V":
            break
        top = top.head
    clauses: list[int] = []
    content = MAX_CLAUSES
    word = top
    for _ in range(MAX_STEPS):
        if word.head.i == word.i or len(clauses) == MAX_CLAUSES:
            break
        if clauses and word.dep_ in _CONTENT and word.i == clauses[-1]:
            content = min(content, len(clauses))
        word = word.head
        if word.tag_[:2] in ("VB", "MD"):
            clauses.append(word.i)
    argument = bool(clauses) and top.head.i == clauses[0]
    return ParsePlace(_ROLES.get(top.dep_, OTHER), tuple(clauses), argument, joined, content)


def subject_ahead(registry: EntityRegistry, token: Token, place: ParsePlace) -> Mention | None:
    """ "In his letter, *Sova* said", "When she fell, *Aas* laughed": the subject that follows.

    It must be that of a clause above the pronoun, which is no argument of it, nor told there.
    """
    last = place.clauses[place.argument : place.content]
    if not last:
        return None
    for mention in islice(registry.after(token.idx), MAX_AHEAD):
        if mention.subject and not mention.pronoun:
            root = registry.doc[mention.token]
            if root.head.i in last and not overlap(mention, Span(token.idx, token.idx + 1)):
                return mention
    return None
