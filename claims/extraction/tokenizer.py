"""spaCy's tokenizer, kept to a time in proportion to the text.

It looks at all that is left of a run without spaces each time that it takes a mark off its end, so
20,000 commas take a minute. Long runs are cut before it sees them.
"""

import re
from collections.abc import Iterator
from typing import cast

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

MAX_RUN = 256  # characters without a space; longer web addresses become several tokens
_NEAR_END = 64  # where a place between word and mark is looked for, before a word is cut
# “The burden is on the prosecution,”she said: no space behind the mark.
_GLUED_MARK = re.compile(
    r"(?<=[.,!?…][”\"])(?=[a-z])|(?<=[.,!?…]”)(?=[A-Z])|(?<=[a-z][.!?])(?=“[A-Z])"
)
_LONG_RUN = re.compile(rf"\S{{{MAX_RUN + 1},}}")


class BoundedTokenizer:
    """Tokenizes as the given tokenizer does, each piece of a long run on its own."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        if not _LONG_RUN.search(text) and not _GLUED_MARK.search(text):
            return cast(Doc, self._tokenizer(text))
        words: list[str] = []
        spaces: list[bool] = []
        for piece in pieces(text):
            for token in self._tokenizer(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self._tokenizer.vocab, words, spaces)


def pieces(text: str) -> Iterator[str]:
    """The text in pieces without a run of more than ``MAX_RUN``; joined they are the text."""
    start = 0
    for glued in _GLUED_MARK.finditer(text):
        yield from _short_pieces(text[start : glued.start()])
        start = glued.start()
    yield from _short_pieces(text[start:])


def _short_pieces(text: str) -> Iterator[str]:
    start = 0
    for run in _LONG_RUN.finditer(text):
        first = run.start()
        while run.end() - first > MAX_RUN:
            first = _place_to_cut(text, first + MAX_RUN)
            yield text[start:first]
            start = first
    if start < len(text):
        yield text[start:]


def _place_to_cut(text: str, end: int) -> int:
    """The last place near ``end`` where a word meets a mark, or ``end`` itself."""
    for place in range(end, end - _NEAR_END, -1):
        if text[place - 1].isalnum() != text[place].isalnum():
            return place
    return end
