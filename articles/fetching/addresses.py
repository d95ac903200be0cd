"""Addresses named one by one: each is fetched and stored, or a line says why not."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from articles.fetching.client import FetchResult
from articles.fetching.feeds import store_page
from articles.fetching.sites import SiteIsBusy, fetch_page
from articles.fetching.targets import FetchRefused
from articles.ingest import IngestOutcome, IngestResult

MAX_ATTEMPTS = 30  # a second apart, while another process asks the same site


def is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def ingest_addresses(addresses: Iterable[str], *, outlet: str = "") -> Iterator[IngestOutcome]:
    """One outcome a document, as ``ingest`` has it of files; ``path`` is the address."""
    for address in addresses:
        try:
            outcomes = store_page(_fetched(address), outlet=outlet)
        except FetchRefused as error:
            outcomes = [IngestOutcome(address, IngestResult.FAILED, notes=(str(error),))]
        for outcome in outcomes:
            yield replace(outcome, path=address)


def _fetched(address: str) -> FetchResult:
    for _ in range(MAX_ATTEMPTS):
        try:
            return fetch_page(address)
        except SiteIsBusy:
            time.sleep(1)
    raise FetchRefused("Another process asks this site all the time. Try again later.")
