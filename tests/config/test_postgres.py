"""The embedded server starts anywhere, is shared, and goes with its last user."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import sys, psycopg2
from config import postgres
postgres.ensure_running()
where = dict(host=str(postgres.socket_folder()), user=postgres.SUPERUSER, dbname=postgres.DATABASE)
with psycopg2.connect(**where) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT 6 * 7")
    print(*cursor.fetchone(), flush=True)
connection.close()
sys.stdin.read()
"""
REVIVE = """
import sys, time
from config import postgres
postgres.ensure_running()
print(42, flush=True)
sys.stdin.readline()
while postgres.is_alive():
    time.sleep(0.1)
print(postgres.revive(), postgres.revive(), flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with a space, a quote and an umlaut in its name, with nothing but config/ in it.

    One for all tests, and so one database: each finds it stopped and leaves it so.
    """
    parent = tmp_path_factory.mktemp("postgres")
    parent.chmod(0o755)
    folder = parent / "on record’s Übung"
    shutil.copytree(ROOT / "config", folder / "config")
    yield folder
    stop = "from config import postgres; postgres.ensure_running()"
    subprocess.run([sys.executable, "-c", stop], cwd=folder, env=environment(), check=True)


def environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_URL")}


def user_of(project: Path, code: str = ASK) -> subprocess.Popen[str]:
    """A process that uses the server until its standard input closes."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=project,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def leave(user: subprocess.Popen[str]) -> None:
    user.communicate("", timeout=60)


def runs(project: Path) -> bool:
    return (project / "var" / "postgres" / "postmaster.pid").exists()


def test_it_starts_in_a_path_with_spaces_and_stops_with_its_only_user(project):
    user = user_of(project)

    assert user.stdout.readline() == "42\n"
    assert runs(project)
    leave(user)
    assert not runs(project)


def test_two_users_share_it_and_the_first_to_leave_does_not_stop_it(project):
    first, second = user_of(project), user_of(project)
    assert first.stdout.readline() == second.stdout.readline() == "42\n"

    leave(first)

    assert runs(project)
    leave(second)
    assert not runs(project)


def test_after_kill_9_of_a_user_the_next_one_finds_it_and_stops_it(project):
    killed = user_of(project)
    assert killed.stdout.readline() == "42\n"
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert runs(project)

    user = user_of(project)

    assert user.stdout.readline() == "42\n"
    leave(user)
    assert not runs(project)


def test_it_recovers_from_kill_9_of_the_server_itself(project):
    user = user_of(project)
    assert user.stdout.readline() == "42\n"
    pid = int((project / "var" / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    leave(user)

    again = user_of(project)

    assert again.stdout.readline() == "42\n"
    leave(again)


def test_a_user_that_finds_it_dead_starts_it_anew(project):
    user = user_of(project, REVIVE)
    assert user.stdout.readline() == "42\n"
    pid = int((project / "var" / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)

    user.stdin.write("\n")
    user.stdin.flush()

    assert user.stdout.readline() == "True False\n"
    leave(user)
    assert not runs(project)


NO_VAR = {"DATABASE_URL": "postgres:///x", "SECRET_KEY": "x"}


@pytest.mark.parametrize(
    ("arguments", "more", "cure"),
    [
        (["manage.py", "check"], {"SECRET_KEY": "x"}, "set DATABASE_URL"),
        (["manage.py", "check"], {"DATABASE_URL": "postgres:///x"}, "set SECRET_KEY"),
        (["-m", "config.serve"], {}, "Give it to this user"),
        (
            ["manage.py", "check"],
            {"DATABASE_URL": "postgres:///x", "SECRET_KEY": "x", "PORT": "x"},
            "Set PORT=8000",
        ),
    ],
)
def test_what_keeps_it_from_starting_is_told_in_a_line_with_the_cure(tree, arguments, more, cure):
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env={**environment(), **more},
        capture_output=True,
        text=True,
    )

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert cure in result.stderr


@pytest.fixture
def tree(tmp_path):
    """The project with a ``var`` that can't be written, not by root either."""
    for part in ("config", "accounts", "articles", "claims"):
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "config").unlink()
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / "var").write_text("no folder")
    return tmp_path
