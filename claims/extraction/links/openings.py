"""What stands before a speaker or before his words and is part of neither.

A dateline, the end of the sentence before a quotation, where or to whom somebody spoke.
"""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import TENSED, sentence_tokens
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATELINE = re.compile(
    r"(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})(?:, [A-Z][\w. ]{1,20})?"
    rf"(?P<date>,? (?:{_MONTHS})[a-z]*\.? \d{{1,2}})?(?P<agency> ?\([A-Z][\w ./]{{1,20}}\))?"
    r"(?P<mark>\s*(?:--?|[–—])|:)\s+"
)
# "MOSCOW, March 2. /TASS/. The talks go on": an agency between strokes.
_DATELINE_BEFORE = re.compile(r"[A-Z][A-Z.'’ ]+(?:, [A-Z][\w. ]{1,20})?\s*(?:--|[–—])\s*(?=\S)")
_STROKED_AGENCY = re.compile(r"(?:[^/\n]{0,40}\s)?/[A-Z][\w .-]{1,20}/[.,]?\s+")
_AGENCY_BEHIND = re.compile(r"(?P<agency>[A-Z]\w*(?: [A-Z]\w*){0,2})\.\s+")
_SENTENCE_BEFORE = re.compile(r"[.!?]\s+(?=[“\"])")
# Two words of a sentence: what follows does not begin it.
_SENTENCE_PART = re.compile(r"[^\s.!?”]+\s+[^\s.!?”]+\s*$")
MAX_OPENING_CHARS = 60
_OPENING, _CLOSING = "“\"‘'«„", '”"'
_NOUNS = ("NN", "NNS", "NNP", "NNPS")


def without_openings(doc: Doc, link: Link) -> Link:
    """The link without what stands before its speaker or its words."""
    link = _without_sentence_before(doc, _without_dateline(doc, link))
    return _without_adjunct(doc, _without_fronted(doc, link))


def without_agency(doc: Doc, link: Link) -> Link:
    """ "*(Foln Express)* Mayor Ida Lund said": where a report is from, at a paragraph's head."""
    text = text_of(doc)
    if not link.source:
        return link
    first = link.source[0]
    end = text.find(")", *first)
    if end < 0 or "(" in text[first.start : end] or "(" not in text[max(0, first.start - 40) : end]:
        return link
    start = end + 1 + len(text[end + 1 : first.end]) - len(text[end + 1 : first.end].lstrip())
    return (
        replace(link, source=(Span(start, first.end), *link.source[1:]))
        if start < first.end
        else link
    )


def _without_fronted(doc: Doc, link: Link) -> Link:
    """ "Likening *him to a fish*, she went on: “We wait.”": what goes before is told of her."""
    text = text_of(doc)
    if len(link.content) != 2 or len(link.source) != 1 or not link.cue:
        return link
    piece, said = link.content
    between = piece.end <= link.source[0].start and link.cue[0].start < said.start
    speaks = reader.tokens_of(doc, *link.cue[0])[0].tag_ in TENSED  # not "according to"
    if (
        not between
        or not speaks
        or text[said.start] not in _OPENING
        or text[piece.start] in _OPENING
    ):
        return link
    before = _SENTENCE_PART.search(text, max(0, piece.start - MAX_OPENING_CHARS), piece.start)
    return replace(link, content=(said,)) if before is not None else link


def _without_dateline(doc: Doc, link: Link) -> Link:
    """ "*OSLO, May 3 (AP) —* The port was shut, police said"."""
    text, first = text_of(doc), link.content[0]
    link = _without_source_dateline(text, link)
    begins_line = not first.start or text[first.start - 1] == "\n"
    if (begins_line or text[first.start] == "/") and (
        stroked := _STROKED_AGENCY.match(text, *first)
    ):
        return replace(link, content=(Span(stroked.end(), first.end), *link.content[1:]))
    if not begins_line:
        return link
    match = _DATELINE.match(text, *first)
    if match is None or not (match["town"].isupper() or match["date"] or match["agency"]):
        return link
    if match["mark"] == ":" and not match["town"].isupper():
        return link  # "KUALA LUMPUR: The talks go on", not a label
    behind = _AGENCY_BEHIND.match(text, match.end(), first.end)
    if behind is not None and lexicon.outlet_named(behind["agency"]):
        match = behind  # "MOSCOW, May 3 – RIA Novosti. The talks go on"
    return replace(link, content=(Span(match.end(), first.end), *link.content[1:]))


def _without_source_dateline(text: str, link: Link) -> Link:
    """ "*OSLO—*The captain denied it"."""
    if not link.source:
        return link
    first = link.source[0]
    match = _DATELINE_BEFORE.match(text, *first)
    if match is None or first.start and text[first.start - 1] != "\n":
        return link
    return replace(link, source=(Span(match.end(), first.end), *link.source[1:]))


def _without_sentence_before(doc: Doc, link: Link) -> Link:
    """ "*It was owned by Brenn Ltd.* “It was new,” said Vik": the parser missed the full stop."""
    text, first = text_of(doc), link.content[0]
    ends = text[first.end - 1 : first.end + 1]
    if not link.cue or link.cue[0].start < first.end or not any(mark in ends for mark in _CLOSING):
        return link
    match = _SENTENCE_BEFORE.search(text, first.start, first.end)
    if match is None or any(mark in text[first.start : match.start()] for mark in _OPENING):
        return link
    return replace(link, content=(Span(match.end(), first.end), *link.content[1:]))


def _without_adjunct(doc: Doc, link: Link) -> Link:
    """ "From *the witness box* the farmer said", "*Last week* the mayor said": no comma parts place
    or time from who speaks there."""
    if len(link.source) != 1 or not link.cue or link.cue[0].start < link.source[0].end:
        return link
    tokens = reader.tokens_of(doc, *link.source[0])
    if (subject := _behind_fronted_phrase(tokens)) is not None:
        return replace(link, source=(Span(subject.idx, link.source[0].end),))
    times = lexicon.name_parts().times | word_lists().time_nouns
    late = (n for n in range(1, min(5, len(tokens))) if tokens[n].tag_ in ("DT", "PRP$"))
    if (start := next((n for n in late if tokens[n - 1].lower_ in times), None)) is not None:
        return replace(link, source=(Span(tokens[start].idx, link.source[0].end),))
    before = tokens[0].nbor(-1) if tokens and tokens[0].i else None
    if before is not None and before.tag_ == "DT" and before.i:
        before = before.nbor(-1)
    if before is None or before.tag_ not in ("IN", "TO"):
        return link
    if any(piece.start <= before.idx < piece.end for piece in link.cue):
        return link  # "according to the mayor"
    starts = [n for n in range(1, len(tokens)) if _begins_phrase(tokens, n)]
    if not starts or any(token.text == "," for token in tokens[: starts[-1]]):
        return link
    return replace(link, source=(Span(tokens[starts[-1]].idx, link.source[0].end),))


def _behind_fronted_phrase(tokens: list[Token]) -> Token | None:
    """Where the subject begins in "At a briefing by *Coast Radio, Ida Lund* said": the comma ends
    the phrase that opens the sentence, and nobody in it is the subject."""
    comma = next((n for n, token in enumerate(tokens) if token.text == ","), 0)
    if not comma or comma + 1 >= len(tokens) or tokens[comma + 1].ent_type_ != "PERSON":
        return None
    opening = next((t for t in sentence_tokens(tokens[0]) if not t.is_space), tokens[0])
    held = opening.tag_ == "IN" and opening.i < tokens[0].i and opening.is_ancestor(tokens[0])
    between = opening.doc[opening.i : tokens[0].i]
    return tokens[comma + 1] if held and all(token.text != "," for token in between) else None


def _begins_phrase(tokens: list[Token], number: int) -> bool:
    """Does a noun phrase begin right behind a noun: "the box | the farmer", "women | clerk Vik",
    "In Kobe | she"?"""
    token, before = tokens[number], tokens[number - 1]
    if before.tag_ not in _NOUNS:
        return False
    if token.tag_ in ("DT", "PRP$") or token.tag_ == "PRP" and number == len(tokens) - 1:
        return True
    after = tokens[number + 1] if number + 1 < len(tokens) else None
    office = lexicon.singular(token.text) in lexicon.load().persons and token.text.islower()
    return office and after is not None and after.ent_type_ == "PERSON" and before.text.islower()
