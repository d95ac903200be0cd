"""A migrated database that each process of the tests copies, instead of migrating one of its own.

All migrations take some ten seconds; a copy takes half of one. It is kept beside the tests'
databases until a migration, or SQL that one runs, changes.
"""

import fcntl
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "template_on_record_"


def template_database() -> str:
    """The name of the database to copy, made if it is not there."""
    name = f"{PREFIX}{_migrations_digest()}"
    with _lock():
        existing = _existing()
        if name not in existing:
            _make(name)
        for outdated in existing - {name}:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{outdated}" WITH (FORCE)')
    return name


def _migrations_digest() -> str:
    """Changes with whatever decides what a migrated database holds."""
    digest = hashlib.sha256(django.__version__.encode())
    for app in ("accounts", "articles", "claims"):
        for path in sorted((ROOT / app).rglob("*")):
            if {"migrations", "models", "sql"} & set(path.parts) and path.suffix in (".py", ".sql"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _lock() -> Iterator[None]:
    """One process makes it, the others wait: they start at the same moment."""
    key = hashlib.sha256(str(connection.settings_dict["HOST"]).encode()).hexdigest()[:16]
    with Path(tempfile.gettempdir(), f"on-record-template-{key}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _existing() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        return {name for (name,) in cursor.fetchall()}


def _make(name: str) -> None:
    """Under another name until it is whole, so that one that was cut off is never copied."""
    unfinished = f"{PREFIX}unfinished"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
    own_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
