"""Database or broker away, disk full: one line that says how to go on, and nothing is lost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from claims.models import Statement
from tests.processes import finish, manage, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

NO_SERVER = "postgres://nobody@/none?host=/nowhere"
# What PostgreSQL itself raises when it can't extend a file.
FULL_DISK = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT count(*) FROM {table}) >= {most} THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk();
"""


@pytest.fixture
def folder(tmp_path):
    for number in range(6):
        text = f"On day {number} the minister left.\n\n“We leave {number} boats,” Ann Chen said.\n"
        (tmp_path / f"{number}.txt").write_text(text)
    return tmp_path


@contextmanager
def full_disk(table: str, most: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(FULL_DISK.format(table=table, most=most))
        yield
        cursor.execute("DROP FUNCTION full_disk CASCADE")


@pytest.mark.parametrize(
    "command",
    [
        ("ingest", "seeds"),
        ("extract", "--pending"),
        ("dump", "/tmp/on-record-never-written"),
        ("migrate",),
    ],
    ids=" ".join,
)
def test_without_a_database_a_command_ends_in_one_line(command):
    code, _, err = manage(*command, DATABASE_URL=NO_SERVER)

    assert code in (1, 2)
    assert err.count("\n") == 1
    assert "DATABASE_URL" in err


def test_a_disk_that_fills_up_in_ingest_leaves_what_was_stored_and_says_how_to_go_on(folder):
    with full_disk("articles_article", most=4):
        code, out, err = manage("ingest", folder)

    assert (code, out) == (1, "4 new\n")
    assert err.count("\n") == 1
    assert "no room left" in err
    assert "the same command again" in err
    assert manage("ingest", folder)[:2] == (0, "2 new, 4 unchanged\n")
    assert not Article.objects.exclude(extraction="done").exists()


def test_a_disk_that_fills_up_in_extract_makes_no_article_fail(folder):
    call_command("ingest", folder, "--no-extract", stdout=StringIO())

    with full_disk("claims_statement", most=3):
        code, out, err = manage("extract", "--pending")

    assert (code, out) == (1, "3 articles; statements: 3 new\n")
    assert err.count("\n") == 1
    assert "`extract --pending` does the rest" in err
    assert Article.objects.filter(extraction="pending").count() == 3


def test_a_connection_that_is_cut_again_and_again_costs_no_article(folder):
    work = start("manage.py", "ingest", folder)
    cuts = 0
    while work.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname ="
                " current_database() AND pid <> pg_backend_pid() AND backend_type ="
                " 'client backend' AND %s",
                [cuts < 3 and Statement.objects.count() > cuts],
            )
            cuts += cursor.fetchone()[0]

    [(code, out, err)] = finish(work)

    assert (code, out, err) == (0, "6 new\n", "")
    assert cuts == 3
    assert Statement.objects.count() == 6


@pytest.mark.parametrize(
    "broker", ["redis://u:secret@127.0.0.1:1/0", "amqp://u:secret@127.0.0.1:1"]
)
def test_without_its_broker_ingest_stores_and_says_how_to_go_on(folder, broker):
    code, out, err = manage("ingest", folder, CELERY_BROKER_URL=broker)

    assert (code, out) == (1, "6 new\n")
    assert err.count("\n") == 1
    assert "0 of 6 articles were handed to the workers" in err
    assert "extract --pending" in err
    assert "secret" not in err
    assert Article.objects.filter(extraction="pending").count() == 6


def test_a_broker_that_is_away_from_the_first_message_on_stops_no_storing(tmp_path):
    rows = [{"title": f"Day {n}", "text": f"It rained {n} days, Ann Chen said."} for n in range(70)]
    (tmp_path / "days.jsonl").write_text("\n".join(map(json.dumps, rows)))

    code, out, err = manage("ingest", tmp_path, CELERY_BROKER_URL="redis://127.0.0.1:1/0")

    assert (code, out) == (1, "70 new\n")
    assert "0 of 70 articles were handed to the workers" in err


def test_status_tells_what_waits_what_failed_and_what_to_do(folder):
    call_command("ingest", folder, "--no-extract", stdout=StringIO())
    failed = Article.objects.order_by("pk").last()
    Article.objects.filter(pk=failed.pk).update(extraction="failed", extraction_note="Too odd.")

    code, out, err = manage("extract", "--status")

    assert code == 1
    states = (
        "5 not extracted yet, 0 extracted, 0 not extracted: not in English, 1 extraction failed"
    )
    assert out.startswith(states)
    assert Article.objects.earliest("pk").slug in out
    assert "`manage.py extract --pending` extracts what waits." in out
    assert f"{failed.slug}: Too odd." in err


def test_the_work_is_given_to_workers_with_word_of_how_to_see_what_became_of_it(folder):
    code, out, _ = manage("ingest", folder, CELERY_BROKER_URL="memory://")

    assert code == 0
    assert "6 handed to the workers; `manage.py extract --status` says what became of them" in out
