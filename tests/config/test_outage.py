"""While the database is away every address says so, and ``make run`` brings it back."""

import json
import os
import re
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.config.site_process import free_port, interrupt, lines_until_ready, serving

pytestmark = pytest.mark.process

PAGES = ["/", "/statements/", "/data/", "/verify/", "/search/?q=treaty", "/articles/none/", "/api/"]
FILES = ["/statements.csv", "/articles.ndjson", "/statements.atom", "/speakers.csv-metadata.json"]
PROGRAMS = ["/api/statements", "/api/openapi.json", "/api/nothing", "/oembed?url=x"]
CURATORS = ["/admin/", "/admin/review/", "/admin/login/", "/admin/claims/statement/"]
NO_DATABASE = ["/livez", "/robots.txt"]


def ask(port: int, path: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers), answer.read().decode()


def kill_server(project: Path) -> None:
    pid = int((project / "var" / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def wait_for_line(site, words: str) -> str:
    lines = ""
    for line in site.stdout:
        lines += line
        if words in line:
            return lines
    return pytest.fail(f"Never said “{words}”:\n{lines}")


def check_unavailable(port: int, paths: list[str], kind: str) -> list[str]:
    """The bodies of these addresses, each answered 503 as this content type."""
    bodies = []
    for path in paths:
        status, headers, body = ask(port, path)
        assert (path, status, headers["Content-Type"]) == (path, 503, kind)
        assert int(headers["Retry-After"]) > 0
        assert "no-store" in headers["Cache-Control"]
        bodies.append(body)
    return bodies


def test_every_address_says_that_the_database_is_away_until_make_run_has_brought_it_back(project):
    (project / "seeds").rename(project / "others")
    port, data = free_port(), project / "var" / "postgres"
    with serving(project, port) as site:
        lines_until_ready(site)
        (data / "global").rename(data / "gone")  # what a full or broken disk does: no start
        kill_server(project)
        said = wait_for_line(site, "tried again")

        for page in check_unavailable(port, PAGES + CURATORS, "text/html; charset=utf-8"):
            assert "away for a moment" in page
        for text in check_unavailable(port, FILES, "text/plain; charset=utf-8"):
            assert re.fullmatch(r"The database is away [^\n]+\n", text)
        for problem in check_unavailable(port, PROGRAMS, "application/problem+json"):
            assert json.loads(problem)["status"] == 503
        assert ask(port, "/readyz")[0] == 503
        assert [ask(port, path)[0] for path in NO_DATABASE] == [200, 200]

        (data / "gone").rename(data / "global")
        assert "runs again" in wait_for_line(site, "runs again")
        assert ask(port, "/statements/")[0] == 200
        errors = interrupt(site)

    assert "died. Starting it anew" in said
    assert "Traceback" not in errors
