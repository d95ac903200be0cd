"""Extraction on workers, where CELERY_BROKER_URL names a broker; else in the calling process.

The queue only says "look at this article": the article's own row knows whether it is still to be
done. A lost message costs nothing (``manage.py extract --pending``), a repeated one does nothing.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from kombu.exceptions import OperationalError as BrokerError

from articles.models import Article
from claims.recording import reconcile
from config.celery import app
from config.database import DatabaseUnavailable, Outage


class BrokerUnavailable(Outage):
    """No article can be handed to the workers."""


@app.task(
    acks_late=True,
    reject_on_worker_lost=True,
    ignore_result=True,
    autoretry_for=(DatabaseUnavailable,),
    retry_backoff=5,  # seconds: 5, 10, 20 … up to the maximum, half an hour in all
    retry_backoff_max=300,
    max_retries=10,
)
def extract_article(article_id: int) -> None:
    """Extract one article unless another worker has done so meanwhile."""
    pending = Article.objects.pending().filter(pk=article_id)
    for _ in reconcile.process(reconcile.in_turn(pending)):
        pass


def extract(articles: Iterable[Article]) -> Iterator[reconcile.RecordingOutcome]:
    """Extract ``articles`` here, one outcome each; or hand them to workers and yield nothing.

    Raises ``BrokerUnavailable`` where they can't be handed over, ``DatabaseUnavailable`` where
    the database is lost.
    """
    if settings.CELERY_BROKER_URL:
        _hand_over([article.pk for article in articles])
    else:
        yield from reconcile.process(articles)


def _hand_over(articles: list[int]) -> None:
    for count, pk in enumerate(articles):
        try:
            extract_article.delay(pk)
        except (BrokerError, OSError) as error:
            words = " ".join(str(error).split()).rstrip(".")
            raise BrokerUnavailable(
                f"The broker {broker_address()} does not answer ({words}): "
                f"{count} of {len(articles)} articles were handed to the workers. "
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
