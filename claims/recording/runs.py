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
KEYS_KEPT_BACK = 40  # of articles that go in the last messages
ARTICLES_PER_LAST_MESSAGE = 5
POLL_SECONDS = 0.5


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
    """Keeps the keys of the articles as they come, for when all are stored."""

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
    """Hands the articles to workers as they come; ``waits_for_results``: gives what these record.

    The last ones go in small messages, so that no worker is left with many while others have none.
    """

    def __init__(self, *, waits_for_results: bool) -> None:
        super().__init__()
        self.waits_for_results = waits_for_results
        self.handed_count = 0  # of ``keys``, from the first on
        self.is_broker_away = False

    def extract(self, article_id: int) -> Iterator[ExtractionResult]:
        super().extract(article_id)
        if len(self.keys) - self.handed_count >= KEYS_KEPT_BACK + tasks.ARTICLES_PER_MESSAGE:
            self._hand_over(tasks.ARTICLES_PER_MESSAGE)
        return iter(())

    def _hand_over(self, count: int) -> None:
        """Where the broker is away all articles are stored first; ``finish`` says so then."""
        if self.is_broker_away:
            return
        try:
            tasks.hand_over(self.keys[self.handed_count : self.handed_count + count])
            self.handed_count += count
        except tasks.BrokerUnavailable:
            self.is_broker_away = True

    def finish(self) -> Iterator[ExtractionResult]:
        rest = self.keys[self.handed_count :]
        tasks.hand_over(rest, done=self.handed_count, size=ARTICLES_PER_LAST_MESSAGE)
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
