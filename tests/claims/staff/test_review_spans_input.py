"""What a curator types as pieces of a text, and which speaker a name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Span
from claims.staff.review.spans_input import InputError, as_text, parse_pieces, parse_speaker
from tests.make import make_article, make_speaker

TEXT = "He said yes.\r\nShe said 😀 no.\n\nHe said\nyes again."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3-7", (Span(3, 7),)),
        ("3 – 7", (Span(3, 7),)),
        ("said 😀 no", (Span(18, 27),)),
        ("said [3]", (Span(33, 37),)),
        ("said yes [2]", (Span(33, 41),)),
        ("0-2\n3-7", (Span(0, 2), Span(3, 7))),
        ("3-7\n0-2\n\n0-2", (Span(0, 2), Span(3, 7))),
        ("0-3\n3-7", (Span(0, 7),)),
        ("", ()),
    ],
)
def test_a_piece_is_a_place_or_its_words(line, expected):
    assert parse_pieces(line, TEXT, "Content") == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("said", "“said” occurs 3 times. Add which one as a number at the end, [1] to [3]"),
        ("said [4]", "occurs only 3 times"),
        ("maybe", "“maybe” is not in this text"),
        ("7-3", "7-3 is not a place in this text, which has 48 characters"),
        ("40-99", "not a place in this text"),
        ("0-7\n3-9", "two pieces overlap"),
        ("\n".join(["0-1"] * 41), "41 pieces; 40 is the most"),
    ],
)
def test_what_can_not_be_read_is_told_with_the_cure(line, told):
    with pytest.raises(InputError) as error:
        parse_pieces(line, TEXT, "Content")

    assert told in str(error.value)
    assert str(error.value).startswith("Content: ")


@given(st.text(min_size=1, max_size=200), st.data())
def test_places_come_back_as_they_were(text, data):
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), max_size=8))))
    spans = tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))

    assert parse_pieces(as_text(spans), text, "Content") == spans


@pytest.mark.django_db
def test_a_picked_speaker_is_found_by_its_address_and_after_mergers():
    heir = make_speaker("Xi Jinping")
    merged = make_speaker("Xi", merged_into=heir)

    assert parse_speaker(merged.slug, "Xi") == heir


@pytest.mark.django_db
def test_a_typed_name_is_found_whatever_its_case():
    ann = make_speaker("Ann Chen")

    assert parse_speaker("", "ANN chen") == ann


@pytest.mark.django_db
def test_a_name_of_several_asks_which_and_the_part_in_brackets_is_an_answer():
    make_speaker("A spokesman", article=make_article(), kind="anonymous")
    other = make_speaker("A spokesman", article=make_article(), kind="anonymous")

    with pytest.raises(InputError, match="Several speakers have this name") as error:
        parse_speaker("", "A spokesman")

    assert f"({other.slug})" in str(error.value)
    assert parse_speaker("", other.slug) == other


@pytest.mark.django_db
def test_a_name_of_nobody_says_how_to_make_one():
    with pytest.raises(InputError, match="There is no speaker “Nemo”.*make a new speaker"):
        parse_speaker("", "Nemo")
