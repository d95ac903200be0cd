"""Web archives (.warc, .warc.gz, .wacz): their news pages, as the archive streams by.

CC-NEWS and what ``wget --warc-file`` writes. One record is in memory at a time.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecordType

from articles.readers.archives import CountedFile, in_part
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.html import document_of
from articles.readers.input_file import BROKEN, InputFile

HTML_TYPES = ("text/html", "application/xhtml+xml", "")
MIN_ARTICLE_WORDS = 40  # of a news page's text; shorter ones are lists of headlines, notices
IS_WARC_NAME = re.compile(r"\.warc(?:\.gz)?$", re.IGNORECASE)


def read(source: InputFile) -> Iterator[Reading]:
    """A document a news page, and last how many records were left out for which reason.

    A record that can't be read is counted; the archive's broken end has a line.
    """
    left_out: Counter[str] = Counter()
    with source.open() as file:
        yield from _pages(file, source, left_out)
    if left_out:
        yield LeftOut(left_out)


def read_collection(source: InputFile) -> Iterator[Reading]:
    """The archives in a .wacz, one after the other."""
    left_out: Counter[str] = Counter()
    try:
        with source.open() as file, zipfile.ZipFile(file) as collection:
            for info in collection.infolist():
                if IS_WARC_NAME.search(info.filename):
                    with collection.open(info) as packed:
                        stream = cast(BinaryIO, CountedFile(cast(BinaryIO, packed), source.budget))
                        for reading in _pages(stream, source, left_out):
                            yield in_part(reading, info.filename)
    except (*BROKEN, NotImplementedError) as error:
        raise Unreadable(f"is no whole WACZ archive ({error}). Get it again.") from error
    if left_out:
        yield LeftOut(left_out)


def _pages(file: BinaryIO, source: InputFile, left_out: Counter[str]) -> Iterator[Reading]:
    records = ArchiveIterator(
        cast(Any, file), record_types=WarcRecordType.response, parse_http=True, auto_decode="all"
    )
    count = 0
    try:
        for record in records:
            count += 1
            if not source.counter.begin():
                continue
            reading = _page(record, source)
            if isinstance(reading, str):
                left_out[reading] += 1
            else:
                yield reading
    except Unreadable:
        raise
    except (*BROKEN, ValueError, MemoryError) as error:
        yield Unreadable(f"is broken behind record {count} ({error}). Get it again.")
    except BaseException as error:  # what the library's Rust raises is no Exception
        if type(error).__name__ != "PanicException":
            raise
        yield Unreadable(f"is broken behind record {count}. Get it again.")


def _page(record: Any, source: InputFile) -> Document | Unreadable | str:
    """The record's article, or why it is left out; Unreadable where the archive ends in it."""
    address = record.headers.get("WARC-Target-URI") or ""
    address = address.strip("<>")
    status = record.http_headers.status_code if record.http_headers else None
    if status != 200:
        return f"of HTTP status {status or 'unknown'}"
    if (record.http_content_type or "").lower() not in HTML_TYPES:
        return "no HTML"
    if record.content_length > source.max_bytes * 2:
        return "too large"
    raw = record.reader.read(source.max_bytes + 1)
    if len(raw) > source.max_bytes:
        return "too large"
    if len(raw) < record.content_length and not _is_encoded(record):
        return Unreadable("is cut off: the archive ends in it. Get it again.", address)
    if urlsplit(address).path in ("", "/") and not urlsplit(address).query:
        return "front pages"
    try:
        document = document_of(raw, source.encoding or _charset(record, raw), address)
    except Unreadable:
        return "without an article"
    except Exception:  # whatever one page does, the others go on
        return "that break the reader"
    if len(document.text.split()) < MIN_ARTICLE_WORDS:
        return f"of fewer than {MIN_ARTICLE_WORDS} words"
    if not document.title:
        return "without a headline"
    return replace(document, part=address)


def _is_encoded(record: Any) -> bool:
    """Its length in the archive is not that of the page."""
    headers = record.http_headers
    return bool(headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))


def _charset(record: Any, raw: bytes) -> str:
    """What the server said, where the page is in that; pages often know better than servers."""
    name = record.http_charset or ""
    try:
        raw.decode("utf-8")
        return ""
    except UnicodeDecodeError:
        pass
    try:
        raw.decode(name or "utf-8")
    except (LookupError, ValueError):
        return ""
    return name
