"""Tokens of a text, as they count when two wordings are compared.

A token never depends on what stands around it: any run of words, cut at blanks, has the same
tokens alone as inside its text. Quotation marks between words, blanks and signs that are not seen
are none.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from claims.extraction.types import Span

DOUBLE, SINGLE = '“”„‟«»＂"‹›〝〞「」『』', "‘’‚‛'ʼ＇`´"
HYPHENS = "-\u2010\u2011\u2212"  # with the minus sign; the plain one stands first
DIGIT_SIGNS = "%‰°+±"  # beside a number they belong to it, as signs of currency do
_SEPARATOR = "\n"  # of tokens in one string; no token holds it

# Classes of characters, one letter each, so that short patterns serve all scripts:
# l letter, m combining mark, d digit, s blank, u unseen, q single and Q double quotation mark,
# - hyphen, h other dash, . full stop, "," what else joins digits, $ sign of a number, p the rest
_WORD_CLASSES = "ldm"
_WORD = f"[{_WORD_CLASSES}]"
# A combining mark that stands on nothing is no word: readers see none, and search finds none.
_TOKEN = re.compile(rf"[ld]{_WORD}*|[-h](?:s*[-h])*|(?<={_WORD})[qQ]+(?={_WORD})|[^smqQ]m*")
_PLAIN = {"-": "-", "h": "-", "q": "'", "Q": "'"}
# “Russia” is no part of “Russia’s”, “leader” none of “leader-to-leader”, 8 none of 4.8 or of -8,
# and S none of U.S.
_INSIDE_BEFORE = re.compile(r"[ld]m*(?:q+|-)$")
_NUMBER_BEFORE = re.compile(r"(?:d[.,]|(?:^|[^ldm])[-h]|(?:^|s)\.)$")
_INITIAL_BEFORE = re.compile(rf"(?:^|(?!{_WORD}).)l\.$")
_INSIDE_AFTER = re.compile(rf"(?:q+|-){_WORD}")
_NUMBER_AFTER = re.compile(r"[.,]d")
_INITIAL_AFTER = re.compile(rf"\.l(?!{_WORD})")
_SIGN_OF_NUMBER = re.compile(r"[-h][d$]|\.d|\$")  # at the digit, or at the currency before it
_CONTEXT_CHARS = 8  # that tell whether a run of tokens is cut out of a word


def _class_of(sign: str) -> str:
    for kind, signs in (("q", SINGLE), ("Q", DOUBLE), ("-", HYPHENS), (".", "."), (",", ",:/")):
        if sign in signs:
            return kind
    category = unicodedata.category(sign)
    if category == "Sc" or sign in DIGIT_SIGNS:
        return "$"
    if sign.isspace() or category in ("Cc", "Zs", "Zl", "Zp"):
        return "s"
    by_category = {"Nd": "d", "Pd": "h", "Cf": "u", "Pc": "l", "Nl": "l", "No": "l"}
    return by_category.get(category) or {"L": "l", "M": "m"}.get(category[0], "p")


class _Classes(dict[int, str]):
    """Code point → class; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _class_of(chr(code))
        return kind


_CLASSES = _Classes()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign; ``plain`` is what is compared. ``span`` is in the text."""

    plain: str
    span: Span
    is_word: bool


class TokenizedText:
    """A text and its tokens; ``plain`` holds what is compared of each.

    Time and memory grow with the text's length.
    """

    def __init__(self, text: str) -> None:
        classes = text.translate(_CLASSES)
        self._places: array[int] | None = None  # in ``text``, of the characters that are seen
        if "u" in classes:
            self._places = array("L", (n for n, kind in enumerate(classes) if kind != "u"))
            text = "".join(text[place] for place in self._places)
            classes = classes.replace("u", "")
        self._text, self._classes = text, classes
        self._starts, self._ends = array("L"), array("L")
        for match in _TOKEN.finditer(classes):
            self._starts.append(match.start())
            self._ends.append(match.end())
        same: dict[str, str] = {}  # one string for all places of a word
        plain = map(self._plain, self._starts, self._ends)
        self.plain = [same.setdefault(word, word) for word in plain]

    def _plain(self, start: int, end: int) -> str:
        return _PLAIN.get(self._classes[start]) or unicodedata.normalize(
            "NFC", self._text[start:end]
        )

    def __len__(self) -> int:
        return len(self.plain)

    def __getitem__(self, place: int) -> Token:
        start, end = self._starts[place], self._ends[place]
        is_word = self._classes[start] in _WORD_CLASSES
        if self._places:
            start, end = self._places[start], self._places[end - 1] + 1
        return Token(self.plain[place], Span(start, end), is_word)

    def span(self, token_range: range) -> Span:
        """What a run of tokens covers in the text."""
        return Span(self[token_range[0]].span.start, self[token_range[-1]].span.end)

    @cached_property
    def words(self) -> list[int]:
        """The indexes of the tokens that are words."""
        classes = self._classes
        return [n for n, start in enumerate(self._starts) if classes[start] in _WORD_CLASSES]

    @property
    def bare(self) -> range:
        """The range of tokens without punctuation at the ends, but with the signs of numbers."""
        if not self.words:
            return range(0)
        first, last = self.words[0], self.words[-1]
        while first and _SIGN_OF_NUMBER.match(self._classes, self._ends[first - 1] - 1):
            first -= 1
        while last + 1 < len(self) and self._classes[self._starts[last + 1]] == "$":
            last += 1
        return range(first, last + 1)

    def find(self, run: Sequence[str], start: int = 0) -> range | None:
        """The first run of these tokens from number ``start`` on that is cut out of no word."""
        if not run or start >= len(self):
            return None
        needle = _joined(run)
        place = self._line.find(needle, self._offsets[start])
        while place >= 0:
            first = bisect_right(self._offsets, place) - 1
            token_range = range(first, first + len(run))
            if self._is_whole(self._starts[token_range[0]], self._ends[token_range[-1]]):
                return token_range
            place = self._line.find(needle, place + 1)
        return None

    @cached_property
    def _line(self) -> str:
        return _joined(self.plain)

    @cached_property
    def _offsets(self) -> list[int]:
        """Where the tokens' separators stand in ``_line``."""
        return [0, *accumulate(len(word) + 1 for word in self.plain)]

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether what is cut at these places is no part of a longer word or number."""
        classes = self._classes
        first, last = classes[start], classes[end - 1]
        before = classes[max(start - _CONTEXT_CHARS, 0) : start]
        after = classes[end : end + _CONTEXT_CHARS]
        return not (
            (first in _WORD_CLASSES and _INSIDE_BEFORE.search(before))
            or (first == "d" and _NUMBER_BEFORE.search(before))
            or (_is_initial(classes[start : start + 2]) and _INITIAL_BEFORE.search(before))
            or (last in _WORD_CLASSES and _INSIDE_AFTER.match(after))
            or (last == "d" and _NUMBER_AFTER.match(after))
            or (_is_initial(classes[max(end - 2, 0) : end][::-1]) and _INITIAL_AFTER.match(after))
        )


def _is_initial(classes: str) -> bool:
    """Whether these, from the edge inward, begin with a letter that stands alone."""
    return classes[:1] == "l" and classes[1:2] not in tuple(_WORD_CLASSES)


def _joined(plain: Sequence[str]) -> str:
    return f"{_SEPARATOR}{_SEPARATOR.join(plain)}{_SEPARATOR}"
