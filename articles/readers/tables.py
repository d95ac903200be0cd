"""Tables and lines of articles (.csv, .jsonl, .json): one article a row.

Which column is what is told by the columns' names, or said: ``text=body,title=headline``.
"""

import csv
import io
import json
import re
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from articles.cleaning.dates import stated_days
from articles.readers.decoding import BOMS, decode
from articles.readers.document import Document, Reading, Unreadable
from articles.readers.input_file import BROKEN, RICH_FACTOR, InputFile
from articles.readers.page.days import instant_of
from articles.readers.page.fragment import fragment_text
from articles.readers.page.source import one_line, web_address

# The names under which tables have these fields, best first.
ALIASES = {
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "full_text", "plain"),
    "title": ("title", "headline", "heading", "name"),
    "byline": ("byline", "author", "authors", "creator", "writer"),
    "published": ("published", "published_on", "date", "date_publish", "pub_date", "publish_date",
                  "datepublished", "publication_date", "date_published", "published_at"),
    "updated": ("updated", "updated_on", "date_modify", "datemodified", "modified"),
    "outlet": ("outlet", "source", "publication", "publisher", "newspaper", "sitename", "site_name",
               "source_domain", "domain"),
    "url": ("url", "link", "address", "source_url", "canonical_url"),
    "language": ("language", "lang"),
}  # fmt: skip
IS_MARKUP = re.compile(r"</(?:p|div|article|section|br|li|h[1-6])>|<br\s*/?>", re.IGNORECASE)
LANGUAGE_CODE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?")
SAMPLE_BYTES = 1_000_000  # that tell the encoding and the delimiter
DELIMITERS = ",;\t|"


def column_map(words: str) -> tuple[tuple[str, str], ...]:
    """ "text=body,title=headline" as pairs. Raises ArgumentTypeError, which says what is wrong."""
    pairs = []
    for word in filter(None, (piece.strip() for piece in words.split(","))):
        name, _, column = word.partition("=")
        if name not in ALIASES or not column:
            fields = ", ".join(ALIASES)
            raise ArgumentTypeError(f"“{word}” is no FIELD=COLUMN. Fields are: {fields}.")
        pairs.append((name, column.strip()))
    return tuple(pairs)


def read_csv(source: InputFile) -> Iterator[Reading]:
    """A document a row. Raises Unreadable where no column is the text."""
    csv.field_size_limit(source.max_bytes)
    with source.open() as file:
        text = _text_stream(file, source)
        reader = csv.DictReader(text, dialect=_dialect(source), restkey="")
        try:
            columns = _columns(reader.fieldnames or (), source)
            for row in reader:
                if source.counter.begin():
                    yield _document(row, columns, f"row {reader.line_num}")
        except csv.Error as error:
            yield Unreadable(f"is no CSV ({error}). Save it again.", f"row {reader.line_num}")
        except (UnicodeError, *BROKEN) as error:
            yield Unreadable(f"can't be read further ({error}).", f"row {reader.line_num}")


def read_json_lines(source: InputFile) -> Iterator[Reading]:
    """A document a line; a line that is none does not stop the next."""
    limit = source.max_bytes
    with source.open() as file:
        number = 0
        try:
            while line := file.readline(limit + 1):
                number += 1
                place = f"line {number}"
                if len(line) > limit:
                    yield Unreadable(f"is longer than {limit:,} bytes, left out.", place)
                    while len(line) > limit and not line.endswith(b"\n"):
                        line = file.readline(limit + 1)
                elif line.strip(b"\xef\xbb\xbf \t\r\n") and source.counter.begin():
                    yield _from_json(line, source, place)
        except BROKEN as error:
            yield Unreadable(f"can't be read further ({error}).", f"line {number + 1}")


def read_json_array(records: list[Any], source: InputFile) -> Iterator[Reading]:
    """A document an object of a JSON array that is parsed already."""
    for number, record in enumerate(records, start=1):
        yield _from_record(record, source, f"item {number}")


def _from_json(line: bytes, source: InputFile, place: str) -> Reading:
    try:
        record = json.loads(decode(line, source.encoding).text, strict=False)
    except (ValueError, RecursionError) as error:
        return Unreadable(f"is no JSON ({error}). Mend it.", place)
    except Unreadable as error:
        return Unreadable(str(error), place)
    return _from_record(record, source, place)


def _from_record(record: object, source: InputFile, place: str) -> Reading:
    if not isinstance(record, dict):
        return Unreadable("is no JSON object. Give one object an article.", place)
    try:
        columns = _columns([str(name) for name in record], source)
    except Unreadable as error:
        return Unreadable(str(error), place)
    return _document(record, columns, place)


def _columns(names: "list[str] | tuple[str, ...] | Any", source: InputFile) -> dict[str, str]:
    """The column of each field. Raises Unreadable where none is the text."""
    by_name = {str(name).strip().casefold(): str(name) for name in names}
    columns = {
        field: by_name[alias]
        for field, aliases in reversed(ALIASES.items())
        for alias in reversed(aliases)
        if alias in by_name
    }
    for field, column in source.columns:
        if column.casefold() not in by_name:
            raise Unreadable(f"has no column “{column}”. It has: {_name_list(names)}.")
        columns[field] = by_name[column.casefold()]
    if "text" not in columns:
        raise Unreadable(
            f"has no column that is the text. It has: {_name_list(names)}. Say which: "
            f"--columns text=COLUMN,title=COLUMN"
        )
    return columns


def _name_list(names: Any) -> str:
    return ", ".join(map(str, names))[:300] or "none"


def _document(row: Mapping[str, Any], columns: Mapping[str, str], place: str) -> Reading:
    values = {field: _value(row.get(column)) for field, column in columns.items()}
    text = values.get("text", "").replace("\0", "")
    if not text.strip():
        return Unreadable("has no text. Fill it, or take the row out.", place)
    raw, structure, notes = text.encode("utf-8", "replace"), None, []
    text = raw.decode()
    if IS_MARKUP.search(text):
        try:
            text, structure = fragment_text(text)  # type: ignore[assignment]
        except Unreadable as error:
            return Unreadable(str(error), place)
    days = {name: _day(values.get(name, "")) for name in ("published", "updated")}
    for name, day in days.items():
        if values.get(name) and day is None:
            notes.append(f"“{values[name][:40]}” is no day that reads one way, left out")
    return Document(
        raw=raw,
        text=text,
        encoding="utf-8",
        notes=tuple(notes),
        title=one_line(values.get("title", "")),
        byline=one_line(values.get("byline", "")),
        published=days["published"],
        updated=days["updated"],
        url=web_address(values.get("url", "")),
        outlet=one_line(values.get("outlet", "")),
        language=_language(values.get("language", "")),
        part=place,
        structure=structure,
    )


def _value(value: object) -> str:
    """A cell as text: a list of names is joined, a record is its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, dict):
        return _value(value.get("name"))
    return "" if value is None else str(value)


def _language(value: str) -> str:
    """Its code; "" for what is none, so that the text's own words tell."""
    match = LANGUAGE_CODE.fullmatch(value.strip().lower())
    return match[1] if match else ""


def _day(value: str) -> date | None:
    if instant := instant_of(value):
        return instant.moment.date()
    days = stated_days(value[:100])
    return days.published or days.updated


def _text_stream(file: BinaryIO, source: InputFile) -> io.TextIOWrapper:
    encoding = source.encoding or _encoding(source)
    return io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _encoding(source: InputFile) -> str:
    """By the first million bytes. Raises Unreadable where they are no text."""
    sample = _sample(source)
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding.removesuffix("-le")
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return decode(sample).encoding
    return "utf-8"


def _sample(source: InputFile) -> bytes:
    with source.open() as file:
        return file.read(min(SAMPLE_BYTES, source.max_bytes * RICH_FACTOR))


def _dialect(source: InputFile) -> type[csv.Dialect]:
    """The delimiter that stands most often in the first line; quotes as spreadsheets write them."""
    first = _sample(source).split(b"\n", 1)[0].decode("latin-1")
    mark = max(DELIMITERS, key=first.count)

    class Dialect(csv.excel):
        delimiter = mark

    return Dialect
