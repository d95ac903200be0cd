"""What readers take away and send back, in a real browser: copies, embeds, verdicts, reports."""

import re

import pytest
from playwright.sync_api import expect

from claims.curation import reports
from tests.browser.axe import violations

pytestmark = pytest.mark.browser


def test_a_citation_is_copied_by_one_press_and_that_is_told(visit, world):
    page = visit(world.statement.get_absolute_url())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copy Plain text").click()

    expect(page.locator("#copied")).to_have_text("Copied")
    assert "as reported" in page.evaluate("navigator.clipboard.readText()").lower()


def test_without_a_clipboard_the_text_is_selected(visit, world):
    page = visit(world.statement.get_absolute_url())
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")

    page.get_by_role("button", name="Copy Plain text").click()

    expect(page.locator("#copied")).to_contain_text("Ctrl+C")
    assert "as reported" in page.evaluate("getSelection().toString()").lower()


def test_every_format_is_there_without_javascript(visit, world):
    page = visit(world.statement.get_absolute_url(), javascript=False)

    page.get_by_text("BibTeX", exact=True).click()

    expect(page.get_by_text("@misc{onrecord-")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)


def test_an_embed_stands_in_another_page(visit, world):
    source = f"/statements/{world.statement.key}/embed"
    page = visit("/livez")
    page.route(
        "**/elsewhere",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{source}" width="400" height="300">'
        ),
    )

    page.goto("/elsewhere")

    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("any plan")).to_be_visible()
    expect(frame.get_by_role("link", name="See the evidence at On Record")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640])
def test_the_code_to_embed_makes_a_frame_as_high_as_its_text(visit, world, width):
    page = visit(world.statement.get_absolute_url())
    code = page.get_by_label("Code to embed it").text_content()
    page.route(
        "**/elsewhere",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<meta name="viewport" content="width=device-width"><p>{code}</p>',
        ),
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/elsewhere")
    expect(page.frame_locator("iframe").get_by_text("any plan")).to_be_visible()

    frame = page.frames[1]
    content, room = frame.evaluate(
        "[document.querySelector('main').scrollHeight, document.documentElement.clientHeight]"
    )
    assert content <= room
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_with_every_format_unfolded(visit, world):
    page = visit(world.statement.get_absolute_url(), width=320)
    page.evaluate("document.querySelectorAll('.cite details').forEach((one) => one.open = true)")

    assert not violations(page)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_mistake_is_reported_by_keyboard_and_its_link_kept(visit, world, monkeypatch):
    monkeypatch.setattr(reports, "MIN_FORM_SECONDS", 0)
    page = visit(world.statement.get_absolute_url(), javascript=False)
    page.get_by_role("link", name="Report a mistake").click()

    page.get_by_role("radio", name="The wrong speaker").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Bob said it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Your report is open")
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]{64}/$"))
    expect(page.get_by_text("Bob said it.")).to_be_visible()


def test_paper_keeps_words_chain_date_review_state_and_addresses(visit, world):
    page = visit(world.statement.get_absolute_url())
    page.emulate_media(media="print")

    for text in ("The Wire", "18 March 2022", "not checked"):
        expect(page.locator("figure").get_by_text(text).first).to_be_visible()
    expect(page.locator(".printed")).to_contain_text(f"/statements/{world.statement.key}/")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("button").first).to_be_hidden()


def test_a_printed_list_is_a_table(visit, world):
    page = visit("/statements/", width=700)
    page.emulate_media(media="print")

    display = page.locator("table.folds tbody tr").first.evaluate(
        "row => getComputedStyle(row).display"
    )

    assert display == "table-row"
