"""Quotations made whole: a content that holds most of a quotation holds all of it.

The networks choose token by token and now and then leave a word out, or stop where the paragraph
stops while the quotation goes on in the next. Quotation marks know better.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.findings import Link, Span, Spans
from claims.extraction.quotations import Quoted

MOST = 0.5  # of a quotation's words
_WORD = re.compile(r"\w+")


def whole_quotations(link: Link, text: str, found: Sequence[Quoted]) -> Link:
    """The link with its quotations completed; ``found`` is what ``quotations(text)`` gives."""
    first = bisect_right(found, link.content[0].start, key=lambda q: q.end)
    last = bisect_left(found, link.content[-1].end, key=lambda q: q.start)
    added: list[Span] = []
    for number in range(first, last):
        quoted = found[number]
        if quoted.closed and _mostly(link.content, quoted, text):
            added.append(Span(quoted.start, quoted.end))
        elif any(piece.end >= quoted.end - 2 for piece in _shared(link.content, quoted)):
            added += _rest(found, number)
    # The speaker who interrupts a quotation is no part of it.
    free = [span for span in added if not _shared(link.source + link.cue, span)]
    return replace(link, content=_joined([*link.content, *free])) if free else link


def _mostly(content: Spans, quoted: Quoted, text: str) -> bool:
    held = sum(_words(text, *piece) for piece in _shared(content, quoted))
    return 0 < MOST * _words(text, quoted.start, quoted.end) <= held


def _rest(found: Sequence[Quoted], number: int) -> list[Span]:
    """What continues an open quotation in the paragraphs after it."""
    rest: list[Span] = []
    while not found[number].closed and number + 1 < len(found) and found[number + 1].continues:
        number += 1
        rest.append(Span(found[number].start, found[number].end))
    return rest


def _shared(pieces: Spans, other: Quoted | Span) -> list[Span]:
    both = [Span(max(p.start, other.start), min(p.end, other.end)) for p in pieces]
    return [span for span in both if span.start < span.end]


def _words(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end))


def _joined(pieces: list[Span]) -> Spans:
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)
