"""Metadata of articles beside their text: rows of metadata.csv, checked; what a document says."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles.cleaning.paragraphs import visible
from articles.models import DateBasis
from articles.readers import Document, Unreadable
from articles.readers.decoding import decode
from articles.readers.input_file import input_of

FILE_NAME = "metadata.csv"
COLUMNS = ("file", "title", "outlet", "url", "published_on", "published_basis", "note")
MAX_LENGTHS = {"title": 500, "outlet": 200, "url": 1000}  # characters, as the models have it
MAX_METADATA_BYTES = 50_000_000


@dataclass(frozen=True)
class ArticleMetadata:
    """What is known about an article beside its text. Empty means unknown."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    published_on: date | None = None
    published_basis: str = ""
    note: str = ""
    byline: str = ""
    updated_on: date | None = None
    language: str = ""


def metadata_of(document: Document) -> tuple[ArticleMetadata, tuple[str, ...]]:
    """What the document says about itself, as the models can hold it, and notes on the rest."""
    notes = []
    url, fault = document.url, url_fault(document.url)
    if len(url) > MAX_LENGTHS["url"] or fault:
        notes.append(fault or f"its url is longer than {MAX_LENGTHS['url']} characters, left out.")
        url = ""
    metadata = ArticleMetadata(
        title=visible(document.title)[: MAX_LENGTHS["title"]],
        outlet=visible(document.outlet)[: MAX_LENGTHS["outlet"]],
        url=url,
        published_on=document.published,
        published_basis=_basis(document),
        note=document.published_note,
        byline=visible(document.byline),
        updated_on=document.updated,
        language=document.language,
    )
    return metadata, tuple(notes)


def _basis(document: Document) -> str:
    if not document.published:
        return ""
    return DateBasis.INFERRED.value if document.published_note else DateBasis.GIVEN.value


@dataclass
class Metadata:
    """The rows of one metadata file by what they call ``file``, and what is wrong with it.

    ``faulty`` names the files whose row can't be used: they wait until it is mended.
    """

    path: Path
    rows: dict[str, ArticleMetadata] = field(default_factory=dict)
    faulty: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def about(self, path: Path) -> ArticleMetadata | None:
        return next((self.rows[name] for name in self._names(path) if name in self.rows), None)

    def fault(self, path: Path) -> str:
        """What is wrong with the row of this file, or ""."""
        return next((self.faulty[name] for name in self._names(path) if name in self.faulty), "")

    def _names(self, path: Path) -> Iterator[str]:
        """What a row may call this file: its path from the metadata's folder, or its name."""
        folder, file = self.path.parent.resolve(), path.resolve()
        if file.is_relative_to(folder):
            yield file.relative_to(folder).as_posix()
        yield path.name


def load_metadata(path: Path) -> Metadata:
    """Read ``path``; raises Unreadable if it is no table with a column ``file``."""
    text = decode(input_of(path, max_bytes=MAX_METADATA_BYTES).raw()).text
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    metadata = Metadata(path)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        if "file" not in columns:
            raise Unreadable(f"has no column “file”. Its first line should be: {','.join(COLUMNS)}")
        reader.fieldnames = columns
        for name in columns:
            if name not in COLUMNS:
                metadata.problems.append(
                    f"row 1: unknown column “{name}”, ignored. Known: {', '.join(COLUMNS)}."
                )
        for row in reader:
            _take(row, reader.line_num, metadata)
    except csv.Error as error:
        raise Unreadable(f"row {reader.line_num}: is no CSV ({error}). Save it again.") from error
    return metadata


def _take(row: dict[str, str | None], number: int, metadata: Metadata) -> None:
    if not any(isinstance(value, str) and value.strip() for value in row.values()):
        return
    values = {name: visible(row.get(name) or "") for name in COLUMNS}
    name = values.pop("file").replace("\\", "/").removeprefix("./")
    if fault := _fault(name, values, overflow="" in row, metadata=metadata):
        metadata.problems.append(f"row {number}: {fault}")
        metadata.faulty[name] = f"{metadata.path.name} row {number}: {fault}"
        return
    day = values["published_on"]
    basis = values["published_basis"] or (DateBasis.GIVEN.value if day else "")
    on = date.fromisoformat(day) if day else None
    metadata.rows[name] = ArticleMetadata(
        title=values["title"],
        outlet=values["outlet"],
        url=values["url"],
        published_on=on,
        published_basis=basis,
        note=values["note"],
    )


def _fault(name: str, values: dict[str, str], *, overflow: bool, metadata: Metadata) -> str:
    """What is wrong with a row and what to do, or ""."""
    if overflow:
        return "more values than columns. Put values that hold a comma into double quotes."
    if not name:
        return "no file named. Fill the column “file”."
    if name in metadata.rows or name in metadata.faulty:
        return f"{name} has a row already. Keep one."
    if not (metadata.path.parent / name).exists():
        return f"no file {name} in {metadata.path.parent}. Mend the name or take the row out."
    for column, most in MAX_LENGTHS.items():
        if len(values[column]) > most:
            return f"{column} is longer than {most} characters. Shorten it."
    return _date_fault(values) or url_fault(values["url"])


def _date_fault(values: dict[str, str]) -> str:
    day, basis = values["published_on"], values["published_basis"]
    if basis and not day:
        return f"published_basis “{basis}” without a date. Fill published_on or empty both."
    if basis and basis not in DateBasis.values:
        return f"unknown published_basis “{basis}”. Known: {', '.join(DateBasis.values)}."
    if basis == DateBasis.INFERRED and not values["note"]:
        return "an inferred date needs a note that says from what."
    if not day:
        return ""
    try:
        date.fromisoformat(day)
    except ValueError:
        return f"bad date “{day}”. Write year-month-day, e.g. 2022-03-18."
    return ""


def url_fault(url: str) -> str:
    """What is wrong with an address and what to do, or ""."""
    if not url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        return f"bad url “{url}”. Give the whole address, with https://."
    return ""
