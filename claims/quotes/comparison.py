"""Two wordings compared: the same but for quotation marks and spaces, or with which differences.

Pure text, no database. Words count as the same only letter by letter, capitals included but for
the first letter of a quote. Quotation marks, the shapes of dashes and apostrophes, and blanks do
not count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum

from claims.extraction.types import Span
from claims.quotes.tokens import HYPHENS, Token, TokenizedText

UNSEEN = r"\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069"
LEFT_OUT = re.compile(r"\[?(?:…|\.\s?\.\s?\.)\]?")
BROKEN = re.compile(rf"(?<=\w)[{HYPHENS}]\s*\n\s*(?=\w)")  # a word, at the end of a line
STOPS = frozenset(".,;:!?…-")  # at the ends of a quote they belong to the sentence around it
BRACKETED = re.compile(r"\[[^\[\]]{1,80}\]")
INITIAL = re.compile(r"\[(\w)\](?=\w)")  # [T]he
BRACKETS, PLACES = 10, 50  # of one quote; where its first words are looked for
STANDS_FOR = 80  # characters of a text in whose place a bracket may stand
BRACKETED_WORD = re.compile(rf"{BRACKETED.pattern}\w*")
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


NO_LIKENESS = Likeness(0, Span(0, 0), ())


def readings(quote: str) -> list[str]:
    """What may be meant: without signs nobody sees, and where a line ends in a hyphen, that may
    have broken a word or belong to it.
    """
    seen = re.sub(f"[{UNSEEN}]", "", quote)
    return list(dict.fromkeys([BROKEN.sub("", seen), BROKEN.sub("-", seen)]))


def count_words(text: str) -> int:
    return len(TokenizedText(text).words)


def parts(quote: str) -> list[str]:
    """What stands between the ellipses of a quote; each part has a word."""
    return [part for part in LEFT_OUT.split(quote) if count_words(part)]


def find(quote: str, text: str) -> Span | None:
    """The first of ``places``; None if there is none."""
    return next(places(quote, text), None)


def places(quote: str, text: str) -> Iterator[Span]:
    """Where the text has these words unchanged, from the first to the last.

    An ellipsis in the quote stands for words left out there. The first letter may be a capital or
    not, for that depends on the sentence that quotes.
    """
    runs = [_first_letter_either_way(_run(part)) for part in parts(quote)]
    tokenized = TokenizedText(text)
    start = 0
    while found := _in_order(runs, tokenized, start):
        yield tokenized.span(found)
        start = found.start + 1


def _in_order(runs: list[list[list[str]]], text: TokenizedText, start: int) -> range | None:
    first, after = None, start
    for run in runs:
        found = [place for one in run if (place := text.find(one, after))]
        if not found:
            return None
        place = min(found, key=lambda one: one.start)
        first, after = place.start if first is None else first, place.stop
    return None if first is None else range(first, after)


def _run(part: str) -> list[str]:
    """What is compared of a part. Signs at its ends belong to the sentence that quotes."""
    tokenized = TokenizedText(part)
    return [tokenized.plain[place] for place in tokenized.bare]


def _first_letter_either_way(run: list[str]) -> list[list[str]]:
    place = next((n for n, word in enumerate(run) if any(map(str.isalnum, word))), 0)
    letter, rest = run[place][0], run[place][1:]
    words = dict.fromkeys(f"{one}{rest}" for one in (letter, letter.upper(), letter.lower()))
    return [[*run[:place], word, *run[place + 1 :]] for word in words]


def declared(quote: str, text: str) -> bool:
    """Has the text these words, but for what the quote has in square brackets?"""
    if not 0 < len(BRACKETED.findall(quote)) <= BRACKETS:
        return False
    tokenized = TokenizedText(text)
    return any(
        all(_follow(BRACKETED.split(part), tokenized) for part in parts(INITIAL.sub(case, quote)))
        for case in (lambda found: found[1].lower(), lambda found: found[1].upper())
    )


def _follow(pieces: list[str], text: TokenizedText) -> bool:
    """Do the pieces stand in the text in this order, none far behind the one before?"""
    first, *others = [run for piece in pieces if (run := _run(piece))] or [[]]
    start = 0
    for _ in range(PLACES):
        found = text.find(first, start)
        if found is None:
            break
        if _follow_on(others, text, found):
            return True
        start = found.start + 1
    return not first


def _follow_on(runs: list[list[str]], text: TokenizedText, before: range) -> bool:
    for run in runs:
        found = text.find(run, before.stop)
        if not found or text[found.start].span.start - text.span(before).end > STANDS_FOR:
            return False
        before = found
    return True


def _inside(span: Span, of: tuple[int, int]) -> bool:
    return of[0] <= span.start and span.end <= of[1]


def _tokens(tokenized: TokenizedText, text: str, places: range) -> list[Token]:
    """With what stands in brackets, [he] or [T]he, as one word."""
    tokens = [tokenized[place] for place in places]
    if not tokens:
        return []
    brackets = BRACKETED_WORD.finditer(text, tokens[0].span.start, tokens[-1].span.end)
    for bracket in reversed(list(brackets)):
        within = [n for n, one in enumerate(tokens) if _inside(one.span, bracket.span())]
        if within:
            word = Token(" ".join(bracket[0].split()), Span(*bracket.span()), True)
            tokens[within[0] : within[-1] + 1] = [word]
    return tokens


def nearest(quote: str, text: str) -> Likeness:
    """The stretch of the text that is likest to the quote. Time grows with the text's length."""
    asked, tokenized = TokenizedText(quote), TokenizedText(text)
    window = _densest([asked.plain[n].casefold() for n in asked.bare], _folded(tokenized.plain))
    ours = _without_stops_around(asked, quote)
    near = _tokens(tokenized, text, range(*window))
    matcher = SequenceMatcher(None, _low(ours), _low(near), autojunk=False)
    stretch = _stretch([block for block in matcher.get_matching_blocks() if block.size])
    if stretch is None:
        return NO_LIKENESS
    first, last = stretch  # around them, as many words as the quote has there
    kept = _without_stops(near[max(first.b - first.a, 0) : last.b + len(ours) - last.a])
    if not kept:
        return NO_LIKENESS
    if [one.plain for one in kept] == [one.plain for one in ours]:
        kept = _to_blanks(kept, near)  # else the difference, of a word cut in two, lies outside
    return _likeness((quote, ours), (text, kept))


def _without_stops_around(quote: TokenizedText, text: str) -> list[Token]:
    tokens = _tokens(quote, text, range(len(quote)))
    words = quote.span(quote.bare) if quote.bare else Span(0, 0)
    return [t for t in tokens if t.plain not in STOPS or words.start <= t.span.start < words.end]


def _likeness(quote: tuple[str, list[Token]], text: tuple[str, list[Token]]) -> Likeness:
    ours, theirs = quote[1], text[1]
    exact = SequenceMatcher(None, [t.plain for t in theirs], [t.plain for t in ours], False)
    loose = SequenceMatcher(None, _low(theirs), _low(ours), autojunk=False)
    span = Span(theirs[0].span.start, theirs[-1].span.end)
    around = text[0][max(span.start - STANDS_FOR, 0) : span.end + STANDS_FOR]
    laid = tuple(_laid(exact.get_opcodes(), text, quote))
    return Likeness(loose.ratio(), span, laid, declared(quote[0], around))


def _folded(plain: Sequence[str]) -> list[str]:
    return [word.casefold() for word in plain]


def _low(tokens: Sequence[Token]) -> list[str]:
    return [token.plain.casefold() for token in tokens]


def _to_blanks(kept: list[Token], near: list[Token]) -> list[Token]:
    """With all that touches them, up to the next blank."""
    first, last = near.index(kept[0]), near.index(kept[-1])
    while first and near[first - 1].span.end == near[first].span.start:
        first -= 1
    while last + 1 < len(near) and near[last].span.end == near[last + 1].span.start:
        last += 1
    return near[first : last + 1]


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
