"""HTML that is an article without a page around it: a mail's body, an entry of a feed."""

import re
from copy import deepcopy

from lxml.html import HtmlElement

from articles.readers.page.body import body_lines, laid_out
from articles.readers.page.documents import drop_note_marks
from articles.readers.page.source import parse_page
from articles.structure import LineKind, Structure

BLOCKS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), LineKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), LineKind.LIST_ITEM),
    "blockquote": LineKind.QUOTE,
    "tr": LineKind.TABLE,
    "figcaption": LineKind.CAPTION,
}
BREAKS = frozenset(
    "p div br hr section article header footer main aside nav figure table ul ol dl pre center"
    " address form fieldset".split()
) | set(BLOCKS)
CELLS = frozenset({"td", "th"})
IS_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE
)
MAX_STYLE_CHARS = 500  # of an element's style that are read
HIDDEN = frozenset("script style head title template noscript iframe object svg button".split())


def fragment_text(html: str) -> tuple[str, Structure]:
    """Its text, paragraphs divided by blank lines, and the kinds of its lines.

    Tables that only lay out a mail are paragraphs: a row with one cell is no row of figures.
    Raises Unreadable where there is nothing in it.
    """
    return tree_text(parse_page(html).tree)


def tree_text(tree: HtmlElement) -> tuple[str, Structure]:
    """Likewise, of a page that is all text."""
    tree = deepcopy(tree)
    _drop_hidden(tree)
    drop_note_marks(tree)
    lines = body_lines(tree, BLOCKS, BREAKS, cells=CELLS, hidden=HIDDEN)
    for line in lines:
        if line.kind is LineKind.TABLE and " | " not in line.text:
            line.kind = LineKind.PARAGRAPH
    return laid_out(lines)


def _drop_hidden(tree: HtmlElement) -> None:
    """What mail programs don't show: the words for lists of mails, at the top of newsletters."""
    for element in [*tree.iter("div", "span", "p", "td", "tr", "table")]:
        style = (element.get("style") or "")[:MAX_STYLE_CHARS]
        if element.getparent() is not None and IS_HIDDEN.search(style):
            element.drop_tree()
