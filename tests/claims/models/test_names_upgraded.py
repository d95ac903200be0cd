"""What becomes of records whose names were folded before ł, ø and the like were written out."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from claims import curation
from claims.curation import snapshots
from claims.extraction.types import MentionKind, SpeakerMention
from claims.models import Alias, Decision, Speaker, SpeakerKey
from claims.speakers.duplicates import find_duplicates
from claims.speakers.refolding import refold_names
from tests.make import make_article, make_speaker, resolve

pytestmark = pytest.mark.django_db


def make_old(name, *, identity, slug, **fields):
    """As the version before folded it."""
    speaker = make_speaker(name, slug=slug, identity=identity, **fields)
    Alias.objects.create(speaker=speaker, name=name, folded=identity)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_speaker SET searchable_name = '', match_keys = '{}'")
        cursor.execute("UPDATE claims_alias SET searchable_name = ''")
    return speaker


def upgrade():
    refold_names(Speaker, Alias)


def mention(name):
    found = SpeakerMention(name=name, kind=MentionKind.PERSON)
    return resolve(found, make_article()).speaker


def test_a_record_is_found_under_both_spellings_and_keeps_its_name():
    walesa = make_old("Lech Wałęsa", identity="lech wałesa", slug="lech-waesa", family="wałesa")

    upgrade()

    assert mention("Lech Walesa") == mention("Lech Wałęsa") == walesa
    assert mention("Walesa") == walesa
    assert Speaker.objects.get(pk=walesa.pk).name == "Lech Wałęsa"
    assert Speaker.objects.called("walesa").get(merged_into=None) == walesa


def test_an_address_that_missed_letters_leads_to_the_whole_one(client):
    make_old("Lech Wałęsa", identity="lech wałesa", slug="lech-waesa")

    upgrade()

    answer = client.get(reverse("speaker", args=["lech-waesa"]))
    assert (answer.status_code, answer["Location"]) == (301, "/speakers/lech-walesa/")


def test_an_address_that_somebody_chose_stays():
    make_old("Lech Wałęsa", identity="lech wałesa", slug="president-lech")

    upgrade()

    assert Speaker.objects.get().slug == "president-lech"


def test_two_records_that_get_one_key_stay_two_and_are_proposed_as_one():
    first = make_old("Lech Walesa", identity="lech walesa", slug="lech-walesa")
    second = make_old("Lech Wałęsa", identity="lech wałesa", slug="lech-waesa")

    upgrade()

    assert Speaker.objects.get(identity="lech walesa") == first
    assert Speaker.objects.get(pk=second.pk).slug == "lech-walesa-2"
    assert [(pair.first, pair.second) for pair in find_duplicates()] == [(first, second)]


def test_a_renamed_record_is_still_found_by_its_first_name():
    renamed = make_old("Ann Chen", identity="anna sørensen", slug="ann")

    upgrade()

    assert mention("Anna Sorensen") == renamed


def test_an_initial_that_was_taken_for_an_article_is_one_again():
    make_old("A. Merkel", identity="merkel", slug="a-merkel")

    upgrade()

    assert Speaker.objects.get().identity == "a merkel"


def test_two_spellings_among_the_names_of_one_record_become_one():
    one = make_old("Lech Wałęsa", identity="lech wałesa", slug="lech")
    Alias.objects.create(speaker=one, name="Lech Walesa", folded="lech walesa")

    upgrade()

    assert Alias.objects.get().folded == "lech walesa"


def test_upgrading_again_changes_nothing():
    make_old("Lech Wałęsa", identity="lech wałesa", slug="lech-waesa")
    upgrade()
    once = list(Speaker.objects.order_by("pk").values())

    upgrade()

    assert list(Speaker.objects.order_by("pk").values()) == once


@pytest.mark.parametrize("write", ["save", "update"])
def test_the_keys_of_a_name_follow_it(write):
    speaker = make_speaker("Ann Chen")

    if write == "update":
        Speaker.objects.filter(pk=speaker.pk).update(name="Lech Wałęsa")
    else:
        speaker.name = "Lech Wałęsa"
        speaker.save()

    keys = SpeakerKey.objects.filter(speaker=speaker).values_list("key", flat=True)
    assert "form lech walesa" in keys
    assert "form ann chen" not in keys
    assert Speaker.objects.called("walesa").get() == speaker


def test_a_merged_record_has_no_keys():
    one = make_speaker("Ann Chen")
    other = make_speaker("Anne Chen", merged_into=one)
    make_speaker("an official", kind="anonymous", article=make_article())

    assert not SpeakerKey.objects.exclude(speaker=one).exists()
    Speaker.objects.filter(pk=other.pk).update(merged_into=None)
    assert SpeakerKey.objects.filter(speaker=other).exists()
    Speaker.objects.filter(pk=other.pk).delete()
    assert not SpeakerKey.objects.filter(speaker=other.pk).exists()


def test_a_decision_logged_under_the_old_keys_is_undone(curator):
    walesa = curation.new_speaker("Lech Wałęsa", "person", by=curator)
    decision = Decision.objects.latest("pk")
    logged = json.loads(json.dumps(decision.diff_after).replace("lech walesa", "lech wa\\u0142esa"))

    snapshots.undo_diff(decision.diff_before, logged)

    assert not Speaker.objects.filter(pk=walesa.pk).exists()
