"""What the tagger sees of a parsed text: words, tags, syntax and marks as numbers; word pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LENGTH, LOWER, SENT_START, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc

from claims.extraction.parsing.spacy_pipeline import (
    all_tokens,
    quotations_of,
    sentence_starts,
    text_of,
    words_of,
)
from claims.extraction.quotations import Quoted, paragraphs
from claims.extraction.tagger.wordpiece import WordPiece

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

CATEGORIES = ("word", "tag", "dep")
COLUMNS = (*CATEGORIES, "head word", "head tag", "head dep", "head way", "mark", "place", "shape")
UNKNOWN = 1  # 0 is padding
FAR = 10  # a head further away than this many tokens is "far"
MARKS = 5  # 0 outside, 1 inside, 2 opens, 3 closes, 4 a mark that fits nowhere
PLACES = 5  # 0 elsewhere, 1 starts a sentence, 2 a paragraph, 3 in a short paragraph, 4 white space
SHAPES = 6  # 0 other, 1 lower, 2 Title, 3 UPPER, 4 with digits, 5 one capital
SHORT_PARAGRAPH = 120  # characters: headlines, captions, links
CHUNK = 128  # word pieces the encoder reads at once
_MARK_WORDS = tuple(get_string_id(mark) for mark in ("“", "”", '"', "``", "''", "„", "«", "»"))


class Vocabulary:
    """Numbers for the words and labels seen in training; everything else is ``UNKNOWN``."""

    def __init__(self, strings: Mapping[str, Sequence[str]]) -> None:
        """``strings``: for each of ``CATEGORIES`` the known strings; numbers start at 2."""
        self.strings = {name: list(strings[name]) for name in CATEGORIES}
        self._lookup: dict[str, tuple[npt.NDArray[np.uint64], Ints]] = {}
        for name, words in self.strings.items():
            keys = np.array([get_string_id(string) for string in words], dtype=np.uint64)
            order = np.argsort(keys, kind="stable")
            self._lookup[name] = keys[order], order.astype(np.int64) + 2

    def size(self, name: str) -> int:
        return len(self.strings[name]) + 2

    def numbers(self, name: str, keys: npt.NDArray[np.uint64]) -> Ints:
        """spaCy's hashes (n,) as numbers of the category (n,)."""
        sorted_keys, numbers = self._lookup[name]
        places = np.minimum(np.searchsorted(sorted_keys, keys), len(sorted_keys) - 1)
        return np.where(sorted_keys[places] == keys, numbers[places], UNKNOWN)


@dataclass(frozen=True, slots=True)
class Features:
    """A text of n tokens as the tagger's networks take it."""

    table: Ints  # (n, len(COLUMNS))
    starts: Ints  # (n,) code points, each token's first
    ends: Ints  # (n,) and the one after its last
    head: Ints  # (n,) each token's syntactic head, itself for a root
    left: Ints  # (n,) first token of each token's subtree
    right: Ints  # (n,) and its last

    def __len__(self) -> int:
        return len(self.table)

    def branches(self, tokens: Ints, start: int, end: int) -> Ints:
        """How the tokens ``start`` to ``end`` hang on some tokens, (len(tokens), end - start).

        The number of the dependency label of that child of the token under which the other one
        stands; 0 outside its subtree, ``UNKNOWN`` at the token itself.
        """
        labels = np.zeros((len(tokens), end - start), dtype=np.int64)
        dep = self.table[:, COLUMNS.index("dep")]
        for row, token in enumerate(tokens):
            low, high = max(self.left[token], start), min(self.right[token] + 1, end)
            for child in low + np.flatnonzero(self.head[low:high] == token):
                first, last = max(self.left[child], start), min(self.right[child] + 1, end)
                labels[row, first - start : last - start] = dep[child]
            if start <= token < end:
                labels[row, token - start] = UNKNOWN
        return labels


def features(doc: Doc, vocabulary: Vocabulary) -> Features:
    """The features of a parsed text; white-space tokens are tokens too."""
    raw = _array(doc, LOWER, TAG, DEP, HEAD, IDX, LENGTH, SENT_START)
    n = len(raw)
    signed = raw.astype(np.int64)
    own = np.arange(n)
    head = own + signed[:, 3]
    starts, ends = signed[:, 4], signed[:, 4] + signed[:, 5]
    columns = [vocabulary.numbers(name, raw[:, k]) for k, name in enumerate(CATEGORIES)]
    columns += [columns[k][head] for k in (0, 1, 2)]
    columns.append(np.clip(head - own, -FAR, FAR) + FAR)
    columns.append(_marks(quotations_of(doc), raw[:, 0], starts, ends))
    columns.append(_places(doc, starts, ends, signed[:, 6] == 1))
    columns.append(_shapes(doc))
    edges = np.array([(t.left_edge.i, t.right_edge.i) for t in all_tokens(doc)], dtype=np.int64)
    edges = edges.reshape(-1, 2)
    table = np.stack(columns, axis=1) if n else np.zeros((0, len(COLUMNS)), dtype=np.int64)
    return Features(table, starts, ends, head, edges[:, 0], edges[:, 1])


def _array(doc: Doc, *attributes: int) -> npt.NDArray[np.uint64]:
    """Attributes of each token (n, attributes); spaCy gives another shape for an empty text."""
    return doc.to_array(list(attributes)).astype(np.uint64).reshape(-1, len(attributes))


def _marks(
    quotations: Sequence[Quoted], words: npt.NDArray[np.uint64], starts: Ints, ends: Ints
) -> Ints:
    state = np.where(np.isin(words, np.array(_MARK_WORDS, dtype=np.uint64)), 4, 0)
    for quoted in quotations:
        first, last = (
            np.searchsorted(ends, quoted.start, "right"),
            np.searchsorted(starts, quoted.end),
        )
        state[first:last] = 1
        if first < last:
            state[first] = 2 if quoted.opened else 1
            if quoted.closed:
                state[last - 1] = 3
    return state.astype(np.int64)


def _places(doc: Doc, starts: Ints, ends: Ints, sentence: npt.NDArray[np.bool_]) -> Ints:
    place = sentence.astype(np.int64)
    for paragraph in paragraphs(text_of(doc)):
        first, last = np.searchsorted(starts, paragraph)
        if paragraph.end - paragraph.start < SHORT_PARAGRAPH:
            place[first:last] = 3
        elif first < len(place):
            place[first] = 2
    place[doc.to_array(IS_SPACE) == 1] = 4
    return place


def shape(token: str) -> int:
    """How a token is written, as a number below ``SHAPES``."""
    if any(character.isdigit() for character in token):
        return 4
    if token.islower():
        return 1
    if token.isupper():
        return 5 if len(token) == 1 else 3
    return 2 if token[:1].isupper() else 0


def _shapes(doc: Doc) -> Ints:
    shapes = {word: shape(word) for word in set(words_of(doc))}
    return np.array([shapes[word] for word in words_of(doc)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences that the encoder reads together: tokens ``start`` to ``end`` of the text."""

    start: int
    end: int
    pieces: Ints  # (1, p) with the start and end signs
    first: Ints  # (end - start,) each token's first piece
    last: Ints  # (end - start,) and its last


def chunks(doc: Doc, cut: WordPiece) -> Iterator[Chunk]:
    """A text cut for the encoder at sentence ends, at most ``CHUNK`` pieces each."""
    pieces = [cut(word) for word in words_of(doc)]
    lengths = np.array([len(p) for p in pieces], dtype=np.int64)
    total = np.concatenate([[0], np.cumsum(lengths)])
    sentence = np.array(sentence_starts(doc), dtype=np.int64)
    start, n = 0, len(doc)
    while start < n:
        # The furthest token within the limit, then back to the last sentence end before it.
        end = int(np.searchsorted(total, total[start] + CHUNK, "right")) - 1
        end = max(min(end, n), start + 1)
        if end < n:
            before = sentence[: np.searchsorted(sentence, end, "right")]
            if len(before) and before[-1] > start:
                end = int(before[-1])
        flat = [piece for word in pieces[start:end] for piece in word]
        after = total[start + 1 : end + 1] - total[start]
        last = after  # number 0 is the start sign, so a token's last piece is its running total
        first = np.minimum(last, after - lengths[start:end] + 1)
        yield Chunk(start, end, np.array([[cut.start, *flat, cut.end]]), first, last)
        start = end
