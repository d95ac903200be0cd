"""Which record a mention becomes, across articles."""

import threading

import pytest
from django.db import connection

from claims.extraction.folding import fold_name
from claims.extraction.types import MentionKind, SpeakerMention
from claims.models import Speaker
from tests.make import make_article, make_attribution, make_party, make_speaker, resolve

pytestmark = pytest.mark.django_db


def person(name: str, **fields: object) -> SpeakerMention:
    return SpeakerMention(name=name, kind=MentionKind.PERSON, **fields)


def test_one_full_name_is_one_record_across_articles():
    first = resolve(person("Ann Chen"), make_article()).speaker

    assert resolve(person("Ann Chen"), make_article()).speaker == first


def test_a_longer_form_of_the_name_is_the_same_person_and_says_so():
    first = resolve(person("Joe Brandt", party="us"), make_article()).speaker

    again = resolve(person("Joseph R. Brandt, Jr.", party="us"), make_article())

    assert again.speaker == first
    assert again.factor < 1
    assert "taken for Joe Brandt" in again.notes[0]


def test_a_surname_alone_joins_the_one_person_who_fits_with_less_confidence():
    chen = resolve(person("Ann Chen", party="cn"), make_article()).speaker

    joined = resolve(person("Chen", party="cn"), make_article())

    assert joined.speaker == chen
    assert joined.factor < 1
    assert joined.notes[0] == "Only “Chen” is named here; taken for Ann Chen."


def test_a_surname_alone_is_not_joined_to_somebody_of_another_party():
    chen = resolve(person("Ann Chen", party="cn"), make_article()).speaker

    assert resolve(person("Chen", party="us"), make_article()).speaker != chen


def test_a_surname_that_two_people_have_stays_apart():
    people = {resolve(person(name), make_article()).speaker for name in ("Ann Chen", "Bo Chen")}

    assert resolve(person("Chen"), make_article()).speaker not in people


def test_the_full_name_that_comes_later_takes_over_what_the_surname_alone_had():
    short = resolve(person("Chen"), make_article()).speaker
    attribution = make_attribution(speaker=short)

    full = resolve(person("Ann Chen"), make_article()).speaker

    attribution.refresh_from_db()
    short.refresh_from_db()
    assert attribution.speaker == full
    assert short.merged_into == full
    assert attribution.notes == ["Only “Chen” is named here; taken for Ann Chen."]


def bare(name: str) -> SpeakerMention:
    """A name of which the text does not say whether it is a person's."""
    return SpeakerMention(name=name, kind=MentionKind.INSTITUTION)


def test_a_bare_name_is_joined_to_the_one_official_who_has_it_with_still_less_confidence():
    chen = resolve(person("Ann Chen", party="cn"), make_article()).speaker

    joined = resolve(bare("Chen"), make_article())

    assert joined.speaker == chen
    assert joined.factor < resolve(person("Chen"), make_article()).factor
    assert "perhaps not a person" in joined.notes[0]


def test_a_bare_name_is_not_joined_to_somebody_who_speaks_for_no_party():
    brandt = resolve(person("Joe Brandt"), make_article()).speaker

    assert resolve(bare("Brandt"), make_article()).speaker != brandt


def test_an_official_who_comes_later_takes_over_what_the_bare_name_had():
    attribution = make_attribution(speaker=resolve(bare("Chen"), make_article()).speaker)

    chen = resolve(person("Ann Chen", party="cn"), make_article()).speaker

    attribution.refresh_from_db()
    assert attribution.speaker == chen
    assert attribution.confidence < 0.9
    assert "perhaps not a person" in attribution.notes[0]


def test_somebody_not_named_is_one_inside_the_article_and_never_across():
    article = make_article()
    source = SpeakerMention(name="a senior official", kind=MentionKind.ANONYMOUS)

    here, again, there = (resolve(source, a).speaker for a in (article, article, make_article()))

    assert here == again
    assert here != there


def test_a_merged_record_leads_to_what_it_was_merged_into():
    old = resolve(person("Ann Chen"), make_article()).speaker
    new = make_speaker("Anne Chen")
    Speaker.objects.filter(pk=old.pk).update(merged_into=new)

    assert resolve(person("Ann Chen"), make_article()).speaker == new


def test_another_form_of_an_institutions_name_finds_it():
    china = SpeakerMention(
        name="China", kind=MentionKind.INSTITUTION, party="cn", aliases=("Beijing",)
    )
    first = resolve(china, make_article()).speaker

    beijing = SpeakerMention(name="Beijing", kind=MentionKind.INSTITUTION, party="cn")

    assert resolve(beijing, make_article()).speaker == first


def test_a_group_has_its_members():
    pair = SpeakerMention(
        name="Ann Chen and Bo Li", kind=MentionKind.GROUP, members=("Ann Chen", "Bo Li")
    )

    group = resolve(pair, make_article()).speaker

    assert sorted(group.members.values_list("name", flat=True)) == ["Ann Chen", "Bo Li"]


def test_members_of_a_group_speak_for_their_own_countries():
    make_party("ru", "Russia")
    pair = SpeakerMention(
        name="Ann Chen and Bo Li", kind=MentionKind.GROUP, members=("Ann Chen", "Bo Li"),
        member_parties=("", "ru"),
    )  # fmt: skip

    group = resolve(pair, make_article()).speaker

    assert dict(group.members.values_list("name", "party")) == {"Ann Chen": None, "Bo Li": "ru"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Chen’s", "ann chen"), ("Requião", "Requiao"), ("The Kremlin", "Kremlin")],
)
def test_case_accents_articles_and_possessives_do_not_count(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_meet_a_new_name_at_once_make_one_record():
    articles = [make_article() for _ in range(4)]
    start = threading.Barrier(len(articles))

    def meet(article):
        start.wait()
        resolve(person("Ann Chen"), article)
        connection.close()

    threads = [threading.Thread(target=meet, args=[article]) for article in articles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Speaker.objects.filter(name="Ann Chen").count() == 1
