"""What a feed (RSS, Atom, JSON Feed) lists, for files of feeds and for feeds that are fetched."""

import json
import re
from calendar import timegm
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import feedparser

from articles.outlet_list import outlet_at
from articles.readers.document import Unreadable, storable
from articles.readers.page.days import instant_of
from articles.readers.page.source import domain_of, one_line, web_address

# Of an entry's text that is no summary; one under "content" may be shorter.
MIN_FULL_TEXT_WORDS = 150
MIN_CONTENT_WORDS = 40
MAX_ENTRIES = 10_000
MAX_STAMP_CHARS = 100
NO_FEED = "is no feed, or one without entries. Check that it is RSS, Atom or JSON."


@dataclass(frozen=True)
class FeedEntry:
    """``html`` is all that the feed has of its text; ``is_full`` whether that is the article.

    ``stamp`` is the moment of the last change as the feed has it, "" where it says nothing.
    """

    url: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: date | None = None
    updated: date | None = None
    stamp: str = ""
    html: str = ""
    is_full: bool = False


@dataclass(frozen=True)
class ParsedFeed:
    """Its entries stand as it lists them, mostly the newest first."""

    title: str
    entries: tuple[FeedEntry, ...]


def parse_feed(raw: bytes, base: str = "") -> ParsedFeed:
    """The feed in these bytes, fetched at ``base``. Raises Unreadable where it is none."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        try:
            return json_feed(json.loads(raw, strict=False), base)
        except (ValueError, RecursionError) as error:
            raise Unreadable(NO_FEED) from error
    try:
        parsed: Any = feedparser.parse(
            BytesIO(raw), resolve_relative_uris=False, sanitize_html=False
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(NO_FEED) from error
    title = one_line(parsed.feed.get("title", ""))
    return _feed(title, (_entry(entry, title, base) for entry in parsed.entries[:MAX_ENTRIES]))


def json_feed(content: Any, base: str = "") -> ParsedFeed:
    """A JSON Feed (jsonfeed.org/version/1.1). Raises Unreadable where it is none."""
    items = content.get("items") if isinstance(content, dict) else None
    if not isinstance(items, list):
        raise Unreadable(NO_FEED)
    title = one_line(content.get("title", ""))
    records = (item for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return _feed(title, (_json_entry(item, title, base) for item in records))


def _feed(title: str, entries: Iterable[FeedEntry]) -> ParsedFeed:
    feed = ParsedFeed(title, tuple(entries))
    if not feed.entries:
        raise Unreadable(NO_FEED)
    return feed


def _json_entry(item: dict[str, Any], feed_name: str, base: str) -> FeedEntry:
    authors = item.get("authors") or [item.get("author") or {}]
    names = (author.get("name", "") for author in authors if isinstance(author, dict))
    html = str(item.get("content_html") or item.get("content_text") or "")
    url = web_address(str(item.get("url") or item.get("id") or ""), base)
    return FeedEntry(
        url=url,
        title=one_line(item.get("title", "")),
        byline=", ".join(filter(None, map(one_line, names))),
        outlet=_outlet(url, feed_name),
        published=_day(item.get("date_published")),
        updated=_day(item.get("date_modified")),
        stamp=_stamp(item.get("date_modified")),
        html=html,
        is_full=_words(html) >= MIN_CONTENT_WORDS,
    )


def _entry(entry: Any, feed_name: str, base: str) -> FeedEntry:
    contents = [str(item.get("value", "")) for item in entry.get("content", ())]
    summary = str(entry.get("summary", ""))
    html = max([*contents, summary], key=len)
    least = MIN_CONTENT_WORDS if contents else MIN_FULL_TEXT_WORDS
    url = web_address(str(entry.get("link", "")), base)
    # feedparser would give ``published`` for a missing ``updated``, with a warning.
    stamp = entry["updated"] if "updated" in entry else entry.get("published", "")
    return FeedEntry(
        url=url,
        title=one_line(entry.get("title", "")),
        byline=one_line(entry.get("author", "")),
        outlet=_outlet(url, feed_name),
        published=_day(entry.get("published")) or _parsed_day(entry.get("published_parsed")),
        updated=_updated(entry),
        stamp=_stamp(stamp),
        html=html,
        is_full=_words(html) >= least,
    )


def _stamp(value: object) -> str:
    return storable(str(value or ""))[:MAX_STAMP_CHARS]


def _updated(entry: Any) -> date | None:
    if "updated" not in entry:
        return None
    return _day(entry["updated"]) or _parsed_day(entry.get("updated_parsed"))


def _outlet(url: str, feed_name: str) -> str:
    listed = outlet_at(domain_of(url))
    return listed.name if listed else feed_name


def _words(html: str) -> int:
    return len(re.sub(r"<[^<>]{0,500}>", " ", html).split())


def _day(value: object) -> date | None:
    instant = instant_of(value)
    return instant.moment.date() if instant else None


def _parsed_day(value: Any) -> date | None:
    with suppress(TypeError, ValueError, OverflowError):
        return datetime.fromtimestamp(timegm(value), UTC).date()
    return None
