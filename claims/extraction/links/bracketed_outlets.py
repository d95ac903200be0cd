"""Outlets in brackets behind the items of a list: "Hale says Aas will stay. (Mirror)".

An agency's name behind the last line of a report is a credit; a list has several such lines.
"""

import re

from spacy.tokens import Doc

from claims.extraction.noun_phrases import lexicon
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Link, Span, Spans

MIN_ITEMS = 3  # of a list
MIN_OUTLETS = 2  # of the names in brackets there that outlets are known by
MAX_LINE_CHARS = 400
MAX_LIST_CHARS = 3000  # on either side, in which the other items are looked for
_BRACKETED = re.compile(
    r"[.!?…][”’\"']?[ ]\((?P<outlet>[A-Z][^()\n,–—-]{1,30}?)(?:(?:,| [–—-]) [^()\n]{1,30})?\)[ ]*$",
    re.MULTILINE,
)


def bracketed_outlet(doc: Doc, link: Link) -> Spans:
    """The outlet in brackets that ends the line of a link, where the text is a list of such."""
    text = text_of(doc)
    last = max(piece.end for piece in (*link.content, *link.cue, *link.source))
    line = text.find("\n", last)
    line = len(text) if line < 0 else line
    if text[max(0, line - 2) : line].rstrip()[-1:] != ")" or line - last > MAX_LINE_CHARS:
        return ()
    around = max(0, last - MAX_LIST_CHARS), line + MAX_LIST_CHARS
    brackets = [Span(*match.span("outlet")) for match in _BRACKETED.finditer(text, *around)]
    outlets = [span for span in brackets if _is_outlet(text[slice(*span)])]
    if len(brackets) < MIN_ITEMS or len(outlets) < MIN_OUTLETS:
        return ()
    return tuple(span for span in brackets if last <= span.start and span.end <= line)[-1:]


def _is_outlet(name: str) -> bool:
    return bool(lexicon.outlet_named(name)) or name.lower() in lexicon.load().outlet_names
