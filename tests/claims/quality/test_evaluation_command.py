"""manage.py evaluate, end to end with the installed extractor."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Alias, Speaker, Statement
from claims.quality.evaluation import figures
from tests.make import make_article, make_speaker

TEXT = "“We will sign the treaty in Oslo on Monday,” Ann Chen told reporters."
STATEMENT = {"content": [[0, 44]], "source": [[45, 53]], "cue": [[54, 58]]}
LATER = "“The treaty needs more work before anybody signs it,” Chen said on Tuesday."


def named(text: str, speaker: str) -> dict:
    return {"content": [[0, text.index("”") + 1]], "speaker": speaker, "via": []}


@pytest.fixture
def gold(tmp_path):
    def write(*articles: object):
        path = tmp_path / "gold.jsonl"
        path.write_text("".join(json.dumps(article) + "\n" for article in articles))
        return path

    return write


def article(text: str = TEXT, *attributions: dict, **fields: object) -> dict:
    return {"id": text[:9], "text": text, "attributions": attributions or [STATEMENT]} | fields


def evaluate(capsys, *arguments: object) -> str:
    call_command("evaluate", *map(str, arguments), verbosity=0)
    return capsys.readouterr().out


def test_figures_are_printed_as_a_table(gold, capsys):
    out = evaluate(capsys, gold(article()))

    assert "1 articles" in out
    assert "attributed                  100.0  100.0  100.0" in out


def test_figures_are_printed_as_one_json_object(gold, capsys):
    read = json.loads(evaluate(capsys, gold(article()), "--json"))

    assert read["articles"] == 1
    assert read["attributed"]["f1"] == 1
    assert read["extractor version"]


def test_a_bad_line_is_named_and_the_others_are_scored(gold, capsys):
    path = gold(article(), {"id": "b"})

    with pytest.raises(CommandError, match="1 bad lines") as error:
        call_command("evaluate", str(path), verbosity=0)

    out, err = capsys.readouterr()
    assert error.value.returncode == 1
    assert 'gold.jsonl, line 2: no "text"' in err
    assert "1 articles" in out


def test_no_such_file_is_exit_code_two(tmp_path):
    with pytest.raises(CommandError, match="can't be read") as error:
        call_command("evaluate", str(tmp_path / "none.jsonl"))

    assert error.value.returncode == 2


def test_a_file_without_articles_is_exit_code_two(gold):
    with pytest.raises(CommandError, match="holds no article") as error:
        call_command("evaluate", str(gold()))

    assert error.value.returncode == 2


def test_speakers_can_not_be_scored_where_gold_names_none(gold):
    with pytest.raises(CommandError, match="Leave out --speakers"):
        call_command("evaluate", str(gold(article())), "--speakers")


@pytest.mark.django_db
def test_a_surname_is_scored_as_the_person_another_article_names(gold, capsys):
    first = article(TEXT, named(TEXT, "Ann Chen"))
    second = article(LATER, named(LATER, "Ann Chen"))

    read = json.loads(evaluate(capsys, gold(first, second), "--speakers", "--json"))

    assert read["speakers"]["speaker by display name"] == 1


@pytest.mark.django_db
def test_scoring_speakers_stores_nothing_and_takes_nothing_from_the_site(gold, capsys):
    make_article(TEXT)  # the site has this very text
    Alias.objects.create(speaker=make_speaker("Bea Chen"), name="Ann Chen", folded="ann chen")
    path = gold(article(TEXT, named(TEXT, "Bea Chen")))

    read = json.loads(evaluate(capsys, path, "--speakers", "--json"))

    assert read["speakers"]["speaker"] == 0
    assert not Statement.objects.exists()
    assert Speaker.objects.count() == 1


@pytest.mark.django_db
def test_a_character_that_the_database_can_not_hold_moves_no_span(gold, capsys):
    text = "\0 " + TEXT
    row = {"content": [[2, 46]], "speaker": "Ann Chen", "via": []}

    read = json.loads(evaluate(capsys, gold(article(text, row)), "--speakers", "--json"))

    assert read["speakers"]["found"] == 1


def test_saved_figures_carry_date_data_and_version_and_no_path(gold, tmp_path, monkeypatch):
    kept = tmp_path / "kept" / "figures.json"
    monkeypatch.setattr(figures, "FIGURES_FILE", kept)

    call_command("evaluate", str(gold(article())), "--save", "One article", verbosity=0)

    (row,) = figures.load(kept)
    assert row["data"] == "One article"
    assert row["date"]
    assert row["extractor version"]
    assert str(tmp_path) not in kept.read_text()


def test_saving_again_takes_the_place_of_the_older_figures(tmp_path):
    path = tmp_path / "figures.json"
    for name, f1 in (("a", 0.5), ("b", 0.6), ("a", 0.712345)):
        figures.save({"data": name, "f1": f1}, path)

    assert figures.load(path) == [{"data": "a", "f1": 0.7123}, {"data": "b", "f1": 0.6}]


def test_a_damaged_file_of_figures_says_what_to_do(tmp_path):
    path = tmp_path / "figures.json"
    path.write_text("{")

    with pytest.raises(ValueError, match="git checkout"):
        figures.load(path)


def test_several_files_are_told_in_one_table(gold, capsys, tmp_path):
    other = tmp_path / "genres.jsonl"
    mention = {"span": [45, 53], "head": [49, 53], "type": "person", "named": True, "cluster": 1}
    genre = article(genre="interview", mentions=[mention])
    genre["attributions"] = [STATEMENT | {"speaker_cluster": 1}]
    other.write_text(json.dumps(genre) + "\n")

    out = evaluate(capsys, gold(article()), other)

    rows = {line[:40].strip(): line.split()[-2:] for line in out.splitlines()}
    assert rows["attributed F1"] == ["100.0", "-"]
    assert rows["other genres: speaker of named"] == ["-", "100.0"]
    assert rows["names: person F1"] == ["-", "100.0"]


def test_figures_of_several_files_are_not_saved_under_one_name(gold):
    path = str(gold(article()))

    with pytest.raises(CommandError, match="Give one"):
        call_command("evaluate", path, path, "--save", "both", verbosity=0)


def test_a_file_of_other_names_that_is_none_is_named(gold, tmp_path):
    names = tmp_path / "names.json"
    names.write_text("[1]")

    with pytest.raises(CommandError, match=r"names\.json holds no names"):
        call_command("evaluate", str(gold(article())), "--also", str(names), verbosity=0)
