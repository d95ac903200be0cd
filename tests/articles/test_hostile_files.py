"""Damaged files of every format are read or refused with a line; nothing else happens."""

import pytest

from articles.readers import Document, LeftOut, Unreadable, read_bytes
from articles.readers.__main__ import record_of
from articles.readers.document import STORED_FIELDS
from articles.readers.feed_entries import parse_feed
from tests.articles import files
from tests.articles.mutations import cases, samples
from tests.articles.pages import page

FEW = 10  # of each format; `python -m tests.bench.hostile` tries thousands
UNSTORABLE = {"half a character": "\ud800", "a NUL": "\0"}
ODD_FIELDS = ("title", "author", "outlet", "url", "language", "text", "date")


def outcome(raw: bytes, name: str) -> int:
    """How many readings there were; raises what should not be raised."""
    count = 0
    try:
        for reading in read_bytes(raw, name, max_bytes=5_000_000):
            assert isinstance(reading, Document | LeftOut | Unreadable)
            if isinstance(reading, Document):
                assert_storable(*(getattr(reading, field) for field in STORED_FIELDS))
                assert_storable(*reading.notes)
                record_of(name, reading)
            count += 1
    except Unreadable:
        count += 1
    return count


def assert_storable(*values: str) -> None:
    for value in values:
        assert "\0" not in value.encode().decode()  # half a character can't be encoded


def odd_record(character: str) -> dict[str, str]:
    """A whole article, each of whose fields has this character."""
    values = {"url": "https://example.org/a", "text": files.TEXT}
    return {field: values.get(field, field) + character for field in ODD_FIELDS}


@pytest.mark.parametrize("name", samples())
def test_damaged_files_are_read_or_refused(name):
    for case, _, raw in cases(FEW, seed=1):
        if case == name:
            outcome(raw, name)


@pytest.mark.parametrize("name", samples())
def test_whole_samples_are_read(name):
    assert outcome(samples()[name], name)


@pytest.mark.parametrize("character", UNSTORABLE.values(), ids=UNSTORABLE)
def test_characters_that_nothing_can_store_do_not_reach_a_document(character):
    assert outcome(files.json_lines(odd_record(character)), "a.jsonl") == 1


@pytest.mark.parametrize("character", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_a_page_says_of_itself_can_be_stored(character):
    linked = {"@type": "NewsArticle", "headline": "Board" + character, "author": "Ann" + character}
    script = files.json_lines(linked | {"publisher": {"name": "Times" + character}}).decode()
    assert outcome(page(head=f'<script type="application/ld+json">{script}</script>').encode(), "a")


@pytest.mark.parametrize("character", UNSTORABLE.values(), ids=UNSTORABLE)
def test_what_a_feed_lists_can_be_stored(character):
    item = odd_record(character) | {"date_modified": character, "id": "https://example.org/b"}
    feed = parse_feed(files.json_lines({"title": "Times" + character, "items": [item]}))
    entry = feed.entries[0]
    assert_storable(feed.title, entry.url, entry.title, entry.outlet, entry.stamp)
