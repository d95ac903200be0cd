"""Snapshots of the database, with an ETag and a date for each."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import NamedTuple

from django.db import connection, transaction


@contextmanager
def snapshot(limits: Mapping[str, str]) -> Iterator[None]:
    """A transaction that sees one state of the database and can't write.

    ``limits``: settings of PostgreSQL that hold for it. ``durable`` refuses to run inside a
    transaction that is another's; the exception Django makes is that of a test case, whose
    transaction has begun and can no longer be set.
    """
    in_transaction = connection.in_atomic_block
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if not in_transaction:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for limit, value in limits.items():
                cursor.execute(f"SET LOCAL {limit} = %s", [value])
        yield


class State(NamedTuple):
    """Of the whole database server. ``tag`` is an ETag; ``since`` is empty for the first second of
    a state, and after the clock was set back until it has caught up."""

    tag: str
    since: datetime | None


class _LatestState:
    """The state that this process saw last, and since when.

    No two states ever share a date, whichever process gives it. A date is the second after the
    state was first seen, and is given once that second has come: what was written before it was
    seen then, and what is written after it gets a later date. HTTP dates have seconds only.
    """

    def __init__(self) -> None:
        self.tag, self.lock = "", Lock()
        self.since = self.latest = datetime.min.replace(tzinfo=UTC)  # latest: the last date given

    def since_when(self, tag: str, now: datetime) -> datetime | None:
        now = now.replace(microsecond=0)
        with self.lock:
            if tag != self.tag:
                self.tag, self.since = tag, max(now, self.latest) + timedelta(seconds=1)
            if self.since > now:
                return None
            self.latest = self.since
            return self.since


_latest_state = _LatestState()


def state(version: str) -> State:
    """A name for what is in the database, and since when it is known to be so.

    The tag is made of the snapshot that this transaction sees: which transactions were finished
    when it began. No write can go without a new one, so it can't be equal where the rows are not;
    it may differ where they are equal. ``version`` says what else makes the answer what it is.
    The time is when this process first saw that snapshot: never before the last write, and soon
    after it where somebody asks often.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp(), pg_current_snapshot()::text,"
            " pg_postmaster_start_time()::text"
        )
        now, *snapshot_parts = cursor.fetchone()
    tag = f'"{sha256("/".join([*snapshot_parts, version]).encode()).hexdigest()[:32]}"'
    return State(tag, _latest_state.since_when(tag, now))
