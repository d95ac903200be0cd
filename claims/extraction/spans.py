"""Arithmetic of spans, half-open ranges of code points, and of several of them (``Spans``)."""

from collections.abc import Iterable
from typing import Protocol

from claims.extraction.types import Span, Spans


class Range(Protocol):
    """Anything with a start and an end, a mention or a quotation too."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def overlap(first: Range, second: Range) -> bool:
    """Whether they have a code point in common."""
    return first.start < second.end and second.start < first.end


def any_overlap(some: Iterable[Range], others: Iterable[Range]) -> bool:
    others = tuple(others)
    return any(overlap(first, second) for first in some for second in others)


def contains(outer: Range, inner: Range, *, slack: int = 0) -> bool:
    """``slack``: how many code points the inner one may reach over the outer one's end."""
    return outer.start <= inner.start and inner.end <= outer.end + slack


def any_contains(outers: Iterable[Range], inner: Range, *, slack: int = 0) -> bool:
    return any(contains(outer, inner, slack=slack) for outer in outers)


def clip(span: Range, window: Range) -> Span | None:
    """The part of a span within a window; None where they have nothing in common."""
    if not overlap(span, window):
        return None
    return Span(max(span.start, window.start), min(span.end, window.end))


def clip_all(spans: Iterable[Range], window: Range) -> Spans:
    return tuple(part for span in spans if (part := clip(span, window)))


def distance(first: Range, second: Range) -> int:
    """How many code points stand between them."""
    return max(first.start - second.end, second.start - first.end, 0)


def length(spans: Iterable[Range]) -> int:
    return sum(span.end - span.start for span in spans)


def common_length(spans: Iterable[Range], others: Iterable[Range]) -> int:
    """How many code points both cover; neither may overlap itself."""
    others = tuple(others)
    return sum(
        max(0, min(span.end, other.end) - max(span.start, other.start))
        for span in spans
        for other in others
    )


def jaccard(spans: Spans, others: Spans) -> float:
    """Jaccard index of the code points that two contents cover, 0 to 1."""
    common = common_length(spans, others)
    return common / (length(spans) + length(others) - common)


def hull(spans: Iterable[Range]) -> Span:
    """From the first start to the last end."""
    spans = tuple(spans)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def longest(spans: Iterable[Span]) -> Span:
    """The first of those that are longest."""
    return max(spans, key=lambda span: span.end - span.start)


def merge(spans: Iterable[Span]) -> Spans:
    """In order, those that overlap or touch merged, empty ones left out."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
