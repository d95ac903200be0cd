"""Where the articles of one ingest are extracted: here, in processes beside, or by workers."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings

from articles.models import Article, ExtractionState
from claims.recording import reconcile, tasks
from claims.recording.parallel import ExtractionPool, ExtractionResult
from config.database import retrying

CHUNK = 500  # keys of one query
POLL_SECONDS = 2.0


class ExtractionRun(Protocol):
    """A context manager that takes articles as they are stored; results come when they are there.

    Its methods raise ``Outage`` where what the work needs is away.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None: ...

    def extract(self, article_id: int) -> Iterator[ExtractionResult]:
        """Take one more article; the results that are there meanwhile."""
        ...

    def finish(self) -> Iterator[ExtractionResult]:
        """The results that are still to come."""
        ...


class CollectedRun:
    """Keeps the keys until all are stored."""

    def __init__(self) -> None:
        self.keys: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        return None

    def extract(self, article_id: int) -> Iterator[ExtractionResult]:
        self.keys.append(article_id)
        return iter(())

    def _chunks(self) -> Iterator[list[int]]:
        for start in range(0, len(self.keys), CHUNK):
            yield self.keys[start : start + CHUNK]


class RunHere(CollectedRun):
    """Extracts in the calling process."""

    def finish(self) -> Iterator[ExtractionResult]:
        for keys in self._chunks():
            pending = Article.objects.filter(pk__in=keys).pending().order_by("pk")
            for outcome in reconcile.process(reconcile.in_turn(pending.defer("raw", "search"))):
                yield ExtractionResult(outcome.article.slug, outcome.error)


class RunByWorkers(CollectedRun):
    """Hands the articles to workers; ``is_waiting``: the results are what these do of them."""

    def __init__(self, *, is_waiting: bool) -> None:
        super().__init__()
        self.is_waiting = is_waiting

    def finish(self) -> Iterator[ExtractionResult]:
        tasks.hand_over(self.keys)
        if self.is_waiting:
            for keys in self._chunks():
                yield from _results(set(keys))


def _results(keys: set[int]) -> Iterator[ExtractionResult]:
    """Each of these articles as soon as it is no longer pending."""
    while keys:
        rows = retrying(
            lambda: list(
                Article.objects.filter(pk__in=keys)
                .exclude(extraction=ExtractionState.PENDING)
                .values_list("pk", "slug", "extraction", "extraction_note")
            )
        )
        for key, slug, state, note in rows:
            keys.discard(key)
            yield ExtractionResult(slug, note if state == ExtractionState.FAILED else "")
        if keys and not rows:
            time.sleep(POLL_SECONDS)


def run_for(workers: int, *, is_waiting: bool) -> ExtractionRun:
    """By workers where there is a broker, in ``workers`` processes where that is more than one."""
    if settings.CELERY_BROKER_URL and not workers:
        return RunByWorkers(is_waiting=is_waiting)
    return ExtractionPool(workers) if workers > 1 else RunHere()
