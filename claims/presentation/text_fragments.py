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
WHOLE = 10  # words that are given in full; of more, the first and the last
ENDS = 5  # words at either end
CONTEXT = 12  # words before or after that may be needed to tell two places apart


def at_words(address: str, text: str, content: Spans, within: Span) -> str:
    """The address with the directive; as it is where there is none. A fragment it has is kept."""
    found = directive(text, content, within)
    if not address or not found:
        return address
    page = address.partition(":~:")[0]
    return f"{page if '#' in page else page + '#'}{found}"


def directive(text: str, content: Spans, within: Span) -> str:
    """``:~:text=…`` for the first piece of the content; empty where that has no word.

    The place is made unique in ``text``, which need not be all of the page, with words ``within``
    what of the text may be shown.
    """
    start, end = max(content[0].start, within.start), min(content[0].end, within.end)
    words = [Span(*found.span()) for found in WORD.finditer(text, start, end)]
    if not words:
        return ""
    if len(words) <= WHOLE and "\n" not in text[words[0].start : words[-1].end]:
        whole = Span(words[0].start, words[-1].end)
        return ":~:text=" + _placed(text, whole, within, alone=True)
    first = _in_one_line(text, words[:ENDS])
    return f":~:text={_placed(text, first, within)},{_part(text, _end(text, words, first))}"


def _placed(text: str, span: Span, within: Span, *, alone: bool = False) -> str:
    """The words, with the fewest before or (``alone``) after them that tell their place."""
    told = _part(text, span)
    if _first(text, span):
        return told
    for wider in _wider_before(text, span, within.start):
        if _first(text, wider):
            return f"{_part(text, Span(wider.start, span.start))}-,{told}"
    for wider in _wider_after(text, span, within.end) if alone else ():
        if _first(text, wider):
            return f"{told},-{_part(text, Span(span.end, wider.end))}"
    return told


def _end(text: str, words: list[Span], start: Span) -> Span:
    """The fewest of the last words that a browser finds nowhere between them and the start."""
    most = min(CONTEXT, len(words) - ENDS)
    for count in range(ENDS, most + 1):
        end = _in_one_line(text, words[-count:][::-1])
        if _first(text, end, start.end):
            return end
    return _in_one_line(text, words[-ENDS:][::-1])


def _in_one_line(text: str, words: list[Span]) -> Span:
    """What the words cover, as far as they stand in the paragraph of the first given."""
    kept = words[0]
    for word in words[1:]:
        wider = Span(min(kept.start, word.start), max(kept.end, word.end))
        if "\n" in text[slice(*wider)]:
            break
        kept = wider
    return kept


def _wider_before(text: str, span: Span, least: int) -> Iterator[Span]:
    """The span with one word more of its paragraph before it, then two, …"""
    line = max(text.rfind("\n", 0, span.start) + 1, least)
    before = [found.start() for found in WORD.finditer(text, line, span.start)]
    yield from (Span(start, span.end) for start in before[: -CONTEXT - 1 : -1])


def _wider_after(text: str, span: Span, most: int) -> Iterator[Span]:
    """The same with words after it."""
    line = text.find("\n", span.end, most)
    after = [w.end() for w in WORD.finditer(text, span.end, most if line < 0 else line)]
    yield from (Span(span.start, end) for end in after[:CONTEXT])


def _part(text: str, span: Span) -> str:
    """Percent-encoded; a dash, a comma or an ampersand of the words would else be syntax."""
    return quote(" ".join(text[slice(*span)].split()), safe="").replace("-", "%2D")


def _first(text: str, wanted: Span, top: int = 0) -> bool:
    """Would a browser that looks for these words from ``top`` on find this place first?"""
    words = r"\s+".join(map(re.escape, text[slice(*wanted)].split()))
    found = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE).search(text, top)
    return found is not None and found.start() == wanted.start
