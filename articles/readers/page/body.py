"""The article's text on a page, line by line with what each line is; trafilatura finds where."""

import re
from collections.abc import Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from articles.readers.page.documents import drop_note_marks
from articles.readers.page.source import short_text
from articles.structure import LineKind, Structure

BLOCKS = {
    "head": LineKind.HEADING,
    "item": LineKind.LIST_ITEM,
    "quote": LineKind.QUOTE,
    "row": LineKind.TABLE,
}
BREAKS = frozenset({"p", "list", "table", "div", "code", "lb", *BLOCKS})
INLINE = frozenset("a abbr b bdi bdo cite em font i mark q s small span strong sub sup u".split())
# "— Jane Roe (@jane) March 3, 2022": how an embedded post is signed.
POST_SIGNATURE = re.compile(r"[—–-] .{1,80}\(@\w{1,20}\) \w+ \d{1,2}, \d{4}$")
EMBED_CLASS = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed")
FRAME_CLASS = re.compile(r"social|embed|tweet", re.IGNORECASE)
MAY_BE_LINKS = {LineKind.PARAGRAPH, LineKind.LIST_ITEM, LineKind.HEADING}
MIN_CARDS = 2
MIN_LINK_SHARE = 0.9  # of a line's letters; the rest may be an arrow or a label
MAX_LINK_LINE_CHARS = 400  # a longer line is no headline
BULLET = "• "


@dataclass
class BodyLine:
    text: str
    kind: LineKind


@dataclass
class LineWriter:
    """Collects the pieces of a line until it ends."""

    lines: list[BodyLine] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def end_line(self, kind: LineKind) -> None:
        text = " ".join("".join(self.pieces).split())
        if kind is LineKind.TABLE:
            text = text.strip("| ")
        if text:
            self.lines.append(BodyLine(text, kind))
        self.pieces = []


def article_text(tree: HtmlElement) -> tuple[str, Structure]:
    """The article's text, paragraphs divided by blank lines, and the kinds of its lines.

    "" where trafilatura finds no article. The title may be among the lines.
    """
    page = deepcopy(tree)
    _show_posts(page)
    drop_note_marks(page)
    result = bare_extraction(page, fast=True, include_comments=False, with_metadata=False)
    if result is None or isinstance(result, dict) or result.body is None:
        return "", {}
    lines = body_lines(result.body, BLOCKS, BREAKS)
    _mark_links(lines, link_lines(tree, {line.text for line in lines}))
    _mark_posts(lines)
    return laid_out(lines)


def laid_out(lines: list[BodyLine]) -> tuple[str, Structure]:
    """One text of these lines; items of a list follow each other without a blank line."""
    pieces: list[str] = []
    kinds: dict[int, LineKind] = {}
    position = 0
    for index, line in enumerate(lines):
        if index:
            is_run = line.kind is lines[index - 1].kind is LineKind.LIST_ITEM
            pieces.append("\n" if is_run else "\n\n")
            position += len(pieces[-1])
        if line.kind is not LineKind.PARAGRAPH:
            kinds[position] = line.kind
        pieces.append(f"{BULLET}{line.text}" if line.kind is LineKind.LIST_ITEM else line.text)
        position += len(pieces[-1])
    return "".join(pieces), kinds


def body_lines(
    body: _Element,
    blocks: Mapping[str, LineKind],
    breaks: Set[str],
    *,
    cells: Set[str] = frozenset({"cell"}),
    hidden: Set[str] = frozenset(),
) -> list[BodyLine]:
    """The lines of a tree, in order, by what its tags mean; without recursion, for pages nest as
    they like."""
    writer = LineWriter()
    waiting: list[tuple[_Element, LineKind, bool]] = [(body, LineKind.PARAGRAPH, False)]
    while waiting:  # each element twice: when it begins, and when it ends
        element, outer, is_end = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        kind = blocks.get(tag, outer)
        if is_end:
            if tag in breaks:
                writer.end_line(kind)
            elif tag in cells:
                writer.add(" | ")
            if element is not body:
                writer.add(element.tail)
            continue
        if tag in breaks:
            writer.end_line(outer)
        waiting.append((element, outer, True))
        if tag and tag not in hidden:
            writer.add(element.text)
            waiting += [(child, kind, False) for child in reversed(element)]
    writer.end_line(LineKind.PARAGRAPH)
    return writer.lines


def link_lines(tree: HtmlElement, lines: Set[str]) -> set[str]:
    """Those of these lines that are nothing but links on the page."""
    linked: dict[_Element, int] = {}  # letters in links of each element that holds some
    all_lines = "\n".join(lines)
    for anchor in tree.iter("a"):
        text = _text(anchor)
        if text not in all_lines:  # as most are: those of menus
            continue
        block = anchor
        while block.tag in INLINE and block.getparent() is not None:
            block = block.getparent()
        for element in {anchor, block} if text else ():
            linked[element] = linked.get(element, 0) + _letters(text)
    texts = ((_text(element), letters) for element, letters in linked.items())
    return {
        text
        for text, letters in texts
        if text in lines and letters >= MIN_LINK_SHARE * _letters(text)
    }


def _text(element: _Element) -> str:
    return short_text(element, MAX_LINK_LINE_CHARS)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _show_posts(page: HtmlElement) -> None:
    """Take embedded posts out of their frames, which trafilatura leaves out as buttons to share."""
    for quote in page.iter("blockquote"):
        if EMBED_CLASS.search(quote.get("class") or ""):
            quote.attrib.pop("class")
            frame = quote.getparent()
            if frame is not None and FRAME_CLASS.search(frame.get("class") or ""):
                frame.attrib.pop("class")


def _mark_links(lines: list[BodyLine], links: set[str]) -> None:
    """Paragraphs, whole lists (one item may be a name that the article links), and headings that
    follow each other: cards of other articles; one alone may be the article's own."""
    for kind, group in groupby(lines, lambda line: line.kind):
        run = list(group)
        if kind is LineKind.LIST_ITEM and not all(line.text in links for line in run):
            continue
        if kind is LineKind.HEADING and sum(line.text in links for line in run) < MIN_CARDS:
            continue
        for line in run if kind in MAY_BE_LINKS else ():
            line.kind = LineKind.LINK if line.text in links else kind


def _mark_posts(lines: list[BodyLine]) -> None:
    """Quotes that are signed as a post of a social network is, from their first line on."""
    for index, line in enumerate(lines):
        start = index
        if line.kind is LineKind.QUOTE and POST_SIGNATURE.search(line.text):
            while start and lines[start - 1].kind is LineKind.QUOTE:
                start -= 1
            for post in lines[start : index + 1]:
                post.kind = LineKind.EMBED
