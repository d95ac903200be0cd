"""Two wordings compared: the same but for quotation marks and spaces, or with which differences.

Pure text, no database. Words count as the same only letter by letter, capitals included; the marks
around and inside a quotation and the spaces between its words do not count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import islice

from claims.extraction.findings import Span

DOUBLE, SINGLE = '“”„‟«»＂"‹›', "‘’‚‛'ʼ＇`´"
HYPHENS = "-\u2010\u2011"  # the plain one stands first, as a class of a pattern wants it
UNSEEN = r"\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069"
# What may stand between two words without making them other words. A gap of ours is an ellipsis.
BETWEEN = rf"[\s{DOUBLE}{SINGLE}{UNSEEN}]"
WORD = rf"\w+(?:[{HYPHENS}{SINGLE}]\w+)*"
TOKEN = re.compile(rf"\[[^\[\]]{{1,80}}\](?:{WORD})?|{WORD}|[^\w\s]")  # [he], [T]he as one
# “Russia” is no part of “Russia’s”, nor “leader” of “leader-to-leader”.
BEGINS, ENDS = rf"(?<!\w)(?<!\w[{HYPHENS}{SINGLE}])", rf"(?![{HYPHENS}{SINGLE}]?\w)"
LEFT_OUT = re.compile(r"\[?(?:…|\.\s?\.\s?\.)\]?")
ALIKE = str.maketrans({**dict.fromkeys(SINGLE, "'"), **dict.fromkeys(HYPHENS, "-")})
BROKEN = re.compile(rf"(?<=\w)[{HYPHENS}]\s*\n\s*(?=\w)")  # a word, at the end of a line
STOPS = frozenset(".,;:!?…–—")  # at the ends of a quote they belong to the sentence around it
BRACKETED = re.compile(r"\[[^\[\]]{1,80}\]")
INITIAL = re.compile(r"\[(\w)\](?=\w)")  # [T]he
BRACKETS, PLACES = 10, 50  # of one quote; where its first words are looked for
STANDS_FOR = 80  # characters of a text in whose place a bracket may stand
PARTS = 10  # of one quote between its ellipses
ROOM = 1.6  # times the words of a quote: how much of a text may be its other wording


class Kind(StrEnum):
    SAME = "same"
    MISSING = "missing"  # the text has it, the quote does not
    ADDED = "added"  # the quote has it, the text does not


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the two wordings laid over each other. ``space``: one stands before it."""

    kind: Kind
    text: str
    space: bool = True


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a stretch of a text is to a quote: 0 to 1, by words; ``span`` is in the text.

    ``declared``: nothing differs but what the quote has in square brackets.
    """

    ratio: float
    span: Span
    differences: tuple[Difference, ...]
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign; ``plain`` is what is compared. What stands in brackets is one word."""

    plain: str
    span: Span

    @property
    def is_word(self) -> bool:
        return any(map(str.isalnum, self.plain))


def tokens(text: str) -> list[Token]:
    """Words and signs, without quotation marks."""
    found = (Token(plain(one.group()), Span(*one.span())) for one in TOKEN.finditer(text))
    return [one for one in found if one.plain not in DOUBLE + SINGLE]


def plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).translate(ALIKE)


def readings(quote: str) -> list[str]:
    """What may be meant: without signs nobody sees, and where a line ends in a hyphen, that may
    have broken a word or belong to it.
    """
    seen = re.sub(f"[{UNSEEN}]", "", quote)
    return list(dict.fromkeys([BROKEN.sub("", seen), BROKEN.sub("-", seen)]))


def count_words(text: str) -> int:
    return sum(one.is_word for one in tokens(text))


def parts(quote: str) -> list[str]:
    """What stands between the ellipses of a quote; each part has a word."""
    return [part for part in LEFT_OUT.split(quote) if count_words(part)][:PARTS]


def find(quote: str, text: str) -> Span | None:
    """Where the text has these words unchanged, from the first to the last; None if it has not.

    An ellipsis in the quote stands for words left out there.
    """
    first = end = -1
    for part in parts(quote):
        found = _pattern(part).search(text, max(end, 0))
        if found is None:
            return None
        first, end = found.start() if first < 0 else first, found.end()
    return Span(first, end) if first >= 0 else None


def _pattern(part: str) -> re.Pattern[str]:
    """These words in a row. Signs at the ends belong to the sentence that quotes, and are free."""
    found = tokens(part)
    words = [place for place, one in enumerate(found) if one.is_word]
    row = [one.plain for one in found[words[0] : words[-1] + 1]]
    pieces = [_in_any_shape(row[0])]
    for before, word in zip(row, row[1:], strict=False):
        apart = before[-1].isalnum() and word[0].isalnum()
        pieces.append(f"{BETWEEN}{'+' if apart else '*'}{_in_any_shape(word)}")
    return re.compile(f"{BEGINS}{''.join(pieces)}{ENDS}")


def _in_any_shape(word: str) -> str:
    """Its apostrophes and hyphens, and spaces between brackets, may be any."""
    shapes = {"'": f"[{SINGLE}]", r"\-": f"[{HYPHENS}]", r"\ ": f"{BETWEEN}+"}
    return re.sub(r"'|\\[- ]", lambda sign: shapes[sign.group()], re.escape(word))


def declared(quote: str, text: str) -> bool:
    """Has the text these words, but for what the quote has in square brackets?"""
    if not 0 < len(BRACKETED.findall(quote)) <= BRACKETS:
        return False
    return any(
        all(_follow(BRACKETED.split(part), text) for part in parts(INITIAL.sub(case, quote)))
        for case in (lambda found: found[1].lower(), lambda found: found[1].upper())
    )


def _follow(pieces: list[str], text: str) -> bool:
    """Do the pieces stand in the text in this order, none far behind the one before?"""
    patterns = [_pattern(piece) for piece in pieces if count_words(piece)]
    for first in islice(patterns[0].finditer(text), PLACES) if patterns else ():
        end = first.end()
        for pattern in patterns[1:]:
            found = pattern.search(text, end)
            if not found or found.start() - end > STANDS_FOR:
                break
            end = found.end()
        else:
            return True
    return not patterns


def nearest(quote: str, text: str) -> Likeness:
    """The stretch of the text that is likest to the quote. Time grows with the text's length."""
    ours, theirs = _without_stops(tokens(quote)), tokens(text)
    low = [one.plain.casefold() for one in ours]
    window = _densest(low, [one.plain.casefold() for one in theirs])
    near = theirs[window.start : window.end]
    matcher = SequenceMatcher(None, low, [one.plain.casefold() for one in near], autojunk=False)
    stretch = _stretch([block for block in matcher.get_matching_blocks() if block.size])
    if stretch is None:
        return Likeness(0, Span(0, 0), ())
    first, last = stretch  # around them, as many words as the quote has there
    kept = _without_stops(near[max(first.b - first.a, 0) : last.b + len(low) - last.a])
    if not kept:
        return Likeness(0, Span(0, 0), ())
    exact = SequenceMatcher(None, [t.plain for t in kept], [t.plain for t in ours], autojunk=False)
    loose = SequenceMatcher(None, [t.plain.casefold() for t in kept], low, autojunk=False)
    laid = tuple(_laid(exact.get_opcodes(), (text, kept), (quote, ours)))
    span = Span(kept[0].span.start, kept[-1].span.end)
    around = text[max(span.start - STANDS_FOR, 0) : span.end + STANDS_FOR]
    return Likeness(loose.ratio(), span, laid, declared(quote, around))


def _without_stops(row: list[Token]) -> list[Token]:
    first, last = 0, len(row)
    while first < last and row[first].plain in STOPS:
        first += 1
    while first < last and row[last - 1].plain in STOPS:
        last -= 1
    return row[first:last]


def _densest(quote: Sequence[str], text: Sequence[str]) -> Span:
    """The run of the text that shares most words with the quote, a little wider on both sides."""
    size = int(len(quote) * ROOM) + 2
    wanted, inside, shared = Counter(quote), Counter[str](), 0
    best, most = 0, -1
    for place, word in enumerate(text):
        inside[word] += 1
        shared += inside[word] <= wanted[word]
        if place >= size:
            gone = text[place - size]
            shared -= inside[gone] <= wanted[gone]
            inside[gone] -= 1
        if shared > most:
            best, most = place, shared
    return Span(max(best - 2 * size, 0), min(best + size, len(text)))


def _stretch(blocks: list[Match]) -> tuple[Match, Match] | None:
    """The first and last of the runs that lie together: a far-off "the" is none of them."""
    best, most = None, 0.0
    for first in range(len(blocks)):
        score = 0.0
        for last in range(first, len(blocks)):
            one, before = blocks[last], blocks[last - 1]
            score += one.size - (0.5 * (one.b - before.b - before.size) if last > first else 0)
            if score > most:
                best, most = (blocks[first], one), score
    return best


def _laid(
    opcodes: Sequence[tuple[str, int, int, int, int]],
    text: tuple[str, Sequence[Token]],
    quote: tuple[str, Sequence[Token]],
) -> Iterator[Difference]:
    for name, i, j, k, m in opcodes:
        if name == "equal":
            yield _difference(Kind.SAME, *text, i, j)
            continue
        if i < j:
            yield _difference(Kind.MISSING, *text, i, j)
        if k < m:
            yield _difference(Kind.ADDED, *quote, k, m)


def _difference(kind: Kind, text: str, found: Sequence[Token], start: int, end: int) -> Difference:
    first, last = found[start].span.start, found[end - 1].span.end
    words = " ".join(text[first:last].split())
    return Difference(kind, words, text[first - 1 : first].isspace() if first else False)
