"""metadata.csv: good rows are taken, bad ones named by row, and neither stops the others."""

from datetime import date
from pathlib import Path

import pytest

from articles.metadata import ArticleMetadata, load_metadata
from articles.readers import Unreadable

HEADER = "file,title,outlet,url,published_on,published_basis,note\n"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def table(tmp_path, rows: str, header: str = HEADER):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("It rained.")
    (tmp_path / "metadata.csv").write_text(header + rows, encoding="utf-8")
    return load_metadata(tmp_path / "metadata.csv")


def test_a_full_row_is_taken(tmp_path):
    row = 'a.txt,A title,The Example,https://example.org/a,2022-03-18,inferred,"a call, on Friday"'

    about = table(tmp_path, row).about(tmp_path / "a.txt")

    friday = date(2022, 3, 18)
    assert about == ArticleMetadata(
        *("A title", "The Example", "https://example.org/a", friday, "inferred"),
        note="a call, on Friday",
    )


def test_a_date_without_a_basis_was_given(tmp_path):
    metadata = table(tmp_path, "a.txt,,,,2022-03-18,,")

    assert metadata.about(tmp_path / "a.txt").published_basis == "given"


def test_a_file_without_a_row_has_none(tmp_path):
    assert table(tmp_path, "a.txt,,,,,,").about(tmp_path / "b.txt") is None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("c.txt,,,,,,", "no file c.txt"),
        (",A title,,,,,", "no file named"),
        ("a.txt,,,,18 March,given,", "bad date “18 March”"),
        ("a.txt,,,,2022-02-30,given,", "bad date “2022-02-30”"),
        ("a.txt,,,,,given,", "without a date"),
        ("a.txt,,,,2022-03-18,guessed,", "unknown published_basis “guessed”"),
        ("a.txt,,,,2022-03-18,inferred,", "needs a note"),
        ("a.txt,,,example,,,", "bad url “example”"),
        ("a.txt,,,javascript:alert(1),,,", "bad url"),
        ("a.txt,,,,,,a note, with a comma", "more values than columns"),
        (f"a.txt,{'x' * 501},,,,,", "title is longer than 500"),
    ],
)
def test_a_bad_row_is_named_and_the_next_one_taken(tmp_path, row, words):
    metadata = table(tmp_path, f"{row}\nb.txt,B,,,,,\n")

    assert len(metadata.problems) == 1
    assert metadata.problems[0].startswith("row 2: ")
    assert words in metadata.problems[0]
    assert metadata.about(tmp_path / "b.txt").title == "B"


def test_a_second_row_for_a_file_is_a_problem(tmp_path):
    metadata = table(tmp_path, "a.txt,A,,,,,\na.txt,B,,,,,\n")

    assert metadata.problems == ["row 3: a.txt has a row already. Keep one."]


def test_an_unknown_column_is_named_once_and_ignored(tmp_path):
    metadata = table(tmp_path, "a.txt,A,x\nb.txt,B,y\n", header="file,title,author\n")

    assert len(metadata.problems) == 1
    assert "unknown column “author”" in metadata.problems[0]
    assert metadata.about(tmp_path / "b.txt").title == "B"


@pytest.mark.parametrize("content", ["", "title,outlet\nA,B\n", 'file\n"a.txt\n'])
def test_what_is_no_table_of_files_is_refused(tmp_path, content):
    (tmp_path / "metadata.csv").write_text(content)

    with pytest.raises(Unreadable):
        load_metadata(tmp_path / "metadata.csv")


def test_a_spreadsheet_s_byte_order_mark_does_no_harm(tmp_path):
    assert table(tmp_path, "a.txt,A,,,,,\n", header="\ufeff" + HEADER).problems == []


def test_the_seeds_table_has_a_row_for_every_seed_and_no_problem():
    metadata = load_metadata(SEEDS / "metadata.csv")

    assert metadata.problems == []
    assert sorted(metadata.rows) == sorted(path.name for path in SEEDS.glob("*.txt"))
    assert all(about.note for about in metadata.rows.values())
