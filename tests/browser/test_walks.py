"""What readers do, from the front page to the file, with a mouse, with keys, without scripts."""

import csv
import re

import pytest
from playwright.sync_api import expect

from claims.models import Speaker

pytestmark = pytest.mark.browser


def test_from_home_by_article_table_filter_and_speaker_to_the_file(visit, world):
    page = visit("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Articles").click()
    page.get_by_role("link", name=world.article.title).click()
    expect(page.locator("mark.content").first).to_be_visible()

    page.get_by_role("link", name="as a table").click()
    expect(page.get_by_role("status")).to_contain_text("4 statements")
    page.get_by_role("list", name="What they did").get_by_role("link", name="denied").click()
    expect(page.get_by_role("status")).to_contain_text("1 statement")

    page.get_by_role("cell").get_by_role("link", name=world.speaker.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.speaker.name)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV for spreadsheets").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["verbatim?"] for row in rows] == ["no", "yes", "no"]
    assert {row["who"] for row in rows} == {world.speaker.name, world.group.name}


def test_a_filter_in_force_is_taken_away_by_its_own_link(visit, world):
    page = visit("/statements/?act=denies&quotation=indirect")

    page.get_by_role("link", name="Remove what they did: denied").click()

    expect(page).to_have_url(re.compile(r"/statements/\?quotation=indirect$"))


def test_a_mark_and_its_note_light_each_other(visit, world):
    page = visit(world.article.get_absolute_url())
    mark, note = page.locator('mark[data-s="2"]').first, page.locator("#n2")

    mark.hover()
    expect(note).to_have_class(re.compile("lit"))
    note.hover()
    expect(mark).to_have_class(re.compile("lit"))
    page.locator("h1").hover()
    expect(mark).not_to_have_class(re.compile("lit"))


def test_a_number_leads_to_its_note_and_back_on_a_phone(visit, world):
    page = visit(world.article.get_absolute_url(), width=390)
    expect(page.locator("#n2")).not_to_be_visible()

    page.locator("#r2").click()
    expect(page.locator("#n2")).to_be_in_viewport()
    page.locator("#n2 .back").click()

    expect(page.locator("#r2")).to_be_in_viewport()


def test_the_keyboard_alone_finds_filters_and_opens_a_statement(visit, world):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, page.get_by_role("combobox"))
    page.keyboard.type("plan")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 statement")

    press_until(page, page.get_by_role("link", name="Open as a list"))
    page.keyboard.press("Enter")
    press_until(page, page.locator("summary", has_text="Quoted or not"))
    page.keyboard.press("Enter")
    press_until(page, page.get_by_role("list", name="Quoted or not").get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove quoted or not: paraphrased")).to_be_visible()

    press_until(page, page.get_by_role("cell").get_by_role("link", name="Open this statement"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In the article")).to_be_visible()


def press_until(page, wanted):
    """Tab forward to this element, which must show that it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            outline = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert outline != "none"
            return
    pytest.fail(f"60 tabs did not reach {wanted}")


def test_everything_works_without_javascript(visit, world):
    page = visit(world.article.get_absolute_url(), javascript=False)
    expect(page.locator("#n2")).to_be_visible()

    page.get_by_role("link", name="as a table").click()
    page.get_by_role("list", name="What they did").get_by_role("link", name="denied").click()
    expect(page.get_by_role("status")).to_contain_text("1 statement")
    page.get_by_role("link", name="How sure").click()

    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("How sure")


def test_notes_fold_on_a_phone_without_javascript(visit, world):
    page = visit(world.article.get_absolute_url(), width=390, javascript=False)
    expect(page.locator("#n2")).not_to_be_visible()

    page.locator("details.notes", has=page.locator("#n2")).locator("summary").click()

    expect(page.locator("#n2")).to_be_visible()


@pytest.mark.parametrize("path", ["/claims/", "/speakers/"])
def test_hyphens_in_names_and_titles_are_no_wider_than_their_face_has_them(visit, world, path):
    """Figures of one width, which a face gives its hyphen too, are for columns of numbers."""
    page = visit(path)
    variant = "element => getComputedStyle(element).fontVariantNumeric"

    assert page.locator("td.main-cell").first.evaluate(variant) == "normal"
    assert page.locator("td.number").first.evaluate(variant) == "tabular-nums"


@pytest.mark.parametrize("width", [320, 390])
def test_the_name_of_a_line_does_not_run_into_its_bars(visit, world, width):
    Speaker.objects.filter(pk=world.group.pk).update(name="Xi Jinping and Vladimir Putin")
    page = visit("/exchange/?rows=speaker", width=width)
    name = page.locator(".timeline tbody th a", has_text="Xi Jinping").bounding_box()
    cell = page.locator(".timeline tbody th", has_text="Xi Jinping").bounding_box()

    assert name["x"] + name["width"] <= cell["x"] + cell["width"]
