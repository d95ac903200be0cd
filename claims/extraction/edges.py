"""Where the words of a statement begin and end: never at a comma, and never in half a quotation.

The networks choose token by token, a curator by hand; both now and then take a comma, a blank line,
"Read more" or one mark of a pair along.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims.extraction.quotations import Quoted, kind, quotations
from claims.extraction.spans import clip, merge, overlap
from claims.extraction.types import Finding, Span, Spans

# Of a quotation: who has so much of it, or lacks less than a sentence, has all of it.
MIN_QUOTATION_SHARE = 0.5
_FURNITURE = (
    r"(?:advertisement|(?:read|learn|see) (?:more|next|also)|continue reading"
    r"|share this(?: article)?|related(?: (?:articles?|stories|topics))?"
    r"|story continues below(?: advertisement)?|sign up|subscribe(?: now)?|watch(?: now)?"
    r"|getty images|click here)"
)
_DASHES = r"\-–—―"
_LEADING = re.compile(
    # A closing mark at the head of a line was meant to open, as » is before a word: »so«.
    rf"(?:[\s,;:.!?)\]}}{_DASHES}]|(?<=[^\n])”|(?<=\S)»|(?<=[^\n])»(?=\s))+"
    rf"|{_FURNITURE}[^\S\n]*[.:…»›>]*\s*\n",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"(?:[\s,;:(\[{{{_DASHES}]|``|(?<!\S)[“„«])+$|(?<=[a-z\d,])\s(?:and|but)$|(?<=\w)\s(?:and|but)$|(?:\n\s*|(?<=[.!?…”\"])\s+){_FURNITURE}[\s.:…»›>]*$",
    re.IGNORECASE,
)
MAX_FURNITURE_CHARS = 80  # characters at either end in which it is looked for
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…]\s")
_PAIRS = {"“": "”", "„": "“", "«": "»"}


def fit(text: str, content: Spans, quoted: Sequence[Quoted], others: Spans = ()) -> Spans:
    """The content, each piece widened to the whole quotation that it cuts and trimmed at its ends.

    ``quoted`` is what ``quotations(text)`` gives, ``others`` are source and cue, over which
    nothing is widened. Empty when no word is left. Fitting twice changes nothing more.
    """
    pieces = content
    for _ in range(3):  # a piece that grew may touch the next quotation
        snapped = [_snap(text, piece, pieces, quoted, others) for piece in pieces]
        trimmed = merge(trim(text, piece) for piece in snapped)
        if trimmed == pieces:
            break
        pieces = trimmed
    return pieces


def fit_findings(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of a text with their content fitted; those without a word are left out."""
    quoted = quotations(text)
    for finding in findings:
        content = fit(text, finding.content, quoted, (*finding.source, *finding.cue))
        if content == finding.content:
            yield finding
        elif content:
            yield replace(finding, content=content, quotation=kind(text, content))


def trim(text: str, piece: Span) -> Span:
    """The piece without what no statement begins or ends with; empty where nothing is left."""
    start, end = piece
    while match := _LEADING.match(text, start, end):
        start = match.end()
    while end > start:
        # Searched near the end only: the text before it may be long.
        match = _TRAILING.search(text, max(start, end - MAX_FURNITURE_CHARS), end)
        if match is None:
            break
        end = match.start()
    return Span(start, end) if _WORD.search(text, start, end) else Span(start, start)


def missing_marks(words: str) -> tuple[str, str]:
    """The opening mark and the closing one that a text lacks, "" for none.

    A mark that opens again, as in each paragraph of a long quotation, opens nothing new.
    """
    opening, closing = "", ""
    even = words.count("«") == words.count("»")  # some write them »so«
    for mark in re.findall("[“”„]" if even else "[“”„«»]", words):
        if closing and mark == closing:
            closing = ""
        elif mark in _PAIRS:
            closing = closing or _PAIRS[mark]
        elif not closing:
            opening = opening or ("“" if mark == "”" else "«")
    odd = not opening and not closing and words.count('"') % 2 == 1
    if odd and words.startswith('"') != words.endswith('"'):  # else nobody can tell which it is
        return ("", '"') if words.startswith('"') else ('"', "")
    return opening, closing


def _snap(text: str, piece: Span, content: Spans, quoted: Sequence[Quoted], others: Spans) -> Span:
    first = bisect_right(quoted, piece.start, key=lambda q: q.end)
    last = bisect_left(quoted, piece.end, key=lambda q: q.start)
    for number in sorted({first, last - 1}):  # the others stand wholly inside
        if first <= number < last and quoted[number].opened and quoted[number].closed:
            piece = _whole(text, piece, quoted[number], content, others)
    return piece


def _whole(text: str, piece: Span, q: Quoted, content: Spans, others: Spans) -> Span:
    """The piece with all of a quotation of which it has one mark, or without that mark."""
    opens, closes = piece.start <= q.start, piece.end >= q.end
    if opens == closes or any(p != piece and overlap(p, q) for p in content):
        return piece  # all of it, none of its marks, or the rest stands in another piece
    missing = Span(piece.end, q.end) if opens else Span(q.start, piece.start)
    held = clip(piece, q) or Span(q.start, q.start)
    crosses = piece.start < q.start or piece.end > q.end
    most = held.end - held.start >= MIN_QUOTATION_SHARE * (q.end - q.start)
    enough = crosses or most or not _SENTENCE_END.search(text, *missing)
    if (
        enough
        and _WORD.search(text, *held)
        and not any(overlap(missing, other) for other in others)
    ):
        return Span(min(piece.start, q.start), max(piece.end, q.end))
    if opens:
        return Span(piece.start, q.start) if crosses else Span(q.inner.start, piece.end)
    return Span(q.end, piece.end) if crosses else Span(piece.start, q.inner.end)
