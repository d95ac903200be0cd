"""PDF files as a browser prints them: columns, hyphens, headers and footers, scans."""

import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from articles.cleaning import clean
from articles.readers import Document, Unreadable, read_bytes
from articles.readers.pdf.notes import without_notes
from articles.readers.pdf.pages import PdfLine, PdfPage
from articles.readers.pdf.paragraphs import paragraphs_of
from articles.structure import LineKind
from tests.articles.pages import LAST, LEAD, QUOTE

CHROMIUM = Path("/usr/bin/chromium")
MORE = (
    "Sam Roe, who speaks for the dockers, said that the board had known of the rust for years.",
    "“Nobody asked us,” he said, and added that the union would ask for an independent report.",
    "A ministry official declined to say who would pay, or whether anybody had been warned.",
    "Three ships wait outside the harbour; a fourth went on to another port on Saturday evening.",
    "The well-known contractor could start in time, the letter says, if the weather allows it.",
)
PARAGRAPHS = (LEAD, QUOTE, LAST, *MORE)
STYLE = "body{font:12pt serif} .columns{columns:2;text-align:justify;hyphens:auto}"


def printed(tmp_path: Path, body: str, *, style: str = STYLE, title: str = "") -> bytes:
    """The PDF that Chromium makes of a page, with its own header and footer."""
    html, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    html.write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        f"<style>{style}</style>{body}"
    )
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={pdf}",
        html,
    ]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)
    return pdf.read_bytes()


def read(raw: bytes) -> Document:
    (document,) = read_bytes(raw, "a.pdf", max_bytes=5_000_000)
    return document


def paragraphs(document: Document) -> list[str]:
    text = clean(document.text, title=document.title, structure=document.structure).text
    return text.split("\n\n")


def as_html(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.browser
def test_paragraphs_are_whole_again_and_the_largest_line_is_the_title(tmp_path):
    raw = printed(tmp_path, f"<h1>Board closes north pier</h1>{as_html(PARAGRAPHS)}")

    document = read(raw)

    assert document.title == "Board closes north pier"
    assert paragraphs(document) == list(PARAGRAPHS)


@pytest.mark.browser
def test_columns_are_read_one_after_the_other_and_hyphens_go(tmp_path):
    body = as_html(PARAGRAPHS)
    raw = printed(tmp_path, f"<h1>Board closes north pier</h1><div class=columns>{body}</div>")

    assert paragraphs(read(raw)) == list(PARAGRAPHS)


@pytest.mark.browser
def test_columns_between_lines_that_span_both_are_read_one_after_the_other(tmp_path):
    above, below = (f"{word} {' '.join(['the whole width'] * 5)}." for word in ("Above", "Below"))
    columns = f"<div class=columns>{as_html(PARAGRAPHS * 2)}</div>"
    body = f"<h1>Board closes north pier</h1><p>{above}</p>{columns}<p>{below}</p>"
    style = f"{STYLE} .columns{{column-gap:8pt}}"

    assert paragraphs(read(printed(tmp_path, body, style=style)))[:9] == [above, *PARAGRAPHS]


@pytest.mark.browser
def test_a_note_is_read_behind_the_text_and_its_mark_is_no_part_of_the_sentence(tmp_path):
    note = "<p style='font-size:8pt;margin-top:600px'>1 The letter is of May.</p>"
    texts = as_html((LEAD, f"{QUOTE}<sup>1</sup>", LAST))

    document = read(printed(tmp_path, f"{texts}{note}"))

    assert paragraphs(document) == [LEAD, QUOTE, LAST, "1 The letter is of May."]


def test_a_sentence_goes_on_behind_the_note_between_its_halves():
    halves = [PdfLine("The board, which meets on", 50, 120, 300, 130),
              PdfLine("Fridays, had no choice.", 50, 700, 300, 710)]  # fmt: skip
    note = PdfLine("1 The letter is of May.", 50, 60, 200, 67)
    pages = [PdfPage(800, [halves[0], note], note_marks={"1"}), PdfPage(800, [halves[1]])]

    texts, notes = without_notes([page.lines for page in pages], pages)

    assert notes == [note]
    assert [paragraph.text for paragraph in paragraphs_of(texts)] == [
        "The board, which meets on Fridays, had no choice."
    ]


@pytest.mark.browser
def test_lines_of_one_heading_and_of_one_item_stay_together(tmp_path):
    title = f"Board closes {'north pier and ' * 5}south pier"
    bullets = "<ul style='list-style-type:\"• \"'>"
    body = f"<h1>{title}</h1><p>{LEAD}</p>{bullets}<li>{QUOTE} {QUOTE}</li><li>{LAST}</li></ul>"

    document = read(printed(tmp_path, body))

    assert document.title == title
    assert paragraphs(document) == [LEAD, f"• {QUOTE} {QUOTE}\n• {LAST}"]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("forty-", "two years", "forty-two years"),
        ("self-", "defence is", "self-defence is"),
        ("gov-", "ernment is", "government is"),
    ],
)
def test_the_hyphen_of_a_compound_stays_at_the_end_of_a_line(first, second, word):
    lines = [PdfLine(first, 50, 700, 300, 710), PdfLine(second, 50, 688, 300, 698)]
    assert paragraphs_of([lines])[0].text == word


def test_a_line_without_width_is_no_reason_to_refuse_the_file():
    lines = [PdfLine("It rained.", 50, 700, 50, 710), PdfLine("It snowed.", 50, 600, 120, 610)]
    assert [paragraph.text for paragraph in paragraphs_of([lines])] == ["It rained.", "It snowed."]


def test_a_dash_at_the_beginning_of_a_line_is_no_bullet_in_the_middle_of_a_sentence():
    lines = [
        PdfLine("The board, which meets on Fridays", 50, 700, 300, 710),
        PdfLine("– though not in May – said so.", 50, 688, 290, 698),
    ]
    assert len(paragraphs_of([lines])) == 1


@pytest.mark.browser
def test_headers_and_footers_of_every_page_are_left_out_and_said(tmp_path):
    texts = tuple(f"{text} It was note {number}." for number in range(12) for text in PARAGRAPHS)
    body = (
        "<table><thead><tr><td>The Example Times, 4 March 2022</td></tr></thead>"
        f"<tbody><tr><td><h1>Board closes north pier</h1>{as_html(texts)}</td></tr></tbody>"
        "<tfoot><tr><td>Printed for subscribers</td></tr></tfoot></table>"
    )

    document = read(printed(tmp_path, body, title="Board closes north pier"))

    assert "Printed for subscribers" not in document.text
    assert "page.html" not in document.text
    assert any(note.startswith("headers and footers left out") for note in document.notes)
    assert [text for text in texts if text not in document.text] == []


@pytest.mark.browser
def test_headings_are_told_by_their_size(tmp_path):
    body = f"<h1>Board closes north pier</h1><p>{LEAD}</p><h2>What comes next</h2>{as_html(MORE)}"

    document = read(printed(tmp_path, body))

    headings = [
        document.text[position:].split("\n", 1)[0]
        for position, kind in (document.structure or {}).items()
        if kind is LineKind.HEADING
    ]
    assert headings == ["Board closes north pier", "What comes next"]


def test_a_scan_is_said_to_be_one():
    file = pypdfium2.PdfDocument.new()
    file.new_page(595, 842)
    buffer = BytesIO()
    file.save(buffer)

    with pytest.raises(Unreadable, match="OCR"):
        read(buffer.getvalue())


@pytest.mark.parametrize("raw", [b"%PDF-1.7 \xe2\xe3", b"%PDF-1.4\n" + bytes(2000)])
def test_what_only_begins_as_a_pdf_is_said_to_be_broken(raw):
    with pytest.raises(Unreadable, match="no whole PDF"):
        read(raw)
