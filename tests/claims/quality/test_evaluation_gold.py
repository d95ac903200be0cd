"""Gold files: what is read, and what each bad line is told."""

import json

import pytest

from claims.quality.evaluation import gold

TEXT = "Ann said it rained."


def line(**fields: object) -> bytes:
    return json.dumps({"id": "a", "text": TEXT, "attributions": []} | fields).encode()


def test_a_line_is_an_article_with_its_statements():
    attribution = {
        "content": [[9, 18]],
        "source": [[0, 3]],
        "cue": [[4, 8]],
        "speaker": "Ann",
        "via": ["Wire"],
    }

    (article,) = gold.read([line(attributions=[attribution])])

    assert article.required == [
        gold.AttributedStatement(
            content=((9, 18),),
            source=((0, 3),),
            cue=((4, 8),),
            names=("Ann",),
            via=(("Wire",),),
        )
    ]


def test_optional_statements_stand_apart():
    rows = [{"content": [[0, 3]]}, {"content": [[4, 8]], "optional": True}]

    (article,) = gold.read([line(attributions=rows)])

    assert [row.content for row in article.required] == [((0, 3),)]
    assert [row.content for row in article.optional] == [((4, 8),)]


def test_blank_lines_are_passed_over():
    assert [one.id for one in gold.read([b"\n", line(), b"  \n"])] == ["a"]


def test_a_file_may_leave_out_whose_the_statements_are():
    (article,) = gold.read([line(attributions=[{"content": [[0, 3]]}])])

    assert not article.names_speakers


def test_a_bad_line_does_not_stop_the_others():
    first, second = gold.read([b"{", line()])

    assert first.line == 1
    assert second.id == "a"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"\xff{}", "not UTF-8 at byte 0"),
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not an object"),
        (line(id=None), 'no "id"'),
        (line(text=3), 'no "text"'),
        (line(text="x\ud800"), "half a character at 1"),
        (line(text="x" * 1_000_001), "split the text"),
        (line(attributions=None), 'no list of "attributions"'),
        (line(attributions=["x"]), 'no list of "attributions"'),
        (line(attributions=[{"content": 3}]), 'attribution 1: "content" is no list'),
        (line(attributions=[{}, {"cue": [[3, 3]]}]), 'attribution 2: "cue" has the piece [3, 3]'),
        (line(attributions=[{"source": [[0, 99]]}]), "≤ 19, the text's length"),
        (line(attributions=[{"content": [["0", 3]]}]), 'the piece ["0", 3]'),
        (line(attributions=[{"speaker": None}]), '"speaker" is no text'),
        (line(attributions=[{"via": "Wire"}]), '"via" is no list of names'),
    ],
)
def test_a_bad_line_is_told_what_is_wrong(bad, words):
    (problem,) = gold.read([bad])

    assert words in problem.words


def test_an_id_that_comes_twice_is_told_where_it_stood():
    _, problem = gold.read([line(), line()])

    assert problem == gold.GoldProblem(2, "the id 'a' stands in line 1.")
