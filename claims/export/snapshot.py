"""One state of the database for as long as it takes, and a name for that state."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256

from django.db import connection, transaction


@contextmanager
def snapshot(limits: Mapping[str, str]) -> Iterator[None]:
    """A transaction that sees one state of the database and can't write.

    ``limits``: settings of PostgreSQL that hold for it. ``durable`` refuses to run inside a
    transaction that is another's; the exception Django makes is that of a test case, whose
    transaction has begun and can no longer be set.
    """
    begun = connection.in_atomic_block
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if not begun:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for limit, value in limits.items():
                cursor.execute(f"SET LOCAL {limit} = %s", [value])
        yield


def state_tag(version: str) -> str:
    """An ETag that stays the same as long as nothing at all is written to the database server.

    It is made of the snapshot that this transaction sees: which transactions were finished when it
    began. No write can go without a new one, so the tag can't be equal where the rows are not; it
    may differ where they are equal. ``version`` says what else makes the answer what it is.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text, pg_postmaster_start_time()::text")
        seen = "/".join([*cursor.fetchone(), version])
    return f'"{sha256(seen.encode()).hexdigest()[:32]}"'
