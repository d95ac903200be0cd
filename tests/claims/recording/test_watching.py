"""manage.py watch: what is due is fetched, stored and extracted."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Submission, WatchedFeed
from articles.submissions import submit_address
from tests.articles.fetching.test_feeds import page, rss
from tests.articles.fetching.web_server import LOOPBACK, web_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.FETCH, settings.FETCH_NETWORKS, settings.FETCH_DELAY = True, LOOPBACK, 0
    with web_server() as server:
        server.pages["/one"] = page("Talks one")
        yield server


def watch():
    out = StringIO()
    call_command("watch", "--once", stdout=out)
    return out.getvalue()


def test_a_watched_feed_ends_in_articles_with_their_statements(site, admin_user):
    site.pages["/feed"] = rss(site, "one")
    WatchedFeed.objects.create(url=f"{site.url}/feed", added_by=admin_user)

    lines = watch()

    article = Article.objects.get()
    assert "1 new" in lines
    assert article.extraction == "done"
    assert article.statements.count() > 0
    assert watch() == ""


def test_a_page_that_a_curator_waits_for_is_fetched(site, admin_user):
    submit_address(f"{site.url}/one", by=admin_user)

    watch()

    assert Submission.objects.get().state == "ready"


def test_a_broken_feed_is_named_with_its_cure(site, admin_user):
    WatchedFeed.objects.create(url=f"{site.url}/nowhere", added_by=admin_user)

    assert "answered 404. The page is not there" in watch()


def test_where_fetching_is_off_the_command_says_how_to_switch_it_on():
    with pytest.raises(CommandError, match="FETCH=1") as caught:
        call_command("watch", "--once")

    assert caught.value.returncode == 2
