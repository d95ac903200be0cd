"""The site as a process of its own, started as ``make run`` starts it."""

import os
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

ROOT = Path(__file__).resolve().parents[2]


def copy_tree(parent: Path) -> Path:
    """This tree without its var/, in a folder with a space in its name."""
    parent.chmod(0o755)  # the database's own user goes through it
    folder = parent / "on record"
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
