"""The pieces of text on a PDF's pages, with their places; pdfium reads them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw as pdfium

from articles.readers.document import Unreadable
from articles.readers.page.documents import BEFORE_MARKS

MAX_PAGES = 2000
MAX_CHARS = 200_000  # of one page
MAX_GAP = 1.5  # heights of a line between two characters of one piece
MAX_MARK = 0.9  # of the size of the text
MIN_RAISE = 0.2  # of a mark's height
HYPHEN_MARKS = re.compile("[\x02\ufffe]")  # what pdfium gives for a hyphen at a line's end
CONTROLS = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f\uffff]")


@dataclass
class PdfLine:
    """A piece of a line: its box in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class PdfPage:
    """``note_marks``: the raised figures in its text, which are left out of it."""

    height: float
    lines: list[PdfLine] = field(default_factory=list)
    is_scanned: bool = False
    note_marks: set[str] = field(default_factory=set)


@dataclass
class PdfText:
    pages: list[PdfPage]
    declared_title: str = ""


def load_pages(raw: bytes, *, max_chars: int) -> PdfText:
    """Every page's pieces of text. Raises Unreadable for what is locked, broken or too long."""
    try:
        file = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable("is locked by a password. Save it without one.") from error
        raise Unreadable("is no whole PDF. Get it again.") from error
    try:
        if len(file) > MAX_PAGES:
            raise Unreadable(f"has more than {MAX_PAGES} pages. Split it.")
        pages, chars = [], 0
        for number in range(len(file)):
            page = _page(file, number)
            chars += sum(len(line.text) for line in page.lines)
            if chars > max_chars:
                raise Unreadable("holds too much text for one article. Split it.")
            pages.append(page)
        title = file.get_metadata_value("Title") or ""
        return PdfText(pages, " ".join(CONTROLS.sub("", title).split()))
    finally:
        file.close()


def _pieces(text_page: pypdfium2.PdfTextPage, marks: set[str]) -> Iterator[PdfLine]:
    """Runs of characters that follow each other on one line, in the order of the file."""
    chars: list[str] = []
    box: list[float] = []
    mark, before = "", 0  # the last character that is no figure of a mark
    for index in range(min(text_page.count_chars(), MAX_CHARS)):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if char.isdecimal() and _is_note_mark(text_page, index, before):
            mark += char
            marks.add(mark)
            continue
        if char in "\r\n":
            yield from _piece(chars, box)
            chars, box = [], []
            continue
        mark, before = "", index
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1 and char == " ":
            chars.append(char)  # its box is none of the page's
            continue
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        if box and not _goes_on(box, left, bottom, top):
            yield from _piece(chars, box)
            chars, box = [], []
        chars.append(char)
        if not box:
            box = [left, bottom, right, top]
        else:
            box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
    yield from _piece(chars, box)


def _is_note_mark(text_page: pypdfium2.PdfTextPage, index: int, before: int) -> bool:
    """Whether a figure is smaller than the sign before it, and stands higher: that of a note."""
    if chr(pdfium.FPDFText_GetUnicode(text_page, before)) not in BEFORE_MARKS:
        return False
    size = pdfium.FPDFText_GetFontSize
    if size(text_page, index) > MAX_MARK * size(text_page, before):
        return False
    left, bottom, _, top = text_page.get_charbox(index, loose=True)
    _, sign_bottom, right, sign_top = text_page.get_charbox(before, loose=True)
    height = top - bottom
    is_higher = sign_bottom + MIN_RAISE * height < bottom < sign_top + height
    return bool(is_higher and -1 < left - right < 2 * height)


def _goes_on(box: list[float], left: float, bottom: float, top: float) -> bool:
    """Whether a character stands behind these, on their line."""
    height = max(top - bottom, 1.0)
    is_level = min(box[3], top) - max(box[1], bottom) > 0.4 * height
    return is_level and -0.5 * height < left - box[2] < MAX_GAP * height


def _piece(chars: list[str], box: list[float]) -> Iterator[PdfLine]:
    text = CONTROLS.sub("", HYPHEN_MARKS.sub("\u00ad", "".join(chars)))
    if box and (text := " ".join(text.split())):
        yield PdfLine(text.encode("utf-8", "ignore").decode(), *box)


def _page(file: pypdfium2.PdfDocument, number: int) -> PdfPage:
    """Its pieces; a page that can't be opened has none."""
    try:
        page = file[number]
    except pypdfium2.PdfiumError:
        return PdfPage(0)
    try:
        result = PdfPage(page.get_height())
        text_page = page.get_textpage()
        try:
            result.lines = list(_pieces(text_page, result.note_marks))
        finally:
            text_page.close()
        if not result.lines:
            kinds = (item.type for item in page.get_objects(max_depth=3))
            result.is_scanned = any(kind == pdfium.FPDF_PAGEOBJ_IMAGE for kind in kinds)
        return result
    except pypdfium2.PdfiumError:
        return PdfPage(0)
    finally:
        page.close()
