"""Files as they stream: one snapshot, no half file for a whole, constant memory."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.http import QueryDict

from claims import export
from claims.listing import filters
from tests.make import (
    make_article,
    make_attribution,
    make_speaker,
)

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_those_that_were_counted_whatever_happens_meanwhile():
    make_attribution()
    rows = filters.statements(QueryDict("")).qs
    response = export.file_response("statements", rows, ending="csv", dialect="data", site="")

    in_another_connection("UPDATE claims_statement SET withdrawn_at = now()")
    body = response.getvalue()

    assert response["X-Total-Rows"] == "1" == str(body.count(b"\r\n") - 1)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_sent_again_while_nothing_is_written(client):
    make_attribution()

    # Any other database of the server may be written to meanwhile: then the file is sent anew.
    assert 304 in (asked_again(client) for _ in range(50))


def asked_again(client) -> int:
    first = client.get("/statements.csv")
    first.getvalue()
    again = client.get("/statements.csv", headers={"If-None-Match": first["ETag"]})
    if again.streaming:
        again.getvalue()
    return again.status_code


@pytest.mark.django_db(transaction=True)
def test_a_file_is_sent_again_when_something_was_written(client):
    first = client.get("/statements.csv")
    body = first.getvalue()
    make_attribution()

    again = client.get("/statements.csv", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again.getvalue() != body


@pytest.mark.django_db(transaction=True)
def test_a_condition_that_anything_meets_leaves_no_snapshot_open(client):
    assert client.get("/statements.csv", headers={"If-None-Match": "*"}).status_code == 304
    assert not connection.in_atomic_block


def in_another_connection(sql: str) -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_an_error_on_the_way_breaks_off_and_writes_nothing_into_the_file():
    make_attribution()
    rows = filters.statements(QueryDict("")).qs
    response = export.file_response("statements", rows, ending="csv", dialect="data", site="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()

    in_another_connection(f"SELECT pg_terminate_backend({pid})")

    pieces = []
    with pytest.raises(DatabaseError):
        pieces.extend(response)
    assert pieces == [] or b"error" not in b"".join(pieces).lower()


@pytest.mark.django_db(transaction=True)
def test_an_export_cannot_write():
    stream = export.file_response(
        "speakers", filters.speakers(QueryDict("")).qs, ending="csv", dialect="data", site=""
    )

    with pytest.raises(DatabaseError, match="read-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_alias")
    stream.close()


@pytest.mark.django_db(transaction=True)
def test_an_export_inside_another_transaction_is_refused():
    rows = filters.speakers(QueryDict("")).qs

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        export.file_response("speakers", rows, ending="csv", dialect="data", site="")


@pytest.mark.django_db(transaction=True)
def test_memory_does_not_grow_with_the_rows():
    make_many(30_000)
    rows = filters.statements(QueryDict("")).qs
    response = export.file_response("statements", rows, ending="csv", dialect="excel", site="")
    pieces = iter(response)
    next(pieces), next(pieces)
    before = peak = resident()

    size = 0
    for piece in pieces:
        size += len(piece)
        peak = max(peak, resident())

    assert size > 30_000_000
    assert peak - before < 15_000_000


def make_many(count: int) -> None:
    article = make_article("w" * 3000)
    speaker = make_speaker()
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO claims_statement (key, article_id, content, start, "end", words,'
            " quotation, mode, withdrawn_why, created_at)"
            " SELECT 'k' || n, %s, ARRAY[int4range(n, n + 1000)], n, n + 1000, repeat('w', 1000),"
            " 'direct', 'said', '', now() FROM generate_series(1, %s) AS n",
            [article.pk, count],
        )
        cursor.execute(
            "INSERT INTO claims_attribution (statement_id, speaker_id, role, source, cue, act,"
            " negated, confidence, notes, extractor_version, created_at)"
            " SELECT id, %s, '', '{}', '{}', 'says', false, 0.9, '{}', '', now()"
            " FROM claims_statement",
            [speaker.pk],
        )


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
