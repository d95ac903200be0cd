"""Citations: "the paper said, *citing two officials*", which say whose the words are.

They are no part of the words, and alone they state nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from claims.extraction.links.media import is_press
from claims.extraction.noun_phrases import reader
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import FINITE
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

NAMING_SOURCES = word_lists().naming_sources
CITING = word_lists().citing_participles


def without_citation(doc: Doc, link: Link) -> Link:
    """ "Danish media claimed that boats came*, citing officials*", who are the source."""
    if not link.source:
        return link
    pieces = [_uncited(doc, piece) for piece in link.content]
    content = tuple(piece for piece in pieces if piece is not None)
    # Few cite anybody: only then it is asked who the source is, which takes longer.
    if not content or content == link.content or not is_press(doc, link.source[0]):
        return link
    return replace(link, content=content)


def with_subject_back(doc: Doc, link: Link) -> Link:
    """ "Lund*, according to the clerk*, made a trip": the clerk says that Lund did."""
    if len(link.source) != 2 or len(link.cue) != 1:
        return link
    subject, teller = link.source
    cue = link.cue[0]
    text = text_of(doc)
    between = subject.end < cue.start and cue.end <= teller.start < link.content[0].start
    commas = (
        text[place.start - 2 : place.start].rstrip().endswith(",")
        for place in (cue, link.content[0])
    )
    if not between or text[slice(*cue)].lower() != "according to" or not all(commas):
        return link
    return replace(link, source=(teller,), content=(subject, *link.content))


def _uncited(doc: Doc, piece: Span) -> Span | None:
    """A piece without "citing …" at either end or "which cited …," at its beginning."""
    tokens = reader.tokens_of(doc, *piece)
    if not tokens:
        return piece
    before = tokens[0].nbor(-1).lower_ if tokens[0].i else ""
    if tokens[0].lower_ in CITING or before in CITING:
        after = _after_cited(tokens)
        # "Reported on Monday, citing *two people*": of whom the words are, and none of them.
        return Span(after.idx, piece.end) if after is not None else None
    if tokens[0].lower_ == "which" and len(tokens) > 1 and tokens[1].lower_ in NAMING_SOURCES:
        comma = next((n for n, token in enumerate(tokens) if token.text == ","), len(tokens))
        return Span(tokens[comma + 1].idx, piece.end) if comma + 1 < len(tokens) else None
    for comma_before, token in pairwise(tokens):
        apart = comma_before.text == "," and comma_before.idx > piece.start
        if token.lower_ in CITING and apart:
            return Span(piece.start, comma_before.idx)
    return piece


def _after_cited(tokens: Sequence[Token]) -> Token | None:
    """Where the words begin in "citing an official*, the army has moved*", "… that it has"."""
    for before, token in pairwise(tokens[1:14]):
        if token.lower_ == "that" or before.text == ",":
            return token
    return None


def is_mere_citation(doc: Doc, link: Link) -> bool:
    """ "Citing two engineers" cites people; it states nothing."""
    cue = [t for p in link.cue for t in reader.tokens_of(doc, p.start, p.end)]
    if not cue or cue[0].lower_ not in NAMING_SOURCES:
        return False
    words = [t for p in link.content for t in reader.tokens_of(doc, p.start, p.end)]
    return not any(token.tag_ in FINITE for token in words)
