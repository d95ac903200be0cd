"""Quotations that a noun gives to their speaker: “Done,” was the reply of Emil Roos."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claims.extraction import acts
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of
from claims.extraction.parsing.syntax import subtree
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

CONFIDENCE = 0.85
_REPLY = re.compile(
    r",?[^\S\n]+(?P<cue>(?:was|is|came|comes) (?:the )?(?:[a-z-]+ )?"
    r"(?P<noun>[a-z]+) (?:of|from|by))\b"
)
_REPLIES = word_lists().replies


def with_quoted_replies(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links and those of quotations that stand before "was the reply of"."""
    taken = sorted(piece for link in links for piece in link.content)
    added = [link for link in _replies(doc) if not any_overlap(taken, link.content)]
    return sorted([*links, *added], key=lambda link: (link.cue or link.content)[0].start)


def _replies(doc: Doc) -> Iterator[Link]:
    text = text_of(doc)
    for quoted in quotations_of(doc):
        match = _REPLY.match(text, quoted.end)
        if match is None or not _is_reply(match["noun"]):
            continue
        cue = Span(*match.span("cue"))
        preposition = reader.tokens_of(doc, *cue)[-1]
        noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if noun is None or reader.read(doc, (subtree(noun),)).kind is PhraseKind.OTHER:
            continue
        yield Link((Span(quoted.start, quoted.end),), (subtree(noun),), (cue,), CONFIDENCE)


def _is_reply(noun: str) -> bool:
    return noun in _REPLIES or acts.is_telling_noun(noun)
