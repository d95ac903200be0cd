"""Plain text (.txt): one document, decoded, without what was left of HTML."""

from collections.abc import Iterator
from dataclasses import replace

from articles.readers.decoding import decode
from articles.readers.document import Document, Unreadable
from articles.readers.input_file import InputFile
from articles.readers.markup import strip_markup


def read(source: InputFile) -> Iterator[Document]:
    """One document; raises Unreadable if it is binary or shows nothing."""
    decoded = decode(source.raw(), source.encoding)
    text, notes = strip_markup(decoded.text)
    document = replace(decoded, text=text, notes=(*decoded.notes, *notes))
    if not document.text.strip():
        raise Unreadable("holds nothing but white space. Save the article's text into it.")
    yield document
