"""Extraction again, started in the admin: by the workers, or in the request for short texts."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from kombu.exceptions import OperationalError

from articles.models import Article, ExtractionState

# What is read while the curator waits: a few seconds' work, far from the half minute after which
# the web server gives a request up.
MAX_ARTICLES, MAX_CHARS = 20, 60_000
MAX_FOR_WORKERS = 1_000  # messages that are sent while the curator waits
BY_COMMAND = "On the server, `manage.py extract` does it, for any number"


class TooManyArticles(Exception):
    """More than can be done in a request; says what can be, and how else it is done."""


def extract_again(request: HttpRequest, articles: QuerySet[Article]) -> None:
    """Extract these articles, or have it done, and tell the curator what became of it.

    Raises ``TooManyArticles`` before anything is changed.
    """
    if settings.CELERY_BROKER_URL:
        _hand_over(request, articles)
    else:
        _extract_here(request, articles)


def _hand_over(request: HttpRequest, articles: QuerySet[Article]) -> None:
    from claims.recording import tasks  # loads Celery

    keys = list(articles.values_list("pk", flat=True)[: MAX_FOR_WORKERS + 1])
    if len(keys) > MAX_FOR_WORKERS:
        raise TooManyArticles(f"{MAX_FOR_WORKERS:,} articles are the most at once. {BY_COMMAND}.")
    pending = {"extraction": ExtractionState.PENDING, "extraction_note": ""}
    Article.objects.filter(pk__in=keys).update(**pending)
    try:
        for pk in keys:
            tasks.extract_article.delay(pk)
    except (OperationalError, OSError):
        text = f"{len(keys)} wait, but the broker does not answer. {BY_COMMAND}: `--pending`."
        messages.error(request, text)
    else:
        text = f"{len(keys)} handed to the workers. This list shows when they are done."
        messages.success(request, text)


def _extract_here(request: HttpRequest, articles: QuerySet[Article]) -> None:
    from claims.recording import reconcile  # loads the pipeline

    lengths = articles.values_list(Length("text"), flat=True)[: MAX_ARTICLES + 1]
    if len(lengths) > MAX_ARTICLES or sum(lengths) > MAX_CHARS:
        raise TooManyArticles(
            f"{MAX_ARTICLES} articles of {MAX_CHARS:,} characters together are the most that can "
            f"be read while you wait. {BY_COMMAND}; with CELERY_BROKER_URL set, workers do."
        )
    outcomes = list(reconcile.process(articles))
    for outcome in outcomes:
        if outcome.error:
            messages.error(request, f"{outcome.article}: {outcome.error}")
    extracted = sum(not outcome.error for outcome in outcomes)
    messages.success(request, f"{extracted} of {len(outcomes)} extracted.")
