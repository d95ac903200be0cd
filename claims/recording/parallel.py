"""Extraction in several processes of one machine, while the calling process goes on reading.

The queue holds keys of articles; what is still to do the database knows. A process that is killed
leaves its article pending, and the next run does it.
"""

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from queue import Empty, Full
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from config.database import Outage
from config.interrupts import left_to_this_process

if TYPE_CHECKING:
    from articles.models import Article

ARTICLES_AHEAD = 8  # a process that wait in the queue; reading pauses then, so memory stays flat
POLL_SECONDS = 0.5
END_SECONDS = 120  # for what a process has still to group
END_OF_ARTICLES = None


class ExtractionResult(NamedTuple):
    """``error`` is "" where the article was extracted; ``is_outage``: the process has stopped."""

    name: str
    error: str = ""
    is_outage: bool = False


class WorkersLost(Outage):
    """All processes that extract have ended before their work did."""


class ExtractionPool:
    """``count`` processes that extract; a context manager that waits for them to end.

    They are started when the first article comes, for each loads the models.
    """

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")  # connections survive no fork
        self._articles: Any = context.Queue(maxsize=count * ARTICLES_AHEAD)
        self._results: Any = context.Queue()
        self._processes: list[BaseProcess] = [
            context.Process(
                target=run_worker, args=(self._articles, self._results, os.getpid()), daemon=True
            )
            for _ in range(count)
        ]
        self._open = 0  # handed over, not yet answered

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for process in self._processes:
            if process.pid is not None and (kind is not None or not process.is_alive()):
                process.terminate()
        if kind is not None:
            self._articles.cancel_join_thread()

    def extract(self, article_id: int) -> Iterator[ExtractionResult]:
        """Hand an article over; the results that are there meanwhile. Waits while all are busy.

        Raises ``WorkersLost`` where no process is left.
        """
        if self._processes[0].pid is None:
            with left_to_this_process():
                for process in self._processes:
                    process.start()
        while True:
            try:
                self._articles.put(article_id, timeout=POLL_SECONDS)
                break
            except Full:
                self._require_worker()
                yield from self._ready()
        self._open += 1
        yield from self._ready()

    def finish(self) -> Iterator[ExtractionResult]:
        """The results that are still to come; then the processes end."""
        while self._open:
            try:
                yield self._result(POLL_SECONDS)
            except Empty:
                self._require_worker()
        for process in self._processes:
            if process.pid is not None:
                self._articles.put(END_OF_ARTICLES)
        for process in self._processes:
            if process.pid is not None:
                process.join(timeout=END_SECONDS)

    def _ready(self) -> Iterator[ExtractionResult]:
        try:
            while self._open:
                yield self._result(0)
        except Empty:
            return

    def _result(self, timeout: float) -> ExtractionResult:
        result: ExtractionResult = (
            self._results.get(timeout=timeout) if timeout else self._results.get_nowait()
        )
        self._open -= 1
        if result.is_outage:
            raise WorkersLost(result.error)
        return result

    def _require_worker(self) -> None:
        """One that was killed takes its article with it: it stays pending."""
        alive = sum(process.is_alive() for process in self._processes)
        if alive < len(self._processes):
            raise WorkersLost(
                f"{len(self._processes) - alive} of {len(self._processes)} processes that find "
                f"statements have ended, killed perhaps, or out of memory."
            )


def run_worker(articles: Any, results: Any, parent: int) -> None:
    """Extract what comes, until ``END_OF_ARTICLES``, or until the starting process is gone."""
    import django

    django.setup()
    from claims.recording import reconcile

    # As one run, so that statements of several articles are grouped together.
    run = reconcile.process(_pending_articles(articles, results, parent))
    try:
        for outcome in run:
            results.put(ExtractionResult(outcome.article.slug, outcome.error))
    except Outage as error:
        results.put(ExtractionResult("", str(error), is_outage=True))


def _pending_articles(articles: Any, results: Any, parent: int) -> Iterator["Article"]:
    """The articles of the keys that come; of one that is done meanwhile there is only a result."""
    from articles.models import Article
    from claims.recording import reconcile

    while os.getppid() == parent:
        try:
            key = articles.get(timeout=5)
        except Empty:
            continue
        if key is END_OF_ARTICLES:
            return
        pending = Article.objects.filter(pk=key).pending().defer("raw", "search")
        article = next(reconcile.each_if_still_pending(pending), None)
        if article is None:
            results.put(ExtractionResult(""))
        else:
            yield article
