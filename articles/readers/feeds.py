"""Feeds (RSS, Atom, JSON Feed) and other JSON and XML: one article an entry with its full text."""

import json
import re
from collections.abc import Iterator

from articles.readers.decoding import decode
from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.feed_entries import ParsedFeed, json_feed, parse_feed
from articles.readers.html import read as read_page
from articles.readers.input_file import InputFile
from articles.readers.kinds import HTML, kind_of
from articles.readers.page.fragment import fragment_text
from articles.readers.tables import read_json_array, read_json_lines

IS_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*([\[{])")


def read(source: InputFile) -> Iterator[Reading]:
    """A document an entry that has the whole text; the address of each that has not."""
    head = source.head()
    if match := IS_JSON.match(head):
        yield from _read_json(source, match[1])
        return
    if kind_of("", head) == HTML:
        yield from read_page(source)
        return
    yield from read_entries(parse_feed(source.raw()))


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
        yield from read_entries(json_feed(content))
    else:
        yield from read_json_array(content if bracket == b"[" else [content], source)


def read_entries(feed: ParsedFeed) -> Iterator[Reading]:
    for number, entry in enumerate(feed.entries, start=1):
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
