"""Files in, articles out: read, clean, store, one outcome a file.

Each article is stored in a transaction of its own, so a crash leaves whole articles only. The
text's SHA-256 is unique in the database: whoever ingests the same text again, or at the same time,
changes nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.conf import settings

from articles import readers, storing
from articles.cleaning import clean
from articles.language import language_of
from articles.metadata import About, Metadata
from articles.models import Article, DateBasis
from config.database import retrying


class Kind(StrEnum):
    """What became of a file."""

    NEW = "new"
    REVISED = "revised"  # a new text at a known URL; the old article is superseded
    LANGUAGE = "not English"  # stored, but not to be extracted
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # the same text came from another file
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """``article`` is None if the file failed, or would be stored if this were no dry run."""

    path: Path
    kind: Kind
    article: Article | None = None
    notes: tuple[str, ...] = ()  # each a line worth a look: why it failed, what was guessed


@dataclass
class Options:
    """What holds for every file of one run, where the metadata does not say otherwise."""

    metadata: tuple[Metadata, ...] = ()
    outlet: str = ""
    published: date | None = None
    encoding: str = ""
    dry_run: bool = False
    seen: dict[str, Path] = field(default_factory=dict)  # SHA-256 of texts met in this run

    def about(self, path: Path) -> About:
        """The file's metadata row, its gaps filled from the options."""
        known = (metadata.about(path) for metadata in self.metadata)
        row = next((about for about in known if about), About())
        day, basis = row.published_on, row.published_basis
        if day is None and self.published:
            day, basis = self.published, DateBasis.GIVEN.value
        return About(row.title, row.outlet or self.outlet, row.url, day, basis, row.note)


def ingest(
    paths: Iterable[Path],
    *,
    metadata: Iterable[Metadata] = (),
    outlet: str = "",
    published: date | None = None,
    encoding: str = "",
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Read and store each file; one outcome a file, in order. Nothing is stored in a dry run.

    Raises ``DatabaseUnavailable`` where the database is lost for longer than some seconds; the
    files before that one are stored.
    """
    options = Options(tuple(metadata), outlet, published, encoding, dry_run)
    for path in paths:
        try:
            outcome = retrying(partial(_ingest, path, options))
        except readers.Unreadable as error:
            outcome = Outcome(path, Kind.FAILED, notes=(str(error),))
        yield outcome


def _ingest(path: Path, options: Options) -> Outcome:
    for metadata in options.metadata:
        if fault := metadata.fault(path):
            raise readers.Unreadable(f"waits for its metadata: {fault}")
    document = readers.read(path, encoding=options.encoding, max_bytes=settings.MAX_ARTICLE_BYTES)
    cleaned = clean(document.text)
    if not cleaned.text:
        raise readers.Unreadable("holds no article, only page furniture. Check the file.")
    sha256 = hashlib.sha256(cleaned.text.encode()).hexdigest()
    first = options.seen.setdefault(sha256, path)
    if first != path:
        return Outcome(path, Kind.DUPLICATE, notes=(f"the same text as {first}",))
    if known := Article.objects.filter(text_sha256=sha256).first():
        return _known(path, known)
    about = options.about(path)
    language = language_of(cleaned.text)
    draft = storing.draft(path, document, cleaned, about, language=language)
    if options.dry_run:
        would = storing.Stored(draft, is_new=True, supersedes=storing.supersedes(draft))
        return replace(_outcome(path, would, document.notes), article=None)
    stored = storing.store(draft, cleaned.removed, outlet=about.outlet)
    if not stored.is_new:
        return _known(path, stored.article)
    return _outcome(path, stored, document.notes)


def _known(path: Path, article: Article) -> Outcome:
    if article.file_name in ("", path.name):
        return Outcome(path, Kind.UNCHANGED, article)
    note = f"the same text as {article.file_name}, stored as “{article.title}”"
    return Outcome(path, Kind.DUPLICATE, article, (note,))


def _outcome(path: Path, stored: storing.Stored, notes: tuple[str, ...]) -> Outcome:
    article, kind = stored.article, Kind.NEW
    if article.extraction_note:
        kind = Kind.LANGUAGE
        notes += (article.extraction_note,)
    elif stored.supersedes:
        kind = Kind.REVISED
        notes += (f"a new text of {article.url}; the one from before is superseded",)
    return Outcome(path, kind, article, notes)
