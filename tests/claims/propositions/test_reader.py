"""Reading statements: many together as each alone, and phrases brought to one form."""

import pytest

from claims.propositions.reader import ReadingRequest
from claims.propositions.rewording import required_literals

STATEMENTS = [
    ReadingRequest("We sent no ships to the port.", speaker="Admiral Ann Hale"),
    ReadingRequest("“they cost 40 million pounds in all”", context="Ferries are dear. "),
    ReadingRequest("Denied receiving a request", context="The town spoke.", speaker="the mayor"),
    ReadingRequest("We sent no ships to the port.", speaker="Admiral Ann Hale"),
    ReadingRequest("No."),
]


def test_statements_read_together_say_what_each_says_alone(proposition_reader):
    alone = [
        proposition_reader.read(request.text, request.context, request.on, request.speaker)
        for request in STATEMENTS
    ]

    together = proposition_reader.read_all(STATEMENTS)

    assert [p.to_json() for p in together] == [p.to_json() for p in alone]


def test_no_statements_are_no_propositions(proposition_reader):
    assert proposition_reader.read_all([]) == []


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bcalled off\b", ("called off",)),
        (r"\bdue to\b|\bowing to\b", ("due to", "owing to")),
        (r"\bturn(?:s)? down\b", (" down",)),
        (r"\bpleas?e\b", ("plea",)),
        (r"\b(?:was|were) told\b|\b(?:a|b)\b", ()),
        (r"[£](\d+)", ()),
    ],
)
def test_a_pattern_finds_nothing_without_its_letters(pattern, literals):
    assert required_literals(pattern) == literals
