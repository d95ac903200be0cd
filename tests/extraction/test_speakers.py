"""Who a source is, inside one article. All people and places are invented."""

from claims.extraction.types import MentionKind
from tests.extraction.reading import read, speakers

RALLY = (
    "Karvenian President Ilko Dravec warned Tolmark that it would pay. “We are not afraid,” "
    "Dravec told a rally. He said the army was ready."
)


def test_surname_and_pronoun_are_the_person_named_in_full():
    found = speakers(
        RALLY,
        ("Karvenian President Ilko Dravec", "warned", "that it would pay"),
        ("Dravec", "told", "“We are not afraid,”"),
        ("He", "said", "the army was ready"),
    )

    assert found == ["Ilko Dravec"] * 3


def test_the_role_is_the_one_stated():
    found = read(RALLY, ("Karvenian President Ilko Dravec", "warned", "that it would pay"))

    assert found[0].speaker.role == "Karvenian President"


def test_a_guessed_pronoun_lowers_confidence_and_says_why():
    found = read(RALLY, ("He", "said", "the army was ready"))

    assert found[0].confidence < 1
    assert "Ilko Dravec" in found[0].notes[0]


def test_a_title_tells_two_people_of_one_surname_apart():
    text = (
        "Mayor Odessa Harlan met Councilman Peter Harlan on Monday. Mayor Harlan said the bridge "
        "was old. Councilman Harlan replied that it was fine."
    )

    found = speakers(
        text,
        ("Mayor Harlan", "said", "the bridge was old"),
        ("Councilman Harlan", "replied", "that it was fine"),
    )

    assert found == ["Odessa Harlan", "Peter Harlan"]


def test_she_is_not_the_man():
    text = (
        "Yevgenia Sobol, a spokeswoman for the court, met Mr. Corwin Tate. "
        "She said the footage was clear."
    )

    assert speakers(text, ("She", "said", "the footage was clear")) == ["Yevgenia Sobol"]


def test_the_official_is_the_anonymous_person_of_before():
    text = (
        "A senior Tolmark official said that channels were open. The official added that a "
        "meeting was near."
    )

    found = read(
        text,
        ("A senior Tolmark official", "said", "that channels were open"),
        ("The official", "added", "that a meeting was near"),
    )

    assert [f.speaker.name for f in found] == ["a senior Tolmark official"] * 2
    assert found[0].speaker.kind is MentionKind.ANONYMOUS


def test_one_of_several_officials_is_one_official():
    text = "Three US officials said it was dead. One of the officials said it was never alive."

    found = speakers(
        text,
        ("Three US officials", "said", "it was dead"),
        ("One of the officials", "said", "it was never alive"),
    )

    assert found == ["three US officials", "a US official"]


def test_a_name_after_the_description_is_the_speaker():
    text = "Orvane's ambassador to Lusenka, Dr. Stellan Krogh, insisted that talks continue."

    found = speakers(
        text,
        ("Orvane's ambassador to Lusenka, Dr. Stellan Krogh,", "insisted", "that talks continue"),
    )

    assert found == ["Stellan Krogh"]


def test_the_two_leaders_are_a_group_with_members():
    text = "Ilko Dravec and Anneke Rosvall met in April. The two leaders agreed that arms would go."

    found = read(text, ("The two leaders", "agreed", "that arms would go"))

    assert found[0].speaker.kind is MentionKind.GROUP
    assert found[0].speaker.members == ("Ilko Dravec", "Anneke Rosvall")


def test_a_capital_speaks_for_its_state():
    text = "Tokyo called for an end to the blockade."

    found = read(text, ("Tokyo", "called for", "an end to the blockade"))

    assert (found[0].speaker.name, found[0].speaker.party) == ("Japan", "jp")


def test_a_government_is_its_state():
    assert speakers(
        "The Japanese government denied it had known.",
        ("The Japanese government", "denied", "it had known"),
    ) == ["Japan"]


def test_a_ministry_keeps_its_name():
    text = "The Chinese Foreign Ministry denied the plan. The ministry said nothing was signed."

    found = speakers(
        text,
        ("The Chinese Foreign Ministry", "denied", "the plan"),
        ("The ministry", "said", "nothing was signed"),
    )

    assert found == ["Chinese Foreign Ministry"] * 2


def test_a_statement_is_whoever_gave_it():
    text = "According to a statement from the Ruritan Police, fog was thick."

    found = speakers(text, ("a statement from the Ruritan Police", "According to", "fog was thick"))

    assert found == ["Ruritan Police"]


def test_the_company_is_the_firm_named_before():
    text = "Quellor Industries, a chip designer, cut jobs. The company said demand was weak."

    assert speakers(text, ("The company", "said", "demand was weak")) == ["Quellor Industries"]


def test_a_relative_is_described_by_the_full_name():
    text = "Adrian Tate pleaded not guilty. Tate's mother said her son was at home."

    assert speakers(text, ("Tate's mother", "said", "her son was at home")) == [
        "Adrian Tate’s mother"
    ]


def test_a_source_nobody_fits_is_nobody():
    assert speakers("He said the sea was near.", ("He", "said", "the sea was near")) == [""]


def test_no_source_is_no_speaker():
    text = "It was raining, as so often."

    assert speakers(text, ("", "", "It was raining")) == [""]


def test_an_envoy_named_only_later_speaks_for_the_country_that_sent_him():
    text = (
        "China has turned to Norway, with its ambassador to the country declaring that trade "
        "would grow.\n\nStellan Krogh told reporters in Oslo that the harbour was safe."
    )

    [statement] = read(text, ("its ambassador to the country", "declaring", "trade would grow"))

    assert (statement.speaker.name, statement.speaker.party) == ("Stellan Krogh", "cn")
