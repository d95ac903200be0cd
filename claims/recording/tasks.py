"""Extraction on workers, where CELERY_BROKER_URL names a broker; else in the calling process.

The queue only says "look at this article": the article's own row knows whether it is still to be
done. A lost message costs nothing (``manage.py extract --pending``), a repeated one does nothing.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from kombu.exceptions import OperationalError as BrokerError

from articles.models import Article
from claims.recording import reconcile
from config.celery import app
from config.database import DatabaseUnavailable, Outage

logger = logging.getLogger(__name__)


class BrokerUnavailable(Outage):
    """No article can be handed to the workers."""


ARTICLES_PER_MESSAGE = 20  # a lost worker's are begun again, and those done left alone
# A task goes back to the queue with a lost worker, and is tried again after an outage.
TASK_OPTIONS: dict[str, Any] = {
    "acks_late": True,
    "reject_on_worker_lost": True,
    "ignore_result": True,
    "autoretry_for": (DatabaseUnavailable,),
    "retry_backoff": 5,  # seconds: 5, 10, 20 … up to the maximum, half an hour in all
    "retry_backoff_max": 300,
    "max_retries": 10,
}


@app.task(**TASK_OPTIONS)
def extract_article(article_id: int) -> None:
    """Extract one article unless another worker has done so meanwhile."""
    _extract([article_id])


@app.task(**TASK_OPTIONS)
def extract_articles(article_ids: list[int]) -> None:
    """Extract each of these likewise."""
    _extract(article_ids)


def _extract(article_ids: list[int]) -> None:
    pending = Article.objects.pending().filter(pk__in=article_ids).order_by("pk")
    for _ in reconcile.process(reconcile.each_if_still_pending(pending)):
        pass


@app.task(name="claims.recording.tasks.watch", ignore_result=True)  # messages name it so
def fetch_due_feeds() -> None:
    """Fetch what is due; the scheduler of Celery sends it, and /add/ where somebody waits."""
    from claims.recording.watching import watch_once  # imports this module

    if settings.FETCH:
        for line in watch_once():
            logger.info(line)


def wake_watch() -> None:
    """Let a worker fetch what is due now, where there are workers.

    Raises ``BrokerUnavailable``.
    """
    if not settings.CELERY_BROKER_URL:
        return
    try:
        fetch_due_feeds.delay()
    except (BrokerError, OSError) as error:
        raise BrokerUnavailable(
            f"The broker {broker_address()} does not answer, so nothing is fetched just now. "
            f"`manage.py watch --once` fetches what is due."
        ) from error


def extract(articles: Iterable[Article]) -> Iterator[reconcile.RecordingOutcome]:
    """Extract ``articles`` here, one outcome each; or hand them to workers and yield nothing.

    Raises ``BrokerUnavailable`` where they can't be handed over, ``DatabaseUnavailable`` where
    the database is lost.
    """
    if settings.CELERY_BROKER_URL:
        hand_over([article.pk for article in articles])
    else:
        yield from reconcile.process(articles)


def hand_over(articles: list[int], *, done: int = 0, size: int = ARTICLES_PER_MESSAGE) -> None:
    """Hand the articles of these keys to workers, ``size`` a message; ``done`` went before.

    Raises ``BrokerUnavailable`` where the broker is away: what was handed over then is done.
    """
    for count in range(0, len(articles), size):
        try:
            extract_articles.delay(articles[count : count + size])
        except (BrokerError, OSError) as error:
            words = " ".join(str(error).split()).rstrip(".")
            raise BrokerUnavailable(
                f"The broker {broker_address()} does not answer ({words}): "
                f"{done + count} of {done + len(articles)} articles were handed to the workers. "
                f"Start it or mend CELERY_BROKER_URL; `manage.py extract --pending` finds the "
                f"statements without it."
            ) from error


def count_workers() -> int | None:
    """How many workers answer within a second; None where no broker is set, or it is away."""
    if not settings.CELERY_BROKER_URL:
        return None
    try:
        return len(app.control.ping(timeout=1))
    except (BrokerError, OSError):
        return None


def broker_address() -> str:
    """The broker's address without user and password."""
    parts = urlsplit(settings.CELERY_BROKER_URL)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
