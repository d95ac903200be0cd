"""A dump of an earlier version is loaded, and is then what an upgraded database has."""

import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from claims.export import dump
from claims.export.dump.writer import file_digest
from claims.models import Speaker, StatementIndex
from claims.speakers.refolding import OLD_ADDRESS
from tests.upgrades.earlier import FOLDER, manage

pytestmark = [pytest.mark.process, pytest.mark.django_db]


@pytest.fixture
def earlier_dump(tmp_path):
    with tarfile.open(FOLDER / "claims_0017_dump.tar.gz") as archive:
        # Python 3.11.2, which Debian 12 has, knows no argument ``filter``.
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = staticmethod(tarfile.data_filter)
        archive.extractall(tmp_path)
    return tmp_path / "claims_0017_dump"


def rows(folder) -> dict[str, list[dict]]:
    """All rows of a dump; without the time when an old address was made a record of its own."""
    tables = {
        file.stem: [json.loads(line) for line in file.read_text().splitlines()]
        for file in folder.glob("*.ndjson")
    }
    for row in tables["speakers"]:
        if row["note"] == OLD_ADDRESS:
            del row["created_at"]
    return tables


def test_a_loaded_earlier_dump_is_what_the_upgraded_database_has(upgraded, earlier_dump, tmp_path):
    call_command("load", earlier_dump, verbosity=0)

    manage("dump", str(tmp_path / "upgraded"))
    list(dump.write(tmp_path / "loaded"))
    assert rows(tmp_path / "loaded") == rows(tmp_path / "upgraded")


def test_what_an_earlier_dump_lacks_is_worked_out(earlier_dump):
    call_command("load", earlier_dump, verbosity=0)

    assert Speaker.objects.called("walesa").get(merged_into=None).name == "Lech Wałęsa"
    assert Speaker.objects.filter(slug="lech-walesa").exists()
    assert StatementIndex.objects.count() == 22
    [url] = (
        StatementIndex.objects.exclude(article__url="")
        .values_list("article__canonical_url", flat=True)
        .distinct()
    )
    assert url == "daily.example/2022/xi"


def test_a_dump_without_a_table_that_came_later_is_loaded(monkeypatch, earlier_dump):
    monkeypatch.setattr("claims.export.dump.manifest.FIRST_TABLES", frozenset(["articles"]))
    without(earlier_dump, "report_answers")

    call_command("load", earlier_dump, verbosity=0)

    assert StatementIndex.objects.count() == 22


def without(folder, table) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text())
    del manifest["tables"][table]
    file.write_text(json.dumps(manifest))


def test_a_dump_without_a_column_that_has_no_default_is_refused(earlier_dump):
    file = earlier_dump / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["tables"]["articles"]["columns"].remove("text")
    file.write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=r"articles: other columns .*\(text\)"):
        call_command("load", earlier_dump)


def test_columns_in_another_order_are_refused(earlier_dump):
    file = earlier_dump / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["tables"]["articles"]["columns"].reverse()
    file.write_text(json.dumps(manifest))

    with pytest.raises(CommandError, match=r"articles: other columns .*\(another order\)"):
        call_command("load", earlier_dump)


def test_a_line_that_lacks_a_column_of_the_manifest_is_refused(earlier_dump):
    file, manifest = earlier_dump / "parties.ndjson", earlier_dump / "manifest.json"
    file.write_text(file.read_text().replace('"kind"', '"sort"', 1))
    content = json.loads(manifest.read_text())
    content["tables"]["parties"]["files"]["ndjson"] = file_digest(file)
    manifest.write_text(json.dumps(content))

    with pytest.raises(CommandError, match="line 1: KeyError: 'kind'"):
        call_command("load", earlier_dump)
