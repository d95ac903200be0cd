"""The pages of the review desk as plain forms: what they show, and to whom."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse

from claims.models import ReviewLock, Span
from tests.claims.review_desk import DESK, item
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_the_overview_lists_what_waits_with_who_is_looking(desk, agreed, other):
    ReviewLock.objects.take(agreed.statement_id, other)

    shown = desk.get(DESK).content.decode()

    assert "We agree" in shown
    assert "paul is looking at this" in shown


def test_an_empty_queue_says_so(desk):
    assert "Nothing to review" in desk.get(DESK).content.decode()


def test_a_misspelt_filter_is_refused(desk):
    response = desk.get(f"{DESK}?spaeker=x")

    assert response.status_code == 400
    assert "There is no filter “spaeker”" in response.content.decode()


def test_starting_claims_the_first_one_and_opens_it(desk, agreed, curator):
    response = desk.post(f"{DESK}next/")

    assert response.status_code == 303
    assert response["Location"] == f"{item(agreed.statement)}#here"
    assert ReviewLock.objects.get().by == curator


def test_a_statement_is_shown_in_its_article_with_evidence_marked(desk, agreed):
    shown = desk.get(item(agreed.statement)).content.decode()

    assert '<mark class="content doubtful" data-s="">We agree</mark>' in shown
    assert '<span class="source" data-s="">Ann Chen</span>' in shown
    assert '<p data-start="8" id="here">' in shown


def test_looking_writes_nothing(desk, agreed):
    desk.get(DESK)
    desk.get(item(agreed.statement))

    assert not ReviewLock.objects.exists()


def test_a_viewer_looks_and_finds_no_buttons(client, agreed, django_user_model):
    viewer = django_user_model.objects.create(username="vera", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)

    shown = client.get(item(agreed.statement)).content.decode()

    assert "We agree" in shown
    assert 'name="deed"' not in shown
    assert client.post(item(agreed.statement), {"deed": "accept"}).status_code == 403


@pytest.mark.parametrize("count", [1, 15])
def test_the_pages_cost_as_many_queries_for_many_as_for_few(
    desk, count, django_assert_max_num_queries
):
    article = make_article("word " * 400)
    for number in range(count):
        place = Span(5 * number, 5 * number + 4)
        statement = make_statement(
            "word", article=article, content=(place,), start=place.start, end=place.end
        )
        made = make_attribution(statement, via=(make_speaker(),), confidence=0.2)

    with django_assert_max_num_queries(60):  # each count of a lane has its own time limit
        desk.get(DESK)
    with django_assert_max_num_queries(36):
        desk.get(reverse("review:article", args=[article.slug]))
    with django_assert_max_num_queries(36):
        desk.get(item(made.statement))


def test_the_guidelines_beside_the_task_are_those_of_the_docs(desk):
    html = desk.get(
        f"/admin/review/statements/{make_attribution().statement.key}/"
    ).content.decode()
    docs = (settings.BASE_DIR / "docs" / "curation.md").read_text()

    rules = re.findall(r"<dt>([^<]+\?)</dt><dd>([^<]+)</dd>", html)

    assert len(rules) == 5
    for question, rule in rules:
        assert f"- **{question}** {rule}\n" in docs
