"""From the whole exchange down to one statement, by mouse, by keys and without scripts."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_cell_opens_the_statements_it_counts(visit, world):
    page = visit("/exchange/", javascript=False)
    cell = page.get_by_role("cell").get_by_role("link", name="2: China naming China")
    expect(cell).to_have_text("2")

    cell.click()

    expect(page.get_by_role("status")).to_contain_text("2 statements")


def test_time_is_zoomed_into_down_to_a_day_whose_marks_are_statements(visit, world):
    page = visit("/exchange/", javascript=False)
    page.get_by_role("link", name="18, zoom to 18 March 2022").click()
    expect(page.get_by_role("table", name="one mark each")).to_be_visible()

    page.get_by_role("link", name="Ann Chen, denied").click()

    expect(page).to_have_url(
        page.url.partition("/statements/")[0] + f"/statements/{world.statement.key}/"
    )


def test_lines_are_switched_from_parties_to_speakers_under_the_same_filter(visit, world):
    page = visit("/exchange/?act=denies")

    page.get_by_role("link", name="speakers", exact=True).click()

    expect(page.get_by_role("rowheader", name="Ann Chen").first).to_be_visible()
    expect(page.get_by_role("link", name="Remove what they did: denied")).to_be_visible()


def test_the_form_filters_by_keys_alone(visit, world):
    page = visit("/exchange/")
    page.locator("summary", has_text="What they did: any").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="denied").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("1 statement fits these filters")


def test_a_day_is_typed_as_the_site_writes_days(visit, world):
    page = visit("/exchange/")
    page.get_by_label("Published since").fill("18 March 2022")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Remove published since: 18 March 2022")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_on_paper_a_dark_screens_cells_are_light(visit, world):
    page = visit("/exchange/", scheme="dark")
    page.emulate_media(media="print")

    shade = page.locator("td.shade-5").first.evaluate(
        "cell => getComputedStyle(cell).backgroundColor"
    )

    assert shade == "rgb(208, 143, 122)"


def test_on_paper_the_sums_stand_once_and_not_at_the_foot_of_every_page(visit, world):
    page = visit("/exchange/?rows=speaker")
    page.emulate_media(media="print")

    sums = page.locator(".matrix tfoot").evaluate("foot => getComputedStyle(foot).display")

    assert sums == "table-row-group"


def test_a_cell_of_those_not_known_opens_them_by_keys_alone(visit, world):
    page = visit("/exchange/")
    page.get_by_role("link", name="not known", exact=False).first.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Remove country or bloc: not known")).to_be_visible()
