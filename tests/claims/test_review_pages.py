"""The pages of the review desk as plain forms: what they show, and what they do."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from claims import curation
from claims.models import Attribution, Decision, Report, ReviewClaim, Span, Speaker, Statement
from tests.claims.desk import messages, status_of
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db

TEXT = "Talks.\n\n“We agree,” Ann Chen told the Wire. “Not yet,” she said. He left."
DESK = "/admin/review/"


@pytest.fixture
def other(django_user_model):
    user = django_user_model.objects.create(username="paul", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


@pytest.fixture
def chen():
    return make_speaker("Ann Chen", party=make_party())


@pytest.fixture
def attribution(chen):
    statement = make_statement("We agree", article=make_article(TEXT), quotation="direct")
    return make_attribution(
        statement, speaker=chen, confidence=0.4, source=[Span(20, 28)], cue=[Span(29, 33)]
    )


def item(statement, name="item"):
    return reverse(f"review:{name}", args=[statement.key])


def act(desk, attribution, deed, **values):
    values.setdefault("seen", curation.state_token(attribution.statement))
    form = {"deed": deed, "attribution": attribution.pk, **values}
    return desk.post(item(attribution.statement), form, follow=True)


def edit(desk, attribution, **values):
    page = desk.get(item(attribution.statement, "edit"))
    draft = page.context["draft"]
    names = ("content", "source", "cue", "speaker", "role", "act", "quotation", "mode", "about")
    form = {name: getattr(draft, name) for name in names}
    form |= {"attribution": attribution.pk, "seen": page.context["token"], **values}
    return desk.post(item(attribution.statement, "edit"), form, follow=True)


def test_the_overview_lists_what_waits_with_who_is_looking(desk, attribution, other):
    ReviewClaim.objects.take(attribution.statement_id, other)

    shown = desk.get(DESK).content.decode()

    assert "We agree" in shown
    assert "paul is looking at this" in shown


def test_an_empty_queue_says_so(desk):
    assert "Nothing waits" in desk.get(DESK).content.decode()


def test_a_misspelt_filter_is_refused(desk):
    response = desk.get(f"{DESK}?spaeker=x")

    assert response.status_code == 400
    assert "There is no filter “spaeker”" in response.content.decode()


def test_starting_claims_the_first_one_and_opens_it(desk, attribution, curator):
    response = desk.post(f"{DESK}next/")

    assert response.status_code == 303
    assert response["Location"] == f"{item(attribution.statement)}#here"
    assert ReviewClaim.objects.get().by == curator


def test_a_statement_is_shown_in_its_article_with_evidence_marked(desk, attribution):
    shown = desk.get(item(attribution.statement)).content.decode()

    assert '<mark class="content doubtful" data-s="">We agree</mark>' in shown
    assert '<span class="source" data-s="">Ann Chen</span>' in shown
    assert '<p data-start="8" id="here">' in shown


def test_looking_writes_nothing(desk, attribution):
    desk.get(DESK)
    desk.get(item(attribution.statement))

    assert not ReviewClaim.objects.exists()


def test_accepting_goes_on_to_the_next_of_the_same_queue(desk, attribution):
    behind = make_attribution(confidence=0.6)

    response = act(desk, attribution, "accept")

    assert status_of(attribution) == "accepted"
    assert response.redirect_chain[-1][0] == f"{item(behind.statement)}#here"
    assert "Accepted: “We agree”" in messages(response)


def test_accepting_keeps_the_filters(desk, attribution):
    make_attribution(confidence=0.6)
    form = {"deed": "accept", "attribution": attribution.pk, "seen": ""}

    response = desk.post(f"{item(attribution.statement)}?need=doubtful", form)

    assert response["Location"].endswith("/?need=doubtful#here")


def test_a_rejection_keeps_its_reason(desk, attribution):
    act(desk, attribution, "reject", reason="boilerplate")

    assert status_of(attribution) == "rejected"
    assert Decision.objects.get().reason == "boilerplate"


def test_another_reason_has_to_be_told(desk, attribution):
    response = act(desk, attribution, "reject", reason="other")

    assert status_of(attribution) == "unreviewed"
    assert "Say why" in messages(response)


def test_words_are_given_to_a_picked_speaker(desk, attribution):
    li = make_speaker("Bo Li")

    act(desk, attribution, "reassign", speaker="Bo Li", speaker_slug=li.slug)

    assert Attribution.objects.live().get().speaker == li


def test_words_are_given_to_nobody_known(desk, attribution):
    act(desk, attribution, "reassign", speaker_unknown="yes")

    assert Attribution.objects.live().get().speaker is None


def test_a_new_speaker_is_made_and_both_steps_can_be_undone(desk, attribution, chen):
    new = {"speaker": "Cai Wu", "speaker_new": "yes", "speaker_kind": "person"}
    act(desk, attribution, "reassign", **new, speaker_party="cn")
    made = Speaker.objects.get(name="Cai Wu")
    assert Attribution.objects.live().get().speaker == made
    assert made.party_id == "cn"

    for _ in range(2):
        last = desk.get(DESK).context["undoable"]
        desk.post(f"{DESK}undo/", {"decision": last.pk})

    assert Attribution.objects.live().get().speaker == chen
    assert not Speaker.objects.filter(name="Cai Wu").exists()


def test_skipping_decides_nothing_and_lets_others_have_it(desk, attribution, curator):
    behind = make_attribution(confidence=0.6)
    ReviewClaim.objects.take(attribution.statement_id, curator)

    response = act(desk, attribution, "skip")

    assert response.redirect_chain[-1][0] == f"{item(behind.statement)}#here"
    assert not Decision.objects.exists()
    assert not ReviewClaim.objects.held().filter(statement=attribution.statement).exists()


def test_previous_leads_back_along_the_trail(desk, attribution):
    behind = make_attribution(confidence=0.6)
    desk.post(f"{DESK}next/")
    act(desk, attribution, "accept")

    page = desk.get(item(behind.statement))

    assert page.context["previous"] == f"{item(attribution.statement)}#here"


def test_undo_takes_the_latest_act_back_and_redo_does_it_again(desk, attribution):
    act(desk, attribution, "accept")

    last = desk.get(DESK).context["undoable"]
    response = desk.post(f"{DESK}undo/", {"decision": last.pk}, follow=True)
    assert status_of(attribution) == "unreviewed"
    assert "Undone: accepted “We agree”" in messages(response)

    again = response.context["redoable"]
    response = desk.post(f"{DESK}undo/", {"decision": again.pk}, follow=True)
    assert status_of(attribution) == "accepted"
    assert "Done again: accepted “We agree”" in messages(response)


def make_report(statement):
    return Report.objects.create(
        statement=statement, digest="d", fault="other", comment="Not hers!"
    )


def test_a_report_is_shown_beside_the_statement_and_answered_there(desk, attribution):
    report = make_report(attribution.statement)
    assert "Not hers!" in desk.get(item(attribution.statement)).content.decode()

    values = {"report": report.pk, "verdict": "declined", "answer": "See the second line."}
    response = act(desk, attribution, "answer", **values)

    assert Report.objects.get().state == "declined"
    assert "Answered, declined" in messages(response)
    assert response.redirect_chain[-1][0] == f"{item(attribution.statement)}#here"  # to decide on


def test_a_report_is_not_declined_without_a_word(desk, attribution):
    report = make_report(attribution.statement)

    response = act(desk, attribution, "answer", report=report.pk, verdict="declined")

    assert "Say why the report is declined" in messages(response)
    assert Report.objects.get().state == "open"


def test_nobody_undoes_anothers_act_by_a_key(desk, attribution, other):
    decision = curation.accept(attribution, by=other)

    assert desk.get(DESK).context["undoable"] is None
    assert desk.post(f"{DESK}undo/", {"decision": decision.pk}).status_code == 404


def test_the_words_are_moved_in_two_pieces(desk, attribution):
    edit(desk, attribution, content="We agree\nNot yet")

    statement = Statement.objects.get()
    assert statement.words == "We agree … Not yet"
    assert Attribution.objects.live().get().status == "corrected"


def test_source_cue_relay_facts_and_parties_are_corrected_in_one_decision(desk, attribution):
    wire = make_speaker("The Wire", kind="outlet")
    edit(
        desk, attribution, cue="told", hop1="the wire", hop1_words="the Wire", act="promises",
        negated="yes", mode="thought", about=["cn"], role="envoy",
    )  # fmt: skip

    live = Attribution.objects.live().get()
    assert (live.act, live.negated, live.role) == ("promises", True, "envoy")
    hop = live.sources.get()
    assert (hop.speaker, hop.spans) == (wire, (Span(34, 42),))
    assert live.statement.mode == "thought"
    assert [one.party_id for one in live.statement.mentions.all()] == ["cn"]
    assert Decision.objects.count() == 1


def test_a_form_that_can_not_be_read_comes_back_as_it_was_typed(desk, attribution):
    response = edit(desk, attribution, content="nowhere to be found", role="envoy")

    assert "does not stand in this text" in messages(response)
    assert response.context["draft"].content == "nowhere to be found"
    assert response.context["draft"].role == "envoy"
    assert not Decision.objects.exists()


def test_saving_without_a_change_says_so(desk, attribution):
    assert "is so already" in messages(edit(desk, attribution))
    assert not Decision.objects.exists()


def test_a_name_typed_over_the_old_one_counts_also_without_a_script(desk, attribution, chen):
    li = make_speaker("Bo Li")

    edit(desk, attribution, speaker="Bo Li", speaker_slug=chen.slug)

    assert Attribution.objects.live().get().speaker == li


def test_a_missed_statement_is_added(desk, attribution, chen):
    article = attribution.statement.article
    form = {"content": "Not yet", "cue": "she said", "speaker": chen.name, "act": "says"}
    form |= {"mode": "said", "quotation": ""}

    response = desk.post(reverse("review:add", args=[article.slug]), form, follow=True)

    added = Statement.objects.get(words="Not yet")
    assert added.quotation == "direct"
    assert added.attributions.get().speaker == chen
    assert "Added: “Not yet”" in messages(response)


def test_a_second_save_shows_both_versions_and_loses_nothing(desk, attribution, other):
    seen = curation.state_token(attribution.statement)
    curation.reassign(attribution, make_speaker("Bo Li"), by=other, why="says so below")

    form = {"deed": "reject", "reason": "duplicate", "attribution": attribution.pk, "seen": seen}
    response = desk.post(item(attribution.statement), form)

    shown = response.content.decode()
    assert response.status_code == 409
    for words in ("Ann Chen", "Bo Li", "paul", "says so below"):
        assert words in shown
    assert '<input type="hidden" name="reason" value="duplicate">' in shown
    assert Decision.objects.count() == 1


def test_what_was_asked_can_be_done_all_the_same(desk, attribution, other):
    seen = curation.state_token(attribution.statement)
    curation.reassign(attribution, make_speaker("Bo Li"), by=other)
    form = {"deed": "reject", "reason": "duplicate", "attribution": attribution.pk, "seen": seen}
    conflict = desk.post(item(attribution.statement), form).context

    repeated = {**dict(conflict["posted"]), "seen": conflict["token"]}
    repeated["attribution"] = conflict["attribution_pk"]
    desk.post(item(attribution.statement), repeated)

    assert not Attribution.objects.live().exists()


def test_whoever_holds_it_is_named_to_the_other(desk, attribution, other):
    ReviewClaim.objects.take(attribution.statement_id, other)

    assert "paul is looking at this" in desk.get(item(attribution.statement)).content.decode()
    hold = desk.post(item(attribution.statement, "hold"))
    assert hold.json() == {"held_by": "paul"}


def test_accept_the_rest_takes_what_was_seen_and_marks_the_article(desk, attribution):
    article = attribution.statement.article
    address = reverse("review:article", args=[article.slug])
    second = make_attribution(make_statement("Not yet", article=article))
    tokens = {
        f"seen-{row['attribution'].pk}": row["token"] for row in desk.get(address).context["rows"]
    }
    late = make_attribution(make_statement("He left", article=article))

    response = desk.post(address, {**tokens, "reviewed": "yes"}, follow=True)

    assert [status_of(one) for one in (attribution, second, late)] == [
        "accepted",
        "accepted",
        "unreviewed",
    ]
    assert "“He left” came since you looked" in messages(response)
    assert response.context["article"].reviewed_at is None

    desk.post(address, {f"seen-{late.pk}": curation.state_token(late.statement), "reviewed": "yes"})
    assert desk.get(address).context["article"].reviewed_at is not None


def test_a_bulk_act_is_undone_as_one(desk, attribution):
    article = attribution.statement.article
    make_attribution(make_statement("Not yet", article=article))
    address = reverse("review:article", args=[article.slug])
    rows = desk.get(address).context["rows"]
    desk.post(address, {f"seen-{row['attribution'].pk}": row["token"] for row in rows})

    last = desk.get(DESK).context["undoable"]
    response = desk.post(f"{DESK}undo/", {"decision": last.pk}, follow=True)

    assert set(Attribution.objects.values_list("status", flat=True)) == {"unreviewed"}
    assert response.redirect_chain[-1][0] == address


def test_hostile_words_are_text_everywhere_on_the_desk(desk):
    bad = "<script>alert(1)</script>"
    attribution = make_attribution(
        make_statement(bad, article=make_article(f"{bad} he said.", title=bad)),
        speaker=make_speaker(bad), role=bad, notes=[bad], confidence=0.2,
    )  # fmt: skip
    pages = (item(attribution.statement), item(attribution.statement, "edit"), DESK)

    for address in (*pages, reverse("review:article", args=[attribution.statement.article.slug])):
        assert bad not in desk.get(address).content.decode()


def test_a_viewer_looks_and_finds_no_buttons(client, attribution, django_user_model):
    viewer = django_user_model.objects.create(username="vera", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)

    shown = client.get(item(attribution.statement)).content.decode()

    assert "We agree" in shown
    assert 'name="deed"' not in shown
    assert client.post(item(attribution.statement), {"deed": "accept"}).status_code == 403


@pytest.mark.parametrize("query", ["chen", "CHEN", "ann", "Ann Ch", "zhang"])
def test_speakers_are_offered_by_any_of_their_names(desk, chen, query):
    chen.aliases.create(name="Zhang", folded="zhang")
    Speaker.objects.filter(pk=chen.pk).update(identity="ann chen", family="chen")
    make_speaker("Bo Li")

    offered = desk.get(f"{DESK}speakers/?q={query}").json()["speakers"]

    assert [one["name"] for one in offered] == ["Ann Chen"]


def test_before_a_letter_is_typed_those_of_the_article_are_offered(desk, attribution):
    make_speaker("Bo Li")
    slug = attribution.statement.article.slug

    offered = desk.get(f"{DESK}speakers/?q=&article={slug}").json()["speakers"]

    assert [one["name"] for one in offered] == ["Ann Chen"]


def test_one_not_named_is_offered_in_its_own_article_only(desk, attribution):
    make_speaker("a senior official", kind="anonymous", article=make_article())

    offered = desk.get(f"{DESK}speakers/?q=senior&article={attribution.statement.article.slug}")

    assert offered.json()["speakers"] == []


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
