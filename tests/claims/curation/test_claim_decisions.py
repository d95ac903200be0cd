"""Decisions on claims go out as annotations, and hold again in another database."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import curation
from claims.grouping.grouping import group_articles
from claims.models import Claim, ClaimMember, Decision, Statement
from tests.claims.curation.claim_statements import TEXTS, make_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def statements() -> list[Statement]:
    return make_statements()


@pytest.fixture
def curator(django_user_model):
    return django_user_model.objects.create(username="alice")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "decisions.ndjson"


def export(file) -> list[dict]:
    call_command("decisions", "export", str(file), stderr=StringIO())
    return [json.loads(line) for line in file.read_text().splitlines()]


def bring(file, capsys) -> tuple[str, str]:
    """What is counted, and the lines of what could not be done."""
    with suppress(CommandError):
        call_command("decisions", "import", str(file))
    out, errors = capsys.readouterr()
    return out.strip(), errors


def rebuild() -> list[Statement]:
    """The database as it was before anybody decided anything."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE claims_speaker, claims_statement, articles_article, claims_claim CASCADE"
        )
    return make_statements()


def groups() -> set[frozenset[str]]:
    by_claim: dict[int, set[str]] = {}
    for member in ClaimMember.objects.select_related("statement"):
        by_claim.setdefault(member.claim_id, set()).add(member.statement.words)
    return {frozenset(words) for words in by_claim.values()}


def test_every_decision_on_a_claim_holds_in_a_rebuilt_database(statements, curator, file, capsys):
    first, second, other = statements
    curation.part_claim(first, second, by=curator, why="two schools")
    curation.join_claim(first, other, by=curator)
    curation.set_stance(other, "doubts", by=curator)
    curation.word_claim(first.membership.claim, "Windows were broken", by=curator)
    before = groups()
    lines = export(file)
    rebuild()

    counts, errors = bring(file, capsys)

    assert counts.startswith("4 applied"), errors
    assert groups() == before
    assert ClaimMember.objects.get(statement__words=TEXTS[2]).stance == "doubts"
    assert Claim.objects.get(wording="Windows were broken").worded_by == curator
    assert [line["id"] for line in export(file)] == [line["id"] for line in lines]
    assert Decision.objects.get(deed="part").why == "two schools"


def test_importing_decisions_on_claims_again_changes_nothing(statements, curator, file, capsys):
    curation.join_claim(statements[0], statements[2], by=curator)
    export(file)

    assert bring(file, capsys)[0].startswith("0 applied, 1 already there")


def test_an_undone_join_stays_undone(statements, curator, file, capsys):
    decision = curation.join_claim(statements[0], statements[2], by=curator)
    curation.undo(decision, by=curator)
    before = groups()
    export(file)
    rebuild()

    counts, errors = bring(file, capsys)

    assert counts.startswith("2 applied"), errors
    assert groups() == before


def test_what_curators_here_decided_otherwise_stays_and_is_named(statements, curator, file, capsys):
    curation.join_claim(statements[0], statements[2], by=curator)
    curation.set_stance(statements[0], "denies", by=curator)
    curation.word_claim(statements[0].membership.claim, "Theirs", by=curator)
    export(file)
    first, second, other = rebuild()
    curation.part_claim(first, other, by=curator)
    curation.set_stance(first, "doubts", by=curator)
    curation.word_claim(first.membership.claim, "Ours", by=curator)

    counts, errors = bring(file, capsys)

    assert "3 conflicting" in counts, errors
    assert len(errors.strip().splitlines()) >= 3
    assert "A curator has told the two apart here." in errors
    assert "A curator has set another stance here." in errors
    assert "A curator has worded the claim otherwise here." in errors


def test_a_statement_that_is_not_here_is_named(statements, curator, file, capsys):
    curation.join_claim(statements[0], statements[2], by=curator)
    export(file)
    rebuild()
    Statement.objects.filter(words=TEXTS[2]).delete()

    counts, errors = bring(file, capsys)

    assert "1 not found" in counts
    assert "No statement “The harbour will reopen" in errors


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        (None, "body.settled.claim"),
        ({}, "no “body.settled.claim.other”"),
        ({"other": 7}, "is no object"),
        ({"other": {"text_sha256": "x", "exact": "y", "content": [[1]]}}, "no [start, end]"),
        ({"other": {"text_sha256": 1, "exact": "y", "content": [[1, 2]]}}, "is no text"),
    ],
)
def test_a_line_without_the_other_statement_is_refused(
    statements, curator, file, capsys, claim, fault
):
    curation.join_claim(statements[0], statements[2], by=curator)
    [line] = export(file)
    line["body"]["settled"]["claim"] = claim
    file.write_text(json.dumps(line))

    counts, errors = bring(file, capsys)

    assert counts.endswith("1 unreadable")
    assert fault in errors


def test_statements_told_apart_can_be_put_together_later(statements, curator):
    first, second, _ = statements
    curation.part_claim(first, second, by=curator)

    curation.join_claim(first, second, by=curator)
    group_articles(second.article)

    assert len({m.claim_id for m in ClaimMember.objects.filter(statement__in=statements)}) == 1
