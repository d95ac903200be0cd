"""Every public page opens with all its parts and is light, and holds WCAG 2.2 AA.

On a phone and on a desk, in light and dark."""

from dataclasses import dataclass

import pytest
from django.urls import resolve

from tests.browser.axe import findings_everywhere, violations
from tests.browser.states import unreadable
from tests.claims.web.access import ACCESS, EVERYBODY

pytestmark = pytest.mark.browser

WEIGHT = 150_000  # bytes of a page with all its parts
NO_PAGES = {"livez", "readyz", "robots", "oembed", "search_names", "api_description"}
NO_PAGES |= {name for name in ACCESS if name.endswith(("_export", "_feed", "_linked", "_metadata"))}
# These give files, feeds, pictures and JSON.
NO_PAGES |= {"api_list", "api_record", "statement_cite", "statement_reference", "bibliography"}
NO_PAGES |= {"statement_card", "claim_card", "claim_reference"}
NO_PAGES |= {"article_changes"}  # of two versions: test_adding.py
NO_PAGES |= {"welcome"}  # in the frame of the admin: test_admin_access.py
# Stand within a page of somebody else's, which has the rest.
OF_OTHERS = {"statement_embed", "claim_embed"}

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .map(heading => Number(heading.tagName[1]))"""
PARTS = """() => [
    performance.getEntriesByType("navigation")[0].encodedBodySize,
    performance.getEntriesByType("resource").map(part => part.encodedBodySize),
]"""
FIRST_STOP = """() => document.querySelector("a[href], button, input, select, summary")
    ?.getAttribute("href")"""


@dataclass
class SeenPage:
    """What was measured on one page."""

    status: int
    expected_status: int
    faults: list
    weight: int
    unreadable: list


@pytest.fixture(scope="module")
def seen_pages():
    """By address; filled by the first test that asks, since to open every page takes a minute."""
    return {}


@pytest.fixture
def pages(seen_pages, visit, world, settings):
    """Every kind of page. The style page is there with DEBUG only."""
    if not seen_pages:
        page = visit("/livez")
        with_states = {kind_of(address): address for address in reversed(world.kinds)}.values()
        seen = {
            address: see(page, address, status_of(address, world), address in with_states)
            for address in world.kinds
        }
        settings.DEBUG = True
        seen_pages |= seen | {"/design/": see(page, "/design/", 200, with_states=True)}
    return seen_pages


def kind_of(address):
    """Pages of one kind, plain or with something asked for, have the same parts."""
    return names([address]), "?" in address


def see(page, address, expected_status, with_states):
    status = page.goto(address).status
    faults = list(findings_everywhere(page))
    if not names([address]) & OF_OTHERS:
        faults += outline(page)
    weight = weigh(page)
    return SeenPage(
        status, expected_status, faults, weight, list(unreadable(page)) if with_states else []
    )


def names(addresses):
    return frozenset(
        resolve(one.partition("?")[0]).url_name for one in addresses if one != "/nowhere/"
    )


def outline(page):
    """What is wrong with the order of headings, and with the way past the masthead."""
    levels = page.evaluate(HEADINGS)
    jumps = [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    if levels.count(1) != 1 or jumps:
        yield page.url, "headings out of order", levels
    if page.evaluate(FIRST_STOP) != "#main" or not page.locator("main#main").count():
        yield page.url, "no skip link first, or nothing that it leads to"


def weigh(page):
    """The document and its parts, as the site sends them."""
    document, parts = page.evaluate(PARTS)
    return document + sum(parts)


def status_of(address, world):
    if address == "/nowhere/":
        return 404
    if "bogus" in address or address.endswith("?quote=x"):
        return 400
    return 410 if world.rejected.key in address else 200


def test_every_public_page_is_seen(pages):
    public = {name for name, who in ACCESS.items() if who == EVERYBODY}

    assert public - NO_PAGES <= names(pages), "add the page to World.addresses"


def test_every_public_page_opens_with_all_its_parts(pages):
    statuses = {address: page.status for address, page in pages.items()}

    assert statuses == {address: page.expected_status for address, page in pages.items()}


def test_axe_finds_nothing_and_nothing_overflows(pages):
    assert not [fault for page in pages.values() for fault in page.faults]


def test_every_state_of_a_page_can_be_read(pages):
    assert not [fault for page in pages.values() for fault in page.unreadable]


def test_pages_are_light(pages):
    assert {address: p.weight for address, p in pages.items() if p.weight > WEIGHT} == {}


def test_axe_finds_nothing_with_filters_and_notes_unfolded(visit, world):
    page = visit("/statements/", width=1280)
    page.locator("summary", has_text="What they did").first.click()
    assert not violations(page)

    page = visit(world.article.get_absolute_url(), width=320)
    page.locator("details.notes summary").first.click()
    assert not violations(page)
