"""Kinds of mistakes that came up where real articles were read by hand; all people are invented."""

import pytest

from tests.extraction.statements import Told, told


def _speakers(text):
    return [one.speaker for one in told(text)]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        (
            "Brenn Holdings bought Foln Mills. The company said it would keep jobs.",
            "Brenn Holdings",
        ),
        (
            "Quellor Systems sued Marsh Networks on Monday. The company said it lost.",
            "Quellor Systems",
        ),
    ],
)
def test_the_company_is_the_one_that_acted(text, company):
    assert _speakers(text) == [company]


def test_he_is_who_holds_the_office_told_by_its_initials():
    text = (
        "Interior Cabinet Secretary Fred Moss came. The CS said it was safe. “It is dear,” he said."
    )

    assert _speakers(text) == ["Fred Moss", "Fred Moss"]


def test_a_name_ends_at_the_verb_beside_it():
    assert _speakers("Vera Dunn rang Hugo Pell. He said the mill was sold.") == ["Hugo Pell"]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "Police: Two held after theft\n\nTwo men were held.",
            [Told("Police", "Two held after theft")],
        ),
        ("Opinion: why rates should fall\n\nRates are high.", []),
        ("Premier League: Foln win again\n\nFoln won.", []),
        ("Ravi Moss: Where He Stands\n\nMoss is a lawyer.", []),
    ],
)
def test_a_headline_names_a_speaker_before_its_colon(text, statements):
    assert told(text) == statements


def test_whom_a_warning_was_for_is_no_part_of_it():
    assert told("Police warned the public of a scam.") == [Told("Police", "a scam")]


def test_one_of_a_crowd_is_one_of_those_named_before():
    assert _speakers("Fans are split. One wrote: “Pay the man.”") == ["a fan"]


def test_age_and_trade_behind_a_name_are_no_part_of_it():
    assert _speakers("Ida Moe, 19, student: “Rents are mad.”") == ["Ida Moe"]


def test_who_was_told_something_did_not_say_it():
    text = "“Moe was told plainly that the fund was empty,” Ida Vik said."

    assert _speakers(text) == ["Ida Vik"]


def test_who_told_somebody_something_said_it():
    text = "Ida Vik said she was told by Jon Moe that he did not ask."

    assert told(text)[1:] == [Told("Jon Moe", "that he did not ask", ("Ida Vik",))]


def test_a_chairman_may_be_a_woman():
    text = "Helen Brandt, chairman of the board, said: “No.” Mrs Brandt added: “Never.”"

    assert _speakers(text) == ["Helen Brandt", "Helen Brandt"]


def test_a_dateline_is_no_part_of_the_speaker():
    text = "FOLN, Norway, Jan 27 – The Council of Mayors has praised the decision to build a port."

    assert _speakers(text) == ["Council of Mayors"]


def test_what_a_court_heard_is_no_statement_without_its_words():
    assert told("The jury heard the closing argument against Jon Vik.") == []


def test_words_end_at_a_mark_without_a_space_behind_it():
    assert told("“The hall burned,”said Jon Moe.") == [Told("Jon Moe", "The hall burned")]


def test_a_name_behind_a_quotation_speaks_where_the_verb_is_left_out():
    text = "Sales fell in May.\n\n“We expected no more,” Quellor analyst Tom Hale."

    assert told(text) == [Told("Tom Hale", "We expected no more")]


def test_an_apposition_is_no_list_of_names():
    text = "The Minister of Works, Jon Peter Vik, while speaking in Foln, said the road was safe."

    assert _speakers(text) == ["Jon Peter Vik"]


def test_what_shows_something_says_it():
    assert _speakers("Jon Vik raised council figures showing that rents had doubled.") == [
        "council figures"
    ]


def test_what_lets_people_do_something_says_nothing():
    text = "The app Votar allows users to ask friends to go to the polls if they are registered."

    assert told(text) == []


def test_the_agency_in_brackets_is_no_part_of_the_speaker():
    assert _speakers("(Foln Express) Mayor Ida Lund said the road was safe.") == ["Ida Lund"]


def test_a_shouted_opening_is_written_as_other_words_are():
    assert _speakers("NURSES said the ward was full.") == ["nurses"]


def test_a_paragraph_below_a_colon_is_what_was_said():
    text = (
        "Speaking to the media, Jon Vik said:\n\nWe can play. I think only the game will tell us."
    )

    assert told(text) == [Told("Jon Vik", "We can play. I think only the game will tell us")]


def test_who_is_asked_about_has_said_nothing():
    assert told("Does Labour think that the tax is fair?") == []


def test_numbers_and_weeks_are_told_from_names():
    assert _speakers("Three State Premiers said the rate must fall.") == ["three State Premiers"]
    assert _speakers("One of the top bee researchers this week claimed that it was wrong.") == [
        "a top bee researcher"
    ]


def test_an_outlet_spoken_to_is_not_the_one_described():
    text = "In an interview with Coast Weekly, the “Bad Luck” singer said a rival had robbed her."

    assert told(text) == [Told("“Bad Luck” singer", "a rival had robbed her", ("Coast Weekly",))]


def test_what_goes_on_is_no_statement_in_a_statement():
    assert _speakers("Officials said the fire “continues to burn with great speed”.") == [
        "officials"
    ]


def test_who_is_spoken_to_by_name_is_not_the_speaker():
    text = "Sofia, Stefan Milo is also saying that the banks can act alone."

    assert _speakers(text) == ["Stefan Milo"]


def test_a_signed_quotation_may_lack_its_closing_mark():
    text = "“It is a long list. Moe has trained well.\n\n“Just wait and see. – Ida Lund"

    assert _speakers(text) == ["Ida Lund"]


def test_what_somebody_was_asked_about_is_no_part_of_the_speaker():
    text = "Asked about the Post Office and BA, Ida Lund’s deputy spokesman said: “They are wrong.”"

    assert _speakers(text) == ["Ida Lund’s deputy spokesman"]


def test_whose_spokesperson_it_is_is_no_hop():
    text = "A spokesperson for the Coast Post, which Lind bought in 2013, said it was not for sale."

    assert told(text) == [Told("a spokesperson for the Coast Post", "it was not for sale")]


def test_a_line_with_a_dash_below_a_quotation_signs_it():
    text = "“The game is dead.”\n- Former coach Lars Brandt.\n\nYes, numbers lie."

    assert told(text) == [Told("Lars Brandt", "The game is dead")]
