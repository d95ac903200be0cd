"""A list changes in place; its address stays the state, and without scripts it works as well."""

import re

import pytest
from playwright.sync_api import expect

from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.browser


@pytest.fixture
def statements(world):
    """The world's four, and enough denials by Bob Ray for a second page."""
    bob = make_speaker("Bob Ray", slug="bob")
    for number in range(31):
        make_attribution(make_statement(f"Denial {number}."), speaker=bob, act="denies")
    return world


def stays(page):
    """Marks the window; the mark is gone after a visit of any address."""
    page.evaluate("window.stayed = true")
    return lambda: page.evaluate("window.stayed === true")


def facet(page, name):
    return page.get_by_role("list", name="What they did", exact=True).get_by_role("link", name=name)


def count(page):
    return page.locator("#count")


def announced(page):
    return page.locator("p[aria-live=polite]")


def test_a_facet_narrows_the_list_in_place_keeps_the_focus_and_is_announced(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)

    facet(page, "denied").press("Enter")

    expect(count(page)).to_contain_text("32 statements")
    expect(announced(page)).to_contain_text("32 statements")
    expect(page).to_have_url(re.compile(r"\?act=denies$"))
    expect(page).to_have_title(re.compile("^denied · Statements"))
    expect(facet(page, "Remove denied")).to_be_focused()
    assert stayed()


def test_several_values_of_a_facet_add_up_and_each_can_be_taken_away(visit, statements):
    page = visit("/statements/")

    facet(page, "denied").click()
    expect(count(page)).to_contain_text("32 statements")
    facet(page, "said").click()
    expect(count(page)).to_contain_text("34 statements")
    page.get_by_role("link", name="Remove what they did: denied").click()

    expect(count(page)).to_contain_text("2 statements")
    expect(page.get_by_role("link", name="Remove what they did: said")).to_be_focused()


def test_back_and_forward_bring_the_list_of_their_address(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)
    facet(page, "denied").click()
    expect(count(page)).to_contain_text("32 statements")

    page.go_back()
    expect(count(page)).to_contain_text("34 statements")
    page.go_forward()

    expect(count(page)).to_contain_text("32 statements")
    assert stayed()


def test_an_address_that_was_reached_in_place_can_be_shared(visit, statements):
    page = visit("/statements/")
    facet(page, "denied").click()
    expect(count(page)).to_contain_text("32 statements")
    page.get_by_role("link", name="How sure").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("How sure")

    shared = visit(page.url, javascript=False)

    expect(count(shared)).to_contain_text("32 statements")
    expect(shared.locator("th[aria-sort=ascending]")).to_contain_text("How sure")


def test_the_order_changes_in_place_and_the_column_keeps_the_focus(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)

    page.get_by_role("link", name="How sure").click()

    expect(page.locator("tbody tr").first).to_contain_text("85% sure")
    expect(page.get_by_role("link", name="How sure")).to_be_focused()
    assert stayed()


def test_the_next_page_comes_in_place_and_starts_at_its_top(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)

    page.get_by_role("link", name="Next").click()

    expect(page.locator("tbody tr")).to_have_count(4)
    expect(count(page)).to_be_focused()
    expect(count(page)).to_be_in_viewport()
    assert stayed()


def test_what_is_typed_filters_in_place(visit, statements):
    page = visit("/statements/?act=says")
    stayed = stays(page)

    page.get_by_label("Words", exact=True).fill("agree")
    page.get_by_label("Words", exact=True).press("Enter")

    expect(count(page)).to_contain_text("1 statement")
    expect(page).to_have_url(re.compile(r"\?q=agree&act=says$"))
    expect(page.get_by_label("Words", exact=True)).to_be_focused()
    assert stayed()


def test_a_filter_that_is_refused_says_why_in_place(visit, statements):
    page = visit("/statements/")

    page.get_by_role("combobox", name="Speaker", exact=True).fill("Nobody Known")
    page.get_by_role("button", name="Filter").click()

    expect(page.get_by_role("alert")).to_contain_text("There is no speaker “Nobody Known”")


def test_when_fetching_fails_the_address_is_visited(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')); }")

    facet(page, "denied").click()

    expect(count(page)).to_contain_text("32 statements")
    assert not stayed()


def test_a_link_opened_with_a_modifier_is_left_to_the_browser(visit, statements):
    page = visit("/statements/")

    with page.context.expect_page() as opened:
        facet(page, "denied").click(modifiers=["Control"])

    expect(count(opened.value)).to_contain_text("32 statements")
    expect(count(page)).to_contain_text("34 statements")


def test_what_the_reader_has_folded_stays_folded(visit, statements):
    page = visit("/statements/")
    page.locator("summary", has_text="What they did").click()

    page.get_by_role("link", name="How sure").click()
    expect(page.locator("th[aria-sort=ascending]")).to_be_visible()

    expect(facet(page, "denied")).not_to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_phone_the_facets_stand_folded_above_the_list(visit, statements, javascript):
    page = visit("/statements/", width=390, javascript=javascript)
    expect(facet(page, "denied")).not_to_be_visible()

    page.locator("summary", has_text="Narrow the list").click()
    facet(page, "denied").click()

    expect(count(page)).to_contain_text("32 statements")


def test_speakers_are_offered_while_a_name_is_typed(visit, statements):
    page = visit("/search/")
    box = page.get_by_role("combobox")

    box.press_sequentially("bob")
    expect(page.get_by_role("option", name="Bob Ray")).to_be_visible()
    box.press("ArrowDown")
    expect(page.get_by_role("option", name="Bob Ray")).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Bob Ray")


def test_enter_without_a_choice_searches(visit, statements):
    page = visit("/")
    box = page.get_by_role("combobox")

    box.press_sequentially("bob")
    expect(page.get_by_role("option", name="Bob Ray")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    box.press("Enter")

    expect(page).to_have_url(re.compile(r"/search/\?q=bob$"))


def test_a_name_chosen_in_the_form_of_a_list_narrows_it_in_place(visit, statements):
    page = visit("/statements/")
    stayed = stays(page)
    box = page.get_by_role("combobox", name="Speaker", exact=True)

    for times in ("once", "again, in the box that came with the list"):
        box.press_sequentially("bob")
        expect(page.get_by_role("option", name="Bob Ray")).to_be_visible()
        box.press("ArrowDown")
        with page.expect_response(re.compile(r"/statements/\?")):
            box.press("Enter")
        expect(page).to_have_url(re.compile(r"\?speaker=bob$")), times

    expect(page.get_by_role("link", name="Remove speaker: Bob Ray")).to_be_visible()
    assert stayed()


def test_back_keeps_the_focus_in_the_list(visit, statements):
    page = visit("/statements/")
    facet(page, "denied").press("Enter")
    expect(count(page)).to_contain_text("32 statements")

    page.go_back()

    expect(count(page)).to_contain_text("34 statements")
    expect(facet(page, "denied")).to_be_focused()
