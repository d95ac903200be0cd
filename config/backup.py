"""``make backup`` and ``make restore FILE=…``: the whole database as one file, logins included.

For the embedded server and for that of DATABASE_URL alike, with PostgreSQL's own programs as they
come with the embedded server. A restore is one transaction: it replaces everything or nothing.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tqdm import tqdm

from config import environment, postgres

FOLDER = postgres.ROOT / "var" / "backups"
CHUNK_BYTES = 1 << 20
EMPTY_SCHEMA = b"""
SET lock_timeout = '30s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# Written by PostgreSQL 17 and newer for themselves; older servers don't know it.
NEW_SETTING = b"SET transaction_timeout = 0;\n"
LAST_SETTING = b"SET row_security = off;\n"


class BackupError(SystemExit):
    """What went wrong and what to do, in one line."""


class Program(subprocess.Popen[bytes]):
    """One of PostgreSQL's programs, connected to the database, and what it had to complain of."""

    def __init__(
        self,
        command: list[str],
        *,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
    ) -> None:
        from django.db import connection

        password = connection.settings_dict["PASSWORD"]
        environment = os.environ | ({"PGPASSWORD": password} if password else {})
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  closed with this object
        super().__init__(command, stdin=stdin, stdout=stdout, stderr=self.errors, env=environment)

    def complaint(self) -> str:
        self.errors.seek(0)
        return _line(self.errors.read().decode(errors="replace"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m config.backup", description=__doc__)
    parser.add_argument("action", choices=("save", "restore"))
    parser.add_argument("file", nargs="?", default="", help="a path, or - for standard in/output")
    parser.add_argument(
        "--without-copy", action="store_true", help="restore without saving the present state first"
    )
    options = parser.parse_args()
    environment.load_settings()
    postgres.ensure_running()
    import django

    django.setup()
    if options.action == "save":
        _save(options.file)
    else:
        _restore(options.file, with_copy=not options.without_copy)


def _save(name: str) -> None:
    if name == "-":
        return _dump(sys.stdout.buffer)
    file = save(Path(name) if name else _new_file())
    _say(
        f"Saved: {file} ({file.stat().st_size / 1e6:.1f} MB). It holds the logins too: "
        f"keep it where nobody else reads it, and on another machine."
    )


def _restore(name: str, *, with_copy: bool) -> None:
    if not name:
        raise BackupError(f"Name the file: make restore FILE={FOLDER}/….dump")
    if name != "-":
        return restore(Path(name), with_copy=with_copy)
    with tempfile.NamedTemporaryFile() as file:
        _copy(sys.stdin.buffer, file, "Reading")
        file.flush()
        restore(Path(file.name), with_copy=with_copy)


def save(file: Path) -> Path:
    """Write a backup to ``file``, whole or not at all. Raises ``BackupError``."""
    part = file.with_name(f"{file.name}.part")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as target:
            _dump(target)
        part.replace(file)
    except OSError as error:
        raise BackupError(
            f"{file} can't be written ({error.strerror}). Choose another: make backup FILE=…"
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return file


def restore(file: Path, *, with_copy: bool) -> None:
    """Put the backup in the place of all that is in the database. Raises ``BackupError``."""
    _refuse_unusable(file)
    if with_copy and _has_tables():
        _say(f"What is there now is kept in {save(_new_file('-before-restore'))}")
    _replace(file)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)  # a backup of an older version lacks the newer tables
    _say("Restored. Logins and passwords are those of the backup; restart the site if it runs.")


def _new_file(suffix: str = "") -> Path:
    return FOLDER / f"on-record-{datetime.now(UTC):%Y-%m-%d-%H%M%S}{suffix}.dump"


def _dump(target: IO[bytes]) -> None:
    command = _command("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
    with Program(command, stdout=subprocess.PIPE) as dump:
        assert dump.stdout
        _copy(dump.stdout, target, "Saving")
        if dump.wait():
            raise BackupError(f"The database can't be saved: {dump.complaint()}")


def _refuse_unusable(file: Path) -> None:
    if not file.is_file():
        raise BackupError(f"{file} is not there. Backups made by `make backup` lie in {FOLDER}.")
    rows = _read(file, "--data-only", "--table=django_migrations").splitlines()
    applied = [row.split("\t")[1:3] for row in rows if row.count("\t") == 3]
    if not applied:
        raise BackupError(f"{file} is no backup of On Record. Nothing was changed.")
    from django.db.migrations.loader import MigrationLoader

    present = MigrationLoader(None).disk_migrations
    for app, name in applied:
        if name > max((own for label, own in present if label == app), default=name):
            raise BackupError(
                f"{file} comes from a newer On Record ({app}.{name}). Update On Record first; "
                f"nothing was changed."
            )


def _read(file: Path, *arguments: str) -> str:
    command = [str(postgres.programs() / "pg_restore"), *arguments, "--file=-", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if result.returncode:
        raise BackupError(
            f"{file} is no backup, or is damaged: {_line(result.stderr)}. Nothing was changed."
        )
    return result.stdout


def _has_tables() -> bool:
    from django.db import connection

    return bool(connection.introspection.table_names())


def _replace(file: Path) -> None:
    """In one transaction, which only a script that came to its end commits."""
    program = str(postgres.programs() / "pg_restore")
    reading = ["--no-owner", "--no-privileges", "--no-comments", "--file=-", str(file)]
    writing = ("--single-transaction", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
    with (
        Program([program, *reading], stdout=subprocess.PIPE) as script,
        Program(
            _command("psql", *writing), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        ) as sql,
    ):
        with suppress(BrokenPipeError):  # psql has stopped and says why
            _pipe(script, sql)
        assert script.stdout
        assert sql.stdin
        with suppress(BrokenPipeError):
            sql.stdin.close()
        script.stdout.close()
        if sql.wait():
            failed = script if sql.returncode == -signal.SIGKILL else sql
            raise BackupError(f"Not restored, nothing was changed: {failed.complaint()}")


def _pipe(script: Program, sql: Program) -> None:
    assert script.stdout
    assert sql.stdin
    sql.stdin.write(EMPTY_SCHEMA)
    for line in iter(script.stdout.readline, LAST_SETTING):
        if not line:
            break
        sql.stdin.write(line if line != NEW_SETTING else b"")
    _copy(script.stdout, sql.stdin, "Restoring")
    if script.wait():
        sql.kill()  # before it sees the end, which it would commit


def _command(program: str, *arguments: str) -> list[str]:
    """With the address of the database, but for the password, which others could read there."""
    from django.db import connection
    from psycopg2.extensions import make_dsn

    parameters = connection.get_connection_params()
    address = make_dsn(
        **{
            name: value
            for name, value in parameters.items()
            if name not in ("password", "cursor_factory")
        }
    )
    return [str(postgres.programs() / program), *arguments, f"--dbname={address}"]


def _line(errors: str) -> str:
    """The first that says what is wrong."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), "".join(lines[:1])).rstrip(".")


def _copy(source: IO[bytes], target: IO[bytes], label: str) -> None:
    with tqdm(desc=label, unit="B", unit_scale=True, leave=False, disable=None) as progress:
        while chunk := source.read(CHUNK_BYTES):
            target.write(chunk)
            progress.update(len(chunk))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
