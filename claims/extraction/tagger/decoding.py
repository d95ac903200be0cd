"""From the tagger's probabilities to links: which words, in which pieces, how sure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from claims.extraction.links.naming import names_only
from claims.extraction.tagger.calibration import confidence, evidence
from claims.extraction.tagger.features import Features, Floats, Ints
from claims.extraction.types import Link, Span, Spans

NONE, SOURCE, CONTENT, CUE = range(4)
TOGETHER = 64  # readings decoded in one go, so that memory does not grow with the text
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class CueReading:
    """What the networks say of one cue.

    ``roles`` (t, 4) are the probabilities of none, source, content and cue for the tokens from
    number ``start`` of the text on; ``cue`` is the token's number, ``likely`` its probability.
    """

    features: Features
    cue: int
    start: int
    likely: float
    roles: Floats


def links(readings: Sequence[CueReading], text: str, settings: dict[str, Any]) -> Iterator[Link]:
    """The links of those readings that are sure enough and have content, in their order."""
    for k in range(0, len(readings), TOGETHER):
        group = readings[k : k + TOGETHER]
        for reading, labels in zip(group, best_labels(group, settings["changes"]), strict=True):
            candidate = link(reading, labels, text, settings["calibration"])
            if candidate is None or candidate.confidence < settings["least confidence"]:
                continue
            if not names_only(candidate, text):
                yield candidate


def link(reading: CueReading, labels: Ints, text: str, calibration: Sequence[float]) -> Link | None:
    """The link of one reading whose tokens have these roles; nothing without words of content."""
    labels[reading.cue - reading.start] = CUE
    runs = _runs(labels)
    content = _pieces(reading, runs[CONTENT], text)
    if not content:
        return None
    sure = confidence(evidence(reading.likely, reading.roles, labels), calibration)
    source, cue = (_pieces(reading, runs[role], text) for role in (SOURCE, CUE))
    return Link(content, source, cue, sure)


def best_labels(readings: Sequence[CueReading], changes: Sequence[Sequence[float]]) -> list[Ints]:
    """The likeliest roles of each reading's tokens as sequences (Viterbi 1967).

    ``changes`` (4, 4) are the scores of a role (row) before another one or itself (column).
    """
    longest = max(len(reading.roles) for reading in readings)
    shares = np.full((len(readings), longest, 4), 1e-6, dtype=np.float32)
    shares[:, :, NONE] = 1
    for row, reading in enumerate(readings):
        shares[row, : len(reading.roles)] = reading.roles
    # Readings come last: numpy goes through the last axis, not through four roles at a time.
    gain = np.log(np.maximum(shares, 1e-6)).transpose(1, 2, 0).copy()
    step = np.array(changes, dtype=np.float32)[:, :, None]
    score, came = gain[0], np.zeros((longest, 4, len(readings)), dtype=np.int64)
    for place in range(1, longest):
        paths = score[:, None] + step
        came[place] = paths.argmax(0)
        score = paths.max(0) + gain[place]
    labels = np.zeros((longest, len(readings)), dtype=np.int64)
    rows = np.arange(len(readings))
    labels[-1] = score.argmax(0)
    for place in range(longest - 1, 0, -1):
        labels[place - 1] = came[place, labels[place], rows]
    return [labels[: len(reading.roles), i] for i, reading in enumerate(readings)]


def _runs(labels: Ints) -> dict[int, list[tuple[int, int]]]:
    """For each role the stretches of tokens that have it: the first, and the one after the last."""
    changes = (np.flatnonzero(labels[1:] != labels[:-1]) + 1).tolist()
    runs: dict[int, list[tuple[int, int]]] = {role: [] for role in (NONE, SOURCE, CONTENT, CUE)}
    for first, after in pairwise([0, *changes, len(labels)]):
        runs[int(labels[first])].append((first, after))
    return runs


def _pieces(reading: CueReading, runs: Iterable[tuple[int, int]], text: str) -> Spans:
    """The runs as spans of at least a word; what no word parts is one piece."""
    spans: list[Span] = []
    for first, after in runs:
        start = int(reading.features.starts[reading.start + first])
        end = int(reading.features.ends[reading.start + after - 1])
        if spans and not _WORD.search(text, spans[-1].end, start):
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return tuple(_trimmed(span, text) for span in spans if _WORD.search(text, *span))


def _trimmed(span: Span, text: str) -> Span:
    """Without white space at the ends."""
    words = text[span.start : span.end]
    lead = len(words) - len(words.lstrip())
    return Span(span.start + lead, span.start + len(words.rstrip()))
