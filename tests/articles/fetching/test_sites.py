"""Politeness: robots.txt is obeyed, a site is asked by one at a time, with pauses."""

import time

import pytest
from django.db import connections

from articles.fetching.sites import SiteIsBusy, fetch_feed, fetch_page
from articles.fetching.targets import FetchRefused
from articles.models import FetchSite
from tests.articles.fetching.web_server import LOOPBACK
from tests.articles.test_ingest_at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fetching(settings):
    settings.FETCH, settings.FETCH_NETWORKS, settings.FETCH_DELAY = True, LOOPBACK, 0


def test_nothing_is_fetched_where_fetching_is_off(site, settings):
    settings.FETCH = False

    with pytest.raises(FetchRefused, match="FETCH=1"):
        fetch_page(site.url)
    assert site.requests == []


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site):
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /private/"
    site.pages["/private/a"] = "secret"

    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetch_page(f"{site.url}/private/a")
    assert site.paths == ["/robots.txt"]


def test_a_redirect_to_a_forbidden_page_is_not_followed(site):
    site.pages["/robots.txt"] = "User-agent: OnRecord\nDisallow: /private/"
    site.pages["/a"] = (302, {"Location": "/private/a"}, b"")

    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetch_page(f"{site.url}/a")
    assert site.paths == ["/robots.txt", "/a"]


def test_robots_txt_is_asked_for_once_a_day(site):
    site.pages["/a"] = "page"

    for _ in range(3):
        fetch_page(f"{site.url}/a")

    assert site.paths == ["/robots.txt", "/a", "/a", "/a"]


def test_a_site_without_robots_txt_allows_everything(site):
    site.pages["/a"] = "page"

    assert fetch_page(f"{site.url}/a").body == b"page"


def test_a_site_whose_robots_txt_fails_is_left_alone_and_tried_again(site):
    site.pages |= {"/robots.txt": (503, {}, b""), "/a": "page"}

    with pytest.raises(FetchRefused, match="can’t be read"):
        fetch_page(f"{site.url}/a")
    site.pages["/robots.txt"] = ""

    assert fetch_page(f"{site.url}/a").body == b"page"


def test_two_requests_have_the_pause_that_the_site_asks_for_between_them(site):
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 1", "/a": "page"}
    fetch_page(f"{site.url}/a")
    start = time.monotonic()

    fetch_page(f"{site.url}/a")

    assert time.monotonic() - start > 0.9
    assert FetchSite.objects.get().asked_at


@pytest.mark.django_db(transaction=True)
def test_a_site_is_asked_by_one_at_a_time(site):
    def slowly(handler):
        time.sleep(1)
        handler.send_response(200)
        handler.end_headers()

    site.pages["/a"] = slowly
    results = []

    def ask():
        try:
            results.append(fetch_page(f"{site.url}/a").status)
        except SiteIsBusy:
            results.append("busy")
        connections.close_all()

    at_once(ask, ask)

    assert sorted(map(str, results)) == ["200", "busy"]


def test_a_feed_may_be_xml_and_a_page_may_not(site):
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, "<rss/>")

    assert fetch_feed(f"{site.url}/feed").body == b"<rss/>"
    with pytest.raises(FetchRefused, match="not read from the web"):
        fetch_page(f"{site.url}/feed")
