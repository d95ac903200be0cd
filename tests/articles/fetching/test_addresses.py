"""Addresses on the command line are fetched and stored like files."""

import pytest

from articles.fetching.addresses import ingest_addresses, is_address
from articles.models import Article
from tests.articles.fetching.web_server import LOOPBACK
from tests.articles.pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fetching(settings):
    settings.FETCH, settings.FETCH_NETWORKS, settings.FETCH_DELAY = True, LOOPBACK, 0


def test_an_address_is_fetched_and_stored(site):
    site.pages["/pier"] = page()

    (outcome,) = ingest_addresses([f"{site.url}/pier"], outlet="The Example")

    assert (outcome.kind, outcome.path) == ("new", f"{site.url}/pier")
    assert Article.objects.get().title == "Board closes north pier"


def test_a_page_that_is_not_there_has_its_line_and_the_next_is_fetched(site):
    site.pages["/pier"] = page()

    failed, stored = ingest_addresses([f"{site.url}/none", f"{site.url}/pier"])

    assert (failed.kind, stored.kind) == ("failed", "new")
    assert failed.notes[0]


def test_only_web_addresses_are_addresses():
    assert is_address("HTTPS://example.org/a")
    assert not is_address("inbox/https")
