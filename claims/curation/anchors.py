"""Anchors: find the words of a decision in another text, exactly or by their likeness."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

MIN_LIKENESS = 0.75  # likeness from which other words are worth a curator's look
MAX_TEXT_CHARS = 60_000  # of a text that is searched for similar words; the cost is the product
MAX_QUOTE_CHARS = 400  # of the words that are compared


@dataclass(frozen=True, slots=True)
class AnchorMatch:
    """``exact``: the same words in the same context, once. Else ``likeness``, 0 to 1."""

    start: int
    end: int
    exact: bool
    likeness: float = 1.0


def find_anchor(text: str, anchor: dict[str, Any]) -> AnchorMatch | None:
    """Find an anchor's words (``exact`` between ``prefix`` and ``suffix``) in ``text``.

    Exact only if it is the only such place: a decision is never moved by a guess.
    """
    quote, prefix, suffix = anchor["exact"], anchor["prefix"], anchor["suffix"]
    starts = list(_occurrences(text, prefix + quote + suffix))
    if len(starts) == 1:
        start = starts[0] + len(prefix)
        return AnchorMatch(start, start + len(quote), exact=True)
    starts = [start for start in _occurrences(text, quote) if _at_word_edges(text, start, quote)]
    matches = [_in_context(text, start, anchor) for start in starts]
    if matches:
        return max(matches, key=lambda match: match.likeness)
    return _most_similar(text, quote)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _at_word_edges(text: str, start: int, words: str) -> bool:
    """Whether the words stand there as words: "agree" is no part of "agreed"."""
    edges = (start, start + len(words))
    return not any(text[edge - 1 : edge + 1].isalnum() for edge in edges if 0 < edge < len(text))


def _in_context(text: str, start: int, anchor: dict[str, Any]) -> AnchorMatch:
    """The same words in another context, with the likeness of the two contexts."""
    prefix, suffix, end = anchor["prefix"], anchor["suffix"], start + len(anchor["exact"])
    neighbours = text[max(0, start - len(prefix)) : start] + text[end : end + len(suffix)]
    context = SequenceMatcher(None, prefix + suffix, neighbours, autojunk=False).ratio()
    return AnchorMatch(start, end, exact=False, likeness=round(0.9 + 0.09 * context, 3))


def _most_similar(text: str, quote: str) -> AnchorMatch | None:
    """The words most similar to ``quote``, around the longest common part."""
    part = quote[:MAX_QUOTE_CHARS]
    if len(text) > MAX_TEXT_CHARS or not part:
        return None
    matcher = SequenceMatcher(None, text, part, autojunk=False)
    common = matcher.find_longest_match()
    start = max(0, common.a - common.b)
    end = min(len(text), start + len(quote))
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    likeness = SequenceMatcher(None, quote, text[start:end], autojunk=False).ratio()
    if likeness < MIN_LIKENESS:
        return None
    return AnchorMatch(start, end, exact=False, likeness=round(min(likeness, 0.899), 3))
