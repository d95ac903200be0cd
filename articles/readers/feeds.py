"""Feeds (RSS, Atom, JSON Feed) and other JSON and XML: one article an entry with its full text."""

import json
import re
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import feedparser

from articles.outlet_list import outlet_at
from articles.readers.decoding import decode
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.html import read as read_page
from articles.readers.input_file import InputFile
from articles.readers.kinds import HTML, kind_of
from articles.readers.page.days import instant_of
from articles.readers.page.fragment import fragment_text
from articles.readers.page.source import domain_of, one_line, web_address
from articles.readers.tables import read_json_array, read_json_lines

MIN_FULL_TEXT_WORDS = (
    150  # of an entry's text that is no summary; one under "content" may be shorter
)
MIN_CONTENT_WORDS = 40
MAX_ENTRIES = 10_000
IS_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*([\[{])")


@dataclass(frozen=True)
class FeedEntry:
    """``html`` is all that the feed has of its text; ``is_full`` whether that is the article."""

    url: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: date | None = None
    updated: date | None = None
    html: str = ""
    is_full: bool = False


def read(source: InputFile) -> Iterator[Reading]:
    """A document an entry that has the whole text; the address of each that has not."""
    head = source.head()
    if match := IS_JSON.match(head):
        yield from _read_json(source, match[1])
        return
    if kind_of("", head) == HTML:
        yield from read_page(source)
        return
    yield from _readings(feed_entries(source.raw()))


def feed_entries(raw: bytes) -> list[FeedEntry]:
    """What an RSS or Atom feed lists, newest as it has them. Nothing is fetched.

    Raises Unreadable where it is no feed.
    """
    try:
        feed = feedparser.parse(BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise Unreadable(f"is no feed that can be read ({error}). Get it again.") from error
    if not feed.entries:
        raise Unreadable("is no feed, or one without entries. Check the address it came from.")
    name = one_line(feed.feed.get("title", ""))
    return [_entry(entry, name) for entry in feed.entries[:MAX_ENTRIES]]


def json_feed_entries(feed: dict[str, Any]) -> list[FeedEntry]:
    """What a JSON Feed lists (jsonfeed.org/version/1.1)."""
    items = feed.get("items")
    entries = []
    for item in items[:MAX_ENTRIES] if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") or [item.get("author") or {}]
        names = (author.get("name", "") for author in authors if isinstance(author, dict))
        html = str(item.get("content_html") or item.get("content_text") or "")
        url = web_address(str(item.get("url") or item.get("id") or ""))
        entries.append(
            FeedEntry(
                url=url,
                title=one_line(item.get("title", "")),
                byline=", ".join(filter(None, map(one_line, names))),
                outlet=_outlet(url, one_line(feed.get("title", ""))),
                published=_day(item.get("date_published")),
                updated=_day(item.get("date_modified")),
                html=html,
                is_full=_words(html) >= MIN_CONTENT_WORDS,
            )
        )
    return entries


def _read_json(source: InputFile, bracket: bytes) -> Iterator[Reading]:
    """A JSON Feed, an array of articles, or a single one; else lines."""
    try:
        content = json.loads(decode(source.raw(factor=10), source.encoding).text, strict=False)
    except RecursionError as error:
        raise Unreadable("is nested too deep. Is it a list of articles?") from error
    except ValueError:
        yield from read_json_lines(source)
        return
    if isinstance(content, dict) and isinstance(content.get("items"), list):
        yield from _readings(json_feed_entries(content))
    else:
        yield from read_json_array(content if bracket == b"[" else [content], source)


def _readings(entries: list[FeedEntry]) -> Iterator[Reading]:
    for number, entry in enumerate(entries, start=1):
        place = entry.url or f"entry {number}"
        if not entry.is_full:
            yield LeftOut({f"entry with a summary only; the article is at {place}": 1})
            continue
        try:
            text, structure = fragment_text(entry.html)
        except Unreadable as error:
            yield Unreadable(str(error), place)
            continue
        yield Document(
            raw=entry.html.encode("utf-8", "replace"),
            text=text,
            encoding="utf-8",
            title=entry.title,
            byline=entry.byline,
            published=entry.published,
            updated=entry.updated,
            url=entry.url,
            outlet=entry.outlet,
            part=place,
            structure=structure,
        )


def _entry(entry: Any, feed_name: str) -> FeedEntry:
    contents = [str(item.get("value", "")) for item in entry.get("content", ())]
    summary = str(entry.get("summary", ""))
    html = max([*contents, summary], key=len)
    least = MIN_CONTENT_WORDS if contents else MIN_FULL_TEXT_WORDS
    url = web_address(str(entry.get("link", "")))
    return FeedEntry(
        url=url,
        title=one_line(entry.get("title", "")),
        byline=one_line(entry.get("author", "")),
        outlet=_outlet(url, feed_name),
        published=_day(entry.get("published")) or _parsed_day(entry.get("published_parsed")),
        updated=_updated(entry),
        html=html,
        is_full=_words(html) >= least,
    )


def _updated(entry: Any) -> date | None:
    if "updated" not in entry:  # feedparser would give ``published`` instead, with a warning
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
