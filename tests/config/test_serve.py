"""``make run``'s program: from a folder with nothing in it to a running site, and away again."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.site_process import (
    ROOT,
    copy_tree,
    free_port,
    interrupt,
    lines_until_ready,
    page,
    serving,
)

pytestmark = pytest.mark.process

# Root may write anywhere, unless it runs without the capabilities of root.
WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


@dataclass
class FirstStart:
    """What came of the first start in a folder with nothing in it, and of the end of it."""

    project: Path
    port: int
    lines: str
    pages: dict[str, str]
    exit_code: int


@pytest.fixture(scope="module")
def first_start(tmp_path_factory) -> FirstStart:
    """Once for all: it makes a database and reads the seeds."""
    project, port = copy_tree(tmp_path_factory.mktemp("first")), free_port()
    with serving(project, port) as site:
        lines = lines_until_ready(site)
        pages = {path: page(port, path) for path in ("/speakers/", "/statements.csv")}
        interrupt(site)
    return FirstStart(project, port, lines, pages, site.returncode)


def is_database_running(project: Path) -> bool:
    return (project / "var" / "postgres" / "postmaster.pid").exists()


def test_it_reads_the_seeds_serves_them_and_stops_with_all_it_started(first_start):
    assert re.search(r"Admin login: admin / \S{12,}", first_start.lines)
    assert "5 new" in first_start.lines
    assert "Xi Jinping" in first_start.pages["/speakers/"]
    assert first_start.exit_code == 0
    assert not is_database_running(first_start.project)


def test_the_second_start_changes_nothing(first_start):
    with serving(first_start.project, first_start.port) as site:
        lines = lines_until_ready(site)
        statements = page(first_start.port, "/statements.csv")

    assert "Admin login" not in lines
    assert "Reading" not in lines
    assert statements == first_start.pages["/statements.csv"]


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

    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # of the make that runs the tests
    env = {name: value for name, value in os.environ.items() if name not in outer}
    result = subprocess.run(
        [*WITHOUT_RIGHTS, *command], cwd=project, env=env, capture_output=True, text=True
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


def test_where_fetching_is_on_it_goes_on_beside_the_site_and_ends_with_it(first_start, monkeypatch):
    monkeypatch.setenv("FETCH", "1")

    with serving(first_start.project, free_port()) as site:
        lines_until_ready(site)
        assert wait_for(lambda: "manage.py watch" in processes_of(site))
        interrupt(site)

    assert site.returncode == 0
    assert "manage.py watch" not in processes_of(site)


def processes_of(site) -> str:
    """The commands of all processes of its session."""
    listed = subprocess.run(["ps", "-o", "args=", "-s", str(site.pid)], capture_output=True)
    return listed.stdout.decode()


def wait_for(condition) -> bool:
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False
