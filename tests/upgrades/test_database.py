"""A database of an earlier version becomes one of this version, with all its rows."""

import json
import os
import re
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection

from tests.upgrades.earlier import NAME, execute, manage, run

pytestmark = [pytest.mark.process, pytest.mark.django_db]

NEW = f"new_{os.getpid()}"
ROWS = {
    "articles_article": 2, "claims_statement": 24, "claims_attribution": 25, "claims_source": 6,
    "claims_about": 44, "claims_decision": 12, "claims_distinction": 1, "claims_report": 1,
    "claims_reportanswer": 1, "auth_user": 1,
}  # fmt: skip
MAY = """
SELECT g.name, p.codename, p.name FROM auth_group g
JOIN auth_group_permissions gp ON gp.group_id = g.id JOIN auth_permission p ON p.id = permission_id
ORDER BY 1, 2
"""
DECIDE = """
import json
from django.contrib.auth.models import Permission, User
from claims import curation
from claims.models import *
carol = User.objects.get(username="carol")
rejection = Decision.objects.get(why="a headline")
curation.undo(rejection, by=carol)
restored = rejection.statement.live_attribution
merger = Decision.objects.get(deed="merge")
curation.undo(merger, by=carol)
print(json.dumps({
    "restored": restored is not None,
    "row": StatementIndex.objects.filter(attribution=restored).exists(),
    "unmerged": merger.other.merged_into_id,
    "found": list(Speaker.objects.called("walesa").order_by("name").values_list("name", flat=True)),
    "unknown": SpeakerKey.objects.count() == 0,
    "words": StatementIndex.objects.filter(statement__search="russia").count() > 5,
    "may": carol.has_perm("claims.change_carryover"),
}))
"""


@pytest.fixture
def new() -> Iterator[str]:
    """The schema of a new database, saved and restored once as the upgraded one was."""
    here = connection.settings_dict["NAME"]
    execute(f"CREATE DATABASE {NEW}", here)
    run("psql", "--quiet", name=NEW, stdin=run("pg_dump", "--schema-only", name=here).encode())
    yield NEW
    execute(f"DROP DATABASE {NEW} WITH (FORCE)", here)


def test_an_upgrade_keeps_every_row(upgraded):
    assert {table: execute(f"SELECT count(*) FROM {table}")[0][0] for table in ROWS} == ROWS
    [(names,)] = execute(
        "SELECT array_agg(name ORDER BY name) FROM claims_speaker WHERE name LIKE '%Wa%sa'"
    )
    assert names == ["Lech Wałęsa"] * 2  # the record, and its old address that leads to it


def test_an_upgraded_database_has_the_schema_of_a_new_one(upgraded, new):
    assert schema(NAME) == schema(new)


def test_roles_may_do_in_an_upgraded_database_what_they_may_in_a_new_one(upgraded):
    assert execute(MAY) == execute(MAY, connection.settings_dict["NAME"])


def schema(name: str) -> list[str]:
    """Each object of the database as SQL, the columns of a table in alphabetical order."""
    sql = run("pg_dump", "--schema-only", "--no-owner", "--no-privileges", name=name)
    sql = re.sub(r"^\\(un)?restrict .*", "", sql, flags=re.M)
    objects = re.split(r"\n--\n-- Name: .*\n--\n", sql)
    return sorted(
        re.sub(r"(CREATE TABLE \S+ \()\n(.*)\n(\);)", _in_order, o, flags=re.S) for o in objects
    )


def _in_order(table: re.Match[str]) -> str:
    return "\n".join(
        [table[1], *sorted(line.rstrip(",") for line in table[2].split("\n")), table[3]]
    )


def test_an_upgraded_index_is_what_the_view_says(upgraded):
    columns = "statement_id, attribution_id, speaker_id, about, sources, status, confidence"
    [index, view] = (
        execute(f"SELECT {columns} FROM {relation} ORDER BY 1")
        for relation in ("claims_shown", "claims_public_statement")
    )
    assert index == view
    assert len(index) == 22


def test_the_log_of_an_upgraded_database_still_only_grows(upgraded):
    with pytest.raises(psycopg2.errors.RaiseException, match="append-only"):
        execute("UPDATE claims_decision SET why = ''")


def test_decisions_from_before_an_upgrade_are_undone_after_it(upgraded):
    assert json.loads(manage("shell", "--no-imports", "--command", DECIDE)) == {
        "restored": True,
        "row": True,
        "unmerged": None,
        "found": ["L. Walesa-Kowalski", "Lech Wałęsa", "Lech Wałęsa"],
        "unknown": False,
        "words": True,
        "may": True,
    }
