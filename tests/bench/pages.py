"""How long pages take over a million statements, beside Datasette over the same rows.

    DATABASE_URL=postgres://…/on_record_bench make bench-pages
    python -m tests.bench.pages [--requests N] [--clients N] [--only WORD] [--complete]

Two gunicorn workers serve the site; Datasette, in an environment of its own in ``var/bench``,
serves the SQLite file of ``tests.bench.beside``. By default it leaves out each facet that takes
longer than a fifth of a second and gives up after one; ``--complete`` lets it take its time. Each
page is asked for by several clients at once, its variants in turn. Neither caches answers. Times
are the client's, in milliseconds; in brackets the processor's time that a request took the server
and its database, which other work on the machine changes less. Where the server gave an error there
is "error" instead.
"""

import argparse
import http.client
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.addresses import names_of_records, pages

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
OURS, THEIRS = 8791, 8792  # ports
NAME = "on-record-bench"  # of the site's database sessions
SERVERS: dict[int, list[int]] = {}  # port → process
SEEN: dict[int, float] = {}  # process → seconds of processor when last looked at


def main() -> None:
    options = _options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    wanted = pages(names_of_records())
    if options.only:
        wanted = {name: pair for name, pair in wanted.items() if options.only in name}
    with _site(), _datasette(options) as beside:
        _say(f"{'median / 95th percentile (cpu)':32} {'On Record':>20} {'Datasette':>24}")
        for name, (ours, theirs) in wanted.items():
            mine = _figures(OURS, ours, options)
            yours = _figures(THEIRS, theirs, options) if theirs and beside else "–"
            _say(f"{name:32} {mine:>20} {yours:>24}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=60, help="of each page")
    parser.add_argument("--clients", type=int, default=4, help="at once")
    parser.add_argument("--only", default="", help="pages with this word in their name")
    parser.add_argument("--complete", action="store_true", help="no limits for Datasette")
    parser.add_argument("--without-datasette", action="store_true")
    return parser.parse_args()


def _figures(port: int, addresses: list[str], options: argparse.Namespace) -> str:
    turns = list(itertools.islice(itertools.cycle(addresses), max(options.requests, 8)))
    try:
        began = _spent(port)
        for address in addresses:  # once, for caches of the operating system and of code
            _get(port, address)
        with ThreadPoolExecutor(options.clients) as clients:
            times = sorted(clients.map(lambda address: _get(port, address), turns))
    except (OSError, http.client.HTTPException) as error:
        return f"error ({type(error).__name__})"
    last = times[min(len(times) - 1, int(len(times) * 0.95))]
    each = (_spent(port) - began) / (len(turns) + len(addresses)) * 1000
    return f"{statistics.median(times) * 1000:.0f} / {last * 1000:.0f} ({each:.0f})"


def _spent(port: int) -> float:
    """Seconds of processor that the server and its database sessions have used so far."""
    pids = set(SERVERS[port])
    if port == OURS:
        for pid in SERVERS[port]:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            pids |= {int(child) for child in children}
        pids |= _sessions()
    SEEN.update((pid, spent) for pid in pids if (spent := _processor(pid)))
    return sum(SEEN.values())  # with those that have ended: sessions live for a minute


def _processor(pid: int) -> float:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((one / "schedstat").read_text().split()[0]) for one in threads) / 1e9
    except OSError:  # it has ended
        return 0


def _sessions() -> set[int]:
    """Processes of PostgreSQL that serve the site, where it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [NAME])
        return {pid for (pid,) in cursor.fetchall()}


def _get(port: int, address: str) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address)
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise http.client.HTTPException(f"{address}: answered {response.status}")
    return time.perf_counter() - began


@contextmanager
def _site() -> Iterator[None]:
    python = [sys.executable, "-m"]
    subprocess.run(
        [*python, "django", "collectstatic", "--noinput", "-v", "0"], check=True, cwd=ROOT
    )
    with _running(
        [*python, "gunicorn", "-c", "python:config.gunicorn", "-b", f"127.0.0.1:{OURS}",
         "--log-level", "warning"], OURS, "/livez",
    ):  # fmt: skip
        yield


@contextmanager
def _datasette(options: argparse.Namespace) -> Iterator[bool]:
    if options.without_datasette:
        yield False
        return
    from tests.bench import beside

    file, place = FOLDER / "on-record.db", FOLDER / "datasette"
    if not file.exists():
        _say("writing the same rows to SQLite …")
        beside.make(file)
    if not place.exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([place / "bin" / "pip", "install", "-q", "datasette==0.65.*"], check=True)
    limits = ["sql_time_limit_ms", "facet_time_limit_ms"] if options.complete else []
    raised = [word for name in limits for word in ("--setting", name, "60000")]
    with _running(
        [place / "bin" / "datasette", "serve", file, "-p", str(THEIRS), *raised],
        THEIRS,
        "/-/versions.json",
    ):
        yield True


@contextmanager
def _running(command: list[Any], port: int, ready: str) -> Iterator[None]:
    environment = {**os.environ, "PGAPPNAME": NAME}
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    SERVERS[port] = [server.pid]
    try:
        for _ in range(120):
            try:
                _get(port, ready)
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise SystemExit(f"{command[0]} does not answer on port {port}.")
        yield
    finally:
        server.terminate()
        server.wait(30)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
