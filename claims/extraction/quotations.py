"""Quotations: where quotation marks open and close, and how much of a statement they hold.

Marks come in every kind and are often missing, doubled or turned the wrong way. The rules are
those of newspapers: a quotation ends with its paragraph unless the next paragraph opens with
a mark again, which continues it. A mark that fits nowhere is left out; nothing here ever raises.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.types import QuotationKind, Span, Spans

OPENING = "“„«‹〝「『"
CLOSING = "”»›〞」』"
BOTH = '"‟＂'  # opens or closes, as its neighbours say
SINGLE_OPENING = "‘‚‛"
SINGLE_BOTH = "'’"
DOUBLE = OPENING + CLOSING + BOTH

_MARK = re.compile(f"``|''|[{DOUBLE}{SINGLE_OPENING}{SINGLE_BOTH}]")
_OPENING_MARK, _CLOSING_MARK = re.compile(f"[{OPENING}]"), re.compile(f"[{CLOSING}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\n\s*")
# Marks that close where they open elsewhere: „…“, “…“, »…«. Which one it is the place tells.
TURNED = "“«‹"
TURNED_OPENING = "»›"
_WORD = re.compile(r"\w")
_SINGLE_END = re.compile(r"['’](?!\w)")
# The next single mark: one that opens a word, or one that closes after a stop.
_SINGLE_EDGE = re.compile(r"(?<!\w)['‘](?=\w)|(?P<stop>[.,!?…])['’](?!\w)|(?<=[a-z])['’](?!\w)")
MAX_SINGLE_QUOTED_CHARS = 600  # characters in single marks: a few sentences


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation in one paragraph, marks included.

    ``opened`` and ``closed`` are the lengths of the marks, 0 where one is missing; ``first`` says
    that it begins its paragraph, ``continues`` that it carries on that of the paragraph before.
    """

    start: int
    end: int
    opened: int
    closed: int
    continues: bool = False
    first: bool = False

    @property
    def inner(self) -> Span:
        return Span(self.start + self.opened, self.end - self.closed)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text: parted by blank lines, or by line ends if it has no blank line."""
    separator = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_END
    spans, start = [], 0
    for match in separator.finditer(text):
        if match.start() > start:
            spans.append(Span(start, match.start()))
        start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans


def quotations(text: str) -> list[Quoted]:
    """Every outermost quotation, in order; in time linear in the text's length."""
    outer_quotations: list[Quoted] = []
    runs_on = False
    for paragraph in paragraphs(text):
        for quoted in _in_paragraph(text, paragraph, runs_on):
            outer_quotations.append(quoted)
        last = outer_quotations[-1] if outer_quotations else None
        runs_on = last is not None and not last.closed and last.end == paragraph.end
    return outer_quotations


def _in_paragraph(text: str, paragraph: Span, runs_on: bool) -> Iterator[Quoted]:
    closings = _single_closings(text, paragraph)
    balance = _Balance(text, paragraph)
    opened: tuple[int, int, bool] | None = None  # where, how long, is it single
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark, single = match.group(), match.group() in SINGLE_OPENING + SINGLE_BOTH
        if opened is not None and balance.is_left_open(text, match, paragraph, opened[0]):
            opened = None
        if opened is None:
            if _opens(text, match, paragraph, closings):
                opened = (match.start(), len(mark), single)
        elif single == opened[2] and _closes(text, match, paragraph, single):
            first = opened[0] == paragraph.start
            yield Quoted(opened[0], match.end(), opened[1], len(mark), runs_on and first, first)
            opened = None
    if opened is not None and not opened[2]:
        first = opened[0] == paragraph.start
        yield Quoted(opened[0], paragraph.end, opened[1], 0, runs_on and first, first)


def _neighbours(text: str, match: re.Match[str], paragraph: Span) -> tuple[str, str]:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return before, after


def _opens(text: str, match: re.Match[str], paragraph: Span, closings: list[int]) -> bool:
    mark = match.group()
    before, after = _neighbours(text, match, paragraph)
    if mark in TURNED_OPENING and _turns(text, match, paragraph):
        return True
    if mark in ("``", *OPENING):
        return True
    if mark in CLOSING:
        return False
    if mark in SINGLE_BOTH + SINGLE_OPENING:
        # Not ’90s, nor rock ’n’ roll: a single mark only counts where another one closes it.
        if _WORD.match(before) or after.isspace():
            return False
        return mark != "’" and _closes_soon(closings, match.end())
    return not after.isspace() and not _WORD.match(before)


def _turns(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a closing mark stands where only an opening one can: »Wir warten.« and no “no”»."""
    before, after = _neighbours(text, match, paragraph)
    return (before.isspace() or before in "([—–-") and _WORD.match(after) is not None


class _Balance:
    """How many marks of a paragraph open and close from a place on."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self._opening = _places(_OPENING_MARK, text, paragraph)
        self._closing = _places(_CLOSING_MARK, text, paragraph)

    def is_left_open(self, text: str, match: re.Match[str], paragraph: Span, start: int) -> bool:
        """Whether a second opening mark tells that the same mark at ``start`` never closes.

        “We wait, said Renner. “The market turns,” she added. One that closes later holds the
        second: “She said “no” to me,” he said.
        """
        if match.group() != text[start] or match.group() not in OPENING:
            return False
        before, after = _neighbours(text, match, paragraph)
        if not before.isspace() or after.isspace():
            return False
        opening = len(self._opening) - bisect_left(self._opening, match.start())
        closing = len(self._closing) - bisect_left(self._closing, match.start())
        return closing <= opening


def _places(pattern: re.Pattern[str], text: str, paragraph: Span) -> list[int]:
    return [match.start() for match in pattern.finditer(text, paragraph.start, paragraph.end)]


def _closes_soon(closings: list[int], position: int) -> bool:
    number = bisect_left(closings, position)
    return number < len(closings) and closings[number] < position + MAX_SINGLE_QUOTED_CHARS


def _single_closings(text: str, paragraph: Span) -> list[int]:
    """Where in a paragraph a single mark could close a quotation."""
    return [
        match.start()
        for match in _SINGLE_END.finditer(text, paragraph.start, paragraph.end)
        if not text[match.start() - 1].isspace() or match.start() == 0
    ]


def _closes(text: str, match: re.Match[str], paragraph: Span, single: bool) -> bool:
    mark = match.group()
    before, after = _neighbours(text, match, paragraph)
    if mark in TURNED:
        return not before.isspace() and not _WORD.match(after)
    if mark in TURNED_OPENING and _turns(text, match, paragraph):
        return False
    if mark in ("``", *OPENING, *SINGLE_OPENING):
        return False
    if single:
        ends = not _WORD.match(after) and not before.isspace()
        return ends and not _is_possessive(text, match, paragraph)
    if mark in CLOSING:
        return True
    return not (before.isspace() and not after.isspace()) or not _WORD.match(after)


def _is_possessive(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a single mark after a word belongs to it: 'It isn't the drivers' fault.'

    It does where the next mark that could close comes after a stop and none opens before it.
    """
    if not text[match.start() - 1].isalnum() or text[match.end() : match.end() + 1] != " ":
        return False
    limit = min(paragraph.end, match.end() + MAX_SINGLE_QUOTED_CHARS)
    following = _SINGLE_EDGE.search(text, match.end(), limit)
    return following is not None and following.group("stop") is not None


# How much of a statement is quoted ------------------------------------------------------------

_SINGLE_PAIR = re.compile(r"(?<!\w)['‘](?=\w)[^'‘’\n]*\S['’](?!\w)")
_ANY_MARK = "['‘’" + DOUBLE + "]"
_OPENS = re.compile(rf"\W*{_ANY_MARK}")
_CLOSES = re.compile(rf"{_ANY_MARK}\W*$")


def kind(text: str, content: Spans) -> QuotationKind:
    """Direct: quoted from beginning to end; mixed: quotation marks inside; indirect: none.

    ``content`` holds the pieces of one statement, sorted, at least one. Marks that stand just
    outside its first and last piece count as its own.
    """
    start, end = content[0].start, content[-1].end
    while start > 0 and text[start - 1] in DOUBLE:
        start -= 1
    while end < len(text) and text[end] in DOUBLE + ".,":
        end += 1
    body = "\n".join(text[piece.start : piece.end] for piece in content)
    opens = _OPENS.match(text[start : content[0].end])
    closes = _CLOSES.search(text[content[-1].start : end])
    if opens and closes:
        return QuotationKind.DIRECT
    marks = sum(character in DOUBLE for character in body)
    if opens and opens.group()[-1] in DOUBLE and marks <= 1:
        return QuotationKind.DIRECT  # the paragraph's mark is never closed
    return QuotationKind.MIXED if marks or _SINGLE_PAIR.search(body) else QuotationKind.INDIRECT
