"""What is no whole, unchanged dump is refused by file and record, and nothing of it is stored."""

import json
import re
import shutil

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction

from articles.models import Article
from claims.export import dump
from claims.export.dump.writer import file_digest
from tests.claims.export.test_dump import make_sitting, rows, written

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole_dump(django_db_setup, django_db_blocker, tmp_path_factory):
    """A dump that is whole, made once; of what is in it the database keeps nothing."""
    folder = tmp_path_factory.mktemp("dumps") / "whole"
    block = transaction.atomic()
    block._from_testcase = True  # like a test's own, around what else must stand outermost
    with django_db_blocker.unblock(), block:
        make_sitting(User.objects.create(username="alice"))
        written(folder)
        transaction.set_rollback(True)
    return folder


@pytest.fixture
def copy(whole_dump, tmp_path):
    """A copy of it to spoil, for a database that is empty."""
    return shutil.copytree(whole_dump, tmp_path / "a")


def test_a_database_that_holds_something_is_left_alone(curator, tmp_path):
    make_sitting(curator)
    written(tmp_path / "a")
    before = rows()

    with pytest.raises(CommandError, match="not empty"):
        call_command("load", tmp_path / "a")

    assert rows() == before


@pytest.mark.parametrize("name", ["statements.ndjson", "statements.csv", "articles.ndjson"])
def test_a_damaged_file_is_refused_by_name(copy, name):
    file = copy / name
    file.write_bytes(file.read_bytes().replace(b"alks", b"ALKS"))

    with pytest.raises(CommandError, match=f"{name} is damaged"):
        call_command("load", copy)

    assert not Article.objects.exists()


def test_a_cut_file_and_a_missing_one_are_refused(copy):
    file = copy / "about.ndjson"
    file.write_bytes(file.read_bytes()[:-10])

    with pytest.raises(dump.DumpError, match="about.ndjson has"):
        list(dump.read(copy))
    file.unlink()
    with pytest.raises(dump.DumpError, match="about.ndjson can't be read"):
        list(dump.read(copy))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"version": 2}, "version 2 is not known"),
        ({"format": "something"}, "no manifest"),
        ({"tables": {}}, "other tables"),
    ],
)
def test_another_version_is_refused(copy, change, told):
    file = copy / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))

    with pytest.raises(dump.DumpError, match=told):
        list(dump.read(copy))


def test_other_columns_are_refused(copy):
    file = copy / "manifest.json"
    file.write_text(file.read_text().replace('"likeness"', '"liking"'))

    with pytest.raises(dump.DumpError, match=r"carryovers: other columns .*likeness, liking"):
        list(dump.read(copy))


def test_no_dump_and_no_manifest_are_told_apart_from_nothing(tmp_path):
    with pytest.raises(CommandError, match="is no dump"):
        call_command("load", tmp_path)


def edited(folder, name, change) -> None:
    """Changes a file, and the manifest so that it fits."""
    file, manifest = folder / f"{name}.ndjson", folder / "manifest.json"
    file.write_text(change(file.read_text()))
    told = json.loads(manifest.read_text())
    told["tables"][name]["files"]["ndjson"] = file_digest(file)
    manifest.write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("speakers", lambda text: text[:-9], r"speakers.ndjson, line \d+: JSONDecodeError"),
        ("speakers", lambda text: text.replace('"slug"', '"slag"', 1), r"line 1: KeyError: 'slug'"),
        ("statements", lambda text: text.replace("[[", "[[null,", 1), r"statements.ndjson, line 1"),
        ("statements", lambda text: text.replace('"mode": "', '"mode": "xxxxxxxx'), "ndjson, line"),
        ("attributions", lambda text: re.sub(r'("speaker_id": )\d+', r"\1 987", text),
         r"attributions.ndjson: .*\(speaker_id\)=\(987\) is not present"),
        ("decisions", lambda text: text.replace('"alice"', '"bob"'), r"decisions.ndjson, line 1"),
    ],
)  # fmt: skip
def test_an_edited_record_is_refused_by_file_and_line(copy, name, change, told):
    edited(copy, name, change)

    with pytest.raises(CommandError, match=told):
        call_command("load", copy)

    assert not Article.objects.exists()
    assert not User.objects.exists()


def test_a_damaged_file_is_refused_by_the_first_record_that_is_not_as_it_was(copy):
    file = copy / "speakers.ndjson"
    lines = file.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b'"slug": "', b'"slug": "x')
    file.write_bytes(b"\n".join(lines))

    with pytest.raises(dump.DumpError, match=r"speakers.ndjson has .*, see record 3 \(id \d+\)"):
        list(dump.read(copy))


@pytest.mark.parametrize("word", ['"columns"', '"files"', '"ndjson"', '"people"', '"rows"'])
def test_a_manifest_that_lacks_something_is_refused(copy, word):
    file = copy / "manifest.json"
    file.write_text(file.read_text().replace(word, '"nothing"'))

    with pytest.raises(dump.DumpError, match=word.strip('"')):
        list(dump.read(copy))


def places(value, *path):
    """Every place in a piece of JSON, as the keys that lead there."""
    yield path
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = list(enumerate(value))[:1]
    for key, part in items:
        yield from places(part, *path, key)


def with_value(manifest, path, value):
    if not path:
        return value
    first, *rest = path
    changed = manifest.copy()
    changed[first] = with_value(manifest[first], rest, value)
    return changed


WRONG = [None, True, -1, 1.5, 10**30, "", "\0", "\ud800", "x" * 200, [], {}, [[]], [{}], {"a": 1}]


def test_a_manifest_changed_in_any_one_place_is_refused_in_one_line(copy):
    file = copy / "manifest.json"
    manifest = json.loads(file.read_text())
    skipped = {("public",), ("extractor_versions",), ("extractor_versions", 0)}  # told, not used

    for path in set(places(manifest)) - skipped:
        if len(path) > 1 and path[0] == "tables" and path[1] not in ("statements", "speakers"):
            continue  # all tables are alike
        for value in WRONG:
            changed = with_value(manifest, path, value)
            if changed == manifest or (path == ("people",) and value == []):
                continue
            file.write_text(json.dumps(changed))
            with pytest.raises(CommandError) as refusal:
                call_command("load", copy)
            assert "\n" not in str(refusal.value), (path, value)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[" * 100_000, b"null", b"[]", b'"on-record-dump"', b'{"format"']
)
def test_what_is_no_manifest_at_all_is_refused_in_one_line(copy, content):
    (copy / "manifest.json").write_bytes(content)

    with pytest.raises(CommandError, match=r"manifest\.json (is|can't)") as refusal:
        call_command("load", copy)

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe", "it is not UTF-8 at byte 0"),
        (b"[" * 100_000, "brackets in brackets, too many"),
    ],
)
def test_a_manifest_that_is_not_json_is_told_in_words_of_ours_with_the_cure(copy, content, why):
    (copy / "manifest.json").write_bytes(content)

    with pytest.raises(CommandError, match=rf"can't be read: {why}\. Copy it again\.$"):
        call_command("load", copy)
