"""The log of decisions goes out as annotations, and does the same again in another database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims import curation
from claims.models import Carryover, Decision, Distinction, Speaker, Statement
from claims.quality.evaluation import gold
from claims.recording import reconcile
from tests.claims.curation.decision_files import (
    FOUND,
    bring,
    chosen,
    decide_much,
    export,
    rebuild,
    what_stands,
)
from tests.claims.recording.findings import TEXT

pytestmark = pytest.mark.django_db


def test_a_line_is_a_web_annotation_with_words_and_place(article, curator, file):
    curation.reject(chosen(statement__words="We agree"), by=curator, reason="duplicate")

    (line,) = export(file)

    quote, position = line["target"]["selector"]
    assert (line["type"], line["creator"]["nickname"]) == ("Annotation", "alice")
    assert quote["exact"] == "We agree"
    assert TEXT[position["start"] : position["end"]] == "We agree"
    assert TEXT.endswith(quote["suffix"]) or quote["suffix"] in TEXT
    assert line["target"]["source"] == f"urn:sha256:{article.text_sha256}"
    assert (line["body"]["deed"], line["body"]["reason"]) == ("reject", "duplicate")


def test_a_rebuilt_database_gets_every_decision_back(article, curator, file, capsys):
    decide_much(article, curator)
    before = what_stands()
    export(file)
    rebuild()

    out, err, well = bring(file, capsys)

    assert well, err
    assert out.startswith("8 applied, 0 already there")
    assert what_stands() == before
    assert Distinction.objects.standing().count() == 1
    assert Speaker.objects.get(name="Bo Li").merged_into.name == "Ann Chen"


def test_importing_again_changes_nothing(article, curator, file, capsys):
    decide_much(article, curator)
    export(file)
    rebuild()
    bring(file, capsys)

    out, _, well = bring(file, capsys)

    assert well
    assert out.startswith("0 applied, 8 already there")


def test_the_same_log_comes_out_of_the_rebuilt_database(article, curator, file, capsys):
    decide_much(article, curator)
    first = export(file)
    rebuild()
    bring(file, capsys)

    again = export(file)

    kept = [(one["id"], one["created"], one["creator"], one["target"]) for one in first]
    assert [(one["id"], one["created"], one["creator"], one["target"]) for one in again] == [
        (i, c, w, t | ({"key": a["target"]["key"]} if "key" in t else {}))
        for (i, c, w, t), a in zip(kept, again, strict=True)
    ]


def test_decisions_hold_before_anything_is_extracted(article, curator, file, capsys):
    decide_much(article, curator)
    before = what_stands()
    export(file)
    rebuilt = rebuild(found=[])

    _, err, well = bring(file, capsys)
    reconcile.record(rebuilt, FOUND, "v3")

    assert well, err
    assert what_stands() == before


def test_what_is_settled_otherwise_here_is_a_conflict_and_stays(article, curator, file, capsys):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    export(file)
    rebuild()
    curation.reject(chosen(statement__words="We agree"), by=curator, reason="duplicate")

    out, err, well = bring(file, capsys)

    assert (well, "1 conflicting" in out) == (False, True)
    assert "settled otherwise here" in err
    assert ("We agree", "Ann Chen", "accepted") not in what_stands()


def test_a_text_that_is_not_here_is_told(article, curator, file, capsys):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    export(file)
    rebuild("Another text.", found=[])
    Statement.objects.all().delete()

    out, err, well = bring(file, capsys)

    assert (well, "1 not found" in out) == (False, True)
    assert "talks has another text now" in err


def test_nearly_the_same_words_wait_for_a_curator(article, curator, file, capsys):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    export(file)
    rebuild(TEXT.replace("We agree", "We agreed"), found=[])

    out, _, well = bring(file, capsys)

    assert (well, "1 proposed" in out) == (True, True)
    assert Carryover.objects.waiting().count() == 1


def test_a_decision_that_was_undone_is_brought_with_its_undoing(article, curator, file, capsys):
    decision = curation.accept(chosen(statement__words="We agree"), by=curator)
    curation.undo(decision, by=curator)
    export(file)
    rebuild()

    out, _, _ = bring(file, capsys)

    assert out.startswith("2 applied")
    assert chosen(statement__words="We agree").status == "unreviewed"
    assert not Decision.objects.standing().filter(uid=decision.uid).exists()


def test_an_unknown_user_is_named_with_the_cure(article, curator, file, capsys):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    file.write_text(json.dumps(export(file)[0]).replace("alice", "zoe"))
    rebuild()

    _, err, well = bring(file, capsys)

    assert not well
    assert "No user “zoe”; make that account first" in err


def test_a_file_that_is_not_there_does_nothing(file):
    with pytest.raises(CommandError, match="No such file") as caught:
        call_command("decisions", "import", str(file))
    assert caught.value.returncode == 2


def test_reviewed_articles_are_gold_that_evaluate_reads(article, curator, file):
    decide_much(article, curator)

    call_command("decisions", "gold", str(file), stderr=StringIO())

    (read,) = gold.read(file.read_bytes().splitlines())
    assert isinstance(read, gold.GoldArticle)
    assert {(TEXT[slice(*a.content[0])], a.names) for a in read.attributions} == {
        ("We agree", ("Ann Chen",)),
        ("It rained", ("Bob Lee",)),
    }
    assert read.names_speakers
