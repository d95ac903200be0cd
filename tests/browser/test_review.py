"""The review desk in a browser: by keys alone, by mouse, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from claims import curation
from claims.models import Attribution, Decision, Speaker, Statement
from tests.browser.sitting import TEXT, at, make_curator, press
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.browser


def words_of(statement):
    return Statement.objects.get(pk=statement.pk).words


def test_one_key_accepts_says_so_and_shows_the_next(sit_down, agreed):
    behind = make_attribution(make_statement("Rain is near"), confidence=0.5)
    page = sit_down("/admin/review/")

    press(page, "Enter", "a")

    expect(page.locator("#told")).to_contain_text("Accepted: “We agree”")
    expect(page.locator("#focus")).to_have_text("Rain is near")
    expect(page.locator("#focus")).to_be_focused()
    expect(page).to_have_url(re.compile(behind.statement.key))
    assert Attribution.objects.get(pk=agreed.pk).status == "accepted"


def test_two_keys_reject_with_a_reason_and_one_takes_it_back(sit_down, agreed):
    make_attribution(confidence=0.5)
    page = sit_down(at(agreed.statement))

    press(page, "r", "4")
    expect(page.locator("#told")).to_contain_text("Rejected, duplicate")
    press(page, "z")

    expect(page.locator("#told")).to_contain_text("Undone: rejected")
    expect(page.locator("#focus")).to_contain_text("We agree")
    assert Attribution.objects.get(pk=agreed.pk).status == "unreviewed"


def test_a_speaker_is_found_while_typing_and_picked_by_keys(sit_down, agreed):
    li = make_speaker("Bo Li", identity="bo li", family="li")
    page = sit_down(at(agreed.statement))

    press(page, "s")
    box = page.get_by_role("combobox", name="Whose words are these?")
    expect(box).to_be_focused()
    page.keyboard.type("bo")
    expect(page.get_by_role("option", name="Bo Li")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("suggestions-"))
    page.keyboard.press("Enter")
    press(page, "Enter")

    expect(page.locator("#told")).to_contain_text("Given to Bo Li")
    assert Attribution.objects.live().get().speaker == li


def test_what_was_offered_for_other_letters_is_never_picked_for_these(sit_down, agreed):
    make_attribution(
        make_statement("Not yet", article=agreed.statement.article), speaker=make_speaker("Bo Li")
    )
    page = sit_down(at(agreed.statement))

    press(page, "s")
    expect(page.get_by_role("option", name="Ann Chen")).to_be_visible()
    page.keyboard.type("Bo")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Bo Li", selected=True)).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.get_by_role("combobox")).to_have_value("Bo Li")


def test_a_new_speaker_is_made_by_keys(sit_down, agreed):
    page = sit_down(at(agreed.statement))

    press(page, "s")
    page.keyboard.type("Cai Wu")
    page.keyboard.press("ArrowUp")
    made = page.get_by_role("option", name="Make “Cai Wu” a new speaker", selected=True)
    expect(made).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kind")).to_be_focused()
    page.keyboard.type("person")
    press(page, "Tab", "Tab", "Enter")

    expect(page.locator("#told")).to_contain_text("Given to Cai Wu")
    assert Speaker.objects.get(name="Cai Wu").kind == "person"


def test_letters_typed_into_a_box_are_no_commands(sit_down, agreed):
    page = sit_down(at(agreed.statement))

    press(page, "s")
    page.keyboard.type("araz")

    expect(page.get_by_role("combobox")).to_have_value("araz")
    assert not Decision.objects.exists()


def test_single_keys_can_be_switched_off_and_stay_off(sit_down, agreed):
    page = sit_down(at(agreed.statement))
    press(page, "?")
    page.get_by_label("Single keys work").uncheck()
    page.keyboard.press("Escape")

    press(page, "a")
    page.reload()
    page.wait_for_selector("html.scripted")
    press(page, "a")

    assert not Decision.objects.exists()
    expect(page.locator("#desk kbd").first).not_to_be_visible()


def test_words_are_chosen_by_keys_past_characters_of_two_units(sit_down, agreed):
    page = sit_down(at(agreed.statement, "edit/"))
    expect(page.get_by_role("textbox", name="Text of the article")).to_be_focused()

    # From “We agree”: the next sentence is “😀 Not yet.”; up to its full stop, in two pieces.
    press(page, "ArrowRight", "Shift+ArrowRight", "Enter")
    for _ in range(8):
        press(page, "ArrowRight")
    expect(page.locator("[data-heard]")).to_have_text("😀")
    press(page, "Shift+ArrowRight", "Shift+ArrowRight", "+", "Control+Enter")

    expect(page.locator("#told")).to_contain_text("Corrected")
    statement = Statement.objects.get()
    assert statement.words == "We agree … 😀 Not yet"
    assert [TEXT[a:b] for a, b in statement.content] == ["We agree", "😀 Not yet"]


def test_words_are_chosen_by_mouse_past_characters_of_two_units(sit_down, agreed):
    page = sit_down(at(agreed.statement, "edit/"))
    box = page.locator("#text p", has_text="Not yet").bounding_box()
    page.get_by_role("radio").nth(1).check()

    line = box["y"] + 12
    page.mouse.move(box["x"] + 1, line)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, line, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Take what is selected").click()
    press(page, "Control+Enter")

    expect(page.locator("#told")).to_contain_text("Corrected")
    (span,) = Attribution.objects.live().get().source
    assert TEXT[slice(*span)] == "“We agree,” Ann Chen said. “😀 Not yet.”"


def test_an_end_is_moved_by_one_character_and_the_other_end_after_o(sit_down, agreed):
    page = sit_down(at(agreed.statement, "edit/"))

    press(page, "ArrowRight", "Shift+ArrowRight", "Alt+ArrowRight", "o", "Alt+ArrowLeft")
    press(page, "Enter", "Control+Enter")

    # Half a quotation with its mark is made whole; without the moved end it would be “We agree”.
    assert words_of(agreed.statement) == "“We agree,”"


def test_escape_leaves_it_as_it_was_but_asks_once_something_was_chosen(sit_down, agreed):
    page = sit_down(at(agreed.statement, "edit/"))

    press(page, "ArrowRight", "Enter", "Escape")
    expect(page.locator("[data-heard]")).to_contain_text("Press Escape again")
    press(page, "Escape")

    expect(page.locator('#desk[data-page="item"]')).to_be_visible()
    assert not Decision.objects.exists()


def test_a_missed_statement_is_added_by_keys_with_a_relay(sit_down, agreed):
    make_speaker("The Wire", kind="outlet", identity="wire")
    page = sit_down(at(agreed.statement))

    press(page, "n", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown")
    expect(page.locator("[data-heard]")).to_have_text("He left, the Wire said.")
    press(page, "ArrowUp", "ArrowDown", "Enter")
    page.get_by_role("combobox", name="Speaker").fill("Ann Chen")
    page.keyboard.press("Escape")
    press(page, "Control+Enter")

    expect(page.locator("#told")).to_contain_text("Added")


def test_two_people_get_two_statements_and_see_each_other(sit_down, agreed, django_user_model):
    paul = make_curator(django_user_model, "paul")
    make_attribution(make_statement("Rain is near"), confidence=0.5)
    hers, his = sit_down("/admin/review/"), sit_down("/admin/review/", user=paul)

    press(hers, "Enter")
    press(his, "Enter")

    expect(hers.locator("#focus")).to_contain_text("We agree")
    expect(his.locator("#focus")).to_contain_text("Rain is near")
    his.goto(at(agreed.statement))
    expect(his.get_by_text("maria is looking at this until")).to_be_visible()


def test_a_second_save_shows_both_versions_and_a_key_chooses(sit_down, agreed, maria):
    page = sit_down(at(agreed.statement))
    curation.reassign(agreed, make_speaker("Bo Li"), by=maria)

    press(page, "r", "1")
    expect(page.locator("#focus")).to_have_text("Somebody else decided first")
    expect(page.get_by_role("row", name="speaker")).to_contain_text("Ann Chen")
    press(page, "2")

    expect(page.locator("#told")).to_contain_text("Rejected, not a statement")
    assert not Attribution.objects.live().exists()


def test_a_whole_article_is_put_right_and_the_rest_accepted_by_keys(sit_down, agreed):
    article = agreed.statement.article
    wrong = make_attribution(make_statement("He left", article=article))
    page = sit_down(at(agreed.statement))

    press(page, "w", "j", "j", "r", "1")
    expect(page.locator("#told")).to_contain_text("Rejected")
    press(page, "R")

    expect(page.locator("#told")).to_contain_text("1 accepted. The article is marked")
    statuses = {one.pk: one.status for one in Attribution.objects.all()}
    assert statuses == {agreed.pk: "accepted", wrong.pk: "rejected"}


def test_everything_works_without_scripts(sit_down, agreed):
    make_speaker("Bo Li")
    page = sit_down("/admin/review/", javascript=False)
    page.get_by_role("button", name="Start reviewing").click()
    expect(page.locator("#text mark.content")).to_be_visible()

    page.get_by_role("link", name="Edit …").click()
    page.get_by_label("Content: places or words").fill("😀 Not yet")
    page.get_by_label("Speaker", exact=True).fill("Bo Li")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#told")).to_contain_text("Corrected")
    page.get_by_role("button", name="Undo").click()
    page.locator("summary", has_text="Reject").click()
    page.get_by_role("button", name="boilerplate").click()

    assert words_of(agreed.statement) == "We agree"
    assert [one.deed for one in Decision.objects.order_by("pk")] == ["edit", "undo", "reject"]


def test_back_in_the_browser_shows_the_statement_before(sit_down, agreed):
    make_attribution(make_statement("Rain is near"), confidence=0.5)
    page = sit_down(at(agreed.statement))

    press(page, "j")
    expect(page.locator("#focus")).to_contain_text("Rain is near")
    page.go_back()

    expect(page.locator("#focus")).to_contain_text("We agree")
