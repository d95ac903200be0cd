"""Whole articles, two curators at once, and speakers offered while one types."""

import pytest
from django.urls import reverse

from claims import curation
from claims.models import Attribution, Decision, ReviewLock, Speaker
from tests.claims.desk import messages, status_of
from tests.claims.review_desk import DESK, edit, item
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_a_second_save_shows_both_versions_and_loses_nothing(desk, agreed, other):
    seen = curation.state_token(agreed.statement)
    curation.reassign(agreed, make_speaker("Bo Li"), by=other, why="says so below")

    form = {"deed": "reject", "reason": "duplicate", "attribution": agreed.pk, "seen": seen}
    response = desk.post(item(agreed.statement), form)

    shown = response.content.decode()
    assert response.status_code == 409
    for words in ("Ann Chen", "Bo Li", "paul", "says so below"):
        assert words in shown
    assert '<input type="hidden" name="reason" value="duplicate">' in shown
    assert Decision.objects.count() == 1


def test_a_second_edit_shows_the_words_that_were_chosen(desk, agreed, other):
    page = desk.get(item(agreed.statement, "edit"))
    curation.reassign(agreed, make_speaker("Bo Li"), by=other)

    form = {"attribution": agreed.pk, "seen": page.context["token"], "content": "9-14\n45-52"}
    response = desk.post(item(agreed.statement, "edit"), {**form, "speaker": "Ann Chen"})

    assert response.status_code == 409
    assert ("words", "We ag … Not yet") in response.context["mine"]


def test_two_who_decide_at_once_are_told_so_in_the_words_of_the_site(desk, agreed, other):
    seen = curation.state_token(agreed.statement)
    curation.reassign(agreed, make_speaker("Bo Li"), by=other)

    response = edit(desk, agreed, seen=seen, act="denies", quotation="mixed")

    html = response.content.decode()
    assert response.status_code == 409
    assert "<dt>what they did</dt><dd>denied</dd>" in html
    assert "<dt>quoted or not</dt><dd>partly quoted</dd>" in html


def test_what_was_asked_can_be_done_all_the_same(desk, agreed, other):
    seen = curation.state_token(agreed.statement)
    curation.reassign(agreed, make_speaker("Bo Li"), by=other)
    form = {"deed": "reject", "reason": "duplicate", "attribution": agreed.pk, "seen": seen}
    conflict = desk.post(item(agreed.statement), form).context

    repeated = {**dict(conflict["posted"]), "seen": conflict["token"]}
    repeated["attribution"] = conflict["attribution_pk"]
    desk.post(item(agreed.statement), repeated)

    assert not Attribution.objects.live().exists()


def test_whoever_holds_it_is_named_to_the_other(desk, agreed, other):
    ReviewLock.objects.take(agreed.statement_id, other)

    assert "paul is looking at this" in desk.get(item(agreed.statement)).content.decode()
    hold = desk.post(item(agreed.statement, "hold"))
    assert hold.json() == {"held_by": "paul"}


def test_accept_the_rest_takes_what_was_seen_and_marks_the_article(desk, agreed):
    article = agreed.statement.article
    address = reverse("review:article", args=[article.slug])
    second = make_attribution(make_statement("Not yet", article=article))
    tokens = {
        f"seen-{row['attribution'].pk}": row["token"] for row in desk.get(address).context["rows"]
    }
    late = make_attribution(make_statement("He left", article=article))

    response = desk.post(address, {**tokens, "reviewed": "yes"}, follow=True)

    assert [status_of(one) for one in (agreed, second, late)] == [
        "accepted",
        "accepted",
        "unreviewed",
    ]
    assert "“He left” came since you looked" in messages(response)
    assert response.context["article"].reviewed_at is None

    desk.post(address, {f"seen-{late.pk}": curation.state_token(late.statement), "reviewed": "yes"})
    assert desk.get(address).context["article"].reviewed_at is not None


def test_a_bulk_act_is_undone_as_one(desk, agreed):
    article = agreed.statement.article
    make_attribution(make_statement("Not yet", article=article))
    address = reverse("review:article", args=[article.slug])
    rows = desk.get(address).context["rows"]
    desk.post(address, {f"seen-{row['attribution'].pk}": row["token"] for row in rows})

    last = desk.get(DESK).context["undoable"]
    response = desk.post(f"{DESK}undo/", {"decision": last.pk}, follow=True)

    assert set(Attribution.objects.values_list("status", flat=True)) == {"unreviewed"}
    assert response.redirect_chain[-1][0] == address


@pytest.mark.parametrize("query", ["chen", "CHEN", "ann", "Ann Ch", "zhang"])
def test_speakers_are_offered_by_any_of_their_names(desk, chen, query):
    chen.aliases.create(name="Zhang", folded="zhang")
    Speaker.objects.filter(pk=chen.pk).update(identity="ann chen", family="chen")
    make_speaker("Bo Li")

    offered = desk.get(f"{DESK}speakers/?q={query}").json()["speakers"]

    assert [one["name"] for one in offered] == ["Ann Chen"]


def test_before_a_letter_is_typed_those_of_the_article_are_offered(desk, agreed):
    make_speaker("Bo Li")
    slug = agreed.statement.article.slug

    offered = desk.get(f"{DESK}speakers/?q=&article={slug}").json()["speakers"]

    assert [one["name"] for one in offered] == ["Ann Chen"]


def test_one_not_named_is_offered_in_its_own_article_only(desk, agreed):
    make_speaker("a senior official", kind="anonymous", article=make_article())

    offered = desk.get(f"{DESK}speakers/?q=senior&article={agreed.statement.article.slug}")

    assert offered.json()["speakers"] == []
