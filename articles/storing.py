"""From a cleaned text to its rows: the only writer of new articles."""

import hashlib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from django.db import IntegrityError, OperationalError, connection, transaction

from articles.canonical_url import canonical_url
from articles.cleaning import CleanedArticle, Removed
from articles.language import ENGLISH
from articles.metadata import ArticleMetadata
from articles.models import Article, DateBasis, ExtractionState, Outlet, RemovedPart
from articles.outlet_list import agency_in
from articles.readers import Document, Unreadable
from articles.readers.page.bylines import names_in_lines
from articles.slugs import insert_with_slug
from articles.stories import set_bands

MAX_SENTENCE_TITLE_CHARS = 120  # code points of a first sentence that stands in for a missing title
MAX_SLUG_CHARS = 80
PROGRAM_LIMIT_EXCEEDED = "54000"  # PostgreSQL's code where a tsvector would pass 1 MB


class Stored(NamedTuple):
    """``is_new`` is False where the text was there already; ``supersedes``: an older article."""

    article: Article
    is_new: bool
    supersedes: bool = False


def draft(
    path: Path,
    document: Document,
    cleaned: CleanedArticle,
    metadata: ArticleMetadata,
    *,
    language: str,
) -> Article:
    """The article as it would be stored, unsaved."""
    article = Article(
        title=metadata.title or cleaned.title or _shortened(cleaned.text),
        url=metadata.url,
        credit=_credit(metadata.byline or _stated_credit(cleaned), agency_in(cleaned.text)),
        text=cleaned.text,
        text_sha256=hashlib.sha256(cleaned.text.encode()).hexdigest(),
        raw=document.raw,
        encoding=document.encoding,
        file_name=_storable(path.name)[-255:],
        language=language[:8],
    )
    _date(article, cleaned, metadata)
    set_bands(article)
    if language != ENGLISH:
        article.extraction = ExtractionState.LANGUAGE
        article.extraction_note = f"not extracted: language ({language})"
    return article


def _stated_credit(cleaned: CleanedArticle) -> str:
    """Who wrote it and whom it is from, by lines of the text itself."""
    return "; ".join(filter(None, (names_in_lines(cleaned.byline_lines), cleaned.credit)))


def _credit(byline: str, agency: str) -> str:
    """Who wrote it, and the agency that it was taken from."""
    names = [byline] if agency in byline else [byline, agency]
    return "; ".join(filter(None, names))[:300]


def _storable(name: str) -> str:
    """A file's name as text, even where its bytes are none."""
    return unicodedata.normalize("NFC", name.encode(errors="replace").decode())


def _date(article: Article, cleaned: CleanedArticle, metadata: ArticleMetadata) -> None:
    """What came with the file goes before what the text states; the note goes with the date."""
    article.updated_on = metadata.updated_on or cleaned.updated_on
    if metadata.published_on:
        article.published_on, article.published_basis = (
            metadata.published_on,
            metadata.published_basis,
        )
    elif cleaned.published_on:
        article.published_on = cleaned.published_on
        article.published_basis = DateBasis.STATED
        article.published_note = "A date line above the article's first sentence."
    if metadata.published_on and metadata.published_basis in (DateBasis.INFERRED, DateBasis.STATED):
        article.published_note = metadata.note
    else:
        article.note = metadata.note


def _shortened(text: str) -> str:
    """The first paragraph's beginning, cut between words."""
    first = text.split("\n", 1)[0]
    if len(first) <= MAX_SENTENCE_TITLE_CHARS:
        return first
    return first[:MAX_SENTENCE_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"


def store(article: Article, removed: Iterable[Removed], *, outlet: str = "") -> Stored:
    """Save ``article`` with all that belongs to it, or find that its text is there already.

    Two processes may store one text at a time: the constraint lets one through, and the other gets
    that one's row.
    """
    try:
        with transaction.atomic():
            return _store(article, removed, outlet)
    except IntegrityError:
        existing = stored_text(article)
        if existing is None:
            raise
        return Stored(existing, is_new=False)
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != PROGRAM_LIMIT_EXCEEDED:
            raise
        raise Unreadable(
            "has too many different words for the search index. Split it; is it one article?"
        ) from error


def _store(article: Article, removed: Iterable[Removed], outlet: str) -> Stored:
    article.outlet = Outlet.objects.named(outlet) if outlet else None
    older = _older(article.url)
    for old in older:
        if old.withdrawn_at:  # nobody gets around a withholding by changing a comma
            article.withdrawn_at, article.withdrawn_why = old.withdrawn_at, old.withdrawn_why
    insert_with_slug(article, article.title, fallback="article", length=MAX_SLUG_CHARS)
    for old in older:
        old.superseded_by = article
        old.save(update_fields=["superseded_by"])
    RemovedPart.objects.bulk_create(
        RemovedPart(article=article, position=part.position, text=part.text, reason=part.reason)
        for part in removed
    )
    return Stored(article, is_new=True, supersedes=bool(older))


def stored_text(article: Article) -> Article | None:
    """The stored article with this very text; its input and search words stay in the database."""
    same = Article.objects.filter(text_sha256=article.text_sha256).order_by()
    return next(iter(same.defer("raw", "search")), None)


def supersedes(article: Article) -> bool:
    """Whether storing ``article`` would supersede another."""
    return Article.objects.at(article.url).filter(superseded_by=None).exists()


def _older(url: str) -> list[Article]:
    """The page's articles that nothing supersedes yet, held until the transaction ends."""
    if not url:
        return []
    with connection.cursor() as cursor:  # two new texts of one URL come one after the other
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
        cursor.execute(lock, [canonical_url(url)])
    older = Article.objects.at(url).filter(superseded_by=None)
    return list(older.select_for_update().order_by("pk").defer("raw", "text", "search"))
