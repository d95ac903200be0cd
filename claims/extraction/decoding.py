"""From the tagger's probabilities to one link: which words, in which pieces."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from claims.extraction.features import Features, Floats
from claims.extraction.findings import Link, Span, Spans

SOURCE, CONTENT, CUE = 1, 2, 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the networks say of one cue.

    ``roles`` (t, 4) are the probabilities of none, source, content and cue for the tokens from
    number ``start`` of the text on; ``cue`` is the token's number, ``likely`` its probability.
    """

    seen: Features
    cue: int
    start: int
    likely: float
    roles: Floats


def link(reading: Reading, text: str, settings: dict[str, Any]) -> Link | None:
    """The link of one reading; nothing if the cue is too unlikely or has no content."""
    if reading.likely < settings["cue"]:
        return None
    labels = reading.roles.argmax(1)
    labels[reading.cue - reading.start] = CUE
    content = pieces(reading, labels == CONTENT, text)
    if not any(_WORD.search(text, piece.start, piece.end) for piece in content):
        return None
    source = pieces(reading, labels == SOURCE, text)
    cue = pieces(reading, labels == CUE, text)
    return Link(content, source, cue, reading.likely)


def pieces(reading: Reading, chosen: "np.ndarray[Any, np.dtype[np.bool_]]", text: str) -> Spans:
    """The chosen tokens as spans; pieces parted by two words or fewer are one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    found: list[Span] = []
    for first, after in edges.reshape(-1, 2) + reading.start:
        start = int(reading.seen.starts[first])
        end = int(reading.seen.ends[after - 1])
        if found and len(_WORD.findall(text, found[-1].end, start)) <= 2:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return tuple(_trimmed(span, text) for span in found if text[span.start : span.end].strip())


def _trimmed(span: Span, text: str) -> Span:
    """Without white space at the ends."""
    words = text[span.start : span.end]
    lead = len(words) - len(words.lstrip())
    return Span(span.start + lead, span.start + len(words.rstrip()))
