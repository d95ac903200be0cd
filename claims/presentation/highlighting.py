"""Highlighting: text and spans become marked paragraphs (content, source, relay, cue).

The text is hostile. Every piece of it passes through ``format_html``, and no markup is made from
anything else than fixed tags, class names and numbers of our own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Rights
from claims import rights
from claims.confidence import is_doubtful
from claims.extraction.spans import any_contains, clip, merge
from claims.extraction.types import Span, Spans

if TYPE_CHECKING:
    from claims.models import Statement

NON_EMPTY_LINE = re.compile(r"[^\n]+")
CLASS_BY_DEPTH = ("", "content", "content deep", "content deeper")


@dataclass(frozen=True, slots=True)
class Mark:
    """The spans of one statement. ``number`` counts the statements of a page from 1.

    All spans are code points into the article's text. A mark without a number gets no reference;
    one that is ``doubtful`` is tinted faintly and its reference asks "?".
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    hops: Spans = ()
    number: int = 0
    doubtful: bool = False

    @property
    def spans(self) -> Spans:
        return (*self.content, *self.source, *self.cue, *self.hops)


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One line of the text, marked. ``numbers``: the statements whose content begins in it."""

    span: Span
    html: SafeString
    numbers: tuple[int, ...] = ()
    after_gap: bool = False  # paragraphs before it are left out


def mark_of(statement: "Statement", number: int = 0) -> Mark:
    """The spans of a statement and of its evidence."""
    attribution = statement.live_attribution
    if attribution is None:
        return Mark(statement.content, number=number)
    hops = tuple(sorted(span for hop in attribution.sources.all() for span in hop.spans))
    source, cue, doubtful = attribution.source, attribution.cue, is_doubtful(attribution)
    return Mark(statement.content, source, cue, hops, number, doubtful)


def paragraphs(text: str, marks: Iterable[Mark] = ()) -> list[MarkedParagraph]:
    """The whole text, a paragraph for each line that is not blank, with all marks."""
    lines = _lines(text)
    return [
        _paragraph(text, line, marks_here)
        for line, marks_here in zip(lines, _marks_by_line(lines, marks), strict=True)
    ]


def passage(text: str, mark: Mark) -> list[MarkedParagraph]:
    """Only the paragraphs in which a part of the statement stands."""
    lines = _lines(text)
    places = [place for place, marks_here in enumerate(_marks_by_line(lines, [mark])) if marks_here]
    return [
        replace(_paragraph(text, lines[place], [mark]), after_gap=place - before > 1)
        for before, place in zip(places[:1] + places, places, strict=False)
    ]


def excerpts(text: str, marks: Iterable[Mark], windows: Iterable[Span]) -> list[MarkedParagraph]:
    """Only what lies within the ``windows``; "…" stands where a paragraph is cut."""
    joined = merge(windows)
    whole = _lines(text)
    lines = [part for line in whole for window in joined if (part := clip(line, window))]
    starts, ends = {line.start for line in whole}, {line.end for line in whole}
    marked = zip(lines, _marks_by_line(lines, marks), strict=True)
    return [
        _cut(_paragraph(text, line, marks_here), line.start not in starts, line.end not in ends)
        for line, marks_here in marked
    ]


def _cut(paragraph: MarkedParagraph, before: bool, after: bool) -> MarkedParagraph:
    html = format_html("{}{}{}", "… " if before else "", paragraph.html, " …" if after else "")
    return replace(paragraph, html=html)


def _lines(text: str) -> list[Span]:
    return [
        Span(*line.span()) for line in NON_EMPTY_LINE.finditer(text) if not line.group().isspace()
    ]


def _marks_by_line(lines: list[Span], marks: Iterable[Mark]) -> list[list[Mark]]:
    """For each line the marks with a part in it, in their order."""
    starts, ends = [line.start for line in lines], [line.end for line in lines]
    marks_by_line: list[list[Mark]] = [[] for _ in lines]
    for mark in marks:
        touched: set[int] = set()
        for piece in mark.spans:
            touched.update(range(bisect_right(ends, piece.start), bisect_left(starts, piece.end)))
        for place in touched:
            marks_by_line[place].append(mark)
    return marks_by_line


def _paragraph(text: str, line: Span, marks: list[Mark]) -> MarkedParagraph:
    edges = {line.start, line.end}
    for mark in marks:
        edges.update(edge for piece in mark.spans for edge in piece if line.start < edge < line.end)
    cuts = sorted(edges)
    references = _references(line, marks)
    reach = [(min(s.start for s in m.spans), max(s.end for s in m.spans), m) for m in marks]
    html = format_html_join(
        "",
        "{}{}",
        (
            (
                _segment(
                    text, Span(start, end), [m for low, high, m in reach if low <= start < high]
                ),
                references.get(end, ""),
            )
            for start, end in zip(cuts, cuts[1:], strict=False)
        ),
    )
    beginning = (mark for mark in marks if _begins_in(mark, line))
    return MarkedParagraph(line, html, tuple(mark.number for mark in beginning if mark.number))


def _begins_in(mark: Mark, line: Span) -> bool:
    return line.start <= mark.content[0].start < line.end


def _references(line: Span, marks: list[Mark]) -> dict[int, SafeString]:
    """Links to the notes, by the place they follow: the statement's last piece in its line."""
    at: dict[int, list[tuple[int, str]]] = {}
    for mark in marks:
        if mark.number and _begins_in(mark, line):
            end = max(min(piece.end, line.end) for piece in mark.content if piece.start < line.end)
            at.setdefault(end, []).append((mark.number, "?" if mark.doubtful else ""))
    template = (
        '<a class="ref" id="r{0}" href="#n{0}" data-s="{0}">'
        '<span class="hidden">statement </span>{0}{1}</a>'
    )
    return {end: format_html_join("", template, references) for end, references in at.items()}


def _segment(text: str, span: Span, marks: list[Mark]) -> SafeString:
    """A span that no edge cuts, as one element with a class for each role."""
    inside = [mark for mark in marks if any_contains(mark.content, span)]
    depth = len(inside)
    faint = "doubtful" if inside and all(mark.doubtful for mark in inside) else ""
    classes = [CLASS_BY_DEPTH[min(depth, 3)], faint] + [
        name
        for name in ("source", "hops", "cue")
        if any(any_contains(getattr(mark, name), span) for mark in marks)
    ]
    names = " ".join(filter(None, classes))
    words = text[span.start : span.end]
    if not names:
        return format_html("{}", words)
    numbered = [mark.number for mark in marks if mark.number and any_contains(mark.spans, span)]
    numbers = " ".join(map(str, numbered))
    tag = SafeString("mark" if depth else "span")
    return format_html('<{0} class="{1}" data-s="{2}">{3}</{0}>', tag, names, numbers, words)


def passage_for(statement: "Statement") -> list[MarkedParagraph]:
    """The paragraphs it stands in, marked, as far as they may be shown; maybe none."""
    mark = mark_of(statement)
    if rights.rights_of(statement.article) == Rights.FULL:
        return passage(statement.article.text, mark)
    return excerpts(statement.article.text, [mark], [rights.window(statement)])


def excerpts_of(statements: Mapping[int, "Statement"]) -> list[MarkedParagraph]:
    """What may be shown of an article around its statements, each marked with its number."""
    marks = [mark_of(statement, number) for number, statement in statements.items()]
    windows = [rights.window(statement) for statement in statements.values()]
    text = next((statement.article.text for statement in statements.values()), "")
    return excerpts(text, marks, windows)
