"""The picture of a statement: the right size, whatever the text, drawn once."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from claims.presentation import card_image, card_store
from claims.presentation.card_text import SANS, SERIF, Face, cut, lines
from claims.presentation.citation import Citation, one_line

FACE = Face(SERIF, 40)


def citation(**parts) -> Citation:
    fields = {
        "key": "abcd2345", "speaker": "Ann Chen, envoy", "deed": "said",
        "words": "“We agree”", "verbatim": ("We agree",), "kind": "", "relays": ("Wire",),
        "title": "Talks begin", "outlet": "Daily", "outlet_address": "",
        "published": date(2022, 3, 18), "date_is_inferred": False, "review": "checked",
        "address": "https://record.example/", "accessed": date(2026, 11, 22),
    }  # fmt: skip
    return Citation(**{**fields, **parts})


def test_a_picture_has_the_size_that_previews_ask_for():
    image = Image.open(BytesIO(card_image.draw(citation())))

    assert (image.format, image.size) == ("PNG", (1200, 630))


@settings(max_examples=12)
@given(text=st.text(max_size=300).map(one_line))
@example("“" + "so long " * 2000)
@example("x" * 5000)
@example("习近平 😀 Wałęsa \u202e")
def test_any_text_is_drawn(text):
    assert card_image.draw(citation(words=text, speaker=text, title=text, relays=(text,)))


@settings(max_examples=30)
@given(text=st.text(st.sampled_from("ab ł习.“”"), max_size=200))
def test_no_line_is_wider_than_its_place(text):
    broken = lines(text, FACE, 300, 1000)

    assert broken is not None
    assert all(FACE.width(line) <= 300 for line in broken)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


def test_text_in_more_lines_than_there_is_room_for_does_not_fit():
    assert lines("one two three", FACE, 120, 2) is None


def test_what_is_too_long_for_a_line_ends_in_an_ellipsis():
    short = cut("so long " * 50, Face(SANS, 28), 300)

    assert short.endswith("…")
    assert Face(SANS, 28).width(short) <= 300


def test_the_same_picture_is_drawn_once(monkeypatch, tmp_path, settings):
    settings.CARD_FOLDER = tmp_path
    first = card_store.picture(citation())
    monkeypatch.delattr("claims.presentation.card_image.draw")

    assert card_store.picture(citation()) == first
    with pytest.raises(AttributeError):
        card_store.picture(citation(review="corrected"))


def test_without_a_folder_to_write_to_it_is_drawn_all_the_same(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CARD_FOLDER = tmp_path / "file" / "cards"

    assert card_store.picture(citation()).startswith(b"\x89PNG")


def test_the_oldest_pictures_make_room(settings, tmp_path, monkeypatch):
    settings.CARD_FOLDER = tmp_path
    monkeypatch.setattr(card_store, "MAX_CARDS", 10)
    for number in range(12):
        card_store.picture(citation(title=str(number)))

    assert len(list(tmp_path.iterdir())) <= 11
