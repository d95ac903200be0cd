"""Every public page, on a phone and on a desk, in light and dark: WCAG 2.2 AA, and its weight."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from tests.browser.axe import RULES, findings
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


@pytest.fixture
def pages(world, settings):
    """Every kind of page, one after the other. The style page is there with DEBUG only."""

    def each():
        yield from world.kinds
        settings.DEBUG = True
        yield "/design/"

    return each()


def names(addresses):
    return {resolve(one.partition("?")[0]).url_name for one in addresses if one != "/nowhere/"}


def outline(page):
    """What is wrong with the order of headings, and with the way past the masthead."""
    levels = page.evaluate(HEADINGS)
    jumps = [(a, b) for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    if levels.count(1) != 1 or jumps:
        yield page.url, "headings out of order", levels
    if page.evaluate(FIRST_STOP) != "#main" or not page.locator("main#main").count():
        yield page.url, "no skip link first, or nothing that it leads to"


def weight(page):
    """The document and its parts, as the site sends them."""
    document, parts = page.evaluate(PARTS)
    return document + sum(parts)


def test_every_public_page_is_walked(pages):
    public = {name for name, who in ACCESS.items() if who == EVERYBODY}

    assert public - NO_PAGES <= names(pages), "add the page to World.addresses"


def test_axe_finds_nothing_and_nothing_overflows(visit, pages):
    page = visit("/livez")
    found = []
    for address in pages:
        page.goto(address)
        for width, scheme in ((320, "light"), (1280, "light"), (1280, "dark")):
            found += findings(page, width, scheme)
        if not names([address]) & OF_OTHERS:
            found += outline(page)

    assert not found


def test_pages_are_light(visit, pages):
    weights = {}
    for address in pages:
        page = visit(address)
        page.wait_for_load_state("networkidle")
        weights[address] = weight(page)
        page.context.close()

    assert {one: n for one, n in weights.items() if n > WEIGHT} == {}


def test_axe_finds_nothing_with_filters_and_notes_unfolded(visit, world):
    page = visit("/statements/", width=1280)
    page.locator("summary", has_text="What they did").first.click()
    assert not Axe().run(page, options=RULES).response["violations"]

    page = visit(world.article.get_absolute_url(), width=320)
    page.locator("details.notes summary").first.click()
    assert not Axe().run(page, options=RULES).response["violations"]
