"""Where the words of a decision stand in another text: exactly there, nearly, or nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

NEAR = 0.75  # likeness from which other words are worth a curator's look
LONGEST = 60_000  # code points of a text in which likeness is looked for; it costs their product
LONGEST_QUOTE = 400  # code points of the words that are compared


@dataclass(frozen=True, slots=True)
class Place:
    """``exact``: the same words between the same words, once. Else ``likeness`` says how near."""

    start: int
    end: int
    exact: bool
    likeness: float = 1.0


def find(text: str, anchor: dict[str, Any]) -> Place | None:
    """The place of an anchor's words (``exact`` between ``prefix`` and ``suffix``) in ``text``.

    Exact only if it is the only such place: a decision is never moved by a guess.
    """
    quote, prefix, suffix = anchor["exact"], anchor["prefix"], anchor["suffix"]
    whole = list(_occurrences(text, prefix + quote + suffix))
    if len(whole) == 1:
        start = whole[0] + len(prefix)
        return Place(start, start + len(quote), exact=True)
    there = [start for start in _occurrences(text, quote) if _is_whole(text, start, quote)]
    alike = [_in_context(text, start, anchor) for start in there]
    if alike:
        return max(alike, key=lambda place: place.likeness)
    return _alike(text, quote)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _is_whole(text: str, start: int, words: str) -> bool:
    """Whether the words stand there as words: "agree" is no part of "agreed"."""
    edges = (start, start + len(words))
    return not any(text[edge - 1 : edge + 1].isalnum() for edge in edges if 0 < edge < len(text))


def _in_context(text: str, start: int, anchor: dict[str, Any]) -> Place:
    """The same words, between others: how like the others are those of the anchor."""
    prefix, suffix, end = anchor["prefix"], anchor["suffix"], start + len(anchor["exact"])
    around = text[max(0, start - len(prefix)) : start] + text[end : end + len(suffix)]
    context = SequenceMatcher(None, prefix + suffix, around, autojunk=False).ratio()
    return Place(start, end, exact=False, likeness=round(0.9 + 0.09 * context, 3))


def _alike(text: str, quote: str) -> Place | None:
    """The words most like ``quote``, around the longest part that both have."""
    part = quote[:LONGEST_QUOTE]
    if len(text) > LONGEST or not part:
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
    if likeness < NEAR:
        return None
    return Place(start, end, exact=False, likeness=round(min(likeness, 0.899), 3))
