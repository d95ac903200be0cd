"""The articles that a feed lists (RSS, Atom, JSON Feed): their addresses, and when updated."""

import json
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser

from articles.readers import Unreadable

MAX_LINKS = 1_000
NO_FEED = "It is no feed, or one without entries. Check that it is RSS, Atom or JSON."


class FeedLink(NamedTuple):
    """``updated`` is as the feed has it, "" where it says nothing."""

    url: str
    updated: str


def feed_links(raw: bytes, base: str) -> tuple[str, list[FeedLink]]:
    """The feed's title and its links, as it lists them, addresses made whole from ``base``.

    Raises ``Unreadable`` where it is no feed.
    """
    is_json = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    title, rows = _json_rows(raw) if is_json else _xml_rows(raw)
    links = [FeedLink(urljoin(base, url), updated[:100]) for url, updated in rows if url]
    links = [link for link in links if link.url.startswith(("http://", "https://"))]
    if not links:
        raise Unreadable(NO_FEED)
    return " ".join(title.split())[:300], links[:MAX_LINKS]


def _xml_rows(raw: bytes) -> tuple[str, list[tuple[str, str]]]:
    try:
        feed: Any = feedparser.parse(BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(f"It is no feed that can be read ({error}).") from error
    rows = [(str(entry.get("link", "")), _updated(entry)) for entry in feed.entries]
    return str(feed.feed.get("title", "")), rows


def _updated(entry: Any) -> str:
    return str(entry["updated"] if "updated" in entry else entry.get("published", ""))


def _json_rows(raw: bytes) -> tuple[str, list[tuple[str, str]]]:
    try:
        feed = json.loads(raw)
        items = feed["items"]
        rows = [
            (str(item.get("url") or ""), str(item.get("date_modified") or "")) for item in items
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(NO_FEED) from error
    return str(feed.get("title") or ""), rows
