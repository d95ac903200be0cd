"""Whether a content holds a clause of its own, as reported words mostly do, and where it ends."""

import re
from dataclasses import replace
from itertools import pairwise, zip_longest

from spacy.tokens import Doc, Token

from claims.extraction.noun_phrases import reader
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import FINITE, SUBJECTS
from claims.extraction.types import Link, Span

MAX_LATER_CHARS = 8  # behind a content that ends at "hours"
_LATER = re.compile(
    r",\s(?:(?:just|only|barely|nearly|almost|about|some|a|an|one|two|three|several|few)\s)*"
    r"(?:minutes?|hours?|days?|weeks?|months?|moments|years?)\s(?:after|before)\s"
)
MAX_STRAY_WORDS = 2
_RELATIVE = re.compile(r"(?:which|who|whose|where)\b[^\n–—,“”\"]{3,80}(?:,|\s[–—-])\s(?=that\s)")
_TAIL = re.compile(
    r"(?P<mark>[”\"’'])\s(?:after|amid|ahead of|before|following|despite|over|during)\s[^“”\"‘]*\Z",
    re.IGNORECASE,
)
_OPENS = ("when", "while", "if", "although", "though", "after", "because")
# "Here’s What Xi Jinping Says": a headline that has none of the words it promises.
_POINTS = re.compile(
    r"(here|this|that)(['’]?s| is| was) (what|all|everything)[\s:,]*", re.IGNORECASE
)
_SUBORDINATE = ("relcl", "acl", "advcl")


def has_clause(content: list[Token], cue: list[Token]) -> bool:
    """Whether a content holds a finite verb of its own, or opens as a clause does."""
    for token in content:
        if token.dep_ == "mark" and token.lower_ in ("that", "whether", "if"):
            return True
        governed = token.dep_ in SUBJECTS and token.head not in cue
        if governed and token.head.dep_ not in ("relcl", "acl"):
            return True
        if token.tag_ in FINITE and token not in cue and not _is_subordinate(token):
            return True
    return False


def _is_subordinate(verb: Token) -> bool:
    """Is it the verb of a relative or adverbial clause, or joined to one?"""
    while verb.dep_ in ("aux", "auxpass", "conj") and verb.head is not verb:
        verb = verb.head
    return verb.dep_ in _SUBORDINATE


def without_stray_words(doc: Doc, link: Link) -> Link:
    """ "It told *Asian* and European partners *that* …": whom it told is not among its words."""
    text = text_of(doc)
    pieces = [
        piece
        for piece, following in zip_longest(link.content, link.content[1:])
        if following is None or not _is_stray(text, piece, following)
    ]
    return replace(link, content=tuple(pieces)) if len(pieces) < len(link.content) else link


def without_main_clause(doc: Doc, link: Link) -> Link:
    """ "When Hale insists he never knew*, he is right*": of the writer."""
    last = link.content[-1]
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    verb = next((token for token in cue if token.dep_ == "advcl"), None)
    marks = verb.children if verb is not None else ()
    opens = any(child.dep_ in ("mark", "advmod") and child.lower_ in _OPENS for child in marks)
    if verb is None or not opens or verb.head.i < verb.i or not _is_within(verb.head, last):
        return link
    first = next((c for c in verb.head.lefts if c.dep_ in SUBJECTS and c.i > verb.i), None)
    if first is None or not first.left_edge.i or first.left_edge.nbor(-1).text != ",":
        return link
    end = first.left_edge.nbor(-1).idx
    if end <= last.start:
        return link
    return replace(link, content=(*link.content[:-1], Span(last.start, end)))


def _is_within(token: Token, span: Span) -> bool:
    return span.start < token.idx < span.end


def without_relative(doc: Doc, link: Link) -> Link:
    """ "Told the Echo – *which broke the story –* that he was glad": what is told of the hearer."""
    first, text = link.content[0], text_of(doc)
    match = _RELATIVE.match(text, *first)
    if match is None or not link.cue or link.cue[0].start > first.start:
        return link
    return replace(link, content=(Span(match.end(), first.end), *link.content[1:]))


def _is_stray(text: str, piece: Span, following: Span) -> bool:
    """A word or two, in no marks and with no comma behind them, before a clause with "that"."""
    words = text[slice(*piece)]
    return (
        len(words.split()) <= MAX_STRAY_WORDS
        and not any(mark in words for mark in '“”"')
        and text.startswith("that ", following.start)
        and text[piece.end : following.start].lstrip()[:1].isalpha()
    )


def without_topic(doc: Doc, link: Link) -> Link:
    """ "“We never agreed,” the clerk added *of the long dispute*": what the words were about."""
    text = text_of(doc)
    if len(link.content) != 2 or not link.cue:
        return link
    quotation, topic = link.content
    cue = link.cue[-1]
    behind = quotation.end <= cue.start and cue.end <= topic.start
    words = text[cue.start : cue.end].split()
    in_marks = text[quotation.start] in "“\"‘'" and text[topic.start] not in "“\"‘'"
    if not (behind and in_marks and len(words) > 1 and words[-1].lower() in ("of", "about", "on")):
        return link
    # "… added of the dispute. “We tried.”": his words go on behind it.
    opens = re.search(r"[“\"‘']", text[topic.start : topic.end])
    rest = (Span(topic.start + opens.start(), topic.end),) if opens else ()
    return replace(link, content=(quotation, *rest))


def without_later_news(doc: Doc, link: Link) -> Link:
    """ "He would not step down*, hours after his ministers urged him to go*": the article's own."""
    last = link.content[-1]
    text = text_of(doc)
    if not link.cue or link.cue[0].start > last.start or text[last.start] in '“"‘':
        return link
    match = _LATER.search(text, last.start, last.end + MAX_LATER_CHARS)
    if match is None or match.start() >= last.end:
        return link
    if any(mark in '“”"' for mark in text[match.start() : last.end]):
        return link
    return replace(link, content=(*link.content[:-1], Span(last.start, match.start())))


def without_tail(doc: Doc, link: Link) -> Link:
    """ "Lund insists ‘the port stays open’ *after vote*": what the quotation was said after."""
    last, text = link.content[-1], text_of(doc)
    if len(link.content) > 1 or text[last.start] not in "“\"‘'" or not link.cue:
        return link
    match = _TAIL.search(text[last.start : last.end])
    if match is None or link.cue[0].start > last.start:
        return link
    end = last.start + match.end("mark")
    tokens = reader.tokens_of(doc, end, last.end)
    if any(token.tag_ in FINITE and token.text.islower() for token in tokens):
        return link
    return replace(link, content=(Span(last.start, end),))


def without_deed_beside(doc: Doc, link: Link) -> Link:
    """ "Called the papers fakes*, assigning blame to Oslo*": what else the speaker did."""
    last = link.content[-1]
    cue = {token.i for piece in link.cue for token in reader.tokens_of(doc, *piece)}
    tokens = reader.tokens_of(doc, *last)
    if not tokens or not cue or tokens[0].i < max(cue):
        return link
    for before, token in pairwise(tokens):
        beside = token.tag_ == "VBG" and token.dep_ == "advcl" and token.head.i in cue
        if beside and before.text == "," and before.i > tokens[0].i:
            if any(mark in '“”"' for mark in text_of(doc)[last.start : before.idx]):
                return link
            return replace(link, content=(*link.content[:-1], Span(last.start, before.idx)))
    return link


def without_later_sentence(doc: Doc, link: Link) -> Link:
    """ "“It is normal,” he said. *Plans go on.*": what no marks hold is the article's own."""
    text = text_of(doc)
    first = link.content[0]
    if not link.cue or text[first.start] not in '“"' or link.cue[-1].start < first.end:
        return link
    pieces = tuple(p for p in link.content if not _is_later(text, link.cue[-1], p))
    return replace(link, content=pieces) if len(pieces) < len(link.content) else link


def _is_later(text: str, cue: Span, piece: Span) -> bool:
    between = text[cue.end : piece.start].rstrip()
    plain = not any(mark in text[piece.start - 1 : piece.end] for mark in "“”\"'‘’")
    return plain and piece.start > cue.end and between.endswith((".", "!", "?"))


def without_outer_verb(doc: Doc, link: Link) -> Link:
    """ "Claims that the ship was armed *were dismissed*": what the article says of the claims."""
    cue = [token for piece in link.cue for token in reader.tokens_of(doc, *piece)]
    subject = next((token for token in cue if token.dep_ in SUBJECTS), None)
    last = link.content[-1]
    if subject is None or subject.idx >= last.start:
        return link
    outer = (subject.head, *(c for c in subject.head.children if c.dep_ in ("aux", "auxpass")))
    held = [t for t in outer if t.i > subject.i and last.start < t.idx < last.end]
    first = min(held, key=lambda token: token.i, default=None)
    if first is None or not has_clause(
        [t for t in reader.tokens_of(doc, *last) if t.i < first.i], cue
    ):
        return link
    before = first.nbor(-1)
    return replace(link, content=(*link.content[:-1], Span(last.start, before.idx + len(before))))


def only_points(doc: Doc, link: Link) -> bool:
    """Whether the content announces what was said and is nothing of it."""
    words = " ".join(text_of(doc)[start:end] for start, end in link.content)
    return _POINTS.fullmatch(words) is not None
