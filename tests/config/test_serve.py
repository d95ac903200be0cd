"""``make run``'s program: from a folder with nothing in it to a running site, and away again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
# Root may write anywhere, unless it runs without the capabilities of root.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


@pytest.fixture
def project(tmp_path):
    """This tree without its var/, in a folder with a space in its name."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "on record"
    folder.mkdir()
    for part in ("config", "accounts", "articles", "claims", "templates", "static", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "manage.py", folder)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(project: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_URL")}
    with subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=project,
        env=kept | {"PORT": str(port), "PYTHONPATH": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as site:
        try:
            yield site
        finally:
            if site.poll() is None:
                interrupt(site)


def lines_until_ready(site: subprocess.Popen[str]) -> str:
    lines = ""
    for line in site.stdout:
        lines += line
        if "On Record is at" in line:
            return lines
    return pytest.fail(f"The site did not start:\n{lines}\n{site.stderr.read()}")


def interrupt(site: subprocess.Popen[str]) -> str:
    """Ctrl-C, as a terminal sends it: to the whole group."""
    os.killpg(site.pid, signal.SIGINT)
    return site.communicate(timeout=60)[1]


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


def test_it_reads_the_seeds_serves_them_and_stops_with_all_it_started(project):
    port = free_port()

    with serving(project, port) as site:
        lines = lines_until_ready(site)
        assert re.search(r"Admin login: admin / \S{12,}", lines)
        assert "5 new" in lines
        assert "Xi Jinping" in page(port, "/speakers/")
        interrupt(site)

    assert site.returncode == 0
    assert not (project / "var" / "postgres" / "postmaster.pid").exists()


def test_the_second_start_changes_nothing(project):
    port = free_port()
    with serving(project, port) as site:
        lines_until_ready(site)
        before = page(port, "/statements.csv")

    with serving(project, port) as site:
        lines = lines_until_ready(site)
        after = page(port, "/statements.csv")

    assert "Admin login" not in lines
    assert "Reading" not in lines
    assert after == before


def test_a_taken_port_is_refused_with_the_cure(project):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with serving(project, port) as site:
            error = site.communicate(timeout=60)[1]

    assert site.returncode == 1
    assert f"Port {port} of this machine is taken" in error
    assert f"PORT={port + 1} make run" in error


@pytest.mark.parametrize(
    "command", [(sys.executable, "-m", "config.serve"), ("make", "run")], ids=["serve", "make"]
)
def test_a_folder_that_cannot_be_written_is_refused_with_the_cure(project, command):
    shutil.copy(ROOT / "Makefile", project)
    project.chmod(0o555)

    result = subprocess.run(
        [*WITHOUT_RIGHTS, *command], cwd=project, capture_output=True, text=True
    )

    assert result.returncode != 0
    [line] = [one for one in (result.stdout + result.stderr).splitlines() if "***" not in one]
    assert line.startswith(f"{project} can't be written to by this user")


def test_a_missing_python_is_one_line_with_the_cure(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)

    result = subprocess.run(
        ["make", "run", "PYTHON=python9.9"], cwd=tmp_path, capture_output=True, text=True
    )

    assert result.returncode != 0
    assert "There is no python9.9 here" in result.stdout
    assert "Error" not in result.stdout
