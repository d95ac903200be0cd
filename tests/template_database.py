"""A migrated database that each process of the tests copies, instead of migrating one of its own.

All migrations take some ten seconds; a copy takes half of one. It is kept beside the tests'
databases until a migration, or SQL that one runs, changes.
"""

import django
from django.core.management import call_command
from django.db import connection

from tests.prepared import ROOT, digest_of, one_at_a_time

PREFIX = "template_on_record_"


def template_database() -> str:
    """The name of the database to copy, made if it is not there."""
    name = f"{PREFIX}{_migrations_digest()}"
    with one_at_a_time("database"):
        existing = _existing()
        if name not in existing:
            _make(name)
        for outdated in existing - {name}:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{outdated}" WITH (FORCE)')
    return name


def _migrations_digest() -> str:
    """Changes with whatever decides what a migrated database holds."""
    files = (path for app in ("accounts", "articles", "claims") for path in (ROOT / app).rglob("*"))
    folders = {"migrations", "models", "sql"}
    deciding = [p for p in files if folders & set(p.parts) and p.suffix in (".py", ".sql")]
    return f"{django.__version__.replace('.', '_')}_{digest_of(deciding)}"


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
