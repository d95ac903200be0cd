"""Headlines that name who speaks before a colon: "Police: Two held after theft".

The tagger misses most of them. What is no speaker ("Opinion:", "Football:") opens no statement, and
"Ravi Moss: Where He Stands" has none of the words it promises.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from claims.extraction.links.turn_labels import labels
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import in_headline
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span

CONFIDENCE = 0.75
_HEADLINE = re.compile(
    r"(?P<label>[^\W\d_][^\n:“”\"‘?!,;]{1,50}):\s+(?P<words>[^\s“\"‘][^\n“”\"]{9,})(?=\n)"
)
_SPEAKING = (PhraseKind.BODY, PhraseKind.ROLE, PhraseKind.DOCUMENT)
_PROMISES = ("where", "what", "how", "why", "when", "who")


def with_headline_labels(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links with the one that the text's first line tells, and without labels of nobody."""
    stated = [link for link in links if not _is_no_statement(doc, link)]
    match = _HEADLINE.match(text_of(doc))
    if match is None:
        return stated
    label, words = Span(*match.span("label")), Span(*match.span("words"))
    words = Span(words.start, words.start + len(text_of(doc)[slice(*words)].rstrip()))
    if not _is_headline_of(doc, label, words):
        return stated
    headline = Link((words,), (label,), (), CONFIDENCE)
    others = [link for link in stated if not any_overlap((*link.cue, *link.content), (words,))]
    return others if len(others) < len(stated) - 1 else [headline, *others]


def _is_headline_of(doc: Doc, label: Span, words: Span) -> bool:
    tokens = reader.tokens_of(doc, *words)
    if not in_headline(tokens[0]) or _is_furniture(doc, label) or tokens[0].lower_ in _PROMISES:
        return False
    phrase = reader.read(doc, (label,))
    body = phrase.kind is PhraseKind.PARTY and phrase.text.isupper()  # "UN", "WHO"
    if phrase.kind not in _SPEAKING and not body or phrase.head in labels().competitions:
        return False
    singular = phrase.head in lexicon.load().persons and phrase.text.islower()
    return not singular and any(
        token.tag_ == "MD" or token.tag_[:2] == "VB" and token.tag_ != "VBG" for token in tokens
    )


def _is_furniture(doc: Doc, label: Span) -> bool:
    return bool(set(text_of(doc)[slice(*label)].lower().split()) & labels().furniture)


def _is_no_statement(doc: Doc, link: Link) -> bool:
    if link.cue or not link.source:
        return False
    if _is_furniture(doc, link.source[0]):
        return True
    first = reader.tokens_of(doc, *link.content[0])[0]
    asks = text_of(doc)[: link.content[-1].end + 1].endswith("?")
    promises = first.lower_ in _PROMISES and not asks
    return promises and first.text.istitle() and in_headline(first)
