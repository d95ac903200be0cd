"""Pairs of speakers beside each other, and the splitting of one: as plain forms."""

import re

import pytest
from django.core.cache import cache

from claims import curation
from claims.extraction.folding import fold_name
from claims.models import Alias, Attribution, Decision, Distinction, Speaker
from claims.speakers import duplicate_queue, duplicates
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db
PAIR = "/admin/speakers/duplicates/"


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def make_known(name, **fields):
    fields.setdefault("family", name.split()[-1].casefold())
    speaker = make_speaker(name, identity=fold_name(name), **fields)
    Alias.objects.create(speaker=speaker, name=name, folded=fold_name(name))
    return speaker


@pytest.fixture
def two():
    china = make_party()
    ann, anne = (
        make_known("Volodymyr Zelensky", party=china),
        make_known("Volodymyr Zelenskyy", party=china),
    )  # noqa: E501
    make_attribution(speaker=ann)
    return ann, anne


def decide(desk, one, other, deed, **more):
    values = {"first": one.slug, "second": other.slug, "deed": deed, **more}
    return desk.post(PAIR, values, follow=True)


def test_a_pair_stands_side_by_side_with_its_reasons_and_words(desk, two):
    html = desk.get(PAIR).content.decode()

    assert "The names are spelt nearly alike" in html
    assert Attribution.objects.get().statement.words in html
    assert all(one.name in html for one in two)


def test_the_one_with_more_statements_is_kept_unless_said_otherwise(desk, two):
    html = desk.get(PAIR).content.decode()

    assert f'value="{two[0].slug}" checked' in html


def test_the_same_merges_and_the_next_pair_is_shown(desk, two):
    html = decide(desk, *two, "same", kept=two[0].slug).content.decode()

    assert Speaker.objects.get(pk=two[1].pk).merged_into == two[0]
    assert "No pairs to compare" in html


def test_not_the_same_is_for_good(desk, two):
    decide(desk, *two, "different", why="born in another year")

    assert Distinction.objects.get().why == "born in another year"
    assert "No pairs to compare" in desk.get(PAIR).content.decode()


def test_not_sure_goes_to_the_next(desk, two):
    html = desk.get(PAIR, {"after": f"{two[0].pk}-{two[1].pk}"}).content.decode()

    assert "No more pairs" in html


def test_two_that_were_told_apart_need_a_second_word(desk, curator, two):
    curation.distinguish(*two, by=curator, why="cousins")

    response = decide(desk, *two, "same", kept=two[0].slug)

    assert response.status_code == 409
    assert "cousins" in response.content.decode()
    decide(desk, *two, "same", kept=two[0].slug, despite="yes")
    assert Speaker.objects.get(pk=two[1].pk).merged_into == two[0]


@pytest.mark.parametrize(
    "values", [{}, {"first": "a"}, {"first": "\0", "second": "b"}, {"first": "a", "second": "a"}]
)
def test_nonsense_changes_nothing(desk, two, values):
    response = desk.post(PAIR, {"deed": "same", **values}, follow=True)

    assert "Nothing was changed" in response.content.decode()
    assert not Decision.objects.exists()


def test_two_of_ones_own_choice_are_compared(desk, two):
    other = make_known("Ann Chen")
    data = {"action": "compare", "_selected_action": [two[0].pk, other.pk]}

    html = desk.post("/admin/claims/speaker/", data, follow=True).content.decode()

    assert "Nothing in name, party or role" in html


def test_what_is_ticked_goes_to_a_new_speaker(desk):
    ann = make_known("Ann Chen")
    stays, goes = make_attribution(speaker=ann), make_attribution(speaker=ann)

    desk.post(
        f"/admin/speakers/{ann.slug}/split/",
        {"said": [goes.pk], "other": "Ann Chen", "other_new": "yes", "other_kind": "person"},
    )

    assert Attribution.objects.get(pk=goes.pk).speaker != ann
    assert Attribution.objects.get(pk=stays.pk).speaker == ann


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"other": "Bob Lee"}, "Choose what of Ann Chen"),
        ({"said": ["1"]}, "Name the other speaker"),
        ({"said": ["x", "²"], "other": "Bob Lee"}, "Choose what"),
        ({"said": ["9" * 30], "other": "Bob Lee"}, "Choose what"),
        ({"said": ["1"], "other": "Nobody"}, "There is no speaker"),
        ({"said": ["999999999"], "other": "\0"}, "NUL"),
    ],
)
def test_a_split_that_makes_no_sense_is_told(desk, values, told):
    ann = make_known("Ann Chen")
    make_known("Bob Lee")

    response = desk.post(f"/admin/speakers/{ann.slug}/split/", values)

    assert response.status_code == 400
    assert told in response.content.decode()


def test_editing_a_speaker_in_the_admin_is_a_decision(desk):
    ann = make_known("Ann Chen")
    empty = {f"aliases-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    values = {"name": "Ann Chen", "kind": "person", "role": "envoy", **empty}

    desk.post(f"/admin/claims/speaker/{ann.pk}/change/", values)

    decision = Decision.objects.get()
    assert (decision.deed, decision.state_after["speaker"]["role"]) == ("describe", "envoy")
    assert (
        "changed a speaker" in desk.get(f"/admin/claims/speaker/{ann.pk}/change/").content.decode()
    )  # noqa: E501


def test_pairs_of_older_speakers_come_after_those_of_newer_ones(desk):
    for pk, name in (
        (1, "Ann Chen"),
        (2, "Anne Chen"),
        (900_001, "Tom Harlan"),
        (900_002, "Thomas Harlan"),
    ):
        make_speaker(name, pk=pk)

    first = desk.get(PAIR).content.decode()
    second = desk.get(f"{PAIR}?after=900001-900002").content.decode()

    assert "Thomas Harlan" in first
    assert "Anne Chen" in second


def test_where_the_newest_speakers_have_no_pair_the_page_leads_to_older_ones(desk):
    make_speaker("Ann Chen", pk=1)
    make_speaker("Anne Chen", pk=2)
    for number in range(1, duplicate_queue.MAX_CHUNKS + 1):
        make_speaker(
            f"{chr(0x4E00 + number) * 4}", pk=number * duplicates.CHUNK_SIZE, kind="outlet"
        )

    page = desk.get(PAIR).content.decode()
    address = re.search(r'href="(\?after=[^"]+)"', page)[1]

    assert "No pairs among the newest speakers" in page
    assert "Anne Chen" in desk.get(PAIR + address).content.decode()
