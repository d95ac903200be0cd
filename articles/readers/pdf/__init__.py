"""PDF files: the text in the order it is read, without what every page repeats."""

from collections.abc import Iterator

from articles.readers.document import Document, Unreadable
from articles.readers.input_file import RICH_FACTOR, InputFile
from articles.readers.page.body import BodyLine, laid_out
from articles.readers.pdf.layout import reading_order
from articles.readers.pdf.notes import without_notes
from articles.readers.pdf.pages import load_pages
from articles.readers.pdf.paragraphs import paragraphs_of, without_margins
from articles.readers.pdf.title import title_of


def read(source: InputFile) -> Iterator[Document]:
    """One document; raises Unreadable where its pages are pictures, or it is locked or broken."""
    raw = source.raw(factor=RICH_FACTOR)
    file = load_pages(raw, max_chars=source.max_bytes)
    if not any(page.lines for page in file.pages):
        raise Unreadable(
            "has no text: its pages are pictures, a scan. Run it through OCR (ocrmypdf) and give "
            "the result."
        )
    pages = [reading_order(page.lines) for page in file.pages]
    pages, repeated = without_margins(pages, [page.height for page in file.pages])
    title = title_of(pages, file.declared_title)
    pages, notes_below = without_notes(pages, file.pages)
    lines = [*paragraphs_of(pages), *paragraphs_of([notes_below])]
    text, structure = laid_out([BodyLine(line.text, line.kind) for line in lines])
    notes = [f"headers and footers left out: {repeated} lines"] if repeated else []
    empty = [str(number) for number, page in enumerate(file.pages, start=1) if page.is_scanned]
    if empty:
        notes.append(f"pages without text, scanned pictures perhaps: {', '.join(empty[:10])}")
    yield Document(raw, text, "utf-8", tuple(notes), title=title, structure=structure)
