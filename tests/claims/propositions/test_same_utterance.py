"""Days, names that an article gives, and pieces: what tells one utterance from another."""

import json

import pytest

from tests.claims.propositions.test_decision import run_claims


@pytest.mark.parametrize(("days", "same"), [("03", True), ("11", False)])
def test_on_friday_in_two_weeks_is_two_fridays(monkeypatch, days, same):
    text = "The clinic will close on Friday."
    a, b = ({"text": text, "date": f"2026-05-{day}"} for day in ("01", days))

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"] == same


@pytest.mark.parametrize(
    ("name", "same"), [("Ruben Ostrava", True), ("Ivo Brandl", False), ("the keeper", True)]
)
def test_he_is_nobody_whom_the_words_before_do_not_name_if_they_name_others(
    monkeypatch, name, same
):
    a = {"text": "He will miss the final.", "context": f"They asked about {name}."}
    b = {"text": "Ruben Ostrava will miss the final."}

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"] == same


@pytest.mark.parametrize(
    ("before", "same"),
    [
        ("The Lomna dam was built in 1958.", True),
        ("The Petrik dam was built in 1958.", False),
        ("They compared the Lomna dam with the Petrik dam.", False),
        ("Old dam walls leak.", False),
    ],
)
def test_the_dam_is_the_only_one_that_its_article_names(monkeypatch, before, same):
    a = {"text": "The dam cannot hold the water of another storm.", "context": before}
    b = {"text": "The Lomna dam cannot hold the water of another storm."}

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"] == same


def test_the_dam_of_two_articles_that_name_it_otherwise_is_two(monkeypatch):
    text = "The dam cannot hold the water of another storm."
    a, b = ({"text": text, "context": f"The {name} dam leaks."} for name in ("Lomna", "Petrik"))

    assert not run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"]


@pytest.mark.parametrize(
    ("pieces", "speaker", "day", "same"),
    [
        ("“cruel” and “cowardly attack”", "Bode", "02", True),
        ("“cruel” and “cowardly attack”", "Bode", "20", False),  # on another occasion
        ("“cruel” and “cowardly attack”", "Lind", "02", False),
        ("“cruel” and “cowardly answer”", "Bode", "02", False),
        ("“cowardly attack” and “cruel”", "Bode", "02", False),  # in another order
    ],
)
def test_pieces_in_marks_are_the_sentence_that_has_them(monkeypatch, pieces, speaker, day, same):
    whole = "It was a cruel, pointless and cowardly attack on innocent people."
    a = {"speaker": "Bode", "text": whole, "date": "2026-05-01"}
    b = {"speaker": speaker, "text": pieces, "date": f"2026-05-{day}"}

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"] == same
