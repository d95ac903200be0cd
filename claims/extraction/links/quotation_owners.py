"""Each quotation has one owner: the speaker whose cue stands nearest to it.

    “We wait for the boat,” said Klara Voss. “We don’t go by road,” said Luc Morel.

The tagger judges each cue by itself, so both may claim the first quotation here.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.quotations import Quoted
from claims.extraction.spans import distance
from claims.extraction.types import Link, Span

_MARKS = "“\"„«‘'「»"
_BETWEEN = re.compile(r"[”»“]\s+[“„«»](?=\S)|(?<=[.!?…])['’]\s+['‘](?=\w)")
_STOPS = ".!?…"
MAX_HOLDERS = 6  # pieces before one that may hold it


def one_owner_each(doc: Doc, links: Sequence[Link], quoted: Sequence[Quoted]) -> list[Link]:
    """The links, each quoted piece left only to the one whose cue or source is nearest to it."""
    text = text_of(doc)
    cues = sorted(link.cue[0].start for link in links if link.cue)
    links = [_at_marks(text, _without_others(text, link, quoted, cues)) for link in links]
    holders: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        for piece in link.content:
            if text[piece.start] in _MARKS:
                holders[piece.start].append(link)
    lost: dict[int, set[int]] = defaultdict(set)  # by link, starts of the pieces it loses
    for start, sharing in holders.items():
        rivals = [link for link in sharing if link.cue and not _is_inside(link, sharing)]
        if len(rivals) < 2:
            continue
        owner = min(rivals, key=lambda link: _distance(text, link, start))
        for link in rivals:
            if link is not owner and link.cue != owner.cue:
                lost[id(link)].add(start)
    return _without_held(text, [_without(link, lost[id(link)]) for link in links])


def _without_held(text: str, links: Sequence[Link]) -> list[Link]:
    """The links without quotations that stand in a longer one of somebody else: the last paragraph
    of his words, claimed by who speaks in the next line."""
    places = sorted((*p, number) for number, link in enumerate(links) for p in link.content)

    def is_free(piece: Span, number: int) -> bool:
        return text[piece.start] not in _MARKS or not _is_held(piece, number, links, places)

    contents = (tuple(p for p in x.content if is_free(p, n)) for n, x in enumerate(links))
    return [
        replace(link, content=content) if 0 < len(content) < len(link.content) else link
        for link, content in zip(links, contents, strict=True)
    ]


def _is_held(
    piece: Span, number: int, links: Sequence[Link], places: Sequence[tuple[int, int, int]]
) -> bool:
    link = links[number]
    place = bisect_left(places, (piece.start, -1, -1))
    for start, end, other in places[max(0, place - MAX_HOLDERS) : place]:
        if links[other].source == link.source or not link.cue:
            continue
        # Who speaks within those words is told of there.
        if start < piece.start and piece.end <= end and not start <= link.cue[0].start < end:
            return True
    return False


def _without_others(text: str, link: Link, quoted: Sequence[Quoted], cues: Sequence[int]) -> Link:
    """“*No,” said Kofi Badu. “Yes,”* said Ama Serwaa: the words between are another's."""
    pieces: list[Span] = []
    for piece in link.content:
        low = bisect_left(quoted, piece.start, key=lambda quotation: quotation.start)
        high = bisect_right(quoted, piece.end, key=lambda quotation: quotation.end)
        held = [Span(quotation.start, quotation.end) for quotation in quoted[low:high]]
        between = cues[bisect_left(cues, piece.start) : bisect_left(cues, piece.end)]
        parted = any(not any(s.start <= cue < s.end for s in held) for cue in between)
        # More words than the cue may be of a statement in a statement: “No,” Badu said to her.
        alone = len(held) == 1 and len(text[held[0].end : piece.end].split()) == 1
        pieces += held if parted and (alone or len(held) > 1) else [piece]
    return replace(link, content=tuple(pieces))


def _at_marks(text: str, link: Link) -> Link:
    """Two quotations in one piece (“We pay.” “Nobody asked.”) as two pieces."""
    pieces: list[Span] = []
    for piece in link.content:
        start = piece.start
        for match in _BETWEEN.finditer(text, piece.start, piece.end):
            pieces.append(Span(start, match.start() + 1))
            start = match.end() - 1
        pieces.append(Span(start, piece.end))
    return replace(link, content=tuple(pieces)) if len(pieces) > len(link.content) else link


def _without(link: Link, starts: set[int]) -> Link:
    rest = tuple(piece for piece in link.content if piece.start not in starts)
    return replace(link, content=rest) if starts and rest else link


def _is_inside(link: Link, others: Sequence[Link]) -> bool:
    """Is its cue part of what another says? Then it is a statement in a statement."""
    cue = link.cue[0]
    return any(
        piece.start <= cue.start < piece.end
        for other in others
        if other is not link
        for piece in other.content
    )


def _distance(text: str, link: Link, start: int) -> tuple[int, int]:
    """How many stops part a piece from the cue, then how many characters."""
    piece = next(piece for piece in link.content if piece.start == start)
    cue = min(link.cue, key=lambda span: distance(piece, span))
    between = text[piece.end : cue.start] if cue.start >= piece.end else text[cue.end : piece.start]
    return sum(between.count(stop) for stop in _STOPS) + between.count("\n"), distance(piece, cue)
