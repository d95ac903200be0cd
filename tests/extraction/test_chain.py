"""Through whom a statement came. All people and places are invented."""

import pytest

from tests.extraction.reading import chain, read


@pytest.mark.parametrize(
    ("text", "link", "hops"),
    [
        (
            "Orvane has denied breaking the contract, as per Coastline Weekly via NewsGrab.",
            ("Orvane", "has denied", "breaking the contract"),
            ["Coastline Weekly", "NewsGrab"],
        ),
        (
            "Envoy Gleb Starodub claimed that the ports were open, TASS reported.",
            ("Envoy Gleb Starodub", "claimed", "that the ports were open"),
            ["TASS"],
        ),
        (
            "Three US officials told the Financial Times that the pipeline was dead.",
            ("Three US officials", "told", "that the pipeline was dead"),
            ["Financial Times"],
        ),
        (
            "In an interview with Reuters, Minister Basil Okonjo said the drones were safe.",
            ("Minister Basil Okonjo", "said", "the drones were safe"),
            ["Reuters"],
        ),
        (
            "Per Skyward Online, Minister Basil Okonjo said the drones were safe.",
            ("Minister Basil Okonjo", "said", "the drones were safe"),
            ["Skyward Online"],
        ),
        (
            "Sullivan Orr said that the ministry believes the deal is dead.",
            ("the ministry", "believes", "the deal is dead"),
            ["Sullivan Orr"],
        ),
        (
            "Minister Basil Okonjo underlined the government’s worry that the drones would fall.",
            ("the government’s", "worry", "that the drones would fall"),
            ["Basil Okonjo"],
        ),
        (
            "US officials who spoke to Reuters and Politico said the plan was dead.",
            ("US officials", "said", "the plan was dead"),
            ["Reuters", "Politico"],
        ),
    ],
)
def test_every_hop_is_found_innermost_first(text, link, hops):
    assert chain(read(text, link)[0]) == hops


def test_each_hop_has_its_own_words():
    text = "Envoy Gleb Starodub claimed that the ports were open, TASS reported."

    finding = read(text, ("Envoy Gleb Starodub", "claimed", "that the ports were open"))[0]

    span = finding.chain[0].spans[0]
    assert text[span.start : span.end] == "TASS"


def test_an_according_to_that_names_the_speaker_is_no_hop():
    text = "The drones were safe, according to Minister Basil Okonjo."

    found = read(text, ("Minister Basil Okonjo", "according to", "The drones were safe"))

    assert found[0].speaker.name == "Basil Okonjo"
    assert chain(found[0]) == []


def test_reporters_are_no_hop():
    text = "“Nobody hung up,” Stellan Krogh told reporters on Monday."

    assert chain(read(text, ("Stellan Krogh", "told", "“Nobody hung up,”"))[0]) == []


def test_a_chain_carries_over_to_the_sentence_that_continues_it():
    text = (
        "Lotta Virtala told Reuters that the letter was damning. She said it would be published. "
        "Basil Okonjo said it was old."
    )

    found = read(
        text,
        ("Lotta Virtala", "told", "that the letter was damning"),
        ("She", "said", "it would be published"),
        ("Basil Okonjo", "said", "it was old"),
    )

    assert [chain(finding) for finding in found] == [["Reuters"], ["Reuters"], []]
    assert "taken over" in found[1].notes[-1]


def test_a_relay_of_a_statement_is_no_second_statement():
    text = "According to Xinhua, Wei Tianlu said that lives come before harvests."

    found = read(
        text,
        ("Xinhua", "According to", "Wei Tianlu said that lives come before harvests"),
        ("Wei Tianlu", "said", "that lives come before harvests"),
    )

    assert [(f.speaker.name, chain(f)) for f in found] == [("Wei Tianlu", ["Xinhua"])]


def test_the_statement_inside_a_relay_is_found():
    text = "Wei Tianlu said that lives come before harvests, according to Xinhua."

    found = read(
        text, ("Xinhua", "according to", "Wei Tianlu said that lives come before harvests")
    )

    assert [(f.speaker.name, chain(f)) for f in found] == [("Wei Tianlu", ["Xinhua"])]


def test_a_person_who_tells_of_a_belief_and_the_believer_both_speak():
    text = "Dana Whitcombe said that the ministry believes the deal is dead."

    found = read(text, ("Dana Whitcombe", "said", "that the ministry believes the deal is dead"))

    assert [(f.speaker.name, chain(f)) for f in found] == [
        ("Dana Whitcombe", []),
        ("ministry", ["Dana Whitcombe"]),
    ]


def test_what_was_not_said_is_no_statement_inside_another():
    text = "Dana Whitcombe said that the ministry did not say it was dead."

    found = read(text, ("Dana Whitcombe", "said", "that the ministry did not say it was dead"))

    assert [f.speaker.name for f in found] == ["Dana Whitcombe"]


def test_whom_a_newspaper_cites_is_the_speaker():
    text = "The Harbour Post, citing two engineers, reported that the gates were opened."

    found = read(text, ("The Harbour Post", "reported", "that the gates were opened"))

    assert [(f.speaker.name, chain(f)) for f in found] == [("two engineers", ["Harbour Post"])]


def test_a_claim_told_by_a_noun_belongs_to_its_owner():
    text = "The bank ignored Moscow’s assertion that the ports were open."

    found = read(text)

    assert [(f.speaker.name, f.act) for f in found] == [("Russia", "claims")]
