"""Backups rehearsed: a database is made, saved, destroyed and restored, logins included."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest

from config import postgres
from tests.config.site_process import ROOT, free_port

pytestmark = pytest.mark.process

PASSWORD = "p@ss:w/%rd'"
MAKE = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
from articles.models import Outlet
call_command("migrate", verbosity=0)
get_user_model().objects.create_superuser("anna", password="right horse")
Outlet.objects.create(name="The Examiner")
"""
CHANGE = """
from articles.models import Outlet
Outlet.objects.update(name="Another")
"""
READ = """
from django.contrib.auth import authenticate
from articles.models import Outlet
print(authenticate(username="anna", password="right horse"), *Outlet.objects.all())
"""


@dataclass
class Installation:
    """A copy of this tree whose database may be destroyed."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_URL")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=inherited | self.environment,
            capture_output=True,
            text=True,
        )

    def shell(self, code: str) -> str:
        result = self.run("manage.py", "shell", "--no-imports", "--command", code)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def backup(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "config.backup", *arguments)

    def saved(self) -> Path:
        result = self.backup("save")
        assert result.returncode == 0, result.stderr
        [file] = (self.folder / "var" / "backups").glob("*.dump")
        return file


def copy_of_this_tree(where: Path) -> Path:
    where.chmod(0o755)
    folder = where / "on record"
    folder.mkdir()
    for part in ("config", "accounts", "articles", "claims", "templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "manage.py", folder)
    return folder


@pytest.fixture(scope="module")
def embedded(tmp_path_factory) -> Installation:
    installation = Installation(copy_of_this_tree(tmp_path_factory.mktemp("embedded")))
    installation.shell(MAKE)
    return installation


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that asks for a password, and its database of a user who is no superuser."""
    port, where = free_port(), Path(tempfile.mkdtemp(dir="/tmp"))
    as_user = {"user": "nobody"} if os.geteuid() == 0 else {}
    if as_user:
        os.chown(where, pwd.getpwnam("nobody").pw_uid, -1)
    (where / "password").write_text(PASSWORD)
    (where / "password").chmod(0o644)

    def run(program: str, *arguments: str) -> None:
        command = [str(postgres.programs() / program), "-D", str(where / "data"), *arguments]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **as_user)

    run("initdb", "-U", "admin", "-A", "scram-sha-256", f"--pwfile={where}/password", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    run("pg_ctl", "start", "-w", "-s", "-o", options, "-l", str(where / "log"))
    with_admin("postgres", port, "CREATE ROLE onrecord LOGIN PASSWORD %s")
    yield port
    run("pg_ctl", "stop", "-m", "immediate")
    shutil.rmtree(where)


def with_admin(database: str, port: int, *statements: str) -> None:
    connection = psycopg2.connect(
        host="127.0.0.1", port=port, user="admin", password=PASSWORD, dbname=database
    )
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [PASSWORD] if "%s" in statement else None)
    connection.close()


@pytest.fixture(scope="module")
def remote(tmp_path_factory, port) -> Installation:
    with_admin("postgres", port, "CREATE DATABASE on_record OWNER onrecord TEMPLATE template0")
    url = f"postgres://onrecord:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/on_record"
    folder = copy_of_this_tree(tmp_path_factory.mktemp("remote"))
    installation = Installation(folder, {"DATABASE_URL": url})
    installation.shell(MAKE)
    return installation


@pytest.fixture(scope="module")
def file(remote) -> Path:
    """The backup of what was made, whatever tests have done to the database since."""
    return remote.saved()


def test_the_embedded_database_comes_back_from_its_backup_logins_included(embedded):
    file = embedded.saved()
    shutil.rmtree(embedded.folder / "var" / "postgres")

    result = embedded.backup("restore", str(file))

    assert result.returncode == 0, result.stderr
    assert embedded.shell(READ) == "anna The Examiner"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_server_with_a_password_comes_back_from_its_backup_logins_included(remote, port, file):
    with_admin("postgres", port, "DROP DATABASE on_record WITH (FORCE)",
               "CREATE DATABASE on_record OWNER onrecord TEMPLATE template0")  # fmt: skip

    result = remote.backup("restore", str(file))

    assert result.returncode == 0, result.stderr
    assert remote.shell(READ) == "anna The Examiner"


def test_a_restore_replaces_what_is_there_and_keeps_a_copy_of_it(remote, file):
    remote.shell(CHANGE)

    result = remote.backup("restore", str(file))
    after = remote.shell(READ)
    [copy] = file.parent.glob("*-before-restore.dump")
    remote.backup("restore", str(copy))

    assert str(copy) in result.stderr
    assert [after, remote.shell(READ)] == ["anna The Examiner", "anna Another"]


def test_a_file_that_is_cut_off_is_refused_in_one_line_and_changes_nothing(remote, file, tmp_path):
    whole, part, before, messages = file.read_bytes(), tmp_path / "x", remote.shell(READ), []
    for length in (0, 10, len(whole) // 2, len(whole) - 2_000):
        part.write_bytes(whole[:length])
        result = remote.backup("restore", str(part), "--without-copy")
        messages.append(result.stderr)
        assert result.returncode == 1

    assert remote.shell(READ) == before
    assert [message for message in messages if message.count("\n") != 1] == []
    assert [message for message in messages if "othing was changed" not in message] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "make restore FILE="), ("/nowhere/x.dump", "is not there"), ("/etc/passwd", "no backup")],
)
def test_a_file_that_is_no_backup_is_refused_in_one_line(embedded, name, words):
    result = embedded.backup("restore", name)

    assert result.returncode == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert all(part[-1:] in ".:" for part in result.stderr.split(" Nothing was changed")[:-1])


def test_a_backup_that_cannot_be_written_is_one_line(embedded):
    result = embedded.backup("save", "/proc/nowhere/x.dump")

    assert result.returncode == 1
    assert "can't be written" in result.stderr
    assert result.stderr.count("\n") == 1
