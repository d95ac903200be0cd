"""Finds cues, for each cue the words of its source and its content, and names.

The networks are described and trained in ``training/``; here they only run, on one thread,
one text at a time, so that a result never depends on what else is read with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from claims.extraction.coreference.evidence import VECTOR_SIZE as MAIN
from claims.extraction.coreference.resolver import MentionResolver
from claims.extraction.links.complete_quotations import whole_quotations, word_starts
from claims.extraction.links.signed_quotations import with_signed
from claims.extraction.parsing.spacy_pipeline import quotations_of, text_of
from claims.extraction.tagger import weights as weights_file
from claims.extraction.tagger.decoding import CueReading, links
from claims.extraction.tagger.features import Features, Floats, Ints, Vocabulary, chunks, features
from claims.extraction.tagger.named_entities import (
    INNER,
    TAGS,
    lexical,
    set_entities,
    set_inner_names,
)
from claims.extraction.tagger.wordpiece import WordPiece
from claims.extraction.types import Link

WINDOW = 1024  # tokens read in one go; a cue is judged in the window where it stands inmost
EDGE = 128
GROUP = 2  # windows a call, so that memory does not grow with the text
REACH = 128  # as in training


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int
    first: int  # cues from here
    last: int  # to here are judged in this window


@dataclass(frozen=True, slots=True)
class _Vectors:
    """What the encoder's lower and its upper layers say of some tokens, (tokens, width) each."""

    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        return len(self.lower)

    @classmethod
    def joined(cls, parts: Sequence["_Vectors"]) -> "_Vectors":
        lower, upper = zip(*((part.lower, part.upper) for part in parts), strict=True)
        return cls(np.concatenate(lower), np.concatenate(upper))

    def after(self, token: int) -> "_Vectors":
        return _Vectors(self.lower[token:], self.upper[token:])


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names network gives of a text's tokens: scores of tags, and short vectors."""

    scores: Floats
    inner: Floats
    vectors: npt.NDArray[np.float16]

    @classmethod
    def empty(cls, n: int) -> "_Names":
        scores, inner = (np.zeros((n, size), np.float32) for size in (TAGS, INNER))
        return cls(scores, inner, np.zeros((n, MAIN), np.float16))


class Tagger:
    """Links cues to sources and contents. Make one a process: loading takes half a second."""

    def __init__(self, weights: weights_file.Weights) -> None:
        self.version = weights.version
        self._settings = weights.settings
        self._graphs = weights.graphs
        self.resolver = MentionResolver(weights.graphs["resolver"])
        self._vocabulary = Vocabulary(weights.settings["strings"])
        self._cut = WordPiece(weights.settings["pieces"])

    @classmethod
    def load(cls, path: Path | None = None) -> "Tagger":
        """From a file of weights, by default the package's own; see ``weights_file.read``."""
        return cls(weights_file.read(path))

    def links(self, doc: Doc) -> list[Link]:
        """The statements of a parsed text in the order of their cues, confidence calibrated.

        Sets the document's entities, too: the same networks find them.
        """
        text, quoted = text_of(doc), quotations_of(doc)
        words = word_starts(text)
        candidates = links(self.readings(doc), text, self._settings)
        return with_signed([whole_quotations(link, words, quoted) for link in candidates], text)

    def readings(self, doc: Doc) -> list[CueReading]:
        """For every token that may be a cue: how likely, and the role of each token around it."""
        if not len(doc):
            return []
        text_features = features(doc, self._vocabulary)
        windows, vectors = list(_windows(len(text_features))), self._vectors(doc)
        names = _Names.empty(len(text_features))
        lexicons = lexical(doc)
        all_readings: list[CueReading] = []
        held, start = next(vectors), 0
        for k in range(0, len(windows), GROUP):
            group = windows[k : k + GROUP]
            parts, start = [held.after(group[0].start - start)], group[0].start
            while start + sum(map(len, parts)) < group[-1].end:
                parts.append(next(vectors))
            held = _Vectors.joined(parts)
            all_readings += self._read(text_features, held, start, group)
            self._read_names(text_features, held, start, group, lexicons, names)
        set_entities(doc, names.scores)
        set_inner_names(doc, names.inner)
        doc.user_data["vectors"] = names.vectors
        return all_readings

    def _vectors(self, doc: Doc) -> Iterator[_Vectors]:
        """Vectors chunk by chunk; each alone, so no padding and no batch."""
        encoder, upper = self._graphs["encoder"], self._graphs["upper"]
        for c in chunks(doc, self._cut):
            places = {"first": c.first[None], "last": c.last[None]}
            lower, states = encoder.run(["vectors", "states"], {"pieces": c.pieces, **places})
            (higher,) = upper.run(["vectors"], {"states": states, **places})
            yield _Vectors(lower[0], higher[0])

    def _read_names(
        self,
        text_features: Features,
        vectors: _Vectors,
        start: int,
        windows: list[_Window],
        lexicons: Floats,
        names: "_Names",
    ) -> None:
        """Writes what the names network gives of some windows' tokens into ``names``."""
        for w in windows:
            inputs = {
                "table": text_features.table[None, w.start : w.end],
                "vectors": vectors.lower[None, w.start - start : w.end - start],
                "lexical": lexicons[None, w.start : w.end],
                "upper": vectors.upper[None, w.start - start : w.end - start],
            }
            outputs = ["scores", "inner", "main"]
            scores, inner, main = self._graphs["names"].run(outputs, inputs)
            inmost = slice(w.first - w.start, w.last - w.start)
            names.scores[w.first : w.last] = scores[0, inmost]
            names.inner[w.first : w.last] = inner[0, inmost]
            names.vectors[w.first : w.last] = main[0, inmost]

    def _read(
        self, text_features: Features, vectors: _Vectors, start: int, windows: list[_Window]
    ) -> Iterator[CueReading]:
        """The readings of some windows; ``vectors`` are those of the tokens from ``start`` on."""
        context, roles = self._graphs["context"], self._graphs["roles"]
        table = np.stack([text_features.table[w.start : w.end] for w in windows])
        lower, upper = (
            np.stack([half[w.start - start : w.end - start] for w in windows])
            for half in (vectors.lower, vectors.upper)
        )
        context_inputs = {"table": table, "vectors": lower, "upper": upper}
        states, cues = context.run(None, context_inputs)
        rows: list[int] = []
        places: list[int] = []
        for number, w in enumerate(windows):
            inmost = slice(w.first - w.start, w.last - w.start)
            likely = cues[number, inmost, 1]
            cue_places = np.flatnonzero(likely > self._settings["least cue"])
            rows += [number] * len(cue_places)
            places += (cue_places + w.first - w.start).tolist()
        if not rows:
            return
        row, place = np.array(rows, dtype=np.int64), np.array(places, dtype=np.int64)
        starts = np.array([w.start for w in windows])[row]
        branches = self._branches(text_features, windows, row, place + starts)
        inputs = {"states": states, "row": row, "cue": place, "branches": branches}
        likely = roles.run(None, inputs)[0]
        for i, (number, at) in enumerate(zip(rows, places, strict=True)):
            w = windows[number]
            low, high = max(at - REACH, 0), min(at + REACH, w.end - w.start)
            shares = likely[i, low - at + REACH : high - at + REACH]
            cue = float(cues[number, at, 1])
            yield CueReading(text_features, w.start + at, w.start + low, cue, shares)

    @staticmethod
    def _branches(text_features: Features, windows: list[_Window], row: Ints, cue: Ints) -> Ints:
        parts = []
        for number, w in enumerate(windows):
            own = cue[row == number]
            both = [
                text_features.branches(tokens, w.start, w.end)
                for tokens in (own, text_features.head[own])
            ]
            parts.append(np.stack(both, -1))
        return np.concatenate(parts)


def _windows(n: int) -> Iterator[_Window]:
    """Windows of one length over n tokens; a short text is one window of its own length."""
    if n <= WINDOW:
        yield _Window(0, n, 0, n)
        return
    start, first = 0, 0
    while first < n:
        start = min(start, n - WINDOW)
        end = start + WINDOW
        last = n if end == n else end - EDGE
        yield _Window(start, end, first, last)
        start, first = last - EDGE, last
