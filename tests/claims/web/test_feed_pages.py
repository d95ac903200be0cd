"""/add/feeds/ and the address on /add/: what curators see and do; nothing is fetched by a page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Submission, WatchedFeed
from articles.submissions import fetch_queued
from tests.articles.fetching.web_server import LOOPBACK, web_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, records, settings):
    """The client of a curator where fetching is on."""
    settings.FETCH, settings.FETCH_NETWORKS = True, LOOPBACK
    WatchedFeed.objects.all().delete()
    Submission.objects.all().delete()
    client.force_login(records["curator"])
    return client


def add(desk, url="https://paper.example/feed", **fields):
    return desk.post("/add/feeds/", {"url": url, "minutes": "60", **fields}, follow=True)


def act(desk, feed, action, **fields):
    desk.post(f"/add/feeds/{feed.pk}/", {"action": action, **fields})
    feed.refresh_from_db()
    return feed


def test_a_feed_is_added_with_its_outlet_and_schedule(desk):
    html = add(desk, outlet="The Paper", minutes="15").content.decode()

    feed = WatchedFeed.objects.get()
    assert (feed.outlet.name, feed.minutes) == ("The Paper", 15)
    assert "Not read yet." in html


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://x.example/", "no address"])
def test_what_is_no_address_is_refused(desk, url):
    assert add(desk, url).status_code == 400
    assert not WatchedFeed.objects.exists()


def test_a_feed_is_watched_once(desk):
    add(desk)

    assert "already watched" in add(desk).content.decode()
    assert WatchedFeed.objects.count() == 1


def test_an_empty_page_says_what_to_do(desk):
    assert "No feed is watched yet." in desk.get("/add/feeds/").content.decode()


def test_a_page_says_where_fetching_is_off(desk, settings):
    settings.FETCH = False

    assert "FETCH=1</code> and starts" in desk.get("/add/feeds/").content.decode()


def test_the_problem_of_a_feed_stands_there_with_its_cure(desk):
    add(desk)
    WatchedFeed.objects.update(problem="paper.example answered 404. Check the address.", failures=3)

    html = desk.get("/add/feeds/").content.decode()

    assert "answered 404. Check the address." in html
    assert "Failed 3 times in a row" in html


def test_a_feed_is_paused_resumed_read_now_set_and_removed(desk):
    add(desk)
    feed = WatchedFeed.objects.get()

    assert act(desk, feed, "pause").paused
    assert not act(desk, feed, "resume").paused
    WatchedFeed.objects.update(next_at=timezone.now() + timedelta(days=1), failures=4)
    feed = act(desk, feed, "now")
    assert feed.next_at <= timezone.now()
    assert feed.failures == 0
    assert act(desk, feed, "schedule", minutes="360").minutes == 360
    desk.post(f"/add/feeds/{feed.pk}/", {"action": "remove"})
    assert not WatchedFeed.objects.exists()


def test_an_address_waits_for_the_worker_and_no_page_fetches_it(desk):
    with web_server() as site:
        response = desk.post("/add/", {"address": f"{site.url}/a"}, follow=True)

        assert "Waiting for the page" in response.content.decode()
        assert site.requests == []
    assert Submission.objects.get().state == "queued"


def test_a_page_that_cannot_be_fetched_is_named_by_its_address(desk):
    note = "Port 81 is none of the web’s."
    url = "https://paper.example/a"
    by = desk.get("/add/").wsgi_request.user
    Submission.objects.create(
        by=by, raw=b"", file_name="page.html", url=url, state="failed", note=note
    )

    page = desk.get(Submission.objects.get().get_absolute_url()).content.decode()

    assert f"{url}: {note}" in page
    assert "page.html" not in page


def test_an_address_is_not_asked_for_where_fetching_is_off(desk, settings):
    settings.FETCH = False

    assert 'name="address"' not in desk.get("/add/").content.decode()
    desk.post("/add/", {"address": "https://paper.example/a"})
    assert not Submission.objects.exists()


def test_an_address_that_is_none_is_said_so(desk):
    response = desk.post("/add/", {"address": "javascript:alert(1)"})

    assert response.status_code == 400
    assert "That is not a web address." in response.content.decode()


def test_a_page_that_failed_is_fetched_again_in_one_click(desk):
    with web_server() as site:
        desk.post("/add/", {"address": f"{site.url}/talks"})
        row = Submission.objects.get()
        fetch_queued(row)
        assert Submission.objects.get().state == "failed"
        text = "<p>“We agree,” Ann Chen told reporters in Geneva.<p>It rained all day in the city."
        site.pages["/talks"] = f"<h1>The talks begin</h1>{text}"

        assert "Fetch it again" in desk.get(row.get_absolute_url()).content.decode()
        desk.post(row.get_absolute_url(), {"action": "fetch"})
        fetch_queued(Submission.objects.get())

    assert Submission.objects.get().state == "ready"
