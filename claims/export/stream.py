"""Rows from one snapshot of the database to the client, a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from claims.export.columns import COLUMNS, Column
from claims.export.formats import ENDINGS

CHUNK = 2000  # rows fetched, encoded and sent at once
# Against a list that never gets sorted, and a client that stops reading and keeps its snapshot.
LIMITS = {"statement_timeout": "10min", "idle_in_transaction_session_timeout": "10min"}
_KEY = "0key0"


def file_response(
    name: str, rows: QuerySet[Any], *, ending: str, dialect: str, site: str
) -> StreamingHttpResponse:
    """The file of ``rows`` with the columns ``COLUMNS[name]``; addresses in it begin with ``site``.

    Counts the rows before it returns; a database error then is an ordinary one. Later errors come
    out of the stream, so that the server breaks the connection: no client takes a part for all.
    """
    file = ENDINGS[ending]
    stream = _stream(COLUMNS[name], rows, file, dialect, site)
    total = cast(int, next(stream))
    response = StreamingHttpResponse(stream, content_type=file.content_type)
    response["X-Total-Rows"] = str(total)
    called = f"on-record-{name}-{dialect}-{timezone.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    return response


def _stream(
    columns: dict[str, Column], rows: QuerySet[Any], file: Any, dialect: str, site: str
) -> Iterator[int | bytes]:
    """First the number of rows, then the file in pieces; the transaction lives as long as it."""
    with _snapshot():
        yield rows.count()
        names = list(columns)
        addresses = _addresses(columns, site)
        yield file.begin(names, dialect)
        found = _values(columns, rows).iterator(chunk_size=CHUNK)
        while chunk := list(islice(found, CHUNK)):
            for place, (before, after) in addresses.items():
                chunk = [(*r[:place], f"{before}{r[place]}{after}", *r[place + 1 :]) for r in chunk]
            yield file.rows(names, chunk, dialect)


@contextmanager
def _snapshot() -> Iterator[None]:
    """A transaction that sees one state of the database and can't write.

    ``durable`` refuses to run inside a transaction that is another's; the exception Django makes
    is that of a test case, whose transaction has begun and can no longer be set.
    """
    begun = connection.in_atomic_block
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if not begun:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for limit, span in LIMITS.items():
                cursor.execute(f"SET LOCAL {limit} = %s", [span])
        yield


def _values(columns: dict[str, Column], rows: QuerySet[Any]) -> QuerySet[Any]:
    expressions = {f"column_{name}": column.expression for name, column in columns.items()}
    return rows.annotate(**expressions).values_list(*expressions)


def _addresses(columns: dict[str, Column], site: str) -> dict[int, tuple[str, str]]:
    """Place of each column that holds addresses → what stands before and after the key."""
    return {
        place: cast(
            tuple[str, str], tuple(f"{site}{reverse(column.page, args=[_KEY])}".split(_KEY))
        )
        for place, column in enumerate(columns.values())
        if column.page
    }
