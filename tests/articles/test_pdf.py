"""PDF files as a browser prints them: columns, hyphens, headers and footers, scans."""

import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from articles.cleaning import clean
from articles.readers import Document, Unreadable, read_bytes
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
