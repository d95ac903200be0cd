"""A statement timeout: a limit on how long the database may take for queries of a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg2.errors import QueryCanceled


class QueryTimeout(Exception):
    """The database cancelled the query at the limit; there is no result."""


@contextmanager
def statement_timeout(milliseconds: int) -> Iterator[None]:
    """Each query within it may take so long; raises ``QueryTimeout`` for one that takes longer."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise  # the database is in trouble, not the question too wide
        raise QueryTimeout from error
