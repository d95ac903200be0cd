"""Two speakers whom a curator has told apart."""

import pytest
from django.db import IntegrityError, transaction

from claims import curation
from claims.extraction.types import MentionKind, SpeakerMention
from claims.models import Distinction, Speaker
from tests.claims.desk import messages, page
from tests.make import make_article, make_speaker, resolve

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/speaker/"


def met(name: str) -> Speaker:
    """The record that a person's name leads to in a new article."""
    mention = SpeakerMention(name=name, kind=MentionKind.PERSON)
    return resolve(mention, make_article()).speaker


def act(desk, action, *chosen):
    keys = [one.pk for one in chosen]
    return desk.post(LIST, {"action": action, "_selected_action": keys}, follow=True)


def test_a_pair_is_kept_once_whatever_its_order(curator):
    one, other = make_speaker(), make_speaker()

    curation.distinguish(other, one, by=curator, why=" born in another year ")

    said = Distinction.objects.get()
    assert (said.first, said.second, said.by, said.why) == (
        one, other, curator, "born in another year",
    )  # fmt: skip
    with pytest.raises(curation.CurationError, match="already told apart"):
        curation.distinguish(one, other, by=curator)


def test_a_speaker_is_not_told_apart_from_itself(curator):
    ann = make_speaker()

    with pytest.raises(curation.CurationError, match="two different speakers"):
        curation.distinguish(ann, ann, by=curator)


def test_a_merged_record_is_not_told_apart(curator):
    ann = make_speaker("Ann Chen")
    merged = make_speaker("Anne Chen", merged_into=ann)

    with pytest.raises(curation.CurationError, match="was merged into Ann Chen"):
        curation.distinguish(merged, make_speaker(), by=curator)


def test_what_is_taken_back_stays_as_history(curator):
    one, other = make_speaker(), make_speaker()
    curation.distinguish(one, other, by=curator)

    curation.withdraw_distinction(other, one, by=curator)

    assert Distinction.objects.get().taken_back_by == curator
    assert not Distinction.objects.between(one, other).exists()
    curation.distinguish(one, other, by=curator)
    assert Distinction.objects.count() == 2


def test_what_nobody_said_is_not_taken_back(curator):
    with pytest.raises(curation.CurationError, match="Nobody has told"):
        curation.withdraw_distinction(make_speaker(), make_speaker(), by=curator)


def test_the_database_refuses_a_pair_in_the_wrong_order_or_twice(curator):
    one, other = make_speaker(), make_speaker()
    Distinction.objects.create(first=one, second=other, by=curator)

    for first, second in ((one, other), (other, one), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Distinction.objects.create(first=first, second=second, by=curator)


def test_a_distinction_holds_for_what_one_of_them_was_merged_into(curator):
    ann, bob = make_speaker("Ann"), make_speaker("Bob")
    curation.distinguish(ann, bob, by=curator)
    anna = make_speaker("Anna")
    Speaker.objects.filter(pk=ann.pk).update(merged_into=anna)

    assert Distinction.objects.between(bob, anna).exists()


def test_a_surname_stays_apart_from_whom_a_curator_said_it_is_not(curator):
    surname, full = met("Chen"), make_speaker("Ann Chen", identity="ann chen", family="chen")
    assert met("Chen") == full
    curation.distinguish(full, surname, by=curator)

    assert met("Chen") == surname


def test_a_surname_is_the_other_one_where_only_one_was_ruled_out(curator):
    surname, ann = met("Chen"), make_speaker("Ann Chen", identity="ann chen", family="chen")
    bo = make_speaker("Bo Chen", identity="bo chen", family="chen")
    curation.distinguish(ann, surname, by=curator)

    assert met("Chen") == bo


def test_a_surname_that_became_somebody_keeps_what_was_said_of_it(curator):
    surname, ann = met("Chen"), make_speaker("Ann Chen", identity="ann chen", family="chen")
    curation.distinguish(ann, surname, by=curator)

    bo = met("Bo Chen")

    surname.refresh_from_db()
    assert surname.merged_into == bo
    assert Distinction.objects.between(ann, bo).exists()


def test_two_forms_of_a_name_stay_two_people_once_told_apart(curator):
    joe = met("Joe Brandt")
    joseph = make_speaker("Joseph R. Brandt", identity="joseph r brandt", family="brandt")

    curation.distinguish(joe, joseph, by=curator)

    assert met("Joseph R. Brandt") == joseph
    assert met("Joe Brandt") == joe
    assert met("J. Brandt") not in (joe, joseph)


def test_a_curator_tells_two_apart_in_the_list_and_takes_it_back(desk):
    ann, anne = make_speaker("Ann Chen"), make_speaker("Anne Chen")

    act(desk, "not_the_same", ann, anne)
    assert Distinction.objects.between(ann, anne).exists()
    assert "Anne Chen" in desk.get(page(ann)).content.decode()

    act(desk, "maybe_the_same", ann, anne)
    assert not Distinction.objects.between(ann, anne).exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("action", ["not_the_same", "maybe_the_same"])
def test_anything_but_two_speakers_gets_a_message(desk, action, count):
    chosen = [make_speaker() for _ in range(count)]

    assert "Choose exactly two" in messages(act(desk, action, *chosen))
    assert not Distinction.objects.exists()


def test_a_viewer_tells_nobody_apart(desk, curator):
    curator.groups.set([])
    curator.user_permissions.clear()

    response = act(desk, "not_the_same", make_speaker(), make_speaker())

    assert response.status_code == 403
    assert not Distinction.objects.exists()
