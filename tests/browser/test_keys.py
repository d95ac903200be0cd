"""Keys for readers, and the box that filters the values of a facet."""

import pytest
from playwright.sync_api import expect

from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.browser


@pytest.fixture
def speakers(transactional_db):
    for number in range(8):
        make_attribution(make_statement(f"Word {number}"), speaker=make_speaker(f"Ann N{number}"))


def test_keys_focus_the_search_and_walk_from_statement_to_statement(visit, speakers):
    page = visit("/statements/")
    page.keyboard.press("/")
    expect(page.locator("#id_q")).to_be_focused()

    page.locator("#count").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tbody tr").nth(1).locator("a.open")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In the article")).to_be_visible()


@pytest.mark.parametrize("name", ["claims", "speakers", "articles", "sources", "parties"])
def test_keys_walk_every_list_from_record_to_record(visit, world, name):
    page = visit(f"/{name}/")
    page.locator("#count").focus()
    page.keyboard.press("j")

    expect(page.locator("tbody tr .main-cell a").first).to_be_focused()


def test_a_key_lists_the_keys(visit, speakers):
    page = visit("/")
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Keys")).not_to_be_visible()


def test_a_box_filters_the_values_of_a_facet(visit, speakers):
    page = visit("/statements/")
    page.get_by_role("searchbox", name="Filter speaker").fill("n7")

    links = page.get_by_role("link", name="Ann N").and_(page.locator(".group a"))
    expect(links.locator("visible=true")).to_have_count(1)


@pytest.mark.parametrize("address", ["/statements/", "/claims/", "/statements/?q=zzz"])
def test_results_are_two_tabs_away(visit, speakers, address):
    page = visit(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to results")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#count")).to_be_focused()


def test_from_the_search_to_the_answer_are_eight_tabs_at_most(visit, world):
    page = visit("/search/?q=who+denies+a+plan+of+war")
    tabs = 0
    for _ in range(2):
        page.keyboard.press("Tab")
        tabs += 1
    expect(page.get_by_role("link", name="Skip to results")).to_be_focused()
    page.keyboard.press("Enter")
    answer = page.locator(".statements a.open").first
    while not answer.evaluate("element => element === document.activeElement"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 8

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="In the article")).to_be_visible()
