"""axe finds nothing on any page, in light and dark, on a phone and on a desk (WCAG 2.2 AA)."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast"]}  # all that changes in the dark


def findings(page, width, scheme):
    rules = RULES if scheme == "light" else CONTRAST
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for violation in Axe().run(page, options=rules).response["violations"]:
        yield page.url, width, scheme, violation["id"], [n["html"] for n in violation["nodes"]][:3]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield page.url, width, scheme, "scrolls sideways"


def test_axe_finds_nothing_and_nothing_overflows(visit, world):
    page = visit("/livez")
    found = []
    for address in world.kinds:
        page.goto(address)
        for width, scheme in product((320, 1280), ("light", "dark")):
            found += findings(page, width, scheme)

    assert not found


def test_axe_finds_nothing_with_filters_and_notes_unfolded(visit, world):
    page = visit("/statements/", width=1280)
    page.locator("summary", has_text="Quotation").click()
    page.get_by_role("combobox", name="Search").press_sequentially("ann")
    page.get_by_role("option").first.wait_for()
    assert not Axe().run(page, options=RULES).response["violations"]

    page = visit(world.article.get_absolute_url(), width=320)
    page.locator("details.notes summary").first.click()
    assert not Axe().run(page, options=RULES).response["violations"]
