"""Who can be a speaker at all: a name, a noun phrase that can speak, or nothing."""

import pytest

from claims.extraction.coreference.entities import Entity
from claims.extraction.coreference.gate import is_possible_speaker
from claims.extraction.types import MentionKind
from tests.extraction.reading import read, speakers


def entity(name: str, kind: MentionKind, head: str = "", named: bool = True) -> Entity:
    made = Entity(name, kind, 0, named=named)
    made.heads = {head} if head else set()
    return made


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a plan", "plan"), ("toxic beliefs", "belief"), ("a 70", "70"), ("a percent", "percent"),
        ("by court staff for his", "his"), ("an after another", "after"), ("cancer", "cancer"),
    ],
)  # fmt: skip
def test_what_cannot_speak_is_no_speaker(name, head):
    assert not is_possible_speaker(entity(name, MentionKind.ANONYMOUS, head, named=False))


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("another voter", "voter"), ("villagers", "villager"), ("a ferry passenger", "passenger"),
        ("residents of the valley", "resident"), ("a choir", "choir"), ("a leaked email", "email"),
        ("some", "some"), ("a 23-year-old", "old"), ("two dockworkers", "dockworker"),
    ],
)  # fmt: skip
def test_people_and_what_words_stand_in_can_speak(name, head):
    assert is_possible_speaker(entity(name, MentionKind.ANONYMOUS, head, named=False))


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("September 27 they", "september"), ("an aggressive - some", "some"),
        ("not everyone", "everyone"), ("no one", "one"), ("it and the groups", "group"),
        ("he and many of his supporters", "supporter"), ("own website", "website"),
        ("shootings", "report"), ("each state", "state"),
        ("a contentious visa program", "program"), ("an other members of Congress", "member"),
    ],
)  # fmt: skip
def test_pieces_of_sentences_and_nobody_are_no_speakers(name, head):
    assert not is_possible_speaker(entity(name, MentionKind.ANONYMOUS, head, named=False))


@pytest.mark.parametrize("name", ["Ann Bell Hammers Fell Bank", "Everyone I", "You", "That"])
def test_headlines_and_pronouns_are_no_names_of_people(name):
    assert not is_possible_speaker(entity(name, MentionKind.PERSON))


@pytest.mark.parametrize("name", ["Li Weiming Friday", "of", "12 %"])
def test_a_name_with_a_day_in_it_is_none(name):
    assert not is_possible_speaker(entity(name, MentionKind.PERSON))


@pytest.mark.parametrize("name", ["Ursula von der Leyen", "bin Omar Trust", "Friday Okoro"])
def test_names_of_people_pass(name):
    assert is_possible_speaker(entity(name, MentionKind.PERSON))


def test_a_group_speaks_if_all_of_it_can():
    ann, plan = entity("Ann Bell", MentionKind.PERSON), entity("of", MentionKind.PERSON)
    group = Entity("Ann Bell and of", MentionKind.GROUP, 0, members=[ann, plan])

    assert not is_possible_speaker(group)


def test_words_of_what_cannot_speak_are_unresolved_and_doubtful():
    text = "One scheme says the road will close."

    finding = read(text, ("One scheme", "says", "the road will close"))[0]

    assert finding.speaker is None
    assert finding.confidence <= 0.5
    assert any("nobody who can speak" in note for note in finding.notes)


def test_an_adjective_of_a_state_is_the_state():
    text = "There are new Israeli allegations that the aid was stolen."

    assert speakers(text, ("new Israeli", "allegations", "the aid was stolen")) == ["Israel"]


def test_a_day_behind_a_description_is_no_part_of_it():
    text = "Danish media today claimed the port was shut."

    assert speakers(text, ("Danish media today", "claimed", "the port was shut")) == [
        "Danish media"
    ]


def test_an_unresolved_description_is_never_likely():
    text = "It rained. The driver said the road was wet."

    finding = read(text, ("The driver", "said", "the road was wet"))[0]

    assert finding.speaker.name == "driver"
    assert finding.confidence <= 0.7
