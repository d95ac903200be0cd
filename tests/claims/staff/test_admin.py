"""Settling attributions in the admin: what it shows, and that nothing posted breaks anything."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from claims import curation
from claims.models import Attribution, Decision, Span, Status
from claims.staff.admin.confirmation import MAX_SELECTED
from claims.staff.admin.forms import version
from tests.claims.desk import LIST, act, decide, messages, page, status_of
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_doubtful_ones_come_first_and_settled_ones_last(desk, curator):
    sure, settled, doubtful = (make_attribution(confidence=c) for c in (0.9, 0.1, 0.2))
    curation.accept(settled, by=curator)

    rows = desk.get(LIST).context["cl"].result_list

    assert [row.pk for row in rows] == [doubtful.pk, sure.pk, settled.pk]


def test_withdrawn_statements_are_in_the_queue_only_when_asked_for(desk):
    make_attribution(make_statement(withdrawn_at=timezone.now()))

    assert len(desk.get(LIST).context["cl"].result_list) == 0
    assert len(desk.get(f"{LIST}?shown=all").context["cl"].result_list) == 1


def test_the_list_shows_words_speaker_party_chain_and_confidence(desk):
    china = make_party("cn", "China")
    make_attribution(
        make_statement("They agreed"), confidence=0.42,
        speaker=make_speaker("Xi Jinping", party=china), via=(make_speaker("Xinhua"),),
    )  # fmt: skip

    shown = desk.get(LIST).content.decode()

    for words in ("They agreed", "China", "Xi Jinping → Xinhua", "doubtful, 42%"):
        assert words in shown


def test_the_page_shows_the_words_marked_in_their_paragraph(desk):
    article = make_article("Rain.\n\n“We agree,” Ann said.\n\nSun.")
    statement = make_statement("We agree", article=article)
    attribution = make_attribution(statement, source=[Span(19, 22)], cue=[Span(23, 27)])

    shown = desk.get(page(attribution)).content.decode()

    assert '<mark class="content" data-s="">We agree</mark>' in shown
    assert '<span class="source" data-s="">Ann</span>' in shown
    assert "Rain." not in shown


def test_an_articles_text_is_never_markup_here(desk):
    article = make_article("<script>alert(1)</script> agreed.")
    statement = make_statement("<script>alert(1)</script>", article=article)
    attribution = make_attribution(statement, speaker=make_speaker("<b>Ann</b>"))

    for address in (LIST, page(attribution), page(statement), page(attribution.speaker)):
        shown = desk.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<b>Ann" not in shown


def test_the_page_accepts(desk, curator):
    attribution = make_attribution()

    response = decide(desk, attribution, "accept")

    assert "Accepted." in messages(response)
    assert status_of(attribution) == Status.ACCEPTED
    assert Decision.objects.get().by == curator


def test_the_page_rejects_with_a_reason(desk):
    attribution = make_attribution()

    decide(desk, attribution, "reject", why="boilerplate")

    assert status_of(attribution) == Status.REJECTED
    assert Decision.objects.get().why == "boilerplate"


def test_the_page_reassigns_to_another_speaker(desk):
    attribution, bob = make_attribution(), make_speaker("Bob")

    response = decide(desk, attribution, "reassign", speaker=bob.pk)

    assert "Given to Bob" in messages(response)
    assert attribution.statement.attributions.live().get().speaker == bob


def test_the_page_gives_words_to_nobody_known(desk):
    attribution = make_attribution()

    decide(desk, attribution, "reassign", unknown="on")

    assert attribution.statement.attributions.live().get().speaker is None


@pytest.mark.parametrize(
    ("post", "message"),
    [
        ({"deed": "reject"}, "Say why"),
        ({"deed": "reassign"}, "choose the other speaker"),
        ({"deed": "reassign", "speaker": "999999"}, "speaker: "),
        ({"deed": "reassign", "speaker": "x'; DROP"}, "speaker: "),
        ({"deed": "reassign", "speaker": "1", "unknown": "on"}, "speaker"),
        ({"deed": "destroy"}, "deed: "),
        ({}, "deed: "),
        ({"deed": "accept", "seen": "an older version"}, "changed meanwhile"),
        ({"deed": "accept", "seen": ""}, "seen: "),
        ({"deed": "accept", "why": "x" * 501}, "why: "),
        ({"deed": "accept", "why": "a\0b"}, "why: "),
        ({"deed": "undo"}, "deed: "),
        ({"status": "accepted", "confidence": "7", "_save": "Save"}, "deed: "),
    ],
)
def test_a_hostile_form_gets_a_message_and_changes_nothing(desk, post, message):
    attribution = make_attribution()
    before = curation.statement_state(attribution.statement)

    response = desk.post(page(attribution), {"seen": version(attribution), **post}, follow=True)

    assert response.status_code == 200
    assert message in messages(response)
    assert curation.statement_state(attribution.statement) == before


def test_a_second_curator_sees_that_the_first_was_quicker(desk, curator):
    attribution = make_attribution()
    seen = version(attribution)
    curation.reject(attribution, by=curator, why="duplicate")

    response = decide(desk, attribution, "accept", seen=seen)

    assert "changed meanwhile" in messages(response)
    assert status_of(attribution) == Status.REJECTED


def test_a_page_that_does_not_exist_leads_back_with_a_message(desk):
    response = desk.post(f"{LIST}999999/change/", {"deed": "accept"}, follow=True)

    assert response.status_code == 200
    assert "doesn’t exist" in messages(response)


def test_the_list_accepts_a_few_at_once(desk):
    few = [make_attribution() for _ in range(3)]

    response = act(desk, "accept", few)

    assert "3 records changed." in messages(response)
    assert {status_of(one) for one in few} == {Status.ACCEPTED}


def test_the_list_asks_again_before_it_accepts_many(desk):
    many = [make_attribution() for _ in range(21)]

    asked = act(desk, "accept", many)

    assert "Accept 21 attributions?" in asked.content.decode()
    assert {status_of(one) for one in many} == {Status.UNREVIEWED}
    act(desk, "accept", many, sure="yes")
    assert {status_of(one) for one in many} == {Status.ACCEPTED}


def test_the_list_refuses_more_than_one_person_can_mean(desk):
    article = make_article("x" * (MAX_SELECTED + 2))
    for place in range(MAX_SELECTED + 1):
        statement = make_statement("x", article=article, content=[(place, place + 1)])
        make_attribution(statement, speaker=None)

    response = act(desk, "accept", Attribution.objects.all(), sure="yes")

    assert f"choose {MAX_SELECTED} at most" in messages(response)
    assert not Decision.objects.exists()


def test_the_list_asks_why_before_it_rejects(desk):
    attribution = make_attribution()

    asked = act(desk, "reject", [attribution])

    assert "Reject 1 attribution?" in asked.content.decode()
    assert status_of(attribution) == Status.UNREVIEWED
    act(desk, "reject", [attribution], sure="yes", why="wrong span")
    assert status_of(attribution) == Status.REJECTED


def test_the_list_asks_to_whom_before_it_reassigns(desk):
    several, bob = [make_attribution(), make_attribution()], make_speaker("Bob")

    asked = act(desk, "reassign", several)
    refused = act(desk, "reassign", several, sure="yes", speaker="999999")

    assert "Reassign 2 attributions?" in asked.content.decode()
    assert "choose the other speaker" in refused.content.decode()
    act(desk, "reassign", several, sure="yes", speaker=bob.pk)
    assert {one.speaker for one in Attribution.objects.live()} == {bob}


@pytest.mark.parametrize("why", ["a\0b", "x" * 501])
def test_a_hostile_reason_for_many_gets_a_message(desk, why):
    attribution = make_attribution()

    response = act(desk, "reject", [attribution], sure="yes", why=why)

    assert "The reason has" in messages(response) or "NUL" in messages(response)
    assert status_of(attribution) == Status.UNREVIEWED


@pytest.mark.parametrize(
    "query",
    ["act=%00", "act__exact=%00", "band=x", "shown=x", "o=99", "p=x", "status__exact=x", "q=%00",
     "speaker__isempty=x", "speaker__party__code__exact=%00", "password=x", "statement__key=x%00"],
)  # fmt: skip
@pytest.mark.parametrize("model", ["attribution", "speaker", "decision", "statement", "party"])
def test_a_hostile_query_string_ends_in_no_error(desk, model, query):
    make_attribution()

    response = desk.get(f"/admin/claims/{model}/?{query}")

    assert response.status_code in (200, 302, 400)


def test_what_a_bulk_act_could_not_do_is_told(desk, curator):
    settled = make_attribution()
    curation.accept(settled, by=curator)

    response = act(desk, "accept", [settled, make_attribution()])

    assert "1 record changed." in messages(response)
    assert "accepted already" in messages(response)


def test_a_viewer_sees_the_page_but_no_form_and_cannot_post(client, django_user_model):
    viewer = django_user_model.objects.create(username="vera", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    attribution = make_attribution()

    assert "Decide</h2>" not in client.get(page(attribution)).content.decode()
    assert client.post(page(attribution), {"deed": "accept"}).status_code == 403
    assert act(client, "accept", [attribution]).status_code in (200, 403)
    assert status_of(attribution) == Status.UNREVIEWED
