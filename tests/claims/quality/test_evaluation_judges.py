"""Boundaries, other genres and names, as manage.py evaluate tells them."""

from claims.extraction.types import Span
from claims.quality.evaluation import boundaries, genres, names, report, speakers
from claims.quality.evaluation.gold import (
    AttributedStatement,
    GoldArticle,
    GoldMention,
    with_other_names,
)

TEXT = "Ann Bell said we go now, and Dr Holm agreed."
STATEMENT = AttributedStatement(
    (Span(14, 23),), (Span(0, 8),), (Span(9, 13),), names=("Ann Bell",), cluster=1
)
ARTICLE = GoldArticle(
    id="a",
    text=TEXT,
    attributions=(STATEMENT,),
    names_speakers=True,
    genre="news",
    names=(
        GoldMention(Span(0, 8), Span(4, 8), "person", 1),
        GoldMention(Span(29, 36), Span(32, 36), "person", 2),
    ),
)


def test_a_piece_is_right_when_its_first_and_last_word_are():
    with_comma = AttributedStatement((Span(14, 24),), (Span(0, 3),), (Span(9, 13),))

    scores = boundaries.score([ARTICLE], [[with_comma]])

    assert scores["content"]["f1"] == scores["cue"]["f1"] == 1
    assert scores["source"]["f1"] == 0


def test_a_genre_has_what_is_found_and_whose_it_is():
    found = AttributedStatement((Span(14, 23),), (Span(0, 8),), names=("Bell",))

    scores = genres.score([ARTICLE], [[found]])

    assert scores["news"] == scores["all"] == {"gold": 1, "found": 1, "named": 1, "speaker": 1}


def test_another_name_is_not_the_speaker_of_a_genre():
    found = AttributedStatement((Span(14, 23),), (Span(0, 8),), names=("Holm",))

    assert genres.score([ARTICLE], [[found]])["news"]["speaker"] == 0


def test_a_name_is_met_by_one_that_covers_its_head_and_exact_without_its_title():
    found = [
        names.NameSpan(Span(0, 8), "person"),
        names.NameSpan(Span(32, 36), "person"),
        names.NameSpan(Span(9, 13), "place"),
    ]
    scores = names.score([ARTICLE], [found])

    assert scores["person"]["f1"] == 1
    assert scores["person exact"] == 1
    assert scores["place"] == {"p": 0, "r": 0, "f1": 0, "predicted": 1, "gold": 0}


def test_a_person_is_told_with_title_and_body_and_an_office_with_what_it_is_of():
    text = "NASA Administrator Ann Bell's boat saw the Mayor of Lima in Peru."
    found = [
        (Span(0, 4), "ORG"), (Span(5, 18), "TITLE"), (Span(19, 27), "PERSON"),
        (Span(43, 48), "ROLE"), (Span(52, 56), "GPE"), (Span(60, 64), "GPE"),
    ]  # fmt: skip

    people = [m.span for m in names.mentions(text, found) if m.kind == "person"]

    assert [text[slice(*span)] for span in people] == [
        "NASA Administrator Ann Bell's", "the Mayor of Lima",
    ]  # fmt: skip


def test_likely_rows_are_right_in_words_and_speaker():
    found = [
        AttributedStatement((Span(14, 23),), names=("Ann Bell",), confidence=0.9),
        AttributedStatement((Span(37, 43),), names=("Holm",), confidence=0.8),
        AttributedStatement((Span(25, 28),), names=("Holm",), confidence=0.3),
    ]
    scores = speakers.score([ARTICLE], [found], likely=0.7)

    assert scores["likely"] == 2
    assert scores["likely right"] == 0.5


def test_other_names_of_a_speaker_count_as_right():
    article = with_other_names(ARTICLE, {"Ann Bell": ["the mayor"]})
    found = [AttributedStatement((Span(14, 23),), names=("mayor",))]

    assert speakers.score([article], [found])["speaker"] == 1


def test_several_files_stand_in_one_table_with_a_dash_where_nothing_was_measured():
    one = {"articles": 2, "attributed": {"p": 0.5, "r": 0.5, "f1": 0.5}}
    two = {"articles": 3, "names": {"person": {"f1": 0.75}}}

    rows = {
        line[: report.NAME_WIDTH].strip(): line.split() for line in report.table("ab", [one, two])
    }

    assert rows["attributed F1"][-2:] == ["50.0", "-"]
    assert rows["names: person F1"][-2:] == ["-", "75.0"]
    assert rows["articles"][-2:] == ["2", "3"]
