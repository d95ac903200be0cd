"""manage.py ingest: what it reads, what it says, how it ends."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, load_command_class
from django.db import connection

from articles.models import Article, RemovedPart

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
SENTENCES = "The minister left at noon. “Enough,” he said.\n"


def write(folder: Path, name: str, text: str = SENTENCES) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr, the last with the error that ended the command."""
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *map(str, arguments), "--no-extract", stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


def test_a_folder_is_read_with_the_metadata_in_it():
    code, out, err = run(ROOT / "seeds")

    assert (code, out, err) == (0, "5 new\n", "")
    assert Article.objects.filter(published_basis="inferred").count() == 5


def test_files_below_the_folder_are_read_and_other_endings_are_not(tmp_path):
    write(tmp_path, "b/deep.TXT")
    for name in ("notes.png", "b/old.xyz", "metadata.csv", ".hidden"):
        write(tmp_path, name, "file\n")

    code, out, err = run(tmp_path)

    assert (code, out) == (0, "1 new\n")
    assert f"{tmp_path}: 2 files of kinds that are not read: .png, .xyz" in err


def test_links_that_lead_out_of_the_folder_are_left_out_and_named(tmp_path):
    secret = write(tmp_path, "other/secret.txt", "The password is in the drawer, he said.\n")
    write(tmp_path, "other/deep/more.txt")
    inbox = write(tmp_path, "inbox/a.txt").parent
    (inbox / "file.txt").symlink_to(secret)
    (inbox / "folder").symlink_to(tmp_path / "other")
    (inbox / "up.txt").symlink_to("../other/secret.txt")
    (inbox / "nowhere.txt").symlink_to("gone.txt")
    (inbox / "metadata.csv").symlink_to(write(tmp_path, "other/table.csv", "file\n"))

    code, out, err = run(inbox)

    assert (code, out) == (1, "1 new\n")
    for name in ("file.txt", "folder", "up.txt", "metadata.csv"):
        assert f"{inbox / name}: is a link that leads out of the folder, left out." in err
    assert f"{inbox / 'nowhere.txt'}: is a link that leads nowhere, left out." in err
    assert "password" not in Article.objects.get().text


def test_a_link_inside_the_folder_and_a_folder_named_by_a_link_are_read(tmp_path):
    inbox = write(tmp_path, "inbox/a/a.txt").parent.parent
    (inbox / "b.txt").symlink_to("a/a.txt")
    (tmp_path / "link").symlink_to(inbox)

    assert run(tmp_path / "link")[:2] == (0, "1 new, 1 duplicate\n")


def test_a_pipe_in_the_folder_is_named(tmp_path):
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")

    code, out, err = run(tmp_path)

    assert (code, out) == (1, "1 new\n")
    assert f"{tmp_path / 'pipe.txt'}: is no regular file, left out." in err


def test_each_problem_is_a_line_and_no_line_is_empty(tmp_path, caplog):
    write(tmp_path, "a.html", "<html><script>x</script></html>")
    write(tmp_path, "b.txt", "12345")
    write(tmp_path, "c.txt")

    _, _, err = run(tmp_path)

    assert [line.split(":")[0] for line in err.splitlines()] == [
        str(tmp_path / "a.html"),
        str(tmp_path / "b.txt"),
        "2 problems, listed above.",
    ]
    assert not caplog.messages


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path, "a.txt")

    assert run(path, tmp_path)[:2] == (0, "1 new\n")


def test_one_bad_file_is_named_and_ends_in_1(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", "")

    code, out, err = run(tmp_path)

    assert (code, out) == (1, "1 new, 1 failed\n")
    assert f"{tmp_path}/b.txt: is empty." in err


@pytest.mark.parametrize("name", ["none.txt", "empty", "a.odt"])
def test_nothing_read_ends_in_2_and_says_why(tmp_path, name):
    (tmp_path / "empty").mkdir()
    write(tmp_path, "a.odt")

    code, _, err = run(tmp_path / name)

    assert code == 2
    assert str(tmp_path / name) in err


def test_a_missing_path_does_not_stop_the_others(tmp_path):
    code, out, err = run(tmp_path / "none.txt", write(tmp_path, "a.txt"))

    assert (code, out) == (1, "1 new\n")
    assert "none.txt: no such file or folder" in err


def test_a_metadata_file_that_is_no_table_stops_before_anything_is_stored(tmp_path):
    table = write(tmp_path, "table.csv", "title\nA\n")

    code, _, err = run(write(tmp_path, "a.txt"), "--metadata", table)

    assert code == 2
    assert "table.csv has no column “file”" in err
    assert not Article.objects.exists()


def test_a_bad_row_is_named_and_the_other_files_are_read(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", SENTENCES + "\nIt rained.\n")
    write(tmp_path, "metadata.csv", "file,published_on\na.txt,Friday\nb.txt,2022-03-18\n")

    code, out, err = run(tmp_path)

    assert (code, out) == (1, "1 new, 1 failed\n")
    assert "metadata.csv: row 2: bad date “Friday”" in err


def test_a_guessed_encoding_is_said_and_can_be_overruled(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("“Ça suffit,” said Zoë Müller, and she left the room.".encode("cp1252"))

    assert "read as cp1252, a guess" in run(path, "--dry-run")[2]
    assert run(path, "--encoding", "cp1252")[2] == ""


def test_a_dry_run_says_so(tmp_path):
    assert run(write(tmp_path, "a.txt"), "--dry-run")[1] == "1 new (dry run: nothing stored)\n"


@pytest.mark.parametrize(
    "option", [("--published", "Friday"), ("--outlet", "x" * 201), ("--published", "2022-02-30")]
)
def test_an_option_that_means_nothing_is_refused(tmp_path, option):
    code, _, err = run(write(tmp_path, "a.txt"), *option)

    assert code != 0
    assert option[0] in err


def test_a_duplicate_is_named_but_no_failure(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")

    code, out, err = run(tmp_path)

    assert (code, out) == (0, "1 new, 1 duplicate\n")
    assert f"b.txt: the same text as {tmp_path}/a.txt" in err


def test_what_was_mended_in_a_file_is_said_and_the_article_is_stored(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("“Enough,”&nbsp;said Zoë.\n<b>It rained.</b>".encode() + b"\xff")

    code, _, err = run(path)

    assert code == 0
    assert Article.objects.get().text == "“Enough,” said Zoë.\n\nIt rained.\ufffd"
    assert "the first at byte 47 (0xff)" in err
    assert "HTML tags left out: 2" in err
    assert "such as &nbsp;" in err


def test_an_unreadable_file_is_named(tmp_path):
    path = write(tmp_path, "a.txt")
    path.chmod(0)
    was_root = os.geteuid() == 0

    code, _, err = _as_nobody(path) if was_root else run(path)

    assert code == 2
    assert "can't be read (Permission denied)" in err


def _as_nobody(path: Path) -> tuple[int, str, str]:
    """Root may read everything, so the reading is done as nobody."""
    path.parent.chmod(0o755)
    for folder in path.parents:
        if folder.name.startswith(("pytest-", "popen-")):  # popen: tests side by side
            folder.chmod(0o755)
    load_command_class("claims", "ingest")  # its modules lie where nobody may not read
    os.seteuid(65534)
    try:
        return run(path)
    finally:
        os.seteuid(0)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_leaves_whole_articles_and_the_next_run_adds_the_rest(tmp_path):
    for number in range(60):
        write(tmp_path, f"{number:02}.txt", f"{SENTENCES}\nNo. {number}.\n\n© 2022 Example\n")
    process = _start(tmp_path)

    while Article.objects.count() < 5 and process.poll() is None:
        pass
    process.kill()
    process.wait()

    stored = Article.objects.count()
    assert 5 <= RemovedPart.objects.count() == stored
    assert run(tmp_path)[0] == 0
    assert Article.objects.count() == RemovedPart.objects.count() == 60


def _start(folder: Path) -> subprocess.Popen[bytes]:
    database = connection.settings_dict
    login = f"{database['USER']}:{database['PASSWORD']}"
    if database["HOST"].startswith("/"):  # a socket's folder
        url = f"postgres://{login}@/{database['NAME']}?host={database['HOST']}"
    else:
        server = f"{database['HOST']}:{database['PORT']}"
        url = f"postgres://{login}@{server}/{database['NAME']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "ingest", "--no-extract", str(folder)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
