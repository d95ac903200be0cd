"""What the database can't do at the moment: who tries again, who stops, and the line that says why.

A conflict (two writers at once, a deadlock) is over when one of them tries again. An outage (server
stopped, connection lost, disk full) lasts until somebody mends it: commands stop with one line,
pages answer 503.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import Error, InterfaceError, OperationalError, connection

from config import postgres

Result = TypeVar("Result")

# SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
DEADLOCK = "40P01"
CONFLICTS = {"40001", DEADLOCK, "55P03", "23505"}  # serialization, lock timeout, unique violation
OUTAGE_CLASSES = ("08", "53", "57P", "58", "XX001", "XX002", "25006")
FULL = {"53100", "53200"}  # disk, memory
DELAYS = (0.1, 0.3, 1.0, 3.0, 9.0)  # seconds before each further attempt, on average


class Outage(Exception):
    """Something the work needs is away. The message is one line: what it is, and what to do."""


class DatabaseUnavailable(Outage):
    """No connection, or no room to write."""


def is_conflict(error: BaseException) -> bool:
    """Whether another writer was in the way, so that a second attempt may succeed."""
    return isinstance(error, Error) and _code(error) in CONFLICTS


def is_outage(error: BaseException) -> bool:
    """Whether the database can't be used at all, whatever is asked."""
    if not isinstance(error, Error):
        return False
    code = _code(error)
    if not code:  # libpq alone speaks: no connection, or one that broke
        return isinstance(error, OperationalError | InterfaceError)
    return code.startswith(OUTAGE_CLASSES)


def explain(error: BaseException) -> str:
    """One line: what the database says, and what to do."""
    words = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    if _code(error) in FULL or "No space left" in words:
        return f"The database has no room left ({words}). Free some disk space, then go on."
    if postgres.is_embedded():
        cure = f"`make run` starts it; {postgres.LOG} says more."
    else:
        cure = "Start the server that DATABASE_URL names, or mend DATABASE_URL."
    return f"The database can't be used ({words}). {cure}"


def require_database() -> None:
    """Before long work: raises ``DatabaseUnavailable`` at once where there is no database."""
    try:
        connection.ensure_connection()
    except Error as error:
        raise DatabaseUnavailable(explain(error)) from error


def retrying(work: Callable[[], Result]) -> Result:
    """The result of ``work``, which is tried again, later and later, after a conflict or an outage.

    ``work`` is a whole transaction. Raises ``DatabaseUnavailable`` where the outage lasts, and
    anything else as it came. Inside a transaction nothing is tried twice: that one is lost.
    """
    delays = iter(() if connection.in_atomic_block else DELAYS)
    while True:
        try:
            return work()
        except Error as error:
            outage = is_outage(error)
            delay = next(delays, None)
            if delay is None or _code(error) in FULL or not (outage or is_conflict(error)):
                if outage:
                    raise DatabaseUnavailable(explain(error)) from error
                raise
            time.sleep(random.uniform(0.5, 1.5) * delay)
            if outage:
                _reconnect()


def _reconnect() -> None:
    """Let go of a broken connection; start the embedded server anew if it died."""
    connection.close_if_unusable_or_obsolete()
    try:
        postgres.revive()
    except postgres.PostgresError:
        return  # the next attempt fails too, and says why


def _code(error: BaseException) -> str:
    return getattr(error.__cause__, "pgcode", None) or ""
