"""A PDF's headline: the largest lines of its first page, or what it declares."""

from articles.cleaning.paragraphs import key
from articles.readers.page.documents import FILE_TITLE
from articles.readers.pdf.pages import PdfLine

MIN_TITLE = 1.25  # of the usual height of a line
MAX_TITLE_CHARS = 300


def title_of(pages: list[list[PdfLine]], declared: str) -> str:
    """ "" where no line is larger than the others and nothing is declared."""
    first = next((page for page in pages if page), [])
    heights = sorted(line.height for line in first)
    usual = heights[len(heights) // 2] if heights else 0.0
    largest = max(heights, default=0.0)
    headline = _headline(first, largest) if largest >= MIN_TITLE * usual else ""
    if declared and not FILE_TITLE.fullmatch(declared):
        first_lines = key(" ".join(line.text for line in first))
        if key(declared) and (key(declared) in first_lines or not headline):
            return declared[:MAX_TITLE_CHARS]
    return headline


def _headline(lines: list[PdfLine], largest: float) -> str:
    """The first run of lines that are as large as the largest."""
    run: list[str] = []
    for line in lines:
        if line.height >= 0.9 * largest:
            run.append(line.text)
        elif run:
            break
    text = " ".join(run)
    return text if 2 < len(text) <= MAX_TITLE_CHARS and any(map(str.isalpha, text)) else ""
