"""A database of an earlier version, brought up to this one.

``claims_0017.sql.gz`` is a database at claims 0017 and articles 0009: two seed articles, the
decisions of one curator, a merger, a report. pg_dump wrote it; ``claims_0017_dump.tar.gz`` is what
``manage.py dump`` wrote of it then.
"""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.db import connection

from config import postgres
from tests.config.site_process import ROOT

FOLDER = Path(__file__).parent
NAME = f"upgraded_{os.getpid()}"


def dsn(name: str = NAME) -> str:
    return psycopg2.extensions.make_dsn(
        **{
            key: value
            for key, value in connection.get_connection_params().items()
            if key not in ("cursor_factory", "dbname")
        },
        dbname=name,
    )


def execute(sql: str, name: str = NAME) -> list[tuple]:
    database = psycopg2.connect(dsn(name))
    database.autocommit = True  # CREATE DATABASE works outside of transactions only
    try:
        with database.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        database.close()


def run(program: str, *arguments: str, name: str = NAME, stdin: bytes = b"") -> str:
    command = [str(postgres.programs() / program), *arguments, f"--dbname={dsn(name)}"]
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout.decode()


def manage(*arguments: str) -> str:
    parts = {key: quote(str(value), safe="") for key, value in connection.settings_dict.items()}
    address = (
        f"postgres:///{NAME}?host={parts['HOST']}&port={parts['PORT'] or 5432}"
        f"&user={parts['USER']}&password={parts['PASSWORD']}"
    )
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout
