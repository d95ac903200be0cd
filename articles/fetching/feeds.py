"""A feed is read: each article that it lists is fetched once, and again when it was updated."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.canonical_url import canonical_url
from articles.fetching.client import FetchResult, file_name
from articles.fetching.sites import SiteIsBusy, fetch_feed, fetch_page
from articles.fetching.targets import FetchRefused
from articles.ingest import IngestOutcome, IngestResult, ingest_bytes
from articles.models import Article, FetchedPage, WatchedFeed
from articles.readers import Unreadable
from articles.readers.feed_entries import NO_FEED, FeedEntry, parse_feed

MAX_LINKS, MAX_TITLE_CHARS = 1_000, 300
MAX_PAGES = 20  # fetched in one reading of a feed; the next one goes on


@dataclass(frozen=True)
class FeedReading:
    """What one reading of a feed came to. ``problem`` is empty where it went well."""

    feed: WatchedFeed
    counts: Counter[str]
    problem: str = ""
    pending: tuple[Article, ...] = ()  # articles whose statements are still to be found


def take_due_feed() -> WatchedFeed | None:
    """A feed whose time has come, for this process alone: the others pass it over."""
    with transaction.atomic():
        feed = WatchedFeed.objects.due().select_for_update(skip_locked=True).first()
        if feed:
            feed.next_at = timezone.now() + feed.next_time()
            feed.save(update_fields=["next_at"])
    return feed


def read_feed(feed: WatchedFeed) -> FeedReading:
    """Fetch a feed, and the pages of articles that are new in it; what came of it is kept."""
    try:
        result = fetch_feed(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        reading = _read_entries(feed, result)
    except FetchRefused as error:
        reading = FeedReading(feed, Counter(), str(error))
    except Unreadable as error:
        reading = FeedReading(feed, Counter(), f"It {error}")
    except SiteIsBusy:
        return FeedReading(feed, Counter())
    save_reading(reading)
    return reading


def _read_entries(feed: WatchedFeed, result: FetchResult) -> FeedReading:
    if result.is_unchanged:
        return FeedReading(feed, Counter())
    listing = parse_feed(result.body, result.url)
    feed.title = feed.title or listing.title[:MAX_TITLE_CHARS]
    links = [entry for entry in listing.entries[:MAX_LINKS] if entry.url]
    if not links:
        raise Unreadable(NO_FEED)
    counts: Counter[str] = Counter()
    pending: list[Article] = []
    new = [link for link in links if not _is_known(link)]
    for link in reversed(new[:MAX_PAGES]):  # the oldest first, as they were published
        for outcome in _read_page(feed, link):
            counts[outcome.kind or "left out"] += 1
            if outcome.article and outcome.article.extraction == "pending":
                pending.append(outcome.article)
    if len(new) <= MAX_PAGES and not counts[IngestResult.FAILED]:  # else it is needed again
        feed.etag, feed.last_modified = result.etag, result.last_modified
    return FeedReading(feed, counts, "", tuple(pending))


def _is_known(link: FeedEntry) -> bool:
    """Whether the page was fetched already, and the feed knows of no update since."""
    page = FetchedPage.objects.filter(canonical_url=canonical_url(link.url)[:1000]).first()
    return page is not None and page.updated == link.stamp and not page.is_to_be_tried


def _read_page(feed: WatchedFeed, link: FeedEntry) -> list[IngestOutcome]:
    address = canonical_url(link.url)[:1000]
    page = FetchedPage.objects.filter(canonical_url=address).first()
    page = page or FetchedPage(canonical_url=address, feed=feed)
    outcomes: list[IngestOutcome] = []
    try:
        result = fetch_page(link.url, etag=page.etag, last_modified=page.last_modified)
    except FetchRefused as error:
        page.problem = str(error)
    except SiteIsBusy:
        return []  # it is fetched the next time
    else:
        page.etag, page.last_modified = result.etag, result.last_modified
        if not result.is_unchanged:
            outcomes = store_page(result, outlet=str(feed.outlet or ""))
        failures = (outcome for outcome in outcomes if outcome.kind == IngestResult.FAILED)
        page.problem = " ".join(note for outcome in failures for note in outcome.notes)
    page.updated = link.stamp
    page.failures = page.failures + 1 if page.problem else 0
    with suppress(IntegrityError), transaction.atomic():  # another feed led there meanwhile
        page.save()
    kind = IngestResult.FAILED if page.problem else IngestResult.UNCHANGED
    return outcomes or [IngestOutcome(Path(link.url), kind, notes=(page.problem,))]


def store_page(result: FetchResult, *, outlet: str = "") -> list[IngestOutcome]:
    """Store what was fetched, as ``manage.py ingest`` would."""
    name = file_name(result)
    return list(ingest_bytes(result.body, name, address=result.url, outlet=outlet))


def save_reading(reading: FeedReading) -> None:
    """The result on the page of feeds; after a failure the feed is asked less often."""
    feed = reading.feed
    feed.read_at, feed.problem = timezone.now(), reading.problem
    feed.failures = feed.failures + 1 if reading.problem else 0
    feed.result = ", ".join(f"{n} {kind}" for kind, n in sorted(reading.counts.items()))[:200]
    feed.result = feed.result or ("" if reading.problem else "nothing new")
    feed.next_at = feed.read_at + feed.next_time()
    columns = "read_at problem failures result next_at etag last_modified title"
    feed.save(update_fields=columns.split())
