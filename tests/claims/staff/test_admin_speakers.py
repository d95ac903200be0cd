"""Speakers and parties in the admin: forms that answer with messages, whatever is posted."""

import pytest

from claims.models import Alias, Party, Speaker
from tests.claims.desk import page
from tests.make import make_article, make_party, make_speaker

pytestmark = pytest.mark.django_db


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

    assert "is here already" in response.content.decode()
    assert not Alias.objects.exists()


def test_an_alias_that_is_there_already_gets_a_message(desk):
    ann = make_speaker("Ann Chen")
    Alias.objects.create(speaker=ann, name="Ms Chen", folded="ms chen")

    post = {**speaker_post(), **alias_forms("ms chen")}
    response = desk.post(page(ann), post)

    assert response.status_code == 200
    assert "is here already" in response.content.decode()


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
