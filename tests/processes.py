"""Other processes on the database of a test, as the command line or a worker starts them."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from claims.locks import LockKey

ROOT = Path(__file__).resolve().parents[1]
MAX_WAIT_SECONDS = 300


def database_url() -> str:
    """The test's database as ``DATABASE_URL`` names it."""
    settings = connection.settings_dict
    where = urlencode({"host": settings["HOST"]})
    return f"postgres://{quote(settings['USER'])}@/{quote(settings['NAME'])}?{where}"


def start(*arguments: object, **environment: str) -> "subprocess.Popen[str]":
    """``python`` with these arguments, on the test's database unless ``environment`` differs."""
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(*processes: "subprocess.Popen[str]") -> list[tuple[int, str, str]]:
    """Exit code, stdout and stderr of each."""
    outputs = [process.communicate(timeout=300) for process in processes]
    return [(p.returncode, *output) for p, output in zip(processes, outputs, strict=True)]


def manage(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """``manage.py`` to its end: exit code, stdout, stderr."""
    [result] = finish(start("manage.py", *arguments, **environment))
    return result


def wait_for_waiting(count: int, key: LockKey) -> None:
    """Until so many processes wait for this lock, from where they go on at the same moment."""
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
        " WHERE NOT granted AND objid = %s AND datname = current_database()"
    )
    for _ in range(MAX_WAIT_SECONDS * 10):
        with connection.cursor() as cursor:
            cursor.execute(waiting, [key])
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.1)
    raise AssertionError(f"{count} processes do not wait for the lock {key.name}.")
