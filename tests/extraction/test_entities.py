"""Names of people, organisations and places: from tag scores to entities, and on texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from claims.extraction.tagger.named_entities import (
    INNER,
    LABELS,
    TAGS,
    decode,
    set_entities,
    set_inner_names,
    voted,
)
from tests.extraction.reading import nlp, parsed

BEGIN = {label: 2 * number + 1 for number, label in enumerate(LABELS)}


def scores(*tags: int) -> np.ndarray:
    """Scores that speak plainly for these tags."""
    rows = np.full((len(tags), TAGS), -8.0, dtype=np.float32)
    rows[np.arange(len(tags)), list(tags)] = -0.01
    return rows


def entities(text: str) -> list[tuple[str, str]]:
    return [(e.text, e.label_) for e in parsed(text).ents]


def people(text: str) -> list[str]:
    return [name for name, label in entities(text) if label == "PERSON"]


def test_entities_are_what_the_scores_say():
    doc = nlp().make_doc("Joe Biden met Xi Jinping in Rome")
    person, place = BEGIN["PERSON"], BEGIN["GPE"]

    set_entities(doc, scores(person, person + 1, 0, person, person + 1, 0, place))

    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Joe Biden", "PERSON"), ("Xi Jinping", "PERSON"), ("Rome", "GPE"),
    ]  # fmt: skip


def test_a_name_of_another_kind_is_no_entity():
    doc = nlp().make_doc("Rusalka opened in Rome")
    other, place = BEGIN["OTHER"], BEGIN["GPE"]

    set_entities(doc, scores(other, 0, 0, place))

    assert [(e.text, e.label_) for e in doc.ents] == [("Rome", "GPE")]


def test_a_name_ends_with_its_line():
    doc = nlp().make_doc("Joe\n\nBiden spoke")
    person = BEGIN["PERSON"]

    set_entities(doc, scores(person, person + 1, person + 1, 0))

    assert [e.text for e in doc.ents] == ["Joe", "Biden"]


def test_a_name_does_not_end_with_of():
    doc = nlp().make_doc("the Emperor of Mexico")
    person, place = BEGIN["PERSON"], BEGIN["GPE"]

    set_entities(doc, scores(0, person, person + 1, place))

    assert [e.text for e in doc.ents] == ["Emperor", "Mexico"]


def test_a_place_inside_a_longer_name_is_told_apart():
    doc = nlp().make_doc("the Bank of England in London")
    organisation, place = BEGIN["ORG"], BEGIN["GPE"]
    inner = np.full((6, INNER), -8.0, dtype=np.float32)
    inner[np.arange(6), [0, 0, 0, 1, 0, 1]] = -0.01

    set_entities(doc, scores(0, organisation, organisation + 1, organisation + 1, 0, place))
    set_inner_names(doc, inner)

    assert [e.text for e in doc.ents] == ["Bank of England", "London"]
    assert [(e.text, e.label_) for e in doc.spans["inner"]] == [("England", "GPE")]


def test_the_other_mentions_of_a_word_have_a_vote():
    person, place = BEGIN["PERSON"], BEGIN["GPE"]
    rows = scores(person, person, person)
    rows[1, person], rows[1, place] = -0.75, -0.65

    assert voted(rows, ["Sova", "Sova", "Sova"]).argmax(1).tolist() == [person] * 3


@settings(max_examples=60, deadline=None)
@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 4), st.just(TAGS)), elements=st.floats(-9, 0, width=32)
    )
)
def test_the_decoded_names_are_the_likeliest_sequence(rows):
    def tags_of(names):
        tags = [0] * len(rows)
        for start, end, label in names:
            tags[start:end] = [2 * label + 2] * (end - start)
            tags[start] = 2 * label + 1
        return tags

    def best(row, before):
        allowed = [
            t for t in range(TAGS) if t == 0 or t % 2 or t in (before, before + 1) and before
        ]
        return allowed, row

    likeliest = {0: 0.0}
    for row in rows:
        reached: dict[int, float] = {}
        for before, total in likeliest.items():
            for tag in best(row, before)[0]:
                reached[tag] = max(reached.get(tag, -1e9), total + float(row[tag]))
        likeliest = reached
    found = tags_of(decode(rows))

    assert sum(float(row[t]) for row, t in zip(rows, found, strict=True)) == pytest.approx(
        max(likeliest.values()), abs=1e-3
    )


def test_the_tagger_finds_names_of_people_and_places():
    found = set(entities("Barack Obama told Vladimir Putin in Berlin that sanctions would stay."))

    assert {("Barack Obama", "PERSON"), ("Vladimir Putin", "PERSON"), ("Berlin", "GPE")} <= found


@pytest.mark.parametrize(
    "name",
    [
        "Mohammed bin Salman", "Ursula von der Leyen", "Bashar al-Assad", "Charles de Gaulle",
        "Marta da Silva", "Yusuf ibn Khalid", "Sofia van den Berg", "Luca della Torre",
    ],
)  # fmt: skip
def test_a_name_keeps_its_particle(name):
    assert people(f"{name} said the ports would open again.") == [name]


@pytest.mark.parametrize("name", ["Martin Luther King Jr.", "Robert Hale III", "Edwin Marsh Sr."])
def test_a_name_keeps_its_suffix(name):
    assert people(f"{name} said the vote was fair.") == [name]


@pytest.mark.parametrize("name", ["General Motors", "Major League Soccer", "General Electric"])
def test_a_firm_is_no_general(name):
    assert entities(f"{name} said sales fell last year.") == [(name, "ORG")]


def test_a_day_is_no_part_of_a_name():
    text = "President Lena Ortiz spoke with Chinese President Li Weiming Friday in a tense call."

    assert people(text) == ["Lena Ortiz", "Li Weiming"]


@pytest.mark.parametrize("surname", ["King", "Bishop", "Prince", "Marshall", "Judge", "Major"])
def test_a_title_word_can_be_a_surname(surname):
    assert people(f"Ray {surname} said sales fell. “They fell,” said {surname}.") == [
        f"Ray {surname}",
        surname,
    ]


def test_an_office_is_no_name():
    text = "The Korean Minister thanked the Minister. The Minister smiled."

    assert people(text) == []
    assert "ORG" not in {label for _, label in entities(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Hurricane Ines struck Lisbon on Sunday.", "Cyclone Dara reached Lisbon at dawn.",
        "The crew of HMS Dauntless saw Lisbon.",
    ],
)  # fmt: skip
def test_a_storm_and_a_ship_are_neither_people_nor_places(text):
    assert entities(text) == [("Lisbon", "GPE")]


@pytest.mark.parametrize(
    "peoples",
    [
        ["Jews", "Christians", "Sikhs", "Hindus"], ["Puerto Ricans", "South Africans"],
        ["Londoners", "New Yorkers"], ["Kurds", "Tamils"],
    ],
)  # fmt: skip
def test_peoples_and_faiths_are_no_persons(peoples):
    text = f"{', '.join(peoples[:-1])} and {peoples[-1]} prayed side by side in Leeds."

    assert entities(text) == [*((name, "NORP") for name in peoples), ("Leeds", "GPE")]


def test_a_well_known_outlet_is_no_person():
    assert ("Al Jazeera", "ORG") in entities("“We saw it,” a man said to Al Jazeera.")


def test_a_country_is_no_person():
    doc = nlp().make_doc("China has turned to Norway")
    person, place = BEGIN["PERSON"], BEGIN["GPE"]

    set_entities(doc, scores(person, 0, 0, 0, place))

    assert [(e.text, e.label_) for e in doc.ents] == [("China", "GPE"), ("Norway", "GPE")]


def test_a_country_that_somebody_is_called_is_their_name():
    doc = nlp().make_doc("China Lund slept. China woke")
    person = BEGIN["PERSON"]

    set_entities(doc, scores(person, person + 1, 0, 0, person, 0))

    assert [(e.text, e.label_) for e in doc.ents] == [("China Lund", "PERSON"), ("China", "PERSON")]


def test_per_and_the_name_behind_it_are_one_name_though_told_apart():
    doc = nlp().make_doc("My supervisor Per Dahlin said so")
    person = BEGIN["PERSON"]

    set_entities(doc, scores(0, 0, person, person, 0, 0))

    assert [(e.text, e.label_) for e in doc.ents] == [("Per Dahlin", "PERSON")]
