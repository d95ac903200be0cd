"""Submissions: a text or file from the browser, previewed as it would be stored, then stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from articles import readers, storing
from articles.fetching.client import file_name
from articles.fetching.sites import SiteIsBusy, fetch_page
from articles.fetching.targets import FetchRefused
from articles.ingest import Options, PreparedArticle, prepare
from articles.models import Article, DateBasis, ExtractionState, Submission, SubmissionState
from articles.readers import Document, LeftOut, Unreadable

MAX_PREVIEWS = 20  # articles of one file that a page shows
MAX_STORED = 200  # articles of one file that are stored while a curator waits
PASTE_NAME, PAGE_NAME = "pasted.txt", "page.html"
FETCHED_COLUMNS = ("raw", "url", "file_name", "state", "note", "title", "documents", "article")
UNSAFE = re.compile(r"[^\w. ()+-]")


@dataclass(frozen=True)
class ArticleFields:
    """What a curator may change before an article is stored."""

    title: str
    outlet: str
    url: str
    published_on: date | None


@dataclass
class Preview:
    """The articles of a submission, unsaved; ``problems`` say what is left out and why.

    ``count`` is that of all its articles, of which the first ``MAX_PREVIEWS`` are here.
    """

    articles: list[PreparedArticle] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    count: int = 0


def submit(raw: bytes, *, file_name: str, by: User, title: str = "", url: str = "") -> Submission:
    """Keep a text or file, to be looked at before it is stored."""
    Submission.objects.drop_old()
    submission = Submission(
        by=by, raw=raw, file_name=_safe_name(file_name), title=title[:500], url=url[:1000]
    )
    describe(submission)
    submission.save()
    return submission


def submit_address(url: str, *, by: User) -> Submission:
    """Queue a page to be fetched by the worker."""
    return Submission.objects.create(
        by=by, raw=b"", file_name=PAGE_NAME, url=url, state=SubmissionState.QUEUED
    )


def fetch_queued(submission: Submission) -> None:
    """Fetch the page of a queued submission, and describe it or say why it can't be used."""
    try:
        result = fetch_page(submission.url)
    except SiteIsBusy:
        return  # the next round takes it
    except FetchRefused as error:
        submission.state, submission.note = SubmissionState.FAILED, str(error)
    else:
        submission.raw, submission.url = result.body, result.url[:1000]
        submission.file_name = file_name(result)
        describe(submission)
    Submission.objects.filter(pk=submission.pk, state=SubmissionState.QUEUED).update(
        **{name: getattr(submission, name) for name in FETCHED_COLUMNS}
    )


def refuse(file_name: str, note: str, *, by: User) -> Submission:
    """Keep the line that says why a file was not taken, in the list of its curator."""
    return Submission.objects.create(
        by=by, raw=b"", file_name=_safe_name(file_name), note=note, state=SubmissionState.FAILED
    )


def describe(submission: Submission) -> None:
    """Set what the list says of a submission: title, number of articles, whether it is usable."""
    preview = load_preview(submission)
    submission.documents = preview.count
    submission.note = " ".join(preview.problems)
    usable = 0 < preview.count <= MAX_STORED
    submission.state = SubmissionState.READY if usable else SubmissionState.FAILED
    submission.article = None
    if preview.count == 1:
        (prepared,) = preview.articles
        submission.title = prepared.article.title
        submission.article = prepared.existing


def load_preview(submission: Submission) -> Preview:
    """What would be stored of a submission; no error is raised for what can't be."""
    preview = Preview()
    for item in _prepared(submission):
        if isinstance(item, Unreadable):
            preview.problems.append(str(item))
            continue
        preview.count += 1
        if len(preview.articles) < MAX_PREVIEWS:
            preview.articles.append(item)
        if preview.count > MAX_STORED:
            preview.problems.append(
                f"holds more than {MAX_STORED} articles, too many for a page. "
                f"On the server, `manage.py ingest` reads it."
            )
            break
    return preview


@transaction.atomic
def store(submission: Submission, fields: ArticleFields | None = None) -> list[Article]:
    """Store the articles of a submission; ``fields`` overrule what its only article says.

    Returns those that are new. Whoever stores it a second time gets none.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.state != SubmissionState.READY:
        return []
    articles = []
    for count, item in enumerate(_prepared(locked)):
        if isinstance(item, Unreadable) or count >= MAX_STORED:
            continue
        outlet = item.metadata.outlet
        if fields:
            outlet = fields.outlet
            _overrule(item.article, fields)
        stored = storing.store(item.article, item.cleaned.removed, outlet=outlet)
        locked.article = locked.article or stored.article
        if stored.is_new:
            articles.append(stored.article)
    locked.state, locked.raw = SubmissionState.STORED, b""
    locked.title = str(locked.article or locked.title)[:500]
    locked.save()
    return articles


def pending(articles: list[Article]) -> list[Article]:
    """Those whose statements are still to be found."""
    return [article for article in articles if article.extraction == ExtractionState.PENDING]


def _overrule(article: Article, fields: ArticleFields) -> None:
    article.title, article.url = fields.title or article.title, fields.url
    if fields.published_on != article.published_on:
        article.published_on = fields.published_on
        article.published_basis = DateBasis.CURATOR if fields.published_on else ""
        article.published_note = ""


def _prepared(submission: Submission) -> Iterator[PreparedArticle | Unreadable]:
    """Each document of the file, prepared, or why it can't be."""
    try:
        readings = readers.read_bytes(
            bytes(submission.raw),
            submission.file_name,
            max_bytes=settings.MAX_ARTICLE_BYTES,
            address=submission.url,
        )
        for reading in readings:
            if not isinstance(reading, LeftOut):
                yield _prepare(submission, Path(submission.file_name), reading)
    except Unreadable as error:
        yield error


def _prepare(
    submission: Submission, path: Path, document: Document | Unreadable
) -> PreparedArticle | Unreadable:
    if isinstance(document, Unreadable):
        return document
    if not document.url and not document.part:
        document = replace(document, url=submission.url)
    try:
        prepared = prepare(path, document, Options())
    except Unreadable as error:
        return error
    has_title = document.title or prepared.cleaned.title or document.part
    if submission.title and not has_title:
        prepared.article.title = submission.title
    if submission.file_name == PASTE_NAME:
        prepared.article.file_name = ""
    return prepared


def _safe_name(name: str) -> str:
    """The last part of a file's name, without what a file system or a page might stumble over."""
    stem, dot, ending = UNSAFE.sub("_", Path(name.replace("\\", "/")).name).rpartition(".")
    return f"{stem[-100:]}{dot}{ending[-20:]}".lstrip(".") or PASTE_NAME
