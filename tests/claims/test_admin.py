"""The curators' pages: what they show, and that nothing posted to them breaks anything."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims import curation
from claims.admin.attributions import MOST, version
from claims.models import Alias, Attribution, Decision, Party, Span, Speaker, Status
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db

LIST = "/admin/claims/attribution/"


@pytest.fixture
def curator(django_user_model):
    user = django_user_model.objects.create(username="alice", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    return user


@pytest.fixture
def desk(client, curator):
    """A browser in which a curator is logged in."""
    client.force_login(curator)
    return client


def page(record) -> str:
    return reverse(f"admin:claims_{record._meta.model_name}_change", args=[record.pk])


def messages(response) -> str:
    return " ".join(str(one) for one in response.context["messages"])


def decide(desk, attribution: Attribution, deed: str, **values):
    values.setdefault("seen", version(attribution))
    return desk.post(page(attribution), {"deed": deed, **values}, follow=True)


def act(desk, action: str, chosen, **values):
    keys = [one.pk for one in chosen]
    return desk.post(LIST, {"action": action, "_selected_action": keys, **values}, follow=True)


def status_of(attribution: Attribution) -> str:
    return Attribution.objects.get(pk=attribution.pk).status


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

    for words in ("They agreed", "China", "Xi Jinping ▸ Xinhua", "42 % doubtful"):
        assert words in shown


@pytest.mark.parametrize("model", ["attribution", "statement", "speaker", "party", "decision"])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(desk, curator, model):
    address = f"/admin/claims/{model}/"
    make_rows(2, curator)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)

    make_rows(5, curator)

    with CaptureQueriesContext(connection) as many:
        desk.get(address)
    assert len(many) == len(few)


def make_rows(count: int, curator) -> None:
    for _ in range(count):
        number = Party.objects.count()
        party = make_party(f"p{number}", f"Party {number}")
        attribution = make_attribution(
            speaker=make_speaker(party=party), via=(make_speaker(party=party),)
        )
        curation.accept(attribution, by=curator)


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
    before = curation.state(attribution.statement)

    response = desk.post(page(attribution), {"seen": version(attribution), **post}, follow=True)

    assert response.status_code == 200
    assert message in messages(response)
    assert curation.state(attribution.statement) == before


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

    assert "3 done." in messages(response)
    assert {status_of(one) for one in few} == {Status.ACCEPTED}


def test_the_list_asks_again_before_it_accepts_many(desk):
    many = [make_attribution() for _ in range(21)]

    asked = act(desk, "accept", many)

    assert "Accept 21 attributions?" in asked.content.decode()
    assert {status_of(one) for one in many} == {Status.UNREVIEWED}
    act(desk, "accept", many, sure="yes")
    assert {status_of(one) for one in many} == {Status.ACCEPTED}


def test_the_list_refuses_more_than_one_person_can_mean(desk):
    article = make_article("x" * (MOST + 2))
    for place in range(MOST + 1):
        statement = make_statement("x", article=article, content=[(place, place + 1)])
        make_attribution(statement, speaker=None)

    response = act(desk, "accept", Attribution.objects.all(), sure="yes")

    assert f"choose {MOST} at most" in messages(response)
    assert not Decision.objects.exists()


def test_the_list_asks_why_before_it_rejects(desk):
    attribution = make_attribution()

    asked = act(desk, "reject", [attribution])

    assert "Reject 1 attribution?" in asked.content.decode()
    assert status_of(attribution) == Status.UNREVIEWED
    act(desk, "reject", [attribution], sure="yes", why="wrong span")
    assert status_of(attribution) == Status.REJECTED


def test_what_a_bulk_act_could_not_do_is_told(desk, curator):
    settled = make_attribution()
    curation.accept(settled, by=curator)

    response = act(desk, "accept", [settled, make_attribution()])

    assert "1 done." in messages(response)
    assert "accepted already" in messages(response)


def test_a_decision_is_undone_from_its_page_and_from_the_log(desk, curator):
    one, other = make_attribution(), make_attribution()
    first = curation.accept(one, by=curator)
    second = curation.accept(other, by=curator)

    desk.post(page(first), {"why": "slip"})
    desk.post("/admin/claims/decision/", {"action": "undo", "_selected_action": [second.pk]})

    assert status_of(one) == status_of(other) == Status.UNREVIEWED
    assert Decision.objects.get(undoes=first).why == "slip"


def test_undoing_what_was_undone_is_told(desk, curator):
    decision = curation.accept(make_attribution(), by=curator)
    curation.undo(decision, by=curator)

    response = desk.post(page(decision), {}, follow=True)

    assert "undone already" in messages(response)


def test_the_log_tells_what_changed(desk, curator):
    old = make_attribution(speaker=make_speaker("Ann"))
    decision = curation.reassign(old, make_speaker("Bob"), by=curator, why="misread")

    shown = desk.get(page(decision)).content.decode()

    assert "Ann, unreviewed" in shown
    assert "Bob, corrected" in shown


def test_the_statement_page_has_all_answers_and_decisions(desk, curator):
    old = make_attribution(speaker=make_speaker("Ann"))
    curation.reassign(old, make_speaker("Bob"), by=curator, why="misread")

    shown = desk.get(page(old.statement)).content.decode()

    for words in ("Ann", "Bob", "misread", "gave to another speaker"):
        assert words in shown


@pytest.mark.parametrize("model", ["attribution", "statement", "decision"])
def test_what_the_extractor_or_the_log_writes_cannot_be_added_by_hand(desk, model):
    assert desk.get(f"/admin/claims/{model}/add/").status_code == 403
    assert desk.post(f"/admin/claims/{model}/add/", {}).status_code == 403


@pytest.mark.parametrize("model", ["attribution", "statement", "speaker", "party", "decision"])
def test_nothing_with_an_address_is_deleted(client, admin_user, curator, model):
    make_rows(1, curator)
    record = {
        "attribution": Attribution, "statement": Attribution, "speaker": Speaker,
        "party": Party, "decision": Decision,
    }[model].objects.first()  # fmt: skip
    client.force_login(admin_user)

    response = client.post(f"/admin/claims/{model}/{record.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403


def alias_forms(*names: str, **more: str) -> dict[str, str]:
    total = {"aliases-TOTAL_FORMS": str(len(names)), "aliases-INITIAL_FORMS": "0"}
    return {**total, **{f"aliases-{n}-name": name for n, name in enumerate(names)}, **more}


def speaker_post(**values: str) -> dict[str, str]:
    return {
        "name": "Ann Chen",
        "slug": "ann-chen",
        "kind": "person",
        "role": "",
        "note": "",
        **values,
    }


def add_speaker(desk, *aliases: str, **values: str):
    return desk.post(
        "/admin/claims/speaker/add/", {**speaker_post(**values), **alias_forms(*aliases)}
    )


def test_a_speaker_made_by_hand_is_found_again_by_machines(desk):
    add_speaker(desk, "Secretary Chen")

    speaker = Speaker.objects.get(slug="ann-chen")
    assert (speaker.identity, speaker.family) == ("ann chen", "chen")
    assert [alias.folded for alias in speaker.aliases.all()] == ["secretary chen"]


def test_a_speaker_who_is_known_already_is_not_made_twice(desk):
    make_speaker("Ann Chen", identity="ann chen")

    response = add_speaker(desk, name="Ánn Chen")

    assert response.status_code == 200
    assert "Another record has this name" in response.content.decode()


def test_two_aliases_alike_but_for_case_get_a_message(desk):
    response = add_speaker(desk, "Ms Chen", "MS CHEN")

    assert "stands here already" in response.content.decode()
    assert not Alias.objects.exists()


def test_an_alias_that_is_there_already_gets_a_message(desk):
    ann = make_speaker("Ann Chen")
    Alias.objects.create(speaker=ann, name="Ms Chen", folded="ms chen")

    post = {**speaker_post(), **alias_forms("ms chen")}
    response = desk.post(page(ann), post)

    assert response.status_code == 200
    assert "stands here already" in response.content.decode()


def test_somebody_known_by_name_cannot_be_made_anonymous(desk):
    ann = make_speaker("Ann Chen", identity="ann chen")

    response = desk.post(page(ann), {**speaker_post(kind="anonymous"), **alias_forms()})

    assert "known by name in several articles" in response.content.decode()


def test_two_unnamed_speakers_of_an_article_cannot_get_one_name(desk):
    article = make_article()
    make_speaker("the official", article=article, kind="anonymous")
    source = make_speaker("the source", article=article, kind="anonymous")

    post = {**speaker_post(name="the official", kind="anonymous"), **alias_forms()}
    response = desk.post(page(source), post)

    assert response.status_code == 200
    assert "already exists" in response.content.decode()


def test_a_group_is_not_its_own_member(desk):
    group = make_speaker("The leaders", kind="group")

    post = {**speaker_post(kind="group"), "members": [group.pk], **alias_forms()}
    response = desk.post(page(group), post)

    assert "own member" in response.content.decode()


def test_a_speakers_address_stays_whatever_is_posted(desk):
    ann = make_speaker("Ann", slug="ann")

    desk.post(page(ann), {**speaker_post(slug="other", name="Ann Chen"), **alias_forms()})

    ann.refresh_from_db()
    assert (ann.name, ann.slug) == ("Ann Chen", "ann")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 301}, {"name": "a\0b"}, {"slug": "no slug"}, {"kind": "robot"},
        {"party": "zz"}, {"members": "999999"}, {"aliases-TOTAL_FORMS": "x"},

    ],
)  # fmt: skip
def test_a_hostile_speaker_form_gets_a_message(desk, wrong):
    response = desk.post(
        "/admin/claims/speaker/add/", {**speaker_post(), **alias_forms("Ms Chen"), **wrong}
    )

    assert response.status_code == 200
    assert not Speaker.objects.filter(slug="ann-chen").exists()


def test_a_partys_code_stays_whatever_is_posted(desk):
    china = make_party("cn", "China")

    desk.post(page(china), {"code": "xx", "name": "China (PRC)", "kind": "state"})

    assert [(one.code, one.name) for one in Party.objects.all()] == [("cn", "China (PRC)")]


def test_a_partys_name_is_taken_once(desk):
    make_party("cn", "China")

    response = desk.post(
        "/admin/claims/party/add/", {"code": "xx", "name": "China", "kind": "state"}
    )

    assert "already exists" in response.content.decode()


def test_merged_speakers_are_not_offered_for_choice(desk):
    ann = make_speaker("Ann Chen")
    make_speaker("Ann C. Chen", merged_into=ann)

    response = desk.get(
        "/admin/autocomplete/",
        {
            "term": "ann",
            "app_label": "claims",
            "model_name": "attribution",
            "field_name": "speaker",
        },
    )

    assert [one["text"] for one in response.json()["results"]] == ["Ann Chen"]


def test_a_viewer_sees_the_page_but_no_form_and_cannot_post(client, django_user_model):
    viewer = django_user_model.objects.create(username="vera", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    attribution = make_attribution()

    assert "Decide</h2>" not in client.get(page(attribution)).content.decode()
    assert client.post(page(attribution), {"deed": "accept"}).status_code == 403
    assert act(client, "accept", [attribution]).status_code in (200, 403)
    assert status_of(attribution) == Status.UNREVIEWED


def test_the_log_cannot_be_rewritten_even_in_the_database(curator):
    decision = curation.accept(make_attribution(), by=curator)

    with pytest.raises(Exception, match="append-only"):
        Decision.objects.filter(pk=decision.pk).update(why="something else")


def test_each_record_links_to_its_public_page(desk):
    attribution = make_attribution()

    shown = desk.get(page(attribution)).content.decode()

    assert f'href="{attribution.statement.get_absolute_url()}"' in shown


def test_the_history_of_an_attribution_is_the_log_of_its_statement(desk, curator):
    attribution = make_attribution()
    decision = curation.accept(attribution, by=curator)
    curation.accept(make_attribution(), by=curator)

    address = reverse("admin:claims_attribution_history", args=[attribution.pk])
    rows = desk.get(address, follow=True).context["cl"].result_list

    assert list(rows) == [decision]


def test_the_roles_grow_from_viewer_to_admin():
    roles = [
        set(Permission.objects.filter(group__name=name).values_list("codename", flat=True))
        for name in ("viewer", "curator", "admin")
    ]

    assert roles[0] < roles[1] < roles[2]
    assert all(code.startswith("view_") for code in roles[0])
    assert not {code for code in roles[2] if code.startswith("delete_")} - {
        "delete_alias",
        "delete_user",
    }
