"""Everything out and in again: the same bytes, the same rows, and decisions that can be undone."""

import csv
import json
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, models

from articles.models import Outlet
from claims import curation
from claims.curation.reports import answer_report
from claims.export import dump
from claims.export.dump.coding import coder_of, columns_of, names_a_user
from claims.export.dump.tables import NOT_DUMPED, TABLES
from claims.models import Attribution, Decision, Report, Speaker, Statement, StatementIndex
from tests.make import make_attribution, make_report, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db

NASTY = "tab\there \\N \"quoted\", 'it' {1,2} \r\n 😀 \u2028 =1+1"


@pytest.fixture
def sitting(curator):
    return make_sitting(curator)


def make_sitting(curator):
    """A corpus with every act of a curator on it, hostile text in every field."""
    world = make_world(NASTY)
    first, second = world.article.statements.filter(attributions__status="unreviewed")[:2]
    attributions = [one.attributions.get() for one in (first, second)]
    curation.accept(attributions[0], by=curator, why=NASTY)
    undone = curation.reject(attributions[1], by=curator, why="wrong")
    curation.undo(undone, by=curator)
    curation.reassign(Attribution.objects.get(pk=attributions[1].pk), None, by=curator)
    namesake = make_attribution(speaker=make_speaker("Ann Cheng")).speaker
    curation.distinguish(world.group, world.relay, by=curator)
    curation.merge(world.speaker, namesake, by=curator)
    curation.withhold(make_attribution().statement, by=curator, why="asked to")
    return world


def written(folder, **options) -> dict[str, bytes]:
    list(dump.write(folder, **options))
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def empty() -> None:
    """As after ``migrate``, with users that take the ids the curators had."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        names = ", ".join(f'"{table.model._meta.db_table}"' for table in TABLES)
        cursor.execute(f"TRUNCATE {names}, auth_user CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    User.objects.create(username="somebody else")


def rows() -> dict[str, list[dict]]:
    """All rows without what is known of users."""
    kept = {t.name: [f.attname for f in columns_of(t.model) if not names_a_user(f)] for t in TABLES}
    kept["decisions"] = [c for c in kept["decisions"] if c not in ("diff_before", "diff_after")]
    return {
        t.name: [
            {c: bytes(v) if isinstance(v, memoryview) else v for c, v in row.items()}
            for row in t.model.objects.order_by("pk").values(*kept[t.name])
        ]
        for t in TABLES
    }


def test_what_was_loaded_is_dumped_again_byte_for_byte(sitting, tmp_path):
    before, found = rows(), written(tmp_path / "a")
    empty()

    list(dump.read(tmp_path / "a"))

    assert written(tmp_path / "b") == found
    assert rows() == before


def test_a_decision_that_was_loaded_can_be_undone_and_knows_its_curator(sitting, tmp_path):
    written(tmp_path / "a")
    empty()
    list(dump.read(tmp_path / "a"))
    alice = User.objects.get(username="alice")

    accepted = Decision.objects.get(deed="accept")
    curation.undo(accepted, by=alice)

    assert accepted.by == alice
    assert Attribution.objects.filter(status="accepted").count() == 0


def test_new_rows_go_on_after_the_loaded_ones(sitting, tmp_path):
    written(tmp_path / "a")
    last = Statement.objects.order_by("-pk").first().pk
    empty()
    list(dump.read(tmp_path / "a"))

    assert make_attribution().statement.pk > last


def test_what_readers_see_is_there_again(sitting, tmp_path):
    shown = list(StatementIndex.objects.order_by("pk").values())
    written(tmp_path / "a")
    empty()
    list(dump.read(tmp_path / "a"))

    assert list(StatementIndex.objects.order_by("pk").values()) == shown != []


def test_curators_come_back_as_names_that_cannot_log_in(sitting, curator, tmp_path):
    curator.set_password("a secret phrase")
    curator.email = "alice@example.org"
    curator.save()
    found = written(tmp_path / "a")
    empty()
    list(dump.read(tmp_path / "a"))

    alice = User.objects.get(username="alice")
    assert (alice.is_active, alice.is_staff, alice.has_usable_password()) == (False, False, False)
    assert not any(b"alice@example.org" in file or b"argon2" in file for file in found.values())


def test_the_csv_has_the_rows_of_the_ndjson(sitting, tmp_path):
    written(tmp_path / "a")
    for table in TABLES:
        lines = (tmp_path / "a" / f"{table.name}.ndjson").read_text().split("\n")[:-1]
        with (tmp_path / "a" / f"{table.name}.csv").open(newline="") as file:
            cells = list(csv.DictReader(file))
        assert [str(json.loads(line)[list(cells[0])[0]]) for line in lines if cells] == [
            next(iter(row.values())) for row in cells
        ]


def test_every_model_is_dumped_or_left_out_for_a_reason():
    ours = ("articles", "claims", "accounts")
    known = {model._meta.label for model in apps.get_models(include_auto_created=True)
             if model._meta.app_label in ours}  # fmt: skip
    dumped = {table.model._meta.label for table in TABLES}

    assert dumped | set(NOT_DUMPED) == known, (
        "say in claims/export/dump/tables.py what becomes of it"
    )
    assert not dumped & set(NOT_DUMPED)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_way_out_and_in(table):
    for field in columns_of(table.model):
        assert coder_of(field, {})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_whatever_a_table_refers_to_is_loaded_before_it(table):
    names = [one.model for one in TABLES]
    there = names[: names.index(table.model) + 1]
    for field in columns_of(table.model):
        if field.is_relation and not names_a_user(field):
            assert field.related_model in there


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "a").mkdir()

    with pytest.raises(CommandError, match="is there already"):
        call_command("dump", tmp_path / "a")


def test_a_dump_that_breaks_off_leaves_nothing(sitting, tmp_path):
    steps = dump.write(tmp_path / "a")
    next(steps)
    steps.close()

    assert list(tmp_path.iterdir()) == []


def test_the_commands_tell_how_far_they_are(sitting, tmp_path):
    out = StringIO()
    call_command("dump", tmp_path / "a", stdout=out)
    empty()
    call_command("load", tmp_path / "a", stdout=out)

    assert "articles: 3 of 3" in out.getvalue()
    assert f"Loaded from {tmp_path / 'a'}" in out.getvalue()


def test_the_public_gets_what_readers_see_and_no_curator(sitting, tmp_path):
    sitting.relay.note = "noted"
    sitting.relay.save()

    found = written(tmp_path / "a", public=True)

    everything = b"".join(found.values())
    assert found["decisions.ndjson"] == found["removed.ndjson"] == b""
    assert sitting.rejected.key.encode() not in everything
    assert b"alice" not in everything
    assert found["statements.ndjson"].count(b"\n") == StatementIndex.objects.count()
    assert all(json.loads(line)["raw"] == "" for line in found["articles.ndjson"].splitlines())


@pytest.mark.parametrize(
    ("allowed", "has"), [("full", True), ("excerpt", False), ("metadata", False)]
)
def test_the_public_gets_texts_as_their_outlet_allows(tmp_path, allowed, has):
    world = make_world()
    world.article.outlet.rights = allowed
    world.article.outlet.save()

    found = written(tmp_path / "a", public=True)

    text = json.loads(found["articles.ndjson"])["text"]
    words = [json.loads(line)["words"] for line in found["statements.ndjson"].splitlines()]
    assert (text == world.article.text) is has
    assert any(words) is (allowed != "metadata")


def test_a_public_dump_can_be_loaded_and_gives_itself_again(sitting, tmp_path):
    found = written(tmp_path / "a", public=True)
    empty()
    list(dump.read(tmp_path / "a"))

    assert written(tmp_path / "b", public=True) == found
    assert not Speaker.objects.exclude(merged_into=None).exists()


def test_a_field_nobody_thought_of_stops_the_dump():
    class Odd(models.Field):
        pass

    with pytest.raises(NotImplementedError, match="knows no Odd"):
        coder_of(Odd(name="odd"), {})
    assert make_statement().key


@pytest.mark.parametrize("allowed", ["full", "metadata"])
def test_the_public_gets_notes_only_where_words_are_shown(tmp_path, allowed):
    attribution = make_attribution(notes=["“the official” is taken for Ann Chen."])
    attribution.statement.article.outlet = Outlet.objects.create(slug="paper", rights=allowed)
    attribution.statement.article.save()

    found = written(tmp_path / "a", public=True)

    assert (b"the official" in b"".join(found.values())) is (allowed == "full")


def test_reports_and_their_answers_are_kept_but_not_for_the_public(sitting, curator, tmp_path):
    report = make_report(token="sesame-2", comment="It was the tall one.")
    answer_report(report, by=curator, verdict="declined", answer="It was not.")
    written(tmp_path / "public", public=True)
    written(tmp_path / "a")
    empty()

    list(dump.read(tmp_path / "a"))

    assert Report.objects.with_token("sesame-2").get().answers.get().answer == "It was not."
    assert (tmp_path / "public" / "reports.ndjson").read_bytes() == b""
    assert (tmp_path / "public" / "report_answers.ndjson").read_bytes() == b""


def test_the_csv_describes_itself_with_every_column_and_reference(sitting, tmp_path):
    found = written(tmp_path / "a")

    told = json.loads(found["csv-metadata.json"])["tables"]

    for table in told:
        header = found[table["url"]].decode().partition("\r\n")[0]
        assert header.split(",") == [one["name"] for one in table["tableSchema"]["columns"]]
    [sources] = [one for one in told if one["url"] == "sources.csv"]
    keys = [key["reference"]["resource"] for key in sources["tableSchema"]["foreignKeys"]]
    assert keys == ["attributions.csv", "speakers.csv"]
