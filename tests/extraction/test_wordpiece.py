"""Words cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.tagger.wordpiece import MOST_PIECES, WordPiece

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##want", "##ed", "want", "e", ".", "中"]


@pytest.fixture(scope="module")
def cut():
    pieces = WordPiece(PIECES)
    return lambda token: [PIECES[number] for number in pieces(token)]


def test_the_longest_known_beginning_is_taken_first(cut):
    assert cut("Unwanted") == ["un", "##want", "##ed"]


def test_accents_and_case_do_not_matter(cut):
    assert cut("É") == ["e"]


def test_punctuation_and_cjk_signs_stand_alone(cut):
    assert cut("want.中") == ["want", ".", "中"]


def test_a_word_that_cannot_be_cut_is_unknown(cut):
    assert cut("xyz") == ["[UNK]"]


def test_a_word_of_more_than_a_hundred_letters_is_unknown(cut):
    assert cut("un" + "ed" * 60) == ["[UNK]"]


def test_white_space_has_no_pieces(cut):
    assert cut("\n\n") == []


@given(token=st.text())
def test_no_token_has_more_pieces_than_allowed(cut, token):
    assert len(cut(token)) <= MOST_PIECES
