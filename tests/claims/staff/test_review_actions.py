"""What is decided at the review desk, and what it leads to."""

import pytest
from django.urls import reverse

from claims import curation
from claims.models import Attribution, Decision, Report, ReviewLock, Span, Speaker, Statement
from tests.claims.desk import messages, status_of
from tests.claims.review_desk import DESK, act, edit, item, make_report
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def test_accepting_goes_on_to_the_next_of_the_same_queue(desk, agreed):
    behind = make_attribution(confidence=0.6)

    response = act(desk, agreed, "accept")

    assert status_of(agreed) == "accepted"
    assert response.redirect_chain[-1][0] == f"{item(behind.statement)}#here"
    assert "Accepted: “We agree”" in messages(response)


def test_accepting_keeps_the_filters(desk, agreed):
    make_attribution(confidence=0.6)
    form = {"deed": "accept", "attribution": agreed.pk, "seen": ""}

    response = desk.post(f"{item(agreed.statement)}?need=doubtful", form)

    assert response["Location"].endswith("/?need=doubtful#here")


def test_a_rejection_keeps_its_reason(desk, agreed):
    act(desk, agreed, "reject", reason="boilerplate")

    assert status_of(agreed) == "rejected"
    assert Decision.objects.get().reason == "boilerplate"


def test_another_reason_has_to_be_told(desk, agreed):
    response = act(desk, agreed, "reject", reason="other")

    assert status_of(agreed) == "unreviewed"
    assert "Say why" in messages(response)


def test_words_are_given_to_a_picked_speaker(desk, agreed):
    li = make_speaker("Bo Li")

    act(desk, agreed, "reassign", speaker="Bo Li", speaker_slug=li.slug)

    assert Attribution.objects.live().get().speaker == li


def test_words_are_given_to_nobody_known(desk, agreed):
    act(desk, agreed, "reassign", speaker_unknown="yes")

    assert Attribution.objects.live().get().speaker is None


def test_a_new_speaker_is_made_and_both_steps_can_be_undone(desk, agreed, chen):
    new = {"speaker": "Cai Wu", "speaker_new": "yes", "speaker_kind": "person"}
    act(desk, agreed, "reassign", **new, speaker_party="cn")
    made = Speaker.objects.get(name="Cai Wu")
    assert Attribution.objects.live().get().speaker == made
    assert made.party_id == "cn"

    for _ in range(2):
        last = desk.get(DESK).context["undoable"]
        desk.post(f"{DESK}undo/", {"decision": last.pk})

    assert Attribution.objects.live().get().speaker == chen
    assert not Speaker.objects.filter(name="Cai Wu").exists()


def test_skipping_decides_nothing_and_lets_others_have_it(desk, agreed, curator):
    behind = make_attribution(confidence=0.6)
    ReviewLock.objects.take(agreed.statement_id, curator)

    response = act(desk, agreed, "skip")

    assert response.redirect_chain[-1][0] == f"{item(behind.statement)}#here"
    assert not Decision.objects.exists()
    assert not ReviewLock.objects.held().filter(statement=agreed.statement).exists()


def test_previous_leads_back_along_the_trail(desk, agreed):
    behind = make_attribution(confidence=0.6)
    desk.post(f"{DESK}next/")
    act(desk, agreed, "accept")

    page = desk.get(item(behind.statement))

    assert page.context["previous"] == f"{item(agreed.statement)}#here"


def test_undo_takes_the_latest_act_back_and_redo_does_it_again(desk, agreed):
    act(desk, agreed, "accept")

    last = desk.get(DESK).context["undoable"]
    response = desk.post(f"{DESK}undo/", {"decision": last.pk}, follow=True)
    assert status_of(agreed) == "unreviewed"
    assert "Undone: accepted “We agree”" in messages(response)

    again = response.context["redoable"]
    response = desk.post(f"{DESK}undo/", {"decision": again.pk}, follow=True)
    assert status_of(agreed) == "accepted"
    assert "Done again: accepted “We agree”" in messages(response)


def test_a_report_is_shown_beside_the_statement_and_answered_there(desk, agreed):
    report = make_report(agreed.statement)
    assert "Not hers!" in desk.get(item(agreed.statement)).content.decode()

    values = {"report": report.pk, "verdict": "declined", "answer": "See the second line."}
    response = act(desk, agreed, "answer", **values)

    assert Report.objects.get().state == "declined"
    assert "Answered, declined" in messages(response)
    assert response.redirect_chain[-1][0] == f"{item(agreed.statement)}#here"  # to decide on


def test_a_report_is_not_declined_without_a_word(desk, agreed):
    report = make_report(agreed.statement)

    response = act(desk, agreed, "answer", report=report.pk, verdict="declined")

    assert "Say why the report is declined" in messages(response)
    assert Report.objects.get().state == "open"


def test_nobody_undoes_anothers_act_by_a_key(desk, agreed, other):
    decision = curation.accept(agreed, by=other)

    assert desk.get(DESK).context["undoable"] is None
    assert desk.post(f"{DESK}undo/", {"decision": decision.pk}).status_code == 404


def test_the_words_are_moved_in_two_pieces(desk, agreed):
    edit(desk, agreed, content="We agree\nNot yet")

    statement = Statement.objects.get()
    assert statement.words == "We agree … Not yet"
    assert Attribution.objects.live().get().status == "corrected"


def test_source_cue_relay_facts_and_parties_are_corrected_in_one_decision(desk, agreed):
    wire = make_speaker("The Wire", kind="outlet")
    edit(
        desk, agreed, cue="told", hop1="the wire", hop1_words="the Wire", act="promises",
        negated="yes", mode="thought", about=["cn"], role="envoy",
    )  # fmt: skip

    live = Attribution.objects.live().get()
    assert (live.act, live.negated, live.role) == ("promises", True, "envoy")
    hop = live.sources.get()
    assert (hop.speaker, hop.spans) == (wire, (Span(34, 42),))
    assert live.statement.mode == "thought"
    assert [one.party_id for one in live.statement.mentions.all()] == ["cn"]
    assert Decision.objects.count() == 1


def test_a_form_that_can_not_be_read_comes_back_as_it_was_typed(desk, agreed):
    response = edit(desk, agreed, content="nowhere to be found", role="envoy")

    assert "is not in this text" in messages(response)
    assert response.context["form"]["content"].value() == "nowhere to be found"
    assert response.context["form"]["role"].value() == "envoy"
    assert not Decision.objects.exists()


def test_saving_without_a_change_says_so(desk, agreed):
    assert "is already so" in messages(edit(desk, agreed))
    assert not Decision.objects.exists()


def test_a_name_typed_over_the_old_one_counts_also_without_a_script(desk, agreed, chen):
    li = make_speaker("Bo Li")

    edit(desk, agreed, speaker="Bo Li", speaker_slug=chen.slug)

    assert Attribution.objects.live().get().speaker == li


def test_a_missed_statement_is_added(desk, agreed, chen):
    article = agreed.statement.article
    form = {"content": "Not yet", "cue": "she said", "speaker": chen.name, "act": "says"}
    form |= {"mode": "said", "quotation": ""}

    response = desk.post(reverse("review:add", args=[article.slug]), form, follow=True)

    added = Statement.objects.get(words="Not yet")
    assert added.quotation == "direct"
    assert added.attributions.get().speaker == chen
    assert "Added: “Not yet”" in messages(response)


def test_hostile_words_are_text_everywhere_on_the_desk(desk):
    bad = "<script>alert(1)</script>"
    agreed = make_attribution(
        make_statement(bad, article=make_article(f"{bad} he said.", title=bad)),
        speaker=make_speaker(bad), role=bad, notes=[bad], confidence=0.2,
    )  # fmt: skip
    pages = (item(agreed.statement), item(agreed.statement, "edit"), DESK)

    for address in (*pages, reverse("review:article", args=[agreed.statement.article.slug])):
        assert bad not in desk.get(address).content.decode()
