"""From a file to documents: one module an input format, with ``read(source)``.

A reader yields each article in the file as a Document. In the place of one that it can't use it
yields an Unreadable, and goes on with the next. A new format is a new module and its line in
``READERS``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from articles.readers import archives, feeds, html, mail, office, pdf, plain, tables, warc
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.input_file import InputFile, RecordCounter, input_of, input_of_bytes
from articles.readers.kinds import kind_of

__all__ = ["READERS", "Document", "LeftOut", "Reading", "Unreadable", "read", "read_bytes"]


def read(
    path: Path,
    *,
    encoding: str = "",
    max_bytes: int,
    columns: tuple[tuple[str, str], ...] = (),
    counter: RecordCounter | None = None,
) -> Iterable[Reading]:
    """The documents in ``path``, behind those that ``counter`` passes over.

    ``encoding`` overrules what the bytes suggest, ``columns`` what a table's columns are called.
    Raises Unreadable, in words for whoever gave the file: what is wrong and what to do.
    """
    source = input_of(path, max_bytes=max_bytes, encoding=encoding, columns=columns)
    return read_input(replace(source, counter=counter or RecordCounter()))


def read_bytes(
    raw: bytes, name: str = "", *, max_bytes: int, encoding: str = "", address: str = ""
) -> Iterable[Reading]:
    """The documents in these bytes: an upload called ``name``, a page fetched at ``address``.

    Raises Unreadable likewise.
    """
    return read_input(
        input_of_bytes(raw, name, max_bytes=max_bytes, encoding=encoding, address=address)
    )


def read_input(source: InputFile) -> Iterator[Reading]:
    """The documents in ``source``, by the reader of its kind. Raises Unreadable likewise."""
    try:
        reader = READERS.get(kind_of(source.name, source.head()))
        if reader is None:
            endings = ", ".join(sorted(READERS))
            raise Unreadable(f"is of a kind that is not read. Save it as one of: {endings}.")
        is_empty = True
        for reading in reader(source):
            is_empty = False
            yield reading
        if is_empty and not source.counter.position:
            raise Unreadable("holds no article. Check the file.")
    except Unreadable:
        raise
    except Exception as error:  # libraries raise what they like where a file is made to harm them
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise Unreadable(f"can't be read ({what}). It is damaged; get it again.") from error


# By the kinds of kinds.py.
READERS: dict[str, Callable[[InputFile], Iterable[Reading]]] = {
    ".txt": plain.read,
    ".html": html.read,
    ".mhtml": mail.read_snapshot,
    ".pdf": pdf.read,
    ".docx": office.read_docx,
    ".odt": office.read_odt,
    ".rtf": office.read_rtf,
    ".eml": partial(mail.read_mail, read_input=read_input),
    ".mbox": partial(mail.read_mailbox, read_input=read_input),
    ".csv": tables.read_csv,
    ".jsonl": tables.read_json_lines,
    ".rss": feeds.read,
    ".warc": warc.read,
    ".wacz": warc.read_collection,
    ".gz": partial(archives.read_gzip, read_input=read_input),
    ".zip": partial(archives.read_zip, read_input=read_input),
    ".tar": partial(archives.read_tar, read_input=read_input),
}
