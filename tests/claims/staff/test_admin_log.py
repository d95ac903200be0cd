"""The log of decisions in the admin, and what holds for every list and role."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import curation
from claims.models import Attribution, Decision, Party, Speaker, Status
from claims.staff.admin.changes import changed_facts, summary
from tests.claims.desk import make_rows, messages, page, status_of
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


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

    assert f"Ann ({old.speaker.slug})" in shown
    assert "Bob (" in shown
    assert "corrected" in shown


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


@pytest.mark.parametrize(
    ("otherwise", "words"),
    [
        ({"found": False, "extractor_version": "2"}, "(2) no longer finds this statement"),
        ({"speaker": "Bob", "extractor_version": "2"}, "(2) now says: Bob."),
        ({"speaker": None, "content": [[0, 1]]}, "now says: nobody known and other words"),
    ],
)
def test_where_the_extractor_disagrees_is_said_in_words(desk, otherwise, words):
    attribution = make_attribution(make_statement(disagreement=otherwise))

    for record in (attribution, attribution.statement):
        assert words in desk.get(page(record)).content.decode()


def test_the_log_is_told_in_words_and_filtered_by_person_and_kind(desk, curator):
    old = make_attribution(speaker=make_speaker("Ann"), act="denies", negated=True)
    curation.reassign(old, make_speaker("Bob"), by=curator)
    curation.accept(make_attribution(), by=curator)

    address = f"/admin/claims/decision/?by__id__exact={curator.pk}&deed__exact=reassign"
    html = desk.get(address).content.decode()

    assert "gave to another speaker" in html
    assert "speaker: Ann → Bob" in html
    assert "1 decision" in html
    assert "By person" in html


def test_a_decision_tells_acts_and_states_by_their_names(desk, curator):
    old = make_attribution(act="denies", negated=True)
    decision = curation.reject(old, by=curator, reason="duplicate")

    rows = {name: before for name, before, _ in changed_facts(decision)}

    assert rows["what they did"] == "did not deny"
    assert rows["review"] == "not checked"


def test_a_state_of_an_older_log_that_lacks_facts_is_told_all_the_same(curator):
    decision = curation.accept(make_attribution(), by=curator)
    decision.state_before = {"attribution": {"status": "accepted"}}
    decision.state_after = {"content": [[0, 2]], "attribution": None}

    assert ("review", "checked by a curator", "–") in changed_facts(decision)


def test_an_undoing_says_what_was_undone(curator):
    decision = curation.accept(make_attribution(), by=curator)

    assert summary(curation.undo(decision, by=curator)) == "undone: accepted"
