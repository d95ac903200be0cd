"""Quotations set as paragraphs of their own, without marks: "Speaking to the media, Vik said:" ¶ …

The tagger takes the words before the colon for what was said, or a part of the paragraph below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc

from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.quotations import paragraphs
from claims.extraction.spans import any_contains
from claims.extraction.types import Link, Span

MIN_WORDS = 5  # of the paragraph below; fewer are a heading or a line of a list
_WORDS = re.compile(r"[^\W\d_“”\"‘„«*•–—-][^\n]*[.!?…]['’)\]]?")
_SPEAKS = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|[Uu]s|[Mm]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t)\b(?![.-])"
)


def with_block_quotations(links: Sequence[Link], doc: Doc) -> list[Link]:
    """The links, where a cue with a colon ends its paragraph with the one below for their words."""
    blocks = dict(_blocks(text_of(doc)))
    if not blocks or not any(link.cue for link in links):
        return list(links)
    quoted: dict[int, Span] = {}
    for number, link in enumerate(links):
        block = blocks.get(_colon(text_of(doc), link)) if link.cue and link.source else None
        if block is not None:
            quoted[number] = block
    taken = tuple(quoted.values())
    return [
        replace(link, content=(quoted[number],)) if number in quoted else link
        for number, link in enumerate(links)
        if number in quoted or not all(any_contains(taken, piece) for piece in link.content)
    ]


def _blocks(text: str) -> Iterator[tuple[int, Span]]:
    """Where a paragraph's colon stands, and the paragraph below, if it is somebody's words."""
    for place, below in pairwise(paragraphs(text)):
        end = place.start + len(text[slice(*place)].rstrip())
        words = _WORDS.fullmatch(text, *below)
        if text[end - 1] != ":" or words is None or not _SPEAKS.search(words.group()):
            continue
        if len(words.group().split()) >= MIN_WORDS:
            yield end - 1, Span(*words.span())


def _colon(text: str, link: Link) -> int:
    """Where the colon of a link's cue stands, -1 if it has none."""
    end = link.cue[-1].end
    if text[end - 1] == ":":
        return end - 1
    return end if text[end : end + 1] == ":" else -1
