"""Extraction on workers, where CELERY_BROKER_URL names a broker; else in the calling process.

The queue only says "look at this article": the article's own row knows whether it is still to be
done. A lost message costs nothing (``manage.py extract --pending``), a repeated one does nothing.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings

from articles.models import Article
from claims import recording
from config.celery import app


@app.task(acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def extract_article(article_id: int) -> None:
    """Extract one article unless another worker has done so meanwhile."""
    for _ in recording.process(Article.objects.pending().filter(pk=article_id)):
        pass


def extract(articles: Iterable[Article]) -> Iterator[recording.Outcome]:
    """Extract ``articles`` here, one outcome each; or hand them to workers and yield nothing."""
    if not settings.CELERY_BROKER_URL:
        yield from recording.process(articles)
        return
    for article in articles:
        extract_article.delay(article.pk)
