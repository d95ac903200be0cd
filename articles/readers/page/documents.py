"""Pages that are one text from top to bottom: what word processors save, what people write by hand.

Without menus around it there is nothing to tell the article from, and lists and headings stay.
"""

import re

from lxml.html import HtmlElement

# Parts that only a site's page has.
SITE_PARTS = ("nav", "aside", "footer", "form", "script", "iframe", "button", "article", "main")
MAX_LINKED_SHARE = 0.1  # of the letters
MIN_PARAGRAPHS = 3
# What programs call a file whose writer gave it no title.
FILE_TITLE = re.compile(
    r"untitled|microsoft word\b.*|.*\.(?:docx?|pdf|indd|odt|html?)|document\d*", re.IGNORECASE
)
NOTE_MARK = re.compile(r"\[(?:\d{1,3}|[a-z])\]|\d{1,3}|[*†‡]")
BEFORE_MARKS = frozenset(".,;:!?”\"’')]»")  # behind which a raised figure is no power


def is_document(tree: HtmlElement) -> bool:
    """Whether all of the page is its text."""
    if next(tree.iter(*SITE_PARTS), None) is not None:
        return False
    if sum(1 for _ in tree.iter("p")) < MIN_PARAGRAPHS:
        return False
    linked = sum(len(anchor.text_content()) for anchor in tree.iter("a"))
    return linked <= MAX_LINKED_SHARE * len(tree.text_content())


def drop_note_marks(tree: HtmlElement) -> None:
    """Take out the figures that lead to notes: they are nobody's words."""
    for element in [*tree.iter("a", "sup")]:
        if element.getparent() is None or len(element) > 2:
            continue
        if not NOTE_MARK.fullmatch(element.text_content().strip()):
            continue
        is_link = element.tag == "a" and (element.get("href") or "").startswith("#")
        if is_link or (element.tag == "sup" and _text_before(element)[-1:] in BEFORE_MARKS):
            element.drop_tree()


def _text_before(element: HtmlElement) -> str:
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return (previous.tail or "").rstrip()
    return (parent.text or "").rstrip() if parent is not None else ""
