"""HTML that is an article without a page around it: a mail's body, an entry of a feed."""

from articles.readers.page.body import body_lines, laid_out
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
HIDDEN = frozenset("script style head title template noscript iframe object svg button".split())


def fragment_text(html: str) -> tuple[str, Structure]:
    """Its text, paragraphs divided by blank lines, and the kinds of its lines.

    Tables that only lay out a mail are paragraphs: a row with one cell is no row of figures.
    Raises Unreadable where there is nothing in it.
    """
    tree = parse_page(html).tree
    lines = body_lines(tree, BLOCKS, BREAKS, cells=CELLS, hidden=HIDDEN)
    for line in lines:
        if line.kind is LineKind.TABLE and " | " not in line.text:
            line.kind = LineKind.PARAGRAPH
    return laid_out(lines)
