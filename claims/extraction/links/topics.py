"""Topics before quotations, as in "On taxes: “They will not rise.”"; they name no speaker."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from claims.extraction import acts
from claims.extraction.quotations import Quoted, paragraphs
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import read_toml

MAX_LEAD_CHARS = 400  # looked through for a topic before a quotation
_WORD = re.compile(r"\w+")


@cache
def _topic() -> re.Pattern[str]:
    words = read_toml("turns")["topics"]["openings"].split()
    return re.compile(
        rf"(?:^|(?<=[.!?”\"»…]\s))(?:And\s+)?(?:{'|'.join(words)})\s[^\n“”\":]{{2,120}}:\s*$",
        re.IGNORECASE,
    )


def before_topics(
    link: Link, topical: dict[int, int], starts: Sequence[int], ends: Mapping[int, int]
) -> Link | None:
    """A link without the quotations that a topic introduces, ``None`` if it has no other words.

    ``starts`` are the keys of ``topical`` in order, ``ends`` has each quotation's end by its start.
    """
    pieces = list(link.content)
    if not link.cue and link.source and _is_in_topic(link.source[0], topical, starts):
        return None  # "On the row between *Moe and Vik*: “…”": no label
    low = bisect_left(starts, pieces[0].start)
    high = bisect_right(starts, pieces[-1].end + MAX_LEAD_CHARS)
    for start in starts[low:high]:
        topic = topical[start]
        others = [piece for piece in pieces if not topic <= piece.start < ends[start]]
        pieces = [
            Span(piece.start, topic) if piece.start < topic < piece.end else piece
            for piece in others
        ]
    return replace(link, content=tuple(pieces)) if pieces else None


def _is_in_topic(source: Span, topical: dict[int, int], starts: Sequence[int]) -> bool:
    number = bisect_left(starts, source.end)
    return number < len(starts) and topical[starts[number]] <= source.start


def _is_saying(words: Sequence[str]) -> bool:
    """ "On his exit, the coach *said*:"; "on the injury *report*:" is a topic."""
    last = words[-1].lower()
    verb = last.endswith(("ed", "id", "ys", "es", "ds", "old", "ote"))
    return acts.is_uttering(last) and (verb or len(words) < 2 or words[-2].lower() == "to")


def topical_quotations(text: str, quoted: Sequence[Quoted]) -> dict[int, int]:
    """Where quotations begin that a topic introduces, and where the topic does."""
    places, topics = paragraphs(text), {}
    for quotation in quoted:
        place = places[bisect_right(places, quotation.start, key=lambda place: place.start) - 1]
        lead = max(place.start, quotation.start - MAX_LEAD_CHARS)
        match = _topic().search(text[lead : quotation.start])
        words = _WORD.findall(match.group()) if match else []
        if match and not _is_saying(words):
            topics[quotation.start] = lead + match.start()
    return topics
