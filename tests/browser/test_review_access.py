"""axe finds nothing on the desk, in light and dark, on a phone and on a desk (WCAG 2.2 AA)."""

import pytest

from claims import curation
from claims.models import Statement
from tests.browser.axe import findings_everywhere
from tests.browser.sitting import at, press
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_on_the_pages_of_the_desk(sit_down, agreed, talks):
    make_attribution(make_statement("Not yet", article=talks), confidence=0.5)
    found = []
    page = sit_down("/admin/review/")
    for address in (
        "/admin/review/",
        "/admin/review/?bogus=1",
        at(agreed.statement),
        at(agreed.statement, "edit/"),
        f"/admin/review/articles/{talks.slug}/",
        f"/admin/review/articles/{talks.slug}/add/",
    ):
        page.goto(address)
        page.wait_for_selector("html.scripted")
        found += findings_everywhere(page)

    assert not found


def test_axe_finds_nothing_with_menus_dialog_and_both_versions_open(
    sit_down,
    agreed,
    maria,
):
    found = []
    page = sit_down(at(agreed.statement))
    press(page, "r")
    found += findings_everywhere(page)
    press(page, "Escape", "s")
    page.keyboard.type("Bo")
    page.wait_for_selector("[role=option]")
    found += findings_everywhere(page)
    press(page, "Escape", "Escape", "?")
    found += findings_everywhere(page)
    press(page, "Escape")
    curation.reassign(agreed, make_speaker("Bo Li"), by=maria)
    press(page, "r", "1")
    page.wait_for_selector(".conflict")
    found += findings_everywhere(page)

    assert not found
    assert Statement.objects.count() == 1
