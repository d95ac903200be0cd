"""Watching the web: queued pages and due feeds are fetched, and what is new is extracted.

Several processes may watch at once: a feed belongs to whoever claims it, a site is asked by one at
a time.
"""

from collections.abc import Iterator
from contextlib import suppress

from articles.fetching.feeds import read_feed, take_due_feed
from articles.models import Article, Submission
from articles.submissions import fetch_queued
from claims.recording import reconcile, tasks


def watch_once() -> Iterator[str]:
    """Do all that is due, one line for each page or feed.

    Raises ``Outage`` where the database or the broker is lost.
    """
    yield from fetch_submissions()
    while feed := take_due_feed():
        reading = read_feed(feed)
        yield f"{feed}: {reading.problem or feed.result}"
        yield from _extract([article.pk for article in reading.pending])
        yield from fetch_submissions()  # somebody waits for these


def fetch_submissions() -> Iterator[str]:
    """Fetch the pages that curators wait for; what they come to is shown on /add/."""
    for pk in list(Submission.objects.queued().values_list("pk", flat=True)):
        with suppress(Submission.DoesNotExist):  # dropped meanwhile
            submission = Submission.objects.queued().get(pk=pk)
            fetch_queued(submission)
            yield f"{submission.url}: {submission.note or submission.get_state_display()}"


def _extract(ids: list[int]) -> Iterator[str]:
    pending = Article.objects.filter(pk__in=ids).pending().order_by("pk")
    for outcome in tasks.extract(reconcile.each_if_still_pending(pending.defer("raw", "search"))):
        if outcome.error:
            yield f"{outcome.article.slug}: {outcome.error}"
