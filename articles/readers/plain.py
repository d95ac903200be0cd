"""Plain text (.txt): everything is in the decoding."""

from articles.readers.decoding import decode
from articles.readers.document import Document, Unreadable


def read(raw: bytes, encoding: str) -> Document:
    """``raw`` decoded; raises Unreadable if it is binary or shows nothing."""
    document = decode(raw, encoding)
    if not document.text.strip():
        raise Unreadable("holds nothing but white space. Save the article's text into it.")
    return document
