"""Topics before quotations, as in "On taxes: “They will not rise.”"; they name no speaker."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
        rf"(?:^|(?<=[.!?”\"»…]\s))(?:And\s+)?(?:{'|'.join(words)})\s[^\n“”\":]{{2,80}}:\s*$",
        re.IGNORECASE,
    )


def before_topics(link: Link, topical: dict[int, int], starts: Sequence[int]) -> Link | None:
    """A link without the quotations that a topic introduces, ``None`` if it has no other words.

    ``starts`` are the keys of ``topical`` in order.
    """
    pieces = list(link.content)
    low = bisect_left(starts, pieces[0].start)
    high = bisect_right(starts, pieces[-1].end + MAX_LEAD_CHARS)
    for start in starts[low:high]:
        topic = topical[start]
        others = [piece for piece in pieces if not topic <= piece.start <= start]
        pieces = [
            Span(piece.start, topic) if piece.start < topic < piece.end else piece
            for piece in others
        ]
    return replace(link, content=tuple(pieces)) if pieces else None


def topical_quotations(text: str, quoted: Sequence[Quoted]) -> dict[int, int]:
    """Where quotations begin that a topic introduces, and where the topic does."""
    places, topics = paragraphs(text), {}
    for quotation in quoted:
        place = places[bisect_right(places, quotation.start, key=lambda place: place.start) - 1]
        lead = max(place.start, quotation.start - MAX_LEAD_CHARS)
        match = _topic().search(text[lead : quotation.start])
        words = _WORD.findall(match.group()) if match else []
        if match and not acts.is_uttering(words[-1]):  # "on his exit, the coach *said*:"
            topics[quotation.start] = lead + match.start()
    return topics
