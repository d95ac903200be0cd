"""Which links stand near one another, so that no stage compares all with all."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from claims.extraction.types import Link, Span

# Links further apart than this never hold, double or relay one another.
MAX_LINK_DISTANCE_CHARS = 4000


class Neighbours:
    """Links by where they begin; fixed once made."""

    def __init__(self, links: Iterable[Link]) -> None:
        placed = sorted(((begin(link), link) for link in links), key=lambda pair: pair[0])
        self._links = [link for _, link in placed]
        self._begins = [place for place, _ in placed]

    def of(self, link: Link) -> Iterator[Link]:
        """The links that begin within reach of this one, in text order, itself left out."""
        place = begin(link)
        low = bisect_left(self._begins, place - MAX_LINK_DISTANCE_CHARS)
        for other in self._links[low : bisect_right(self._begins, place + MAX_LINK_DISTANCE_CHARS)]:
            if other is not link:
                yield other


def begin(link: Link) -> int:
    """Where a link's first word stands, whichever role it has."""
    return min(piece.start for piece in (*link.source, *link.cue, *link.content))


def near(spans: list[Span], position: int) -> list[Span]:
    """Those of the spans, sorted by start, that begin within reach of a place."""
    low = bisect_left(spans, position - MAX_LINK_DISTANCE_CHARS, key=lambda span: span.start)
    return spans[
        low : bisect_right(spans, position + MAX_LINK_DISTANCE_CHARS, key=lambda span: span.start)
    ]
