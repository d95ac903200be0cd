"""The entities of a text that a pronoun or description can mean, whichever the network takes."""

import pytest

from claims.extraction.coreference import detection, entity_detection
from claims.extraction.coreference.candidates import find_candidates
from claims.extraction.coreference.entity_registry import EntityRegistry
from claims.extraction.coreference.quotation_sources import speaker_of
from tests.extraction.reading import link, parsed


def registry_of(text: str, *links: tuple[str, str, str]) -> EntityRegistry:
    return entity_detection.build(parsed(text), [link(text, *words) for words in links])


def names(text: str, word: str) -> list[str]:
    """The entities that the last such word can mean."""
    registry = registry_of(text)
    anaphor = [a for a in detection.anaphors(registry) if a.token.lower_ == word][-1]
    return [candidate.entity.name for candidate in find_candidates(registry, anaphor)]


@pytest.mark.parametrize(
    "text",
    [
        "In his letter of May, Lars Holm said the dam was weak.",
        "When his mother fell ill, Lars Holm left the council.",
        "After leaving his post in Oslo, Lars Holm wrote a book.",
    ],
)
def test_who_is_named_only_behind_the_pronoun_can_be_meant(text):
    assert names(text, "his") == ["Lars Holm"]


@pytest.mark.parametrize(
    "text",
    ["“He was late again,” Lars Holm said.", "He told Lars Holm that the dam was weak."],
)
def test_who_speaks_of_somebody_or_is_spoken_to_is_not_that_somebody(text):
    assert names(text, "he") == []


def test_a_family_name_in_the_plural_is_several_people():
    text = "The Sandovals own the mill. They want to sell it."

    assert names(text, "they") == ["Sandovals"]
    assert names(text.replace("They want", "He wants"), "he") == []


def test_people_of_a_party_in_a_chamber_are_several():
    text = "It was told that Senate Republicans had left the hall. They had lost the vote."

    assert names(text, "they") == ["Senate Republicans"]


@pytest.mark.parametrize("people", ["Ostrelians", "Democrats"])
def test_a_people_that_the_names_network_does_not_know_can_be_meant(people):
    assert names(f"The {people} came by sea. They were few.", "they") == [people]


def test_themselves_are_those_named_together():
    text = "Ines Carrel and Lars Holm made themselves known to the guests."

    assert "Ines Carrel and Lars Holm" in names(text, "themselves")


@pytest.mark.parametrize("end", ["…", " [25]", "'"])
def test_a_line_without_a_full_stop_can_be_text(end):
    text = f"The council met on Monday. Lars Holm was late again, but he had a reason{end}\n\nNext."

    assert names(text, "he") == ["Lars Holm"]


def test_a_long_line_is_no_headline():
    text = (
        "The council met on Monday to speak about the dam above the village, which many fear. "
        "Lars Holm was late again, but he had brought the plan of the engineers with him –"
    )

    assert names(text, "he") == ["Lars Holm"]


def test_a_headline_names_nobody():
    assert names("Holm Sorry As Dam Leaks Again\n\nHe would not say why.", "he") == []


def test_a_description_tells_no_gender_of_who_may_be_meant():
    registry = registry_of("Robin Holm came. The daughter of the owner left.")
    anaphor = next(detection.anaphors(registry))
    entity = registry.entities[0]

    detection.settle(registry, anaphor, entity)

    assert (entity.gender, entity.anaphor_counts) == ("", {"noun": 1, "f": 1})


def test_the_words_of_a_quotation_are_of_the_source_beside_it():
    text = "Ines Carrel said: “Lars Holm is ill. He sleeps.” Nobody asked."
    registry = registry_of(text, ("Ines Carrel", "said", "Lars Holm is ill. He sleeps."))

    speaker = speaker_of(registry, registry.quotation(text.index("He sleeps")))

    assert speaker is not None
    assert speaker.name == "Ines Carrel"
    assert speaker_of(registry, registry.quotation(text.index("Nobody"))) is None


def test_who_speaks_is_not_he_in_the_own_words():
    text = "Lars Holm spoke for Bo Carr. Lars Holm said: “He is ill. He sleeps all day.”"
    registry = registry_of(text, ("Lars Holm", "said", "He is ill. He sleeps all day."))
    anaphor = next(detection.anaphors(registry))

    assert [c.entity.name for c in find_candidates(registry, anaphor)] == ["Bo Carr"]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Carr lost. Mr. Holm, you say that he must be released?",
        "Bo Carr lost. Do you agree, Mr. Holm? Nobody says that he must be released.",
    ],
)
def test_whom_the_text_speaks_to_is_not_he(text):
    assert names(text, "he") == ["Bo Carr"]
