"""Atom feeds: valid, stable, bounded, and with the filters of the lists."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from claims.export import atom
from claims.models import Attribution, Statement
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

A = "{http://www.w3.org/2005/Atom}"


def feed_of(client, address: str = "/statements.atom") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def links(element: ElementTree.Element) -> dict[str, str]:
    return {one.get("rel", ""): one.get("href", "") for one in element.findall(f"{A}link")}


def texts(feed: ElementTree.Element, name: str) -> list[str]:
    return [entry.findtext(f"{A}{name}") or "" for entry in feed.findall(f"{A}entry")]


def test_an_entry_goes_by_its_permanent_address(client):
    key = make_attribution().statement.key

    feed = feed_of(client)

    assert texts(feed, "id") == [f"http://testserver/statements/{key}/"]


def test_every_required_element_is_there(client):
    make_attribution()

    feed = feed_of(client)

    for element in (feed, *feed.findall(f"{A}entry")):
        assert all(element.findtext(f"{A}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{A}author/{A}name") == "On Record"


def test_the_newest_come_first_whatever_the_list_is_sorted_by(client):
    older, newer = make_attribution(), make_attribution()
    Statement.objects.filter(pk=older.statement_id).update(
        created_at=datetime(2022, 1, 1, tzinfo=UTC)
    )

    assert texts(feed_of(client), "id")[0].endswith(f"/{newer.statement.key}/")


def test_a_decision_is_a_change(client, django_user_model):
    decided = datetime(2099, 1, 1, tzinfo=UTC)
    curator = django_user_model.objects.create(username="alice")
    make_attribution(status="accepted", decided_by=curator, decided_at=decided)

    feed = feed_of(client)

    assert texts(feed, "updated") == [feed.findtext(f"{A}updated")] == ["2099-01-01T00:00:00+00:00"]


def test_pages_follow_one_another_without_gap_or_repetition(client, monkeypatch):
    monkeypatch.setattr(atom, "MAX_ENTRIES", 2)
    made = [make_attribution().statement.get_absolute_url() for _ in range(5)]
    found, address = [], "/statements.atom?review=unreviewed"

    while address:
        feed = feed_of(client, address)
        found += [one.removeprefix("http://testserver") for one in texts(feed, "id")]
        address = links(feed).get("next")

    assert found == made[::-1]


def test_all_pages_are_of_one_feed(client, monkeypatch):
    monkeypatch.setattr(atom, "MAX_ENTRIES", 1)
    make_attribution(), make_attribution()

    first = feed_of(client)
    second = feed_of(client, links(first)["next"])

    assert first.findtext(f"{A}id") == second.findtext(f"{A}id") == links(second)["first"]


def test_a_feed_has_the_filters_of_the_list(client):
    ann = make_attribution(speaker=make_speaker("Ann", slug="ann")).statement
    make_attribution()

    feed = feed_of(client, "/statements.atom?speaker=ann")

    assert texts(feed, "id") == [f"http://testserver/statements/{ann.key}/"]
    assert links(feed)["alternate"] == "http://testserver/statements/?speaker=ann"
    assert "ann" in (feed.findtext(f"{A}title") or "")


@pytest.mark.parametrize("query", ["sort=date", "page=2", "spekaer=ann", "after=nothing"])
def test_what_cannot_be_honoured_gives_no_feed(client, query):
    response = client.get(f"/statements.atom?{query}")

    assert response.status_code == 400
    assert query.split("=")[0] in response.content.decode()


def test_hostile_words_stay_text(client):
    make_attribution(speaker=make_speaker("<b>]]>&\x01\ufffe"), role="<script>alert(1)</script>")

    feed = feed_of(client)

    assert "<b>]]>&��" in texts(feed, "title")[0]
    assert "&lt;script&gt;" in texts(feed, "content")[0]


def test_an_entry_says_whose_how_sure_and_through_whom(client):
    article = make_article(title="Talks", outlet=make_outlet("The Paper"))
    wire = make_speaker("The Wire")
    make_attribution(make_statement("agree", article=article), speaker=None, via=(wire,))

    [content] = texts(feed_of(client), "content")

    for told in ("Speaker unknown", "Via The Wire", "The Paper", "Talks", "speaker not clear"):
        assert told in content


def test_rejected_and_withdrawn_words_are_in_no_feed(client, django_user_model):
    curator = django_user_model.objects.create(username="alice")
    make_attribution(status="rejected", decided_by=curator, decided_at=timezone.now())
    make_attribution(make_statement(withdrawn_at=timezone.now()))

    assert texts(feed_of(client), "id") == []


def test_articles_have_a_feed_too(client):
    make_article(slug="old"), make_article(slug="new", title="News")

    feed = feed_of(client, "/articles.atom")

    assert [one.split("/")[-2] for one in texts(feed, "id")] == ["new", "old"]


def test_a_feed_that_did_not_change_is_not_sent_again(client):
    make_attribution()
    tag = client.get("/statements.atom")["ETag"]

    assert client.get("/statements.atom", headers={"If-None-Match": tag}).status_code == 304


def test_fifty_entries_cost_as_many_queries_as_one(client, django_assert_max_num_queries):
    for _ in range(6):
        make_attribution(via=(make_speaker(),))

    with django_assert_max_num_queries(9):
        feed_of(client)
    assert Attribution.objects.count() == 6


@pytest.mark.parametrize(
    ("page", "feed"),
    [("/", ""), ("/statements/?act=says", "?act=says"), ("/speakers/ann/", "?speaker=ann"),
     ("/parties/cn/", "?party=cn"), ("/sources/wire/", "?source=wire"),
     ("/search/?q=we+agree", "?q=we%20agree")],
)  # fmt: skip
def test_a_page_of_statements_leads_to_their_feed(client, page, feed):
    ann = make_speaker("Ann Chen", slug="ann", party=make_party())
    make_attribution(speaker=ann, via=(make_speaker("Wire", slug="wire"),))

    found = client.get(page).content.decode()

    [address] = re.findall(r'type="application/atom\+xml"[^>]* href="([^"]*)"', found)
    assert address == f"/statements.atom{feed}"
    assert client.get(address).content.count(b"<entry>") == 1
