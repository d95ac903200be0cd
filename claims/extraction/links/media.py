"""Outlets that words were given to: told X, in an interview with X, seen by X."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.reader import Sort
from claims.extraction.parsing.spacy_pipeline import count_of
from claims.extraction.parsing.syntax import SUBJECTS, inside, parted, sentence_of, subtree
from claims.extraction.types import Link, Span, Spans

_CHANNEL_PREPOSITIONS = ("to", "with", "by", "in", "on", "for", "through")
_SPEAKING = ("spoke", "speaking", "talked", "told", "spoken")
TELLING = ("tell", "tells", "told", "telling")


def channels(doc: Doc, verb: Token, link: Link) -> Iterator[Spans]:
    """Outlets that the words were given to: told X, in an interview with X, seen by X."""
    for token in sentence_of(verb):
        if token.is_space or inside(token, link.content) or parted(token, verb):
            continue
        if not _is_addressed(token) or not (_clause(token) == verb or _spoke_to(token, link)):
            continue
        for noun in (token, *token.conjuncts):
            span = _without_conjuncts(noun)
            if is_press(doc, span) or noun.dep_ == "dobj" and is_unknown_press(doc, noun):
                yield (span,)


def _is_addressed(token: Token) -> bool:
    """The object of "told", or of a preposition by which words reach an outlet."""
    if token.dep_ in ("dobj", "dative"):
        return token.head.lower_ in TELLING
    by_way_of = token.head.lower_ in _CHANNEL_PREPOSITIONS or token.head.dep_ == "agent"
    return token.dep_ == "pobj" and by_way_of


def _spoke_to(token: Token, link: Link) -> bool:
    """In the source itself: "US officials who spoke to the Financial Times"."""
    return any(
        above.dep_ == "relcl" and above.lower_ in _SPEAKING and inside(above.head, link.source)
        for above in token.ancestors
    )


def _without_conjuncts(token: Token) -> Span:
    """A noun phrase without what is joined to it by "and"."""
    if not any(child.dep_ == "conj" for child in token.children):
        return subtree(token)
    return Span(token.left_edge.idx, token.idx + len(token))


def _clause(token: Token) -> Token:
    """The first verb above with a subject of its own (or the root)."""
    here = token.head
    while here.head != here:
        verb = here.tag_.startswith("VB") and any(c.dep_ in SUBJECTS for c in here.children)
        passive = here.dep_ in ("relcl", "acl") and here.tag_ == "VBN"  # "that was seen by …"
        if not passive and (verb or here.dep_ == "conj" and here.tag_.startswith("VB")):
            return here
        here = here.head
    return here


def is_press(doc: Doc, span: Span) -> bool:
    return reader.read(doc, (span,)).sort in (Sort.OUTLET, Sort.PRESS)


def is_unknown_press(doc: Doc, token: Token) -> bool:
    """An organisation that is named only as whom somebody told something: "told Sportkanal"."""
    phrase = reader.read(doc, (subtree(token),))
    named = phrase.sort is Sort.NAME and token.ent_type_ == "ORG"
    return named and count_of(doc, token.text) == 1


def is_speaker(doc: Doc, span: Span) -> bool:
    sorts = (Sort.PERSON, Sort.ROLE, Sort.BODY, Sort.PARTY, Sort.NAME, Sort.OUTLET)
    return reader.read(doc, (span,)).sort in sorts
