"""Files in, articles out: read, clean, store, one outcome a document.

Each article is stored in a transaction of its own, so a crash leaves whole articles only. The
text's SHA-256 is unique in the database: whoever ingests the same text again, or at the same time,
changes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from django.conf import settings

from articles import readers, storing
from articles.checkpoints import counter_for, with_checkpoints
from articles.cleaning import CleanedArticle, clean
from articles.language import language_of
from articles.metadata import ArticleMetadata, Metadata, metadata_of
from articles.models import Article, DateBasis
from articles.readers import Document, LeftOut, Reading, Unreadable
from articles.readers.input_file import RecordCounter
from config.database import retrying

MAX_ORIGINS = 200_000  # texts of one run whose places are remembered; 40 MB


class IngestResult(StrEnum):
    """What became of a document."""

    NEW = "new"
    REVISED = "revised"  # a new text at a known URL; the old article is superseded
    LANGUAGE = "not English"  # stored, but not to be extracted
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # the same text came from elsewhere
    FAILED = "failed"


@dataclass(frozen=True)
class IngestOutcome:
    """``article`` is None if the document failed, or would be stored if this were no dry run.

    ``kind`` is None for a line about what a file holds besides documents; ``path`` is an address
    where the document came from the web.
    """

    path: Path | str
    kind: IngestResult | None
    article: Article | None = None
    notes: tuple[str, ...] = ()  # each a line worth a look: why it failed, what was guessed


@dataclass(frozen=True)
class PreparedArticle:
    """A document as it would be stored: ``article`` is unsaved, ``existing`` has the same text."""

    article: Article
    cleaned: CleanedArticle
    metadata: ArticleMetadata
    notes: tuple[str, ...]
    existing: Article | None


@dataclass
class Options:
    """What holds for every file of one run, where nothing nearer to the article says otherwise."""

    metadata: tuple[Metadata, ...] = ()
    outlet: str = ""
    published: date | None = None
    encoding: str = ""
    dry_run: bool = False
    origins: dict[str, str] = field(default_factory=dict)  # SHA-256 of each text to its place
    columns: tuple[tuple[str, str], ...] = ()  # of tables, for fields of a document

    def origin_of(self, sha256: str, place: str) -> str:
        """Where this run met the text first: ``place``, if it is new to it.

        Only so many are remembered; the database knows the others, though not their places.
        """
        if len(self.origins) < MAX_ORIGINS:
            return self.origins.setdefault(sha256, place)
        return self.origins.get(sha256, place)

    def metadata_for(
        self, path: Path, document: ArticleMetadata, *, part: str = ""
    ) -> ArticleMetadata:
        """The row of the metadata file; its gaps filled by the document, then by the options.

        Where a file has several documents (``part`` names this one), its row can't be the title
        and the address of each.
        """
        rows = (metadata.about(path) for metadata in self.metadata)
        row = next((row for row in rows if row), ArticleMetadata())
        if part:
            row = replace(row, title="", url="")
        dated = row if row.published_on else document
        day, basis, note = dated.published_on, dated.published_basis, row.note
        if basis == DateBasis.INFERRED:
            note = dated.note
        if day is None and self.published:
            day, basis = self.published, DateBasis.GIVEN.value
        return replace(
            document,
            title=row.title or document.title,
            outlet=row.outlet or document.outlet or self.outlet,
            url=row.url or document.url,
            published_on=day,
            published_basis=basis,
            note=note,
        )


def ingest(
    paths: Iterable[Path],
    *,
    metadata: Iterable[Metadata] = (),
    outlet: str = "",
    published: date | None = None,
    encoding: str = "",
    dry_run: bool = False,
    columns: tuple[tuple[str, str], ...] = (),
) -> Iterator[IngestOutcome]:
    """Read and store each file; one outcome a document, in order. A dry run stores nothing.

    A file that gives no document has one outcome, which says why. Raises ``DatabaseUnavailable``
    where the database is lost for longer than some seconds; the documents before that are stored.
    """
    options = Options(tuple(metadata), outlet, published, encoding, dry_run, columns=columns)
    for path in paths:
        counter = RecordCounter() if options.dry_run else counter_for(path)
        if counter.skip:
            yield from _read_before(path, counter.skip)
        for document in _documents(path, options, counter):
            yield _attempt(path, document, options)


def ingest_bytes(
    raw: bytes, name: str, *, address: str = "", outlet: str = ""
) -> Iterator[IngestOutcome]:
    """The same of what was fetched at ``address``; ``name`` is that of its file."""
    path, options = Path(name), Options(outlet=outlet)
    try:
        limit = settings.MAX_ARTICLE_BYTES
        for document in readers.read_bytes(raw, name, max_bytes=limit, address=address):
            yield _attempt(path, document, options)
    except Unreadable as error:
        yield IngestOutcome(path, IngestResult.FAILED, notes=(str(error),))


def _read_before(path: Path, position: int) -> Iterator[IngestOutcome]:
    """What an ingest that was stopped has stored of this file and not extracted."""
    note = f"goes on behind record {position:,}, where it was stopped"
    yield IngestOutcome(path, None, notes=(note,))
    pending = Article.objects.filter(file_name=path.name[-255:]).pending()
    for article in retrying(lambda: list(pending.only("pk", "slug", "extraction"))):
        yield IngestOutcome(path, IngestResult.UNCHANGED, article)


def _documents(path: Path, options: Options, counter: RecordCounter) -> Iterator[Reading]:
    """The documents in a file, or why there are none."""
    for metadata in options.metadata:
        if fault := metadata.fault(path):
            yield Unreadable(f"waits for its metadata: {fault}")
            return
    count = 0
    try:
        readings = readers.read(
            path,
            encoding=options.encoding,
            max_bytes=settings.MAX_ARTICLE_BYTES,
            columns=options.columns,
            counter=counter,
        )
        for document in with_checkpoints(readings, path, counter):
            count += 1
            yield document
        if not count and not counter.skip:
            raise Unreadable("holds no article. Check the file.")
    except Unreadable as error:
        yield error


def _attempt(path: Path, document: Reading, options: Options) -> IngestOutcome:
    if isinstance(document, LeftOut):
        return IngestOutcome(path, None, notes=(str(document),))
    part = document.part
    try:
        if isinstance(document, Unreadable):
            raise document
        outcome = retrying(partial(_ingest, path, document, options))
    except Unreadable as error:
        outcome = IngestOutcome(path, IngestResult.FAILED, notes=(str(error),))
    if not part:
        return outcome
    return replace(outcome, notes=tuple(f"{part}: {note}" for note in outcome.notes))


def _ingest(path: Path, document: Document, options: Options) -> IngestOutcome:
    prepared = prepare(path, document, options)
    place = f"{path} {document.part}".rstrip()
    first = options.origin_of(prepared.article.text_sha256, place)
    if first != place:
        return IngestOutcome(path, IngestResult.DUPLICATE, notes=(f"the same text as {first}",))
    if prepared.existing:
        return _stored_before(path, prepared.existing)
    if options.dry_run:
        draft = prepared.article
        would = storing.Stored(draft, is_new=True, supersedes=storing.supersedes(draft))
        return replace(_outcome(path, would, prepared.notes), article=None)
    result = storing.store(
        prepared.article, prepared.cleaned.removed, outlet=prepared.metadata.outlet
    )
    if not result.is_new:
        return _stored_before(path, result.article)
    return _outcome(path, result, prepared.notes)


def prepare(path: Path, document: Document, options: Options) -> PreparedArticle:
    """Clean and describe a document without storing it.

    Raises ``Unreadable`` where nothing is left of it.
    """
    cleaned = clean(document.text, title=document.title, structure=document.structure)
    if cleaned.fault:
        raise Unreadable(cleaned.fault)
    own, notes = metadata_of(document)
    metadata = options.metadata_for(path, own, part=document.part)
    language = metadata.language or language_of(cleaned.text)
    draft = storing.draft(path, document, cleaned, metadata, language=language)
    existing = storing.stored_text(draft)
    return PreparedArticle(draft, cleaned, metadata, document.notes + notes, existing)


def _stored_before(path: Path, article: Article) -> IngestOutcome:
    if article.file_name in ("", path.name):
        return IngestOutcome(path, IngestResult.UNCHANGED, article)
    note = f"the same text as {article.file_name}, stored as “{article.title}”"
    return IngestOutcome(path, IngestResult.DUPLICATE, article, (note,))


def _outcome(path: Path, stored: storing.Stored, notes: tuple[str, ...]) -> IngestOutcome:
    article, kind = stored.article, IngestResult.NEW
    if article.extraction_note:
        kind = IngestResult.LANGUAGE
        notes += (article.extraction_note,)
    elif stored.supersedes:
        kind = IngestResult.REVISED
        notes += (f"a new text of {article.url}; the one from before is superseded",)
    return IngestOutcome(path, kind, article, notes)
