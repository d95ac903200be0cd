"""Feeds: what they list is fetched and stored once, again when updated; faults are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.fetching.feeds import read_feed, take_due_feed
from articles.models import Article, FetchedPage, WatchedFeed
from articles.submissions import fetch_queued, submit_address
from tests.articles.fetching.web_server import LOOPBACK

pytestmark = pytest.mark.django_db

BODY = "".join(
    f"<p>On day {n} the minister told reporters that the long talks about the river would go on "
    f"for another week, and that nobody had left the room before midnight.</p>"
    for n in range(6)
)


@pytest.fixture(autouse=True)
def fetching(settings):
    settings.FETCH, settings.FETCH_NETWORKS, settings.FETCH_DELAY = True, LOOPBACK, 0


def page(title):
    body = BODY.replace("day", title)
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


def rss(site, *names, updated=""):
    items = "".join(
        f"<item><title>{name}</title><link>{site.url}/{name}</link>{updated}</item>"
        for name in names
    )
    channel = f"<channel><title>Daily</title>{items}</channel>"
    feed = f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'
    return (200, {"Content-Type": "application/rss+xml", "ETag": '"f"'}, feed)


@pytest.fixture
def feed(site, admin_user):
    site.pages |= {"/one": page("Talks one"), "/two": page("Talks two")}
    site.pages["/feed"] = rss(site, "one", "two")
    return WatchedFeed.objects.create(url=f"{site.url}/feed", added_by=admin_user)


def again(feed):
    feed.refresh_from_db()
    return read_feed(feed)


def test_each_article_of_a_feed_is_fetched_and_stored(site, feed):
    reading = read_feed(feed)

    assert reading.counts == {"new": 2}
    assert sorted(Article.objects.values_list("url", flat=True)) == [
        f"{site.url}/one",
        f"{site.url}/two",
    ]
    assert {article.title for article in reading.pending} == {"Talks one", "Talks two"}


def test_a_feed_read_again_fetches_nothing_twice(site, feed):
    read_feed(feed)
    again(feed)

    assert site.paths.count("/one") == 1
    assert site.requests[-1][1]["If-None-Match"] == '"f"'
    assert WatchedFeed.objects.get().result == "nothing new"


def test_an_article_that_the_feed_calls_updated_is_a_new_version(site, feed):
    read_feed(feed)
    site.pages["/one"] = page("Talks won")
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><title>x</title>'
        f'<link href="{site.url}/one"/><updated>2026-03-18T10:00:00Z</updated></entry></feed>'
    )
    site.pages["/feed"] = (200, {"Content-Type": "application/atom+xml"}, atom)

    reading = again(feed)

    assert reading.counts == {"revised": 1}
    assert Article.objects.public().filter(title="Talks won").exists()


def test_a_page_that_cannot_be_read_is_noted_and_the_others_go_on(site, feed):
    site.pages["/one"] = (404, {}, b"")

    reading = read_feed(feed)

    assert reading.counts == {"failed": 1, "new": 1}
    for _ in range(5):
        again(feed)
    assert site.paths.count("/one") == 3, "it is given up after the third time"
    assert "answered 404" in FetchedPage.objects.get(canonical_url__endswith="one").problem


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((500, {}, b""), "Try again later"),
        ((200, {"Content-Type": "text/html"}, b"<html><p>no feed"), "It is no feed"),
        ((200, {"Content-Type": "application/json"}, b'{"items": '), "It is no feed"),
    ],
)
def test_a_feed_that_fails_says_why_and_is_read_less_often(site, feed, answer, words):
    site.pages["/feed"] = answer

    read_feed(feed)
    again(feed)

    feed.refresh_from_db()
    assert words in feed.problem
    assert feed.failures == 2
    assert feed.next_at > timezone.now() + timedelta(minutes=3 * feed.minutes)


def test_a_feed_that_works_again_is_read_as_often_as_before(site, feed):
    WatchedFeed.objects.update(failures=5, problem="x")

    again(feed)

    feed.refresh_from_db()
    assert (feed.failures, feed.problem) == (0, "")


def test_a_due_feed_is_claimed_by_one_and_a_paused_one_by_nobody(feed):
    assert take_due_feed() == feed
    assert take_due_feed() is None

    WatchedFeed.objects.update(next_at=timezone.now(), paused=True)
    assert take_due_feed() is None


def test_a_queued_address_becomes_a_submission_to_look_at(site, admin_user):
    site.pages |= {"/a": (302, {"Location": "/one"}, b""), "/one": page("Talks one")}
    row = submit_address(f"{site.url}/a", by=admin_user)

    fetch_queued(row)

    row.refresh_from_db()
    assert (row.state, row.title, row.url) == ("ready", "Talks one", f"{site.url}/one")


def test_a_queued_address_that_fails_says_why(site, admin_user):
    row = submit_address(f"{site.url}/nowhere", by=admin_user)

    fetch_queued(row)

    row.refresh_from_db()
    assert row.state == "failed"
    assert "answered 404" in row.note
