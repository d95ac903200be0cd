"""Plain text (.txt): one document, decoded, without what was left of HTML."""

from collections.abc import Iterator
from dataclasses import replace

from articles.readers.decoding import decode
from articles.readers.document import Document, Unreadable
from articles.readers.markup import strip_markup


def read(raw: bytes, encoding: str) -> Iterator[Document]:
    """``raw`` as one document; raises Unreadable if it is binary or shows nothing."""
    decoded = decode(raw, encoding)
    text, notes = strip_markup(decoded.text)
    document = replace(decoded, text=text, notes=(*decoded.notes, *notes))
    if not document.text.strip():
        raise Unreadable("holds nothing but white space. Save the article's text into it.")
    yield document
