"""Lists as files: the bytes, the cells, and that a part is never taken for the whole."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims import export
from claims.export.csv_injection import OPENINGS
from claims.listing import filters
from tests.claims.export.files import download, make_full_statement
from tests.make import (
    make_attribution,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


RUNNABLE = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", '"=1', "'=1", "＝1", "－1", "\ufeff=1"]


def rows_of(client, address: str) -> list[dict[str, str]]:
    _, body = download(client, address)
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_row_holds_all_that_is_known_of_a_statement(client):
    statement = make_full_statement()

    [row] = rows_of(client, "/statements.csv?for=data")

    assert row == {
        "key": statement.key,
        "permalink": f"http://testserver/statements/{statement.key}/",
        "words": "We, 😀 agree … not to yield",
        "speaker": "Xi Jinping",
        "speaker_slug": "xi-jinping",
        "speaker_kind": "person",
        "speaker_party": "cn",
        "speaker_party_name": "China",
        "role": "President",
        "act": "says",
        "negated": "false",
        "quotation": "direct",
        "mode": "said",
        "cue": "said",
        "source_words": "Xi",
        "chain": "Xinhua > ABC > News",
        "chain_slugs": "xinhua > abc-news",
        "about": "cn",
        "about_names": "China",
        "article": "Talks",
        "article_slug": "talks",
        "article_permalink": "http://testserver/articles/talks/",
        "article_url": "https://example.org/talks",
        "outlet": "The Paper",
        "outlet_slug": "the-paper",
        "published_on": "2022-03-18",
        "published_basis": "stated",
        "start": "8",
        "end": "45",
        "pieces": "8..19;32..45",
        "exact": "We, 😀 agree”, Xi said, “not \tto yield",
        "prefix": "Talks\n\n“",
        "suffix": "”, Xinhua reported. It rained.",
        "text_sha256": statement.article.text_sha256,
        "review_status": "unreviewed",
        "confidence": "0.9",
        "extractor_version": "rules-1",
        "rights": "full",
        "added_at": statement.created_at.isoformat(),
        "changed_at": statement.attributions.get().created_at.isoformat(),
        "extractor_confidence": "0.9",
    }


def test_prefix_exact_and_suffix_stand_side_by_side_in_the_text(client):
    article = make_full_statement().article
    make_attribution(make_statement("It rained", article=article))

    for row in rows_of(client, "/statements.csv?for=data"):
        start, end = int(row["start"]), int(row["end"])
        assert article.text[start:end] == row["exact"]
        assert article.text[:start].endswith(row["prefix"])
        assert article.text[end:].startswith(row["suffix"])


def test_an_unknown_speaker_and_an_empty_chain_are_empty_cells(client):
    make_attribution(speaker=None)

    [row] = rows_of(client, "/statements.csv?for=data")

    assert row["speaker"] == row["speaker_party"] == row["chain"] == row["published_on"] == ""


def test_the_bytes_are_those_of_rfc_4180(client):
    make_speaker_quoted('Ann "A" Chen, Dr')

    _, body = download(client, "/speakers.csv?for=data")

    header, row = body.split(b"\r\n")[:2]
    assert (
        header == b"slug,permalink,name,kind,party,party_name,role,aliases,article_slug,statements"
    )
    assert row == b'ann,http://testserver/speakers/ann/,"Ann ""A"" Chen, Dr",person,,,,,,1'
    assert body.endswith(b"\r\n")


def make_speaker_quoted(name: str):
    return make_attribution(speaker=make_speaker(name, slug="ann")).speaker


def test_excel_is_the_default_and_begins_with_a_byte_order_mark(client):
    response, body = download(client, "/statements.csv")

    assert body.startswith(b"\xef\xbb\xbfkey,")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        f"on-record-statements-excel-{timezone.now():%Y-%m-%d}.csv"
        in (response["Content-Disposition"])
    )


def test_data_has_neither_mark_nor_guard(client):
    make_speaker_quoted("=1+1")

    response, body = download(client, "/speakers.csv?for=data")

    assert body.startswith(b"slug,")
    assert b",=1+1," in body
    assert "-data-" in response["Content-Disposition"]


@pytest.mark.parametrize("cell", RUNNABLE)
def test_excel_runs_no_cell_and_our_reader_takes_the_guard_off(client, cell):
    make_speaker_quoted(cell)

    [row] = rows_of(client, "/speakers.csv?for=excel")

    assert row["name"] == f"'{cell}"
    assert export.unguard(row["name"]) == cell


def test_numbers_are_not_guarded(client):
    make_attribution(confidence=0)

    [row] = rows_of(client, "/statements.csv?for=excel&doubtful=yes")

    assert row["confidence"] == "0.0"


@given(st.text(st.sampled_from("=+-@'\" \t\r\na＝\ufeff")) | st.text())
def test_the_guard_can_be_taken_back_from_any_text(cell):
    assert export.unguard(export.guard(cell)) == cell


@given(st.text(st.sampled_from("=+-@'\" \t\r\na＝\ufeff\u2003\x1c")) | st.text())
def test_a_cell_that_is_not_looked_at_closer_needs_no_guard(cell):
    assert not cell or cell[0] in OPENINGS or export.guard(cell) == cell


@given(st.text(st.sampled_from("=+-@'\" \t\r\na＝\ufeff")))
def test_a_guarded_cell_begins_with_nothing_that_runs(cell):
    guarded = export.guard(cell)

    assert guarded.startswith("'") or not guarded.strip().startswith(tuple("=+-@＝"))


def test_a_tsv_cell_is_one_line_without_tabs(client):
    make_full_statement()

    response, body = download(client, "/statements.tsv?for=data")

    header, row = (line.split("\t") for line in body.decode().splitlines())
    assert response["Content-Type"] == "text/tab-separated-values; charset=utf-8"
    assert dict(zip(header, row, strict=True))["exact"] == (
        "We, 😀 agree”, Xi said, “not  to yield"
    )


def test_ndjson_keeps_numbers_truth_and_absence(client):
    make_attribution(speaker=None, confidence=0.5)

    _, body = download(client, "/statements.ndjson?doubtful=yes")

    one = json.loads(body)
    assert (one["confidence"], one["negated"], one["speaker"]) == (0.5, False, None)


def test_a_file_has_the_rows_of_the_page_in_its_order(client):
    by_cy, by_al, _ = (make_attribution(speaker=make_speaker(n)) for n in ("Cy", "Al", "Bo"))
    query = f"speaker={by_cy.speaker.slug}&speaker={by_al.speaker.slug}&sort=-speaker"

    rows = rows_of(client, f"/statements.csv?{query}")

    expected = [one.key for one in filters.statements(QueryDict(query)).qs]
    assert [row["key"] for row in rows] == expected
    assert [row["speaker"] for row in rows] == ["Cy", "Al"]


def test_the_number_of_rows_is_told_before_the_first(client):
    for _ in range(3):
        make_attribution()

    response, body = download(client, "/statements.csv")

    assert response["X-Total-Rows"] == "3" == str(body.count(b"\r\n") - 1)


def test_an_empty_list_is_a_header_alone(client):
    make_attribution(act="says")

    response, body = download(client, "/statements.csv?act=denies&for=data")

    assert body == (",".join(export.COLUMNS["statements"]) + "\r\n").encode()
    assert response["X-Total-Rows"] == "0"


def test_rejected_and_withdrawn_words_are_in_no_file(client, django_user_model):
    curator = django_user_model.objects.create(username="alice")
    make_attribution(status="rejected", decided_by=curator, decided_at=timezone.now())
    make_attribution(make_statement(withdrawn_at=timezone.now()))

    assert [rows_of(client, f"/{name}.csv") for name in ("statements", "speakers")] == [[], []]


@pytest.mark.parametrize("query", ["for=word", "spekaer=ann", "review=rejected", "sort=pk"])
def test_what_cannot_be_honoured_gives_no_file(client, query):
    response = client.get(f"/statements.csv?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in response


def test_only_reading_is_allowed(client):
    assert client.post("/statements.csv").status_code == 405


def test_head_gives_the_headers_without_rows(client):
    make_attribution()

    response = client.head("/statements.csv")

    assert response["X-Total-Rows"] == "1"
    assert response.getvalue() == b""


def test_articles_are_exported_with_their_basis_and_count(client):
    make_full_statement()

    [row] = rows_of(client, "/articles.csv?for=data")

    assert (row["title"], row["statements"], row["published_basis"]) == ("Talks", "1", "stated")
    assert row["permalink"] == "http://testserver/articles/talks/"


def test_every_column_is_in_the_dictionary_and_nothing_else():
    text = Path("docs/export.md").read_text()

    for name, columns in export.COLUMNS.items():
        section = text.split(f"## {name}.")[1].split("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| ([\w ]+) \| (.*) \|$", section, re.MULTILINE)
        assert rows == [(key, one.type, one.meaning) for key, one in columns.items()]
