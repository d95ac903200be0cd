"""Words by their place in a text, and how much of a statement is quoted.

Scores count words, never characters, marks or spaces, so that spans which differ by a comma are
the same. The kinds of quotation are defined here a second time on purpose: a change in what the
extractor calls "mixed" must not change what it is measured by.
"""

import re
from bisect import bisect_left, bisect_right

from claims.extraction.types import QuotationKind, Spans

Numbers = frozenset[int]

# What any source may hold. Pronouns are not among them: "he" is a source.
COMMON = frozenset("a an the of and or in on at to for from by with as s 's".split())
DOUBLE = '"“”„‟«»'
_WORD = re.compile(r"\w+")
_ANY_MARK = f"['‘’{DOUBLE}]"
_MARK_FIRST = re.compile(rf"\W*{_ANY_MARK}")
_MARK_LAST = re.compile(rf"{_ANY_MARK}\W*\Z")
_IN_SINGLE_MARKS = re.compile(r"(?<!\w)['‘](?=\w)[^'‘’\n]*\S['’](?!\w)")


class NumberedWords:
    """The words of a text, numbered; a word is a run of letters, digits and underscores."""

    def __init__(self, text: str) -> None:
        words = list(_WORD.finditer(text))
        self._starts = [word.start() for word in words]
        self._ends = [word.end() for word in words]
        self._lower = [word.group().lower() for word in words]

    def numbers_under(self, pieces: Spans) -> Numbers:
        """The numbers of the words that the pieces touch."""
        numbers: set[int] = set()
        for start, end in pieces:
            first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
            numbers.update(range(first, after))
        return frozenset(numbers)

    def distinctive(self, numbers: Numbers) -> Numbers:
        """Those that are not common to all sources; all, where there is nothing else."""
        return frozenset(n for n in numbers if self._lower[n] not in COMMON) or numbers


def quotation_kind(text: str, content: Spans) -> QuotationKind:
    """Direct: quoted from beginning to end; mixed: marks inside; indirect: none.

    ``content`` has at least one piece, sorted. Marks just outside the first and last piece count
    as theirs. An opening mark that is never closed, as at the end of a paragraph, makes it direct.
    """
    start, end = content[0].start, content[-1].end
    while start and text[start - 1] in DOUBLE:
        start -= 1
    while end < len(text) and text[end] in DOUBLE + ".,":
        end += 1
    opens = _MARK_FIRST.match(text[start : content[0].end])
    closes = _MARK_LAST.search(text[content[-1].start : end])
    if opens and closes:
        return QuotationKind.DIRECT
    own = "\n".join(text[piece.start : piece.end] for piece in content)
    doubles = sum(character in DOUBLE for character in own)
    if opens and opens.group()[-1] in DOUBLE and doubles < 2:
        return QuotationKind.DIRECT
    return (
        QuotationKind.MIXED if doubles or _IN_SINGLE_MARKS.search(own) else QuotationKind.INDIRECT
    )
