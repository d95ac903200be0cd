"""Where the articles of one ingest are extracted: here, in processes beside, or by workers."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings

from articles.models import Article, ExtractionState
from claims.batches import batches
from claims.recording import reconcile, tasks
from claims.recording.parallel import ExtractionPool, ExtractionResult
from config.database import retrying

KEYS_PER_QUERY = 500
POLL_SECONDS = 2.0


class ExtractionRun(Protocol):
    """A context manager that takes articles as they are stored; it gives results as they are ready.

    Its methods raise ``Outage`` where what the work needs is away.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None: ...

    def extract(self, article_id: int) -> Iterator[ExtractionResult]:
        """Take one more article; the results that are ready meanwhile."""
        ...

    def finish(self) -> Iterator[ExtractionResult]:
        """The results that are still to come."""
        ...


class DeferredRun:
    """Takes the articles when all are stored, not as they come: keeps their keys until then."""

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


class RunHere(DeferredRun):
    """Extracts in the calling process."""

    def finish(self) -> Iterator[ExtractionResult]:
        for keys in batches(self.keys, KEYS_PER_QUERY):
            pending = Article.objects.filter(pk__in=keys).pending().order_by("pk")
            for outcome in reconcile.process(
                reconcile.each_if_still_pending(pending.defer("raw", "search"))
            ):
                yield ExtractionResult(outcome.article.slug, outcome.error)


class RunByWorkers(DeferredRun):
    """Hands the articles to workers; ``waits_for_results``: gives what these record of them."""

    def __init__(self, *, waits_for_results: bool) -> None:
        super().__init__()
        self.waits_for_results = waits_for_results

    def finish(self) -> Iterator[ExtractionResult]:
        tasks.hand_over(self.keys)
        if self.waits_for_results:
            for keys in batches(self.keys, KEYS_PER_QUERY):
                yield from results_of_workers(set(keys))


def results_of_workers(keys: set[int]) -> Iterator[ExtractionResult]:
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


def run_for(workers: int, *, waits_for_results: bool) -> ExtractionRun:
    """By workers where there is a broker, in ``workers`` processes where that is more than one."""
    if settings.CELERY_BROKER_URL and not workers:
        return RunByWorkers(waits_for_results=waits_for_results)
    return ExtractionPool(workers) if workers > 1 else RunHere()
