"""Footnotes: read behind the text, not in the middle of the sentence that goes on over the page."""

import re

from articles.readers.pdf.pages import PdfLine, PdfPage

MAX_NOTE_PLACE = 0.4  # of the page's height, below which notes begin


def without_notes(
    pages: list[list[PdfLine]], sources: list[PdfPage]
) -> tuple[list[list[PdfLine]], list[PdfLine]]:
    """The lines of each page but for its notes, and those: told by the marks in the page's text."""
    texts, notes = [], []
    for lines, page in zip(pages, sources, strict=True):
        text: list[PdfLine] = []
        last: PdfLine | None = None  # of a note
        for line in lines:
            if _begins_note(line, page) or (last and line.bottom < last.bottom):
                notes.append(line)
                last = line
            else:
                text.append(line)
                last = None
        texts.append(text)
    return texts, notes


def _begins_note(line: PdfLine, page: PdfPage) -> bool:
    number = re.match(r"(\d{1,3})[.)]? ?(?=\D)", line.text)
    is_low = line.top < MAX_NOTE_PLACE * page.height
    return bool(number and number[1] in page.note_marks) and is_low
