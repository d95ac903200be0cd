"""Politeness: one request a site at a time, with pauses between, and as its robots.txt allows."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.fetching.client import FEED_TYPES, PAGE_TYPES, FetchLimits, FetchResult, fetch
from articles.fetching.robots import delay_seconds, load_robots, may_fetch
from articles.fetching.targets import FetchRefused, FetchTarget, resolve_target
from articles.models import FetchSite

ROBOTS_AGE = timedelta(days=1)
LOCK_SEED = 2  # of the hash of a host, see claims/locks.py


class SiteIsBusy(Exception):
    """Another process asks this site just now."""


def fetch_page(url: str, *, etag: str = "", last_modified: str = "") -> FetchResult:
    """Raises ``FetchRefused``, or ``SiteIsBusy`` at once."""
    return _fetch(url, PAGE_TYPES, etag, last_modified)


def fetch_feed(url: str, *, etag: str = "", last_modified: str = "") -> FetchResult:
    """Raises ``FetchRefused``, or ``SiteIsBusy`` at once."""
    return _fetch(url, (*FEED_TYPES, *PAGE_TYPES), etag, last_modified)


def _fetch(url: str, types: tuple[str, ...], etag: str, last_modified: str) -> FetchResult:
    if not settings.FETCH:
        raise FetchRefused("Fetching is switched off. Set FETCH=1 to switch it on.")
    networks = tuple(settings.FETCH_NETWORKS)
    limits = FetchLimits(settings.MAX_ARTICLE_BYTES, networks, types)
    target = resolve_target(url, allowed=networks)
    with site_lock(target.authority):
        return fetch(url, limits, etag=etag, last_modified=last_modified, check=wait_for_turn)


def wait_for_turn(target: FetchTarget) -> None:
    """Wait for the site's turn; raises ``FetchRefused`` where its robots.txt forbids the page."""
    site = _site(target)
    if not may_fetch(site.robots, target.url):
        raise FetchRefused(
            f"{target.host} lets no program fetch this page (robots.txt). Hand it in by file or "
            f"bookmarklet."
        )
    if site.asked_at:
        passed = (timezone.now() - site.asked_at).total_seconds()
        time.sleep(min(max(delay_seconds(site.robots, settings.FETCH_DELAY) - passed, 0), 60))
    FetchSite.objects.filter(pk=site.pk).update(asked_at=timezone.now())


def _site(target: FetchTarget) -> FetchSite:
    site, _ = FetchSite.objects.get_or_create(host=f"{target.scheme}://{target.authority}"[:300])
    if site.robots_at is None or site.robots_at < timezone.now() - ROBOTS_AGE:
        site.robots = load_robots(target, tuple(settings.FETCH_NETWORKS))
        site.robots_at = timezone.now()
        site.save(update_fields=["robots", "robots_at"])
    return site


@contextmanager
def site_lock(authority: str) -> Iterator[None]:
    """No other process asks this site meanwhile. The lock ends with the connection."""
    with connection.cursor() as cursor:
        key = "hashtextextended(%s, %s)"
        cursor.execute(f"SELECT pg_try_advisory_lock({key})", [authority, LOCK_SEED])
        if not cursor.fetchone()[0]:
            raise SiteIsBusy(authority)
        try:
            yield
        finally:
            cursor.execute(f"SELECT pg_advisory_unlock({key})", [authority, LOCK_SEED])
