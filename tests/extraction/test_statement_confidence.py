"""How sure a statement is: what it rests on, and that its weights say what they say."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from claims.confidence import LIKELY
from claims.extraction import Extractor, statement_confidence
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.pipeline import unrated_findings
from claims.extraction.statement_confidence import StatementConfidence
from claims.extraction.word_lists import read_toml
from tests.extraction.reading import nlp, read, tagger

PLAIN = "Harbour master Odile Brandt said the pier would open in May."


@cache
def extractor() -> Extractor:
    return Extractor.load()


def confidence(text: str) -> float:
    """Of the one statement of a text, found as the site finds it."""
    (finding,) = extractor().extract(text)
    return finding.confidence


def unrated(text: str):
    """The rater of a text, and its first finding with what that rests on."""
    doc = spacy_pipeline.read(nlp(), text)
    pairs = list(unrated_findings(doc, tagger().links(doc), tagger().resolver))
    return StatementConfidence(doc), *pairs[0]


def test_who_is_named_beside_plain_speech_is_likely():
    assert confidence(PLAIN) >= LIKELY


def test_words_of_nobody_who_is_named_are_doubtful():
    assert confidence("The pier was said to be unsafe.") < LIKELY


@pytest.mark.parametrize("name", ["Brandt-", "a team led by the", "Capt", "Pier vs Quay Brandt"])
def test_a_flawed_name_is_less_sure(name):
    rater, finding, basis = unrated(PLAIN)
    flawed = replace(finding, speaker=replace(finding.speaker, name=name))

    assert rater.of(flawed, basis) < rater.of(finding, basis)


def test_a_name_that_lacks_its_first_word_is_flawed():
    text = "The All Harbours Congress said the pier would open in May."
    rater, finding, basis = unrated(text)
    cut = replace(finding, speaker=replace(finding.speaker, name="Harbours Congress"))

    assert "flawed name" in rater.evidence(cut, basis)[1]


def test_one_speaker_for_two_is_less_sure():
    text = "Brandt and harbour officials said the pier would open in May."
    rater, finding, basis = unrated(text)
    one = replace(finding, speaker=replace(finding.speaker, name="Odile Brandt", members=()))

    assert "one of several" in rater.evidence(one, basis)[1]


def test_a_statement_is_never_surer_than_who_speaks():
    rater, finding, basis = unrated(PLAIN)

    assert rater.of(finding, replace(basis, factor=0.6)) <= 0.6


def test_a_surer_link_makes_a_surer_statement():
    rater, finding, basis = unrated(PLAIN)
    values = [rater.of(finding, replace(basis, link_confidence=share)) for share in (0.3, 0.6, 0.9)]

    assert values == sorted(values)
    assert values[0] < values[1] < values[2]


def test_a_noun_phrase_is_told_from_a_clause():
    clause = read(PLAIN, ("Harbour master Odile Brandt", "said", "the pier would open in May"))[0]
    text = "Harbour master Odile Brandt criticised the plans for the pier."
    phrase = read(text, ("Harbour master Odile Brandt", "criticised", "the plans for the pier"))[0]

    assert phrase.confidence < clause.confidence


def test_what_is_yet_to_be_said_is_less_sure():
    will = "Odile Brandt will say the pier is safe."
    said = "Odile Brandt has said the pier is safe."

    assert (
        read(will, ("Odile Brandt", "say", "the pier is safe"))[0].confidence
        < read(said, ("Odile Brandt", "said", "the pier is safe"))[0].confidence
    )


def test_every_weight_is_of_an_evidence_that_is_looked_for():
    source = Path(statement_confidence.__file__).read_text(encoding="utf-8")
    weights = read_toml("confidence")
    names = {*weights["words"], *weights["speaker"]}

    assert [name for name in names if f'"{name}"' not in source] == []


def test_whatever_speaks_against_a_statement_weighs_against_it():
    speaker = read_toml("confidence")["speaker"]

    assert speaker["settled"] > 0
    assert all(speaker[name] < 0 for name in ("nobody", "flawed name", "other words"))
