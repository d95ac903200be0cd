"""What kind of file it is, and files that hold others."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile

import pytest

from articles.readers import LeftOut, Unreadable, read_bytes, read_input
from articles.readers.input_file import Budget, InputFile
from articles.readers.kinds import kind_of, stem_of
from tests.articles.files import zipped
from tests.articles.pages import LEAD, page

PAGE = page().encode()


def read(raw: bytes, name: str):
    return list(read_bytes(raw, name, max_bytes=5_000_000))


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, raw in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"Some words", ".txt"),
        ("a.HTM", b"<p>no doctype", ".html"),
        ("a.txt", b"\xef\xbb\xbf<!-- x --><!DOCTYPE html><html>", ".html"),
        ("noending", b"<?xml version='1.0'?><html xmlns='x'>", ".html"),
        ("a.doc", b"%PDF-1.7", ".pdf"),
        ("a.docx", b"PK\x03\x04", ".docx"),
        ("a.txt", b"PK\x03\x04", ".zip"),
        ("a", b"{\\rtf1", ".rtf"),
        ("feed", b"<?xml version='1.0'?>\n<rss version='2.0'>", ".rss"),
        ("a.json", b'{"version": "https://jsonfeed.org/version/1.1"', ".rss"),
        ("a.bin", b"WARC/1.0\r\n", ".warc"),
        ("mail", b"Return-Path: <a@b.c>\r\nFrom: a\r\nSubject: b\r\n\r\nHello", ".eml"),
        ("box", b"From a@b.c Thu Mar  3 10:00:00 2022\nFrom: a\n", ".mbox"),
        ("note", b"Minister: no comment.\nMayor: none.\n", ".txt"),
        ("a.data", b"Words.", ".txt"),
    ],
)
def test_a_kind_is_told_by_bytes_then_by_the_ending(name, head, kind):
    assert kind_of(name, head) == kind


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a.html.gz", "a"), ("v1.2.txt", "v1.2"), ("a", "a"), (".txt", ".txt"), ("x/a.pdf", "x/a")],
)
def test_an_id_is_the_name_without_endings(name, stem):
    assert stem_of(name) == stem


def test_a_packed_page_is_read():
    (document,) = read(gzip.compress(PAGE), "pier.html.gz")

    assert document.title == "Board closes north pier"


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar.gz"])
def test_each_member_of_an_archive_is_a_document_and_others_are_counted(pack):
    members = {"in/a.html": PAGE, "../../b.txt": LEAD.encode(), "c.png": b"\x89PNG", "d.txt": b" "}

    first, second, third, left_out = read(pack(members), "inbox.zip")

    assert (first.part, first.title) == ("in/a.html", "Board closes north pier")
    assert (second.part, second.text) == ("../../b.txt", LEAD)
    assert isinstance(third, Unreadable)
    assert third.part == "d.txt"
    assert isinstance(left_out, LeftOut)
    assert str(left_out) == "left out: 1 of kind .png"


def test_an_archive_in_an_archive_is_read():
    inner = zipped({"a.txt": LEAD.encode()})

    (document,) = read(zipped({"inner.zip": inner}), "outer.zip")

    assert document.part == "inner.zip a.txt"


def test_archives_nested_too_deep_are_refused():
    raw = LEAD.encode()
    name = "a.txt"
    for depth in range(6):
        raw, name = zipped({name: raw}), f"{depth}.zip"

    (problem,) = read(raw, name)

    assert isinstance(problem, Unreadable)
    assert "nested deeper" in str(problem)


def test_a_member_that_unpacks_to_too_much_for_its_size_is_refused():
    (problem,) = read(zipped({"a.txt": bytes(60_000_000)}), "bomb.zip")

    assert isinstance(problem, Unreadable)
    assert "bomb" in str(problem)


def test_what_an_archive_unpacks_to_is_counted_while_it_is_read():
    raw = tarred({f"{number}.txt": b"x" * 1000 for number in range(10)})

    source = InputFile("a.tar.gz", lambda: io.BytesIO(raw), 5000, budget=Budget(4500, 100))

    with pytest.raises(Unreadable, match="unpacks to more than is allowed"):
        list(read_input(source))


def test_a_packed_file_that_is_cut_is_said_so():
    with pytest.raises(Unreadable, match="Is it whole"):
        read(gzip.compress(os.urandom(9000))[:5000], "a.txt.gz")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "articles.readers", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.process
def test_the_command_gives_a_line_a_document_and_names_bad_files(tmp_path):
    (tmp_path / "pier.html").write_bytes(PAGE)
    (tmp_path / "empty.txt").touch()

    result = run(tmp_path / "pier.html", tmp_path / "empty.txt")

    (line,) = result.stdout.splitlines()
    record = json.loads(line)
    assert record["id"] == "pier"
    assert record["text"].startswith(LEAD)
    assert set(record) == set(
        "id file text title byline published outlet url language notes".split()
    )
    assert (
        result.stderr == f"{tmp_path / 'empty.txt'}: is empty. Save the article's text into it.\n"
    )
    assert result.returncode == 1


@pytest.mark.process
def test_a_file_whose_name_is_no_text_has_its_line(tmp_path):
    path = os.fsencode(tmp_path) + b"/pier\xff.html"
    with open(path, "wb") as file:
        file.write(PAGE)

    command = [sys.executable, "-m", "articles.readers", path]
    result = subprocess.run(command, capture_output=True, check=False)

    assert result.returncode == 0
    assert json.loads(result.stdout)["title"] == "Board closes north pier"


@pytest.mark.process
def test_the_command_needs_no_database_and_no_django(tmp_path):
    code = "import sys, articles.readers.__main__; print([m for m in sys.modules if 'django' in m])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"
