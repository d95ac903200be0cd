import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import parties
from claims.extraction.types import Span


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("China", "cn"),
        ("the United States", "us"),
        ("U.S.", "us"),
        ("Moscow’s", "ru"),
        ("Russian", "ru"),
        ("Nairobi", "ke"),
        ("the Kremlin", "ru"),
        ("the White House", "us"),
        ("NATO", "nato"),
        ("UN Security Council", "un"),
        ("Brussels", "eu"),
        ("Ivory Coast", "ci"),
    ],
)
def test_a_state_its_capital_and_its_seat_are_one_party(words, code):
    match = parties.load().whole(words)

    assert match is not None
    assert match.code == code


@pytest.mark.parametrize("words", ["South China Sea", "New Mexico", "Hamilton", "us", "Veshtin"])
def test_words_that_only_look_like_a_party_are_none(words):
    assert parties.load().whole(words) is None


def test_about_gives_every_party_with_its_place():
    text = "Beijing warned the US and NATO."

    found = parties.about(text, [Span(0, len(text))])

    assert [(m.code, text[m.span.start : m.span.end]) for m in found] == [
        ("cn", "Beijing"),
        ("us", "US"),
        ("nato", "NATO"),
    ]


def test_a_capital_where_something_happens_is_no_party():
    text = "They met in Beijing and left."

    assert parties.about(text, [Span(0, len(text))]) == ()


def test_every_party_has_a_name_of_its_own():
    names = [party.name for party in parties.PARTIES.values()]

    assert len(names) == len(set(names))
    assert len(names) > 200


@given(st.text(max_size=200))
def test_matches_are_in_order_and_inside_the_text(text):
    end = 0
    for match in parties.load().matches(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Joe Biden", "us"),
        ("Biden administration", "us"),
        ("a senior Biden administration official", "us"),
        ("Emmanuel Macron", "fr"),
        ("Ann Chen", ""),
        ("city administration", ""),
    ],
)
def test_leaders_and_their_administrations_speak_for_their_state(name, code):
    assert parties.load().represented_by(name) == code


def test_a_leader_names_no_party_in_what_is_said():
    text = "Joe Biden spoke."

    assert parties.about(text, [Span(0, len(text))]) == ()


@pytest.mark.parametrize(
    ("code", "kind"),
    [("hk", "territory"), ("tw", "territory"), ("cn", "state"), ("un", "organisation")],
)
def test_a_territory_is_no_state(code, kind):
    assert parties.PARTIES[code].kind == kind


def test_australia_is_not_the_african_union():
    assert parties.PARTIES["au"].name == "Australia"
    assert parties.load().party_of("the African Union") == "africanunion"


@pytest.mark.parametrize(
    ("adjective", "code"), [("Indian", "in"), ("Dominican", "do"), ("Serbian", "rs")]
)
def test_an_adjective_of_two_countries_is_the_larger_one_s(adjective, code):
    assert parties.load().party_of(f"{adjective} officials") == code
