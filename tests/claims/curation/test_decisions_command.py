"""The log of decisions goes out as annotations, and does the same again in another database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from claims import curation
from claims.curation.annotations import InvalidAnnotation, parse_annotation
from claims.curation.replay import replay
from claims.management.commands.decisions import describe_outcome
from claims.models import Attribution, Carryover, Decision, Distinction, Speaker, Statement
from claims.quality.evaluation import gold
from claims.recording import reconcile
from tests.claims.recording.findings import LI, TEXT, finding
from tests.make import make_article

pytestmark = pytest.mark.django_db

FOUND = [finding(), finding("It is late", speaker=LI)]


@pytest.fixture
def article():
    article = make_article(TEXT, slug="talks", url="https://example.org/talks")
    reconcile.record(article, FOUND, "v1")
    return article


@pytest.fixture
def file(tmp_path):
    return tmp_path / "decisions.ndjson"


def export(file):
    call_command("decisions", "export", str(file), stderr=StringIO())
    return [json.loads(line) for line in file.read_text().splitlines()]


def rebuild(text=TEXT, found=FOUND, version="v2"):
    """The database as it is before anybody decided anything: articles ingested and extracted."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE claims_speaker, claims_statement, articles_article CASCADE")
    article = make_article(text, slug="talks", url="https://example.org/talks")
    reconcile.record(article, found, version)
    return article


def bring(file, capsys):
    """The tally, what was told, and whether all went well."""
    try:
        call_command("decisions", "import", str(file))
        well = True
    except CommandError:
        well = False
    out, err = capsys.readouterr()
    return out.strip(), err, well


def chosen(**match):
    return Attribution.objects.live().get(**match)


def what_stands():
    return {
        (one.statement.words, one.speaker and one.speaker.name, one.status)
        for one in Attribution.objects.live()
        if one.statement.withdrawn_at is None
    }


def decide_much(article, curator):
    said = chosen(statement__words="We agree")
    curation.accept(said, by=curator)
    curation.edit(said.statement, by=curator, about=["ru"], cue=[(35, 39)])
    curation.reject(chosen(statement__words="It is late"), by=curator, reason="wrong_span")
    rain = TEXT.index("It rained")
    bob = curation.new_speaker("Bob Lee", "person", by=curator)
    curation.add_statement(article, content=[(rain, rain + 9)], speaker=bob, by=curator)
    chen, li = Speaker.objects.get(name="Ann Chen"), Speaker.objects.get(name="Bo Li")
    curation.distinguish(li, bob, by=curator)
    curation.merge(chen, li, by=curator, why="one person")
    curation.mark_reviewed(article, by=curator)


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


@pytest.mark.parametrize(
    "line", ["{}", "[]", "nonsense", '{"id": "urn:uuid:x"}', '{"id": 1, "body": {}, "target": 2}']
)
def test_a_line_that_is_no_decision_is_told_by_its_number(file, capsys, line):
    file.write_text(f"\n{line}\n")

    out, err, well = bring(file, capsys)

    assert (well, "1 unreadable" in out) == (False, True)
    assert err.startswith("line 2: ")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("body", "deed"), "no “deed”"),
        (("body", "judged", "content"), "no “body.judged….content”"),
        (("body", "settled", "attribution", "speaker", "kind"), "no “body.settled….kind”"),
        (("target", "article"), "no “target.article”"),
        (("target", "selector"), "no “target.exact”"),
    ],
)
def test_a_line_that_lacks_a_key_is_told_by_number_and_key_and_the_rest_goes_on(
    article, curator, file, capsys, path, message
):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    curation.accept(chosen(statement__words="It is late"), by=curator)
    lines = export(file)
    file.write_text("\n".join([json.dumps(without(lines[0], *path)), json.dumps(lines[1])]))
    rebuild()

    out, err, well = bring(file, capsys)

    assert (well, "1 applied" in out, "1 unreadable" in out) == (False, True, True)
    assert err.startswith("line 1: not a decision as “decisions export” writes it")
    assert message in err.splitlines()[0]


def without(value, *path, put=None):
    """A piece of JSON without the key at the end of the path, or with something ``put`` there."""
    first, *rest = path
    changed = value.copy()
    if rest:
        changed[first] = without(value[first], *rest, put=put)
    elif put is None:
        del changed[first]
    else:
        changed[first] = put
    return changed


def key_paths(value, *path):
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value[:1]) if isinstance(value, list) else items
    for key, part in items:
        yield (*path, key)
        yield from key_paths(part, *path, key)


def test_a_line_edited_in_any_one_place_is_done_or_told_and_never_breaks_off(
    article, curator, file, capsys
):
    decide_much(article, curator)
    lines = list({line["body"]["deed"]: line for line in export(file)}.values())
    rebuild()
    edited = [
        without(line, *path, put=put)
        for line in lines
        for path in key_paths(line)
        if path[0] != "@context"
        for put in (None, {"a": 1})
    ]

    outcomes = [brought(line) for line in edited]

    assert len(outcomes) == len(edited)
    assert not [told for told in outcomes if "\n" in told]


def brought(line) -> str:
    """What is said of one decision that is replayed, and then taken back."""
    try:
        decision = parse_annotation(line)
    except InvalidAnnotation as error:
        return str(error)
    with transaction.atomic():
        [outcome] = replay([decision])
        transaction.set_rollback(True)
    return describe_outcome(outcome)


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
