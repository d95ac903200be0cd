"""The file for people: plain columns, a sentence, and a name that says what is in it."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from claims import export
from claims.export import csvw
from tests.claims.export.files import download, make_full_statement
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement

pytestmark = pytest.mark.django_db

ADDRESS = "/statements.csv?for=spreadsheet"


def rows_of(client, address: str = ADDRESS) -> list[dict[str, str]]:
    _, body = download(client, address)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_ten_plain_columns_then_a_sentence_then_how_sure(client):
    statement = make_full_statement()

    [row] = rows_of(client)

    assert row == {
        "who": "Xi Jinping",
        "role": "President",
        "country": "China",
        "did": "said",
        "words": "“We, 😀 agree … not to yield”",
        "verbatim?": "yes",
        "via": "Xinhua → ABC > News",
        "outlet": "The Paper",
        "date": "2022-03-18",
        "link": f"http://testserver/statements/{statement.key}/",
        "sentence": "Xi Jinping, President, said: “We, 😀 agree … not to yield”"
        " (via Xinhua → ABC > News, The Paper, 18 March 2022)",
        "how sure": "found by machine, not checked: 90% sure of speaker and words",
        "review": "unreviewed",
    }


def test_a_paraphrase_stands_in_no_quotation_marks_and_a_denial_says_denied(client):
    make_attribution(make_statement("any plan of war", quotation="indirect"), act="denies")

    [row] = rows_of(client)

    assert (row["did"], row["words"], row["verbatim?"]) == ("denied", "any plan of war", "no")
    assert "“" not in row["sentence"]


def test_what_was_not_done_says_so(client):
    make_attribution(act="denies", negated=True)

    assert rows_of(client)[0]["did"] == "did not deny"


def test_a_cell_of_the_file_for_people_is_never_run_as_a_formula(client):
    make_attribution(speaker=make_speaker("=1+1", slug="ann"))

    [row] = rows_of(client)

    assert (row["who"], row["sentence"][:2]) == ("'=1+1", "'=")


def test_words_that_an_outlet_does_not_show_are_not_in_it(client):
    outlet = make_outlet("Closed")
    outlet.rights = "metadata"
    outlet.save()
    article = make_article("secret", title="Talks", outlet=outlet)
    make_attribution(make_statement("secret", article=article))

    [row] = rows_of(client)

    assert "secret" not in "".join(row.values())


def test_the_file_for_programs_keeps_its_columns(client):
    make_attribution()

    for dialect in ("", "?for=excel", "?for=data"):
        _, body = download(client, f"/statements.csv{dialect}")
        assert body.decode("utf-8-sig").split("\r\n")[0].split(",") == list(
            export.COLUMNS["statements"]
        )


def test_the_rows_of_a_long_file_come_in_order_with_as_many_queries_as_chunks(
    client, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("claims.export.readable.CHUNK_ROWS", 5)
    article = make_article("abcdefghijkl")
    for letter in "abcdefghijkl":
        make_attribution(make_statement(letter, article=article))

    with django_assert_max_num_queries(25):  # 3 chunks
        rows = rows_of(client, f"{ADDRESS}&sort=article")

    assert [row["words"].strip("“”") for row in rows] == list("abcdefghijkl")


def test_the_name_of_a_file_says_its_filters(client):
    statement = make_full_statement()
    today = timezone.localdate(timezone.now(), timezone=timezone.get_default_timezone())

    for address, name in {
        f"{ADDRESS}&speaker=xi-jinping&about=cn": "xi-jinping-names-china",
        "/statements.bib?act=denies&since=2022-03-01": "denied-from-1-march-2022",
        f"{ADDRESS}&q=no+“limits”": "no-limits",
        ADDRESS: "statements",
        "/speakers.csv?for=spreadsheet&party=cn": "speakers-china",
        "/articles.csv?for=data": "articles-data",
    }.items():
        response, _ = download(client, address)
        ending = address.split("?")[0].rpartition(".")[2]
        assert f'"on-record-{name}-{today:%Y-%m-%d}.{ending}"' in response["Content-Disposition"]
    assert statement.article.published_on == date(2022, 3, 18)


def test_a_joint_speaker_beside_a_member_is_not_in_the_name_of_a_file(client):
    speakers = [make_speaker(name) for name in ("Xi Jinping", "Xi Jinping and Bo Orlov")]
    for speaker in speakers:
        make_attribution(make_statement(speaker.name), speaker=speaker)
    both = "&".join(f"speaker={speaker.slug}" for speaker in speakers)

    response, _ = download(client, f"{ADDRESS}&{both}")

    assert '"on-record-xi-jinping-2' in response["Content-Disposition"]


def test_the_columns_for_people_are_described_to_programs_too(client):
    response = client.get("/statements.csv-metadata.json?for=spreadsheet")

    columns = response.json()["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == list(export.readable.COLUMNS)
    assert columns[5]["name"] == "verbatim"
    assert columns[11]["propertyUrl"] == "http://testserver/data/#readable-how-sure"
    assert response["Content-Type"] == csvw.CONTENT_TYPE


def test_the_page_of_data_has_the_columns_for_people(client):
    html = client.get("/data/").content.decode()

    assert 'id="readable-how-sure"' in html
    assert 'href="/statements.csl.json"' in html
