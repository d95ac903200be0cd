"""One state of the database for as long as it takes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

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
