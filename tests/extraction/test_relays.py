"""Whoever hands words on is a hop, and never in the speaker's place. All are invented."""

import pytest

from tests.extraction.statements import Told, told


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        (
            "“Fifty people were taken away,” said Hanna Melnyk, the deputy mayor, per CNN.",
            "Hanna Melnyk",
            ("CNN",),
        ),
        (
            "Anna Kost met him. Kost also pledged to deepen trade, according to the ministry.",
            "Anna Kost",
            ("ministry",),
        ),
        (
            "According to the ministry, Kost pledged to open the port.",
            "Kost",
            ("ministry",),
        ),
        (
            "“The sea is not safe,” Kost said to Vos, according to the ministry. “We wait.”",
            "Kost",
            ("ministry",),
        ),
        (
            "Danish media claimed that Norway has asked for boats, citing Danish officials.",
            "Danish officials",
            ("Danish media",),
        ),
        (
            "In a statement carried by Reuters, Anna Kost said the port was shut.",
            "Anna Kost",
            ("Reuters",),
        ),
        (
            "In a Fell Tribune report, Anna Kost said the port was shut.",
            "Anna Kost",
            ("Fell Tribune",),
        ),
        (
            "The port was shut, Anna Kost said, as first reported by Reuters.",
            "Anna Kost",
            ("Reuters",),
        ),
        (
            "“The bridge is shut,” said mayor Anna Kost, according to AFP.",
            "Anna Kost",
            ("AFP",),
        ),
        (
            "Danish media reported, citing police sources, that the suspect had fled.",
            "police sources",
            ("Danish media",),
        ),
        (
            "Anna Kost urged both sides to stop the strike, Reuters reported.",
            "Anna Kost",
            ("Reuters",),
        ),
    ],
)
def test_a_relay_is_a_hop_and_the_statement_is_told_once(text, speaker, via):
    assert [(one.speaker, one.via) for one in told(text)] == [(speaker, via)]


@pytest.mark.parametrize(
    ("outlet", "name"), [("Reuters", "Reuters"), ("the BBC", "BBC"), ("the Fell Tribune",) * 2]
)
def test_a_country_after_an_outlet_is_no_part_of_its_name(outlet, name):
    (found,) = told(f"Danish officials told {outlet} Norway had asked Iceland for boats.")

    via = (name.removeprefix("the "),)
    assert found == Told("Danish officials", "Norway had asked Iceland for boats", via)


def test_whom_it_was_told_is_no_part_of_who_told_it():
    text = (
        "The bank will close, two people familiar with the matter told Bloomberg. "
        "One of the people said staff were told on Monday."
    )

    assert [(one.speaker, one.via) for one in told(text)] == [
        ("two people familiar with the matter", ("Bloomberg",)),
        ("a person familiar with the matter", ("Bloomberg",)),
    ]


def test_how_a_thing_went_is_no_hop():
    (found,) = told("The work was proceeding according to the original plan, Vos said.")

    assert found.via == ()


def test_an_older_outlet_is_no_hop_of_what_another_one_carries():
    text = (
        "Kost praised the talks, state media reported.\n\n"
        "In a Fell Tribune report, Kost said she encouraged talks."
    )

    assert [one.via for one in told(text)] == [("state media",), ("Fell Tribune",)]


def test_one_of_several_keeps_the_outlet_they_spoke_to():
    text = (
        "Two engineers told Reuters that the dam was weak. One of them said it would break by May."
    )

    assert {one.via for one in told(text)} == {("Reuters",)}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The minister resigned on Friday, per the Tribune.",
            "Tribune",
            "The minister resigned on Friday",
        ),
        (
            "There is concern within the government that the gate would fail.",
            "government",
            "that the gate would fail",
        ),
        (
            "Information published by the Fell Tribune, that Norway had asked, was wrong.",
            "Fell Tribune",
            "that Norway had asked",
        ),
    ],
)
def test_rare_cues_are_found(text, speaker, content):
    assert [(one.speaker, one.content) for one in told(text)] == [(speaker, content)]


def test_who_is_warned_is_no_part_of_the_warning():
    assert told("Anna Kost warned Per Vos against sending boats.")[0].content == "sending boats"


@pytest.mark.parametrize("cue", ["per hour", "per cent of them", "per head"])
def test_a_rate_is_nobody(cue):
    assert told(f"The ferry took forty cars, twelve {cue}.") == []
