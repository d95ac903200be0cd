"""Near-duplicates: copies are found whatever was cut or added; another reporter's text is none."""

import random

import pytest

from articles.near_duplicates import MIN_SHINGLES, are_copies, bands, shingles
from tests.bench.near_duplicates import COPIES, NEAR_MISSES, measure, totals

SYLLABLES = "ba chen dor el far gan hol im jin kor lin mo nar ov pel rus san tor ver wei".split()


def invent(rng: random.Random) -> list[str]:
    """Paragraphs of made-up words, one in three a quotation; some words are frequent."""
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(400)]

    def sentence(length: int) -> str:
        return " ".join(rng.choices(words, weights=range(400, 0, -1), k=length))

    def paragraph(number: int) -> str:
        said = f"“{sentence(20)},” {sentence(3)} said."
        return said if number % 3 == 0 else f"{sentence(18)}. {sentence(16)}."

    return [sentence(8), *(paragraph(number) for number in range(14))]


@pytest.fixture(scope="module")
def figures():
    rng = random.Random(7)
    return measure([invent(rng) for _ in range(120)])


def test_copies_are_found_and_near_misses_are_not(figures):
    precision, recall = totals(figures)

    assert precision >= 0.98
    assert recall >= 0.9


@pytest.mark.parametrize("edit", ["reorder", "new_headline", "reword"])
def test_whoever_keeps_the_whole_text_is_always_found(figures, edit):
    assert figures[edit]["right"] == figures[edit]["made"]


def test_every_edit_is_measured(figures):
    assert set(figures) == set(COPIES) | set(NEAR_MISSES)


def test_case_signs_and_lines_make_no_difference():
    text = " ".join(f"word{n}" for n in range(100))

    assert bands(shingles(text)) == bands(shingles(text.upper().replace(" ", ",\n— ")))


def test_a_very_short_text_is_nobodys_copy():
    short = shingles(" ".join(f"word{n}" for n in range(MIN_SHINGLES)))

    assert bands(short) == []
    assert not are_copies(short, short)


def test_bands_are_the_same_for_ever():
    text = " ".join(f"word{n}" for n in range(100))

    assert bands(shingles(text))[:2] == [-7551118380047266509, 8845361164476600446]
