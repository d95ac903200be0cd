"""Which of many claims a text repeats: words (BM25) and sentence vectors, added."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from claims.propositions.vectors import Floats, encoder
from claims.propositions.words import lemma

K1, B = 1.5, 0.75  # Robertson and Zaragoza 2009
VECTOR_SHARE = 0.75  # the rest is the words'
MAX_RANKED = 100
_WORD = re.compile(r"\w+")
# What a platform puts around the words: who posted it and when, addresses, pictures.
_POSTED = re.compile(r"\s*[—–-]+\s*[^—–]{1,60}\(@\w+\)\s*\w*\s*\d{0,2},?\s*\d{0,4}\s*$")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
_HANDLE = re.compile(r"[@#](\w+)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class RankedClaim:
    """A claim to be found; ``title`` may be empty."""

    id: str
    text: str
    title: str = ""


def plain_query(text: str) -> str:
    """The words alone: without poster, date and addresses; a hashtag is its words."""
    text = _ADDRESS.sub(" ", _POSTED.sub("", text))
    text = _HANDLE.sub(lambda match: _CAMEL.sub(" ", match[1]).replace("_", " "), text)
    return " ".join(text.split())


def index_terms(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower())]


def _stem(word: str) -> str:
    base = lemma(word, "n")
    return lemma(base, "v") if base == word else base


class ClaimRanking:
    """An index in memory of some thousand claims."""

    def __init__(self, claims: Sequence[RankedClaim]) -> None:
        self._ids = [claim.id for claim in claims]
        wholes = [f"{claim.title} {claim.text}".strip() for claim in claims]
        self._wholes = _vectors(wholes)
        self._texts = _vectors(claim.text for claim in claims)
        self._postings, self._lengths = _postings(wholes)

    def rank(self, query: str) -> list[str]:
        """Ids, nearest first, at most ``MAX_RANKED``; claims of one score in their own order."""
        if not self._ids:
            return []
        vector = encoder().vector(query)
        near: Floats = self._wholes @ vector + self._texts @ vector
        scores = VECTOR_SHARE * _scaled(near) + (1 - VECTOR_SHARE) * _scaled(
            self._bm25(plain_query(query))
        )
        order = np.argsort(-scores, kind="stable")[:MAX_RANKED]
        return [self._ids[place] for place in order]

    def _bm25(self, text: str) -> Floats:
        scores = np.zeros(len(self._ids), np.float32)
        norm = K1 * (1 - B + B * self._lengths / max(float(self._lengths.mean()), 1.0))
        for term in index_terms(text):
            if term not in self._postings:
                continue
            places, counts = self._postings[term]
            weight = math.log(1 + (len(self._ids) - len(places) + 0.5) / (len(places) + 0.5))
            scores[places] += weight * counts * (K1 + 1) / (counts + norm[places])
        return scores


def _vectors(texts: Iterable[str]) -> Floats:
    rows = [encoder().vector(text) for text in texts]
    return np.array(rows, np.float32) if rows else np.zeros((0, 0), np.float32)


def _postings(
    texts: Sequence[str],
) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], Floats]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = np.zeros(len(texts), np.float32)
    for number, text in enumerate(texts):
        terms = Counter(index_terms(text))
        lengths[number] = sum(terms.values())
        for term, count in terms.items():
            places[term].append((number, count))
    return {
        term: (np.array([p for p, _ in rows]), np.array([c for _, c in rows], np.float32))
        for term, rows in places.items()
    }, lengths


def _scaled(scores: Floats) -> Floats:
    """To 0–1 within one query."""
    low, high = float(scores.min()), float(scores.max())
    scaled: Floats = (scores - low) / (high - low if high > low else 1)
    return scaled
