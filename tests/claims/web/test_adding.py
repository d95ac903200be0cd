"""/add/: a text or file is handed in, looked at, stored, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles import submissions
from articles.models import Article, Outlet, Submission
from claims.models import Statement
from claims.recording import reconcile
from claims.web.adding.common import length_warning, load_in_background
from tests.make import make_article

pytestmark = pytest.mark.django_db

TEXT = """Minister leaves the long talks

Read more: Ten things to know

The minister left at noon. “We have seen enough,” Ann Chen told reporters in Geneva.

It rained all day in the city by the lake.
"""
FIELDS = {"title": "A better title", "outlet": "The Daily", "url": "https://daily.example/talks"}


@pytest.fixture
def desk(client, records):
    """The client of a curator."""
    Submission.objects.all().delete()
    client.force_login(records["curator"])
    return client


def hand_in(desk, text=TEXT, **more):
    response = desk.post("/add/", {"text": text, **more}, follow=True)
    return response, Submission.objects.order_by("-pk").first()


def store(desk, row, **fields):
    return desk.post(row.get_absolute_url(), {"action": "store", **fields}, follow=True)


def file(name, text=TEXT):
    return SimpleUploadedFile(name, text.encode())


def test_a_pasted_text_shows_what_would_go_before_anything_is_stored(desk):
    before = Article.objects.count()

    response, _ = hand_in(desk)

    html = response.content.decode()
    assert "<del>Read more: Ten things to know</del>" in html
    assert "<li>It rained all day in the city by the lake.</li>" in html
    assert 'value="Minister leaves the long talks"' in html
    assert Article.objects.count() == before


def test_whoever_opens_the_page_has_the_models_loaded_before_the_article_is_written(desk):
    load_in_background.cache_clear()

    desk.get("/add/")

    assert load_in_background.cache_info().misses == 1
    load_in_background().join(timeout=120)
    assert reconcile._load_models.cache_info().currsize == 1


def test_the_byline_of_a_text_is_shown_as_its_credit_and_stored(desk):
    lines = TEXT.split("\n")

    response, row = hand_in(desk, "\n".join([lines[0], "", "By Jane Roe", *lines[1:]]))
    store(desk, row, **FIELDS)

    assert "Credit: Jane Roe" in response.content.decode()
    assert Article.objects.get(url=FIELDS["url"]).credit == "Jane Roe"


def long_text(chars):
    days = (f"On day {number} it rained in the city by the lake." for number in range(chars // 40))
    return "The long rain\n\n" + "\n\n".join(days)


def test_a_text_too_long_to_be_searched_while_one_waits_is_said_so_before_it_is_stored(desk):
    response, row = hand_in(desk, long_text(70_000))

    assert "at most 60,000 are searched for statements while you wait" in response.content.decode()
    stored = store(desk, row, **FIELDS).content.decode()
    assert "`manage.py extract --pending`" in stored
    assert Article.objects.get(title=FIELDS["title"]).extraction == "pending"


def test_of_a_text_of_usual_length_nothing_is_said(desk):
    response, _ = hand_in(desk)

    assert "searched for statements" not in response.content.decode()


def test_a_text_longer_than_any_that_is_searched_is_to_be_split(settings):
    settings.CELERY_BROKER_URL = "redis://broker"

    assert length_warning(Article(text="a" * 70_000)) == ""  # workers wait for nobody
    assert "split it and hand in each part" in length_warning(Article(text="a" * 1_000_001))


def test_the_outlet_is_suggested_from_those_that_are_known(desk):
    Outlet.objects.create(slug="lake-herald", name="Lake <Herald>")

    response, _ = hand_in(desk)

    html = response.content.decode()
    assert '<option value="Lake &lt;Herald&gt;"></option>' in html
    assert '<option value="BBC News"></option>' in html
    assert 'list="outlet-names"' in html


def test_what_is_stored_has_the_curators_title_outlet_address_and_day(desk):
    _, row = hand_in(desk)

    store(desk, row, **FIELDS, published_on="2022-03-18")

    article = Submission.objects.get(pk=row.pk).article
    assert (article.title, article.url) == ("A better title", "https://daily.example/talks")
    assert article.outlet.name == "The Daily"
    assert (str(article.published_on), article.published_basis) == ("2022-03-18", "curator")


def test_the_stored_article_comes_with_its_statements_marked(desk):
    _, row = hand_in(desk)

    response = store(desk, row, **FIELDS)

    words = Statement.objects.filter(article__submissions=row).values_list("words", flat=True)
    assert "We have seen enough" in " ".join(words)
    assert "<mark" in response.content.decode()


def test_one_click_takes_an_article_back_and_another_puts_it_back(desk, client):
    _, row = hand_in(desk)
    store(desk, row, **FIELDS)
    address = Submission.objects.get().article.get_absolute_url()

    desk.post(row.get_absolute_url(), {"action": "undo"})
    gone = client.get(address).status_code
    desk.post(row.get_absolute_url(), {"action": "redo"})

    assert (gone, client.get(address).status_code) == (410, 200)


def test_taking_back_a_new_text_of_a_page_brings_the_old_one_back(desk, client):
    old = make_article(url=FIELDS["url"])
    _, row = hand_in(desk)
    store(desk, row, **FIELDS)
    superseded = Article.objects.get(pk=old.pk).superseded_by

    desk.post(row.get_absolute_url(), {"action": "undo"})

    assert superseded == Submission.objects.get().article
    assert Article.objects.get(pk=old.pk).superseded_by is None


def test_a_text_that_is_here_is_shown_and_not_stored_again(desk):
    _, row = hand_in(desk)
    store(desk, row, **FIELDS)

    response, again = hand_in(desk, TEXT + "\n")

    assert "Nothing new to store" in response.content.decode()
    assert "Already here" in response.content.decode()
    assert 'value="store"' not in response.content.decode()
    assert again.article == row.__class__.objects.get(pk=row.pk).article


def test_a_page_that_is_handed_over_has_its_address_and_no_tags(desk):
    html = "<html><body><h1>Talks</h1><p>“We agree,” Ann Chen said on Monday.</p></body></html>"

    response, row = hand_in(desk, "", html=html, title="Talks | Daily", url="https://d.example/a")

    assert 'value="https://d.example/a"' in response.content.decode()
    assert "&lt;p&gt;" not in response.content.decode()
    assert bytes(row.raw) == html.encode()


def test_an_address_that_is_none_of_the_web_is_dropped(desk):
    _, row = hand_in(desk, url="javascript:alert(1)")

    assert row.url == ""


def test_nothing_pasted_is_said_so(desk):
    response = desk.post("/add/", {"text": " \n "})

    assert response.status_code == 400
    assert "There is no text." in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        (FIELDS | {"title": " "}, "There is no title. Write one"),
        (FIELDS | {"url": "javascript:alert(1)"}, "not a web address. Begin it with https://"),
        (FIELDS | {"published_on": "03/04/2022"}, "no day. Write year-month-day"),
    ],
)
def test_a_field_that_cannot_be_used_says_what_to_write(desk, fields, cure):
    _, row = hand_in(desk)

    assert cure in store(desk, row, **fields).content.decode()
    assert not Article.objects.filter(title=FIELDS["title"]).exists()


def test_an_empty_address_says_what_to_do(desk, settings):
    settings.FETCH = True

    assert "Paste it, with https://" in desk.post("/add/", {"address": ""}).content.decode()


@pytest.mark.parametrize("fetches", [True, False])
def test_feeds_are_linked_whether_or_not_they_are_fetched(desk, settings, fetches):
    settings.FETCH = fetches
    page = desk.get("/add/").content.decode()

    assert 'href="/add/feeds/"' in page
    assert ("FETCH=1" in page) is not fetches


def test_the_size_of_a_file_is_said_as_the_docs_say_it(desk):
    assert "up to 5 MB each" in desk.get("/add/").content.decode()


def test_several_files_wait_and_are_stored_together(desk):
    files = [
        file(f"{n}.txt", f"Headline {n}\n\nIt rained {n} days, Ann Chen said.") for n in (1, 2)
    ]

    listed = desk.post("/add/", {"files": files}, follow=True).content.decode()
    desk.post("/add/", {"action": "store"})

    assert "Headline 1" in listed
    assert set(Submission.objects.values_list("state", flat=True)) == {"stored"}
    assert Article.objects.filter(file_name__in=["1.txt", "2.txt"]).count() == 2


def test_a_script_that_uploads_a_file_gets_json(desk):
    answer = desk.post("/add/", {"files": [file("a.txt")]}, headers={"accept": "application/json"})

    row = Submission.objects.get()
    expected = {"name": str(row), "address": row.get_absolute_url(), "problem": ""}
    assert answer.json() == {"files": [expected]}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.xyz", "GIF89a" + "\0" * 40, "is binary: a picture. Type its words"),
        ("a.txt", " ", "holds nothing but white space"),
        ("../../etc/passwd.txt", "", "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(desk, name, text, words):
    response = desk.post("/add/", {"files": [file(name, text)]}, follow=True)

    assert words in response.content.decode()
    assert Submission.objects.get().state == "failed"


def test_a_file_that_is_too_large_is_not_kept(desk, settings):
    settings.MAX_ARTICLE_BYTES = 1000

    response = desk.post("/add/", {"files": [file("a.txt", "x" * 1001)]}, follow=True)

    assert "too large" in response.content.decode()
    assert bytes(Submission.objects.get().raw) == b""


def test_a_submission_is_dropped_in_one_click(desk):
    _, row = hand_in(desk)

    desk.post(row.get_absolute_url(), {"action": "discard"})

    assert not Submission.objects.exists()


def test_a_text_stored_twice_at_a_time_is_one_article(desk):
    _, row = hand_in(desk)

    assert len(submissions.store(row)) == 1
    assert submissions.store(row) == []


def test_a_day_to_come_is_refused(desk):
    _, row = hand_in(desk)

    response = store(desk, row, **FIELDS, published_on="2999-01-01")

    assert response.status_code == 400
    assert "That day is in the future." in response.content.decode()
    assert Submission.objects.get().state == "ready"


def test_hostile_words_are_shown_as_text(desk):
    response, _ = hand_in(
        desk, "<script>alert(1)</script> A title\n\n<img src=x onerror=a()> said."
    )

    assert "<script>alert" not in response.content.decode()
    assert "onerror" not in response.content.decode()


def test_another_site_cannot_hand_in_a_text(records):
    client = Client(enforce_csrf_checks=True)
    client.force_login(records["curator"])

    assert client.post(reverse("add"), {"text": TEXT}).status_code == 403


def test_what_nothing_can_be_stored_of_is_dropped_at_once_and_the_rest_stays(desk):
    store(desk, hand_in(desk)[1])
    hand_in(desk)  # is here by now
    desk.post("/add/", {"files": [file("empty.txt", ""), file("new.txt", TEXT + "\nMore.")]})

    desk.post("/add/", {"action": "drop"})

    assert [row.file_name for row in Submission.objects.waiting()] == ["new.txt"]
