"""From a file to documents: one module an input format, with ``read(raw, encoding)``.

A reader yields each article in the file as a Document. In the place of one that it can't use it
yields an Unreadable, and goes on with the next. A new format is a new module and its line in
``READERS``.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from articles.readers import plain
from articles.readers.document import Document, Unreadable
from articles.readers.files import load

__all__ = ["READERS", "Document", "Unreadable", "read"]

READERS: dict[str, Callable[[bytes, str], Iterable[Document | Unreadable]]] = {
    ".txt": plain.read,
}


def read(path: Path, *, encoding: str = "", max_bytes: int) -> Iterable[Document | Unreadable]:
    """The documents in ``path``. ``encoding`` overrules what the bytes suggest.

    Raises Unreadable, in words for whoever gave the file: what is wrong and what to do.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        endings = ", ".join(sorted(READERS))
        raise Unreadable(f"{path.suffix or 'no'} ending is not read. Save it as one of: {endings}.")
    return reader(load(path, max_bytes=max_bytes), encoding)
