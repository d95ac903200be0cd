"""/add/ in a browser: a text, files with progress, and a page handed over by the bookmarklet."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles.models import Article, Submission, WatchedFeed
from tests.browser.axe import LOOKS, findings
from tests.claims.recording.test_appearances import BODY, WORDS, publish

pytestmark = pytest.mark.browser

TEXT = "Talks begin\n\n“We agree,” Ann Chen told reporters in Geneva.\n\nIt rained all day."
PAGE = """<!doctype html><title>Talks begin | Daily</title><h1>Talks begin</h1>
<p>“We agree,” Ann Chen told reporters in Geneva.<p id=second>It rained all day.
<script>document.title += "!"</script>"""


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[str]:
    """The address of another site's page."""
    (tmp_path / "talks.html").write_text(PAGE, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/talks.html"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_pasted_text_is_an_article_after_two_clicks_and_gone_after_another(sit_down, javascript):
    page = sit_down("/add/", javascript=javascript)
    page.get_by_label("The article’s words").fill(TEXT)
    page.get_by_role("button", name="Preview").click(timeout=30_000)  # models are being loaded
    page.get_by_role("button", name="Store it").click(timeout=30_000)
    page.get_by_text("Stored by maria").wait_for(timeout=30_000)

    assert page.locator("mark").count() > 0
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("heading", name="Readers do not see it").wait_for()
    assert Article.objects.get().withdrawn_at


def test_a_text_too_long_to_wait_for_is_said_to_be_so_before_it_is_stored(sit_down):
    days = "\n\n".join(f"On day {number} it rained{' and rained' * 60}." for number in range(100))
    page = sit_down("/add/")
    page.get_by_label("The article’s words").fill(f"The long rain\n\n{days}")
    page.get_by_role("button", name="Preview").click(timeout=30_000)

    page.get_by_text("manage.py extract --pending").wait_for(timeout=60_000)
    assert page.get_by_role("button", name="Store it").is_visible()
    assert not Article.objects.exists()


def test_files_go_up_one_by_one_and_wait_together(sit_down, tmp_path):
    names = ["one.txt", "two.txt", "bad.xyz"]
    for name in names:
        (tmp_path / name).write_text(f"Headline {name}\n\nIt rained in {name}, he said.")
    (tmp_path / "bad.xyz").write_bytes(bytes(range(256)))
    page = sit_down("/add/")
    page.set_input_files("#files", [str(tmp_path / name) for name in names])
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("heading", name="Waiting for you").wait_for(timeout=30_000)  # models too

    assert page.locator(".waiting li").count() == 3
    page.get_by_role("button", name="Store all 2 as they are").click(timeout=30_000)
    page.get_by_text("2 articles stored.").wait_for(timeout=30_000)


def test_a_file_that_is_too_large_is_said_to_be_so_before_it_goes_up(sit_down, tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    page = sit_down("/add/")
    page.set_input_files("#files", tmp_path / "large.txt")
    page.get_by_role("button", name="Upload").click()

    page.get_by_text("is too large for a page (50,000,000 bytes; 5,000,000 are").wait_for()


def test_a_long_reason_leaves_room_for_the_name_of_its_file_on_a_phone(sit_down):
    page = sit_down("/add/")
    page.set_viewport_size({"width": 390, "height": 844})
    reason = "is binary, or in no encoding that is known. Save it as UTF-8. " * 3
    row = f"<li><span>minutes.xyz</span><span>{reason}</span><progress></progress></li>"
    page.locator(".uploads").evaluate("(list, row) => { list.innerHTML = row }", row)

    assert page.locator(".uploads span").first.bounding_box()["height"] < 40


@pytest.mark.parametrize("selected", [True, False])
def test_the_bookmarklet_hands_over_a_page_or_what_is_selected(sit_down, paper, selected):
    desk = sit_down("/add/")
    code = desk.get_attribute("[data-bookmarklet]", "href")
    assert code.startswith("javascript:")
    reader = desk.context.new_page()
    reader.goto(paper)
    if selected:
        reader.evaluate("getSelection().selectAllChildren(document.getElementById('second'))")
    with desk.context.expect_page() as opened:
        reader.evaluate("(code) => { location.href = code }", code)
    page = opened.value
    page.get_by_text("sent by your browser").wait_for()

    assert Submission.objects.count() == 0, "nothing is sent without a click"
    assert page.url.endswith("/add/")
    page.get_by_role("button", name="Preview").press("Enter")
    page.get_by_role("heading", name="What would be stored").wait_for()
    html = bytes(Submission.objects.get().raw).decode()
    assert ("It rained all day." in html, "Ann Chen" in html) == (True, not selected)
    assert "<script" not in html
    assert page.get_by_label("Address").input_value() == paper


def test_the_pages_are_accessible_and_fit_every_screen(sit_down):
    page = sit_down("/add/")
    page.get_by_label("The article’s words").fill(f"{TEXT}\n\nRead more: Other things")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("heading", name="What would be stored").wait_for()
    problems = []
    for address in (page.url, "/add/"):
        page.goto(address)
        for width, scheme, rules in LOOKS:
            problems += findings(page, width, scheme, rules)
            if folder := os.environ.get("SHOTS"):
                page.screenshot(
                    path=f"{folder}/{len(address)}-{width}-{scheme}.png", full_page=True
                )

    assert problems == []


@pytest.fixture
def story(transactional_db: None) -> list[Article]:
    """A text in two papers, and a new version of the second one's page."""
    first, second = (publish(f"{BODY}\n\nExtra {n}.", paper=f"Paper {n}") for n in range(2))
    Article.objects.filter(pk=second.pk).update(url="https://paper.example/1")
    changed = WORDS.replace("two", "three")
    newer = publish(
        f"{BODY.replace(WORDS, changed)}\n\nMore.",
        paper="Paper 1",
        words=(changed,),
        url="https://paper.example/1",
    )
    Article.objects.filter(pk=second.pk).update(superseded_by=newer)
    return [first, second, newer]


def test_copies_versions_and_feeds_are_accessible_and_fit_every_screen(sit_down, maria, story):
    WatchedFeed.objects.create(
        url="https://paper.example/" + "long-path/" * 12,
        added_by=maria,
        failures=2,
        problem="paper.example answered 404. The page is not there. Check the address.",
    )
    first, _, newer = story
    statement = first.statements.get()
    page = sit_down("/add/")
    problems = []
    for name, address in {
        "feeds": "/add/feeds/",
        "lead": first.get_absolute_url(),
        "copy": newer.get_absolute_url(),
        "changes": f"/articles/{newer.slug}/changes/",
        "statement": statement.get_absolute_url(),
    }.items():
        page.goto(address)
        for width, scheme, rules in LOOKS:
            problems += findings(page, width, scheme, rules)
            if folder := os.environ.get("SHOTS"):
                page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)

    assert problems == []
