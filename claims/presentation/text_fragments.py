"""An address that opens a page at the words themselves (a text fragment).

``https://paper.example/talks#:~:text=[prefix-,]start[,end][,-suffix]``, as browsers read it: each
part is matched in whole words, without regard to case, within one paragraph of the page; ``start``
and ``end`` may lie in different ones. Where nothing matches the page opens at its top.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from claims.extraction.types import Span, Spans

WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
MAX_WORDS_IN_FULL = 10  # of more words only the first and the last are given
END_WORDS = 5  # at either end
MAX_CONTEXT_WORDS = 12  # before or after, that may be needed to tell two places apart


def at_words(address: str, text: str, content: Spans, within: Span) -> str:
    """The address with the directive; as it is where there is none. A fragment it has is kept."""
    fragment = directive(text, content, within)
    if not address or not fragment:
        return address
    page = address.partition(":~:")[0]
    return f"{page if '#' in page else page + '#'}{fragment}"


def directive(text: str, content: Spans, within: Span) -> str:
    """``:~:text=…`` for the first piece of the content; empty where that has no word.

    The place is made unique in ``text``, which need not be all of the page, with words ``within``
    what of the text may be shown.
    """
    start, end = max(content[0].start, within.start), min(content[0].end, within.end)
    words = [Span(*match.span()) for match in WORD.finditer(text, start, end)]
    if not words:
        return ""
    if len(words) <= MAX_WORDS_IN_FULL and "\n" not in text[words[0].start : words[-1].end]:
        whole = Span(words[0].start, words[-1].end)
        return ":~:text=" + _with_context(text, whole, within, alone=True)
    first = _in_one_line(text, words[:END_WORDS])
    return f":~:text={_with_context(text, first, within)},{_part(text, _end(text, words, first))}"


def _with_context(text: str, span: Span, within: Span, *, alone: bool = False) -> str:
    """The words, with the fewest before or (``alone``) after them that make the match unique."""
    part = _part(text, span)
    if _is_first_match(text, span):
        return part
    for wider in _wider_before(text, span, within.start):
        if _is_first_match(text, wider):
            return f"{_part(text, Span(wider.start, span.start))}-,{part}"
    for wider in _wider_after(text, span, within.end) if alone else ():
        if _is_first_match(text, wider):
            return f"{part},-{_part(text, Span(span.end, wider.end))}"
    return part


def _end(text: str, words: list[Span], start: Span) -> Span:
    """The fewest of the last words that a browser finds nowhere between them and the start."""
    max_count = min(MAX_CONTEXT_WORDS, len(words) - END_WORDS)
    for count in range(END_WORDS, max_count + 1):
        end = _in_one_line(text, words[-count:][::-1])
        if _is_first_match(text, end, start.end):
            return end
    return _in_one_line(text, words[-END_WORDS:][::-1])


def _in_one_line(text: str, words: list[Span]) -> Span:
    """What the words cover, as far as they stand in the paragraph of the first."""
    span = words[0]
    for word in words[1:]:
        wider = Span(min(span.start, word.start), max(span.end, word.end))
        if "\n" in text[slice(*wider)]:
            break
        span = wider
    return span


def _wider_before(text: str, span: Span, start: int) -> Iterator[Span]:
    """The span with one word more of its paragraph before it, then two, …"""
    line = max(text.rfind("\n", 0, span.start) + 1, start)
    before = [match.start() for match in WORD.finditer(text, line, span.start)]
    yield from (Span(start, span.end) for start in before[: -MAX_CONTEXT_WORDS - 1 : -1])


def _wider_after(text: str, span: Span, end: int) -> Iterator[Span]:
    """The same with words after it."""
    line = text.find("\n", span.end, end)
    after = [w.end() for w in WORD.finditer(text, span.end, end if line < 0 else line)]
    yield from (Span(span.start, end) for end in after[:MAX_CONTEXT_WORDS])


def _part(text: str, span: Span) -> str:
    """Percent-encoded; a dash, a comma or an ampersand of the words would else be syntax."""
    return quote(" ".join(text[slice(*span)].split()), safe="").replace("-", "%2D")


def _is_first_match(text: str, span: Span, top: int = 0) -> bool:
    """Would a browser that looks for these words from ``top`` on find this place first?"""
    words = r"\s+".join(map(re.escape, text[slice(*span)].split()))
    match = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(text, top)
    return match is not None and match.start() == span.start
