"""What must hold on every public page: hostile text, structure, and the number of queries."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.claims.web.hostile import HOSTILE, OUR_SCRIPT, Page
from tests.make import make_attribution, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_never_obeyed(client, hostile):
    for address in make_world(hostile).addresses:
        page = Page(client.get(address).content.decode())

        assert not {"iframe", "img", "style", "object", "embed"} & set(page.tags), address
        for tag, name, value in page.attributes:
            assert not name.startswith("on"), address
            assert name != "style", address
            assert tag != "svg" or name in ("class", "height", "aria-hidden"), address
            assert not value.strip().lower().startswith(("javascript:", "data:")), address
            assert tag != "script" or name != "src" or OUR_SCRIPT.fullmatch(value), address
        assert page.tags.count("script") == sum(a[:2] == ("script", "src") for a in page.attributes)


def test_every_page_has_a_title_one_main_heading_and_headings_in_order(client):
    for address in make_world().addresses:
        html = client.get(address).content.decode()
        page = Page(html)

        assert " · On Record</title>" in html or address == "/", address
        assert page.headings.count(1) == 1, address
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), (address, page.headings)
        assert len(page.ids) == len(set(page.ids)), address
        assert page.ids.count("main") == 1, address


def test_every_page_that_is_there_names_its_canonical_address(client):
    world = make_world()

    for address in world.addresses:
        html = client.get(address).content.decode()
        canonical = f'<link rel="canonical" href="http://testserver{address.partition("?")[0]}">'
        assert (canonical in html) == (address != "/nowhere/"), address


@pytest.mark.django_db(transaction=True)  # files open a snapshot of their own
def test_every_local_link_leads_somewhere(client):
    world = make_world()
    links = {
        value.partition("#")[0]
        for address in world.addresses
        for tag, name, value in Page(client.get(address).content.decode()).attributes
        if (tag, name) == ("a", "href") and value.startswith("/")
    }

    broken = {link for link in links if status(client, link) not in (200, 302, 410)}

    assert len(links) > 20
    assert not broken


def status(client, address):
    """A file is read to its end, as a browser would."""
    response = client.get(address)
    if response.streaming:
        b"".join(response)
    return response.status_code


def count_queries(client, address):
    cache.clear()  # nothing that a page remembers hides a query
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    return len(queries)


def test_no_list_asks_the_database_more_often_for_more_rows(client):
    world = make_world()
    # More than a page's short lists hold, so that they leave some out before and after.
    _add_statements(world, ("oil", "gas", "tin", "zinc", "lead", "gold"))
    before = {address: count_queries(client, address) for address in world.addresses}

    _add_statements(world, ("iron", "coal", "salt", "wool", "silk", "jute"))

    after = {address: count_queries(client, address) for address in world.addresses}
    assert after == before


def _add_statements(world, words):
    for word in words:
        speaker = make_speaker(party=world.party)
        statement = make_statement(word, article=world.article, quotation="direct")
        make_attribution(statement, speaker=world.speaker, via=(make_speaker(), world.relay))
        make_attribution(make_statement(), speaker=speaker, via=(world.relay,), role="envoy")


def test_pages_only_answer_to_reading(client):
    for address in make_world().addresses:
        if address != "/nowhere/":
            assert client.post(address).status_code == 405, address
