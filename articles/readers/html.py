"""Web pages (.html, .htm): the article's text with its structure, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.outlet_list import ListedOutlet, outlet_at
from articles.readers.decoding import BOMS, decode, web_encoding
from articles.readers.document import Document, Unreadable
from articles.readers.input_file import InputFile
from articles.readers.mojibake import mend_mojibake
from articles.readers.page.body import article_text
from articles.readers.page.bylines import byline_of
from articles.readers.page.days import days_of
from articles.readers.page.documents import is_document
from articles.readers.page.fragment import tree_text
from articles.readers.page.headline import headline_of
from articles.readers.page.site_names import outlet_of
from articles.readers.page.source import parse_page
from articles.structure import LineKind, Structure

DECLARED_ENCODING = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
HEAD_BYTES = 4096  # in which a page declares its encoding


def read(source: InputFile) -> Iterator[Document]:
    """The page's article; raises Unreadable where it has none."""
    yield document_of(source.raw(), source.encoding, source.address)


def document_of(raw: bytes, encoding: str = "", address: str = "") -> Document:
    """The article of the page that these bytes are. Raises Unreadable where there is none."""
    decoded = decode_page(raw, encoding)
    page = parse_page(decoded.text, address)
    text, structure = (tree_text if is_document(page.tree) else article_text)(page.tree)
    if not text:
        raise Unreadable("holds no article that could be told from its menus. Paste its text.")
    text, mended = _mended(text)
    structure = {} if mended else structure  # mending moves the lines
    structure = _with_furniture(text, structure, outlet_at(page.domain))
    outlet = outlet_of(page)
    days = days_of(page)
    return Document(
        raw=raw,
        text=text,
        encoding=decoded.encoding,
        notes=(*decoded.notes, *mended),
        title=headline_of(page, outlet),
        byline=byline_of(page, outlet),
        published=days.published,
        updated=days.updated,
        published_note=days.note,
        url=page.url,
        outlet=outlet,
        structure=structure,
    )


class DecodedPage(NamedTuple):
    """The characters of a page, its encoding, and what a person should check."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode_page(raw: bytes, encoding: str = "") -> DecodedPage:
    """As browsers read it: by a BOM, as said, as UTF-8 if it is, as it declares, else by letters.

    Raises Unreadable where it is binary.
    """
    has_mark = any(raw.startswith(mark) for mark, _ in BOMS)
    if not encoding and not has_mark:
        try:
            return DecodedPage(raw.decode("utf-8").replace("\0", ""), "utf-8")
        except UnicodeDecodeError:
            declared = _declared_encoding(raw)
            if declared:
                text = raw.decode(declared, errors="replace").replace("\0", "")
                return DecodedPage(text, declared)
    decoded = decode(raw, encoding)
    return DecodedPage(decoded.text, decoded.encoding, decoded.notes)


def _declared_encoding(raw: bytes) -> str:
    match = DECLARED_ENCODING.search(raw[:HEAD_BYTES])
    if not match:
        return ""
    name = web_encoding(match[1].decode("ascii", "replace"))
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) else name


def _with_furniture(text: str, structure: Structure, outlet: ListedOutlet | None) -> Structure:
    """With the lines marked that are never an article's on this outlet's pages."""
    if outlet is None or not outlet.furniture:
        return structure
    kinds, position = dict(structure), 0
    for line in text.split("\n"):
        if any(pattern.fullmatch(line) for pattern in outlet.furniture):
            kinds[position] = LineKind.FURNITURE
        position += len(line) + 1
    return kinds


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    try:
        return mend_mojibake(text)
    except Unreadable:  # of one line; the page's others are fine
        return text, ()
