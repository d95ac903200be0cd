"""Quotations made whole: a content that holds most of a quotation holds all of it.

The networks choose token by token and now and then leave a word out, or stop where the paragraph
stops while the quotation goes on in the next. Quotation marks know better.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.quotations import Quoted
from claims.extraction.spans import clip_all
from claims.extraction.types import Link, Span, Spans

MIN_COVERED_SHARE = 0.5  # of a quotation's words
MAX_CONTINUED = 50  # paragraphs; else every statement in a mark left open would hold all the rest
_WORD = re.compile(r"\w+")


def word_starts(text: str) -> list[int]:
    """Where each word of a text begins, to count the words between two places at once."""
    return [match.start() for match in _WORD.finditer(text)]


def whole_quotations(link: Link, words: Sequence[int], quotations: Sequence[Quoted]) -> Link:
    """The link with its quotations completed.

    ``quotations`` are all those of the text, ``words`` what ``word_starts(text)`` gives.
    """
    link = _without_earlier_ends(link, words, quotations)
    first = bisect_right(quotations, link.content[0].start, key=lambda q: q.end)
    last = bisect_left(quotations, link.content[-1].end, key=lambda q: q.start)
    added: list[Span] = []
    for number in range(first, last):
        quoted = quotations[number]
        if quoted.closed and _mostly(link.content, quoted, words):
            added += [*_beginning(quotations, number), Span(quoted.start, quoted.end)]
        elif any(piece.end >= quoted.end - 2 for piece in clip_all(link.content, quoted)):
            added += _rest(quotations, number)
    # The speaker who interrupts a quotation is no part of it.
    free = [span for span in added if not clip_all(link.source + link.cue, span)]
    return replace(link, content=_joined([*link.content, *free])) if free else link


def _without_earlier_ends(link: Link, words: Sequence[int], quotations: Sequence[Quoted]) -> Link:
    """Without the last words of the quotation before: “It ends *there.*” ¶ Lind said: “We wait.”"""
    if len(link.content) < 2:
        return link
    piece, following = link.content[:2]
    number = bisect_right(quotations, piece.start, key=lambda quoted: quoted.start) - 1
    if number < 0 or number + 1 >= len(quotations):
        return link
    quoted, after = quotations[number], quotations[number + 1]
    tail = quoted.start < piece.start and piece.end in range(quoted.end - 2, quoted.end + 2)
    own = after.first or not link.cue or link.cue[0].start > piece.end
    if not tail or not own or following.start < quoted.end or _mostly((piece,), quoted, words):
        return link
    return replace(link, content=link.content[1:])


def _mostly(content: Spans, quoted: Quoted, words: Sequence[int]) -> bool:
    held = sum(_count(words, *piece) for piece in clip_all(content, quoted))
    return 0 < MIN_COVERED_SHARE * _count(words, quoted.start, quoted.end) <= held


def _beginning(quotations: Sequence[Quoted], number: int) -> list[Span]:
    """The paragraphs in marks before one that ends a quotation: “We waited. ¶ “Nobody came,” said
    Lind. Not where the first of them stands behind words, which say whose it is."""
    beginning: list[Span] = []
    least = max(0, number - MAX_CONTINUED)
    while quotations[number].continues and number > least:
        number -= 1
        beginning.insert(0, Span(quotations[number].start, quotations[number].end))
    return beginning if quotations[number].first and not quotations[number].continues else []


def _rest(quotations: Sequence[Quoted], number: int) -> list[Span]:
    """What continues an open quotation in the ``MAX_CONTINUED`` paragraphs after it."""
    rest: list[Span] = []
    last = min(number + MAX_CONTINUED, len(quotations) - 1)
    while not quotations[number].closed and number < last and quotations[number + 1].continues:
        number += 1
        rest.append(Span(quotations[number].start, quotations[number].end))
    return rest


def _count(words: Sequence[int], start: int, end: int) -> int:
    return bisect_left(words, end) - bisect_left(words, start)


def _joined(pieces: list[Span]) -> Spans:
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)
