"""A whole sitting at the desk, by keys alone, and every decision outlives the next extractor."""

import os
from statistics import median

import pytest
from playwright.sync_api import expect

from claims import curation
from claims.extraction.types import (
    Finding,
    MentionKind,
    QuotationKind,
    ReportingMode,
    Span,
    SpeakerMention,
)
from claims.models import Attribution, Decision, Speaker, Statement
from claims.recording import reconcile
from tests.browser.sitting import press
from tests.make import make_article

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
SPEAKERS = ("Olena Zelenska", "Olena Zelenskaya", "Bo Li", "Cai Wu")
COUNT = 20
MISSED = "Bo Li denied any delay of the works."


def sentence(number):
    return f"“Lake {number:02} is safe,” {SPEAKERS[number % 4]} said. “Dam {number:02} will hold.”"


def read_articles():
    """Four articles with five statements each, and one that no extractor has found."""
    texts = []
    for first in range(0, COUNT, 5):
        lines = [sentence(number) for number in range(first, first + 5)]
        texts.append(
            "\n\n".join([f"News of day {first}", *lines, *([MISSED] if not first else [])])
        )
    return [make_article(text, extraction="pending") for text in texts]


def found(text, number, words=None, speaker=None):
    line = text.index(f"“Lake {number:02}")
    words = words or f"Lake {number:02} is safe"
    start = text.index(words, line)
    name = speaker or SPEAKERS[number % 4]
    source = text.index(SPEAKERS[number % 4], line)
    return Finding(
        content=(Span(start, start + len(words)),),
        source=(Span(source, source + len(SPEAKERS[number % 4])),),
        cue=(Span(text.index("said", line), text.index("said", line) + 4),),
        quotation=QuotationKind.DIRECT,
        mode=ReportingMode.SAID,
        act="says",
        negated=False,
        speaker=SpeakerMention(name=name, kind=MentionKind.PERSON),
        chain=(),
        about=(),
        confidence=0.3 + number / 40,
    )


def first_version(article, place):
    numbers = range(5 * place, 5 * place + 5)
    return [found(article.text, number) for number in numbers]


def second_version(article, place):
    """What a curator has settled is seen otherwise: other speakers, other words, or not at all."""
    numbers = list(range(5 * place, 5 * place + 5))
    others = [found(article.text, number, speaker="Dana Fox") for number in numbers[:2]]
    longer = [found(article.text, numbers[2], words=f"“Lake {numbers[2]:02} is safe,”")]
    return [*others, *longer, found(article.text, numbers[3])]  # and the fifth is not found


class Hands:
    """Counts the keys that each statement took."""

    def __init__(self, page):
        self.page, self.taken = page, []

    def decide(self, *keys):
        press(self.page, *keys)
        self.taken.append(len(keys))


def log_in(page, users):
    users.objects.create_superuser("maria", password=PASSWORD)
    page.goto("/admin/login/?next=/admin/review/")
    page.wait_for_selector("[name=username]:focus")  # keys before that go nowhere
    page.keyboard.type("maria")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("html.scripted")


def clear_the_queue(page):
    """Twenty: sixteen right ones, two wrong ones, one of somebody else, one in two pieces."""
    press(page, "Enter")
    hands = Hands(page)
    for number in range(COUNT):
        expect(page.locator("#focus")).to_contain_text(f"Lake {number:02} is safe")
        if number in (3, 11):
            hands.decide("r", "1")
        elif number == 6:
            give_to_cai_wu(page)
        elif number == 8:
            fix_in_two_pieces(page)
        else:
            hands.decide("a")
    expect(page.locator("#told")).to_contain_text("Nothing else to review")
    return hands


def give_to_cai_wu(page):
    press(page, "s")
    pick(page, "Cai", "Cai Wu")
    press(page, "Enter")
    expect(page.locator("#told")).to_contain_text("Given to Cai Wu")


def pick(page, letters, name):
    page.keyboard.type(letters)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name=name, selected=True)).to_be_visible()
    page.keyboard.press("Enter")


def fix_in_two_pieces(page):
    """“Lake 08 is safe,” … “Dam 08 will hold.” as one statement, the marks left outside."""
    press(page, "e", "ArrowRight", *["Shift+ArrowRight"] * 3, "Enter")
    expect(page.locator("[data-heard]")).to_have_text("Content: Lake 08 is safe")
    press(page, "ArrowDown", "ArrowRight", "ArrowRight")
    expect(page.locator("[data-heard]")).to_have_text("Dam")
    press(page, *["Shift+ArrowRight"] * 3, "+", "Control+Enter")
    expect(page.locator("#told")).to_contain_text("Corrected")


def add_the_missed_one(page, article):
    page.goto(f"/admin/review/articles/{article.slug}/")
    page.wait_for_selector("html.scripted")
    press(page, "n", *["ArrowDown"] * 12)
    expect(page.locator("[data-heard]")).to_have_text(MISSED)
    press(page, "Enter")
    page.get_by_role("combobox", name="Speaker", exact=True).focus()
    pick(page, "Bo L", "Bo Li")
    press(page, "Control+Enter")
    expect(page.locator("#told")).to_contain_text("Added")


def merge_the_two_spellings(page):
    page.goto("/admin/speakers/duplicates/")
    page.wait_for_selector("html.scripted")
    expect(page.locator("#desk")).to_contain_text("Olena Zelenskaya")
    press(page, "x")
    assert Speaker.objects.filter(merged_into__isnull=False).count() == 1


def everything():
    """What every statement says now, and who is who."""
    statements = Statement.objects.select_related("article").order_by("pk")
    return (
        {one.pk: curation.state_token(one) for one in statements},
        list(Speaker.objects.order_by("pk").values_list("pk", "name", "merged_into")),
    )


def repeat(page, key):
    """Press it for as long as the bar offers it; how often."""
    page.goto("/admin/review/")
    page.wait_for_selector("html.scripted")
    for times in range(60):
        if not page.locator(f'.bar [data-key="{key}"]').count():
            return times
        press(page, key)
    pytest.fail("There is no end to it.")


@pytest.fixture
def read(transactional_db):
    articles = read_articles()
    for place, article in enumerate(articles):
        reconcile.record(article, first_version(article, place), "v1")
    return articles


@pytest.fixture
def recorded(visit):
    """A window; with RECORD=folder its pictures are kept, for `playwright show-trace`."""
    page = visit("/livez")
    page.set_default_timeout(8000)
    folder = os.environ.get("RECORD")
    if folder:
        page.context.tracing.start(screenshots=True, snapshots=True)
    yield page
    if folder:
        page.context.tracing.stop(path=f"{folder}/sitting.zip")


def test_a_whole_sitting(recorded, read, django_user_model):
    page = recorded
    log_in(page, django_user_model)
    before = everything()

    hands = clear_the_queue(page)
    add_the_missed_one(page, read[0])
    merge_the_two_spellings(page)
    after = everything()

    assert median(hands.taken) == 1
    assert max(hands.taken) == 2
    assert Attribution.objects.filter(status="unreviewed").count() == 0
    assert Statement.objects.filter(words="Lake 08 is safe … Dam 08 will hold").exists()
    decided = Decision.objects.count()

    assert repeat(page, "z") == decided
    untouched = everything()
    assert untouched[0] == {**untouched[0], **before[0]}
    assert untouched[1] == before[1]
    assert repeat(page, "y") == decided
    assert everything() == after

    for place, article in enumerate(read):
        reconcile.record(article, second_version(article, place), "v2")
    assert everything()[0] == after[0]
    assert Attribution.objects.filter(status="unreviewed").count() == 0
