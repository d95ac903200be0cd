"""Lists of statements for reference managers."""

import json

import pytest

from tests.claims.export.files import download
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db


def make_three():
    article = make_article("abc", title="Talks {begin}")
    return [make_attribution(make_statement(word, article=article)).statement for word in "abc"]


def test_a_csl_list_is_one_json_array_of_all_rows(client, monkeypatch):
    monkeypatch.setattr("claims.export.readable.CHUNK_ROWS", 2)
    statements = make_three()

    response, body = download(client, "/statements.csl.json?sort=article")

    assert [item["id"] for item in json.loads(body)] == [f"onrecord-{s.key}" for s in statements]
    assert response["X-Total-Rows"] == "3"
    assert response["Content-Type"].startswith("application/vnd.citationstyles.csl+json")


def test_an_empty_csl_list_is_json_too(client):
    assert json.loads(download(client, "/statements.csl.json")[1]) == []


def test_a_bibtex_list_has_an_entry_for_each_statement(client, monkeypatch):
    monkeypatch.setattr("claims.export.readable.CHUNK_ROWS", 2)
    statements = make_three()

    _, body = download(client, "/statements.bib")

    assert body.count(b"\n@misc{") + body.startswith(b"@misc{") == 3
    assert all(f"onrecord-{statement.key}," in body.decode() for statement in statements)


def test_an_ris_list_has_a_record_for_each_statement(client):
    make_three()

    _, body = download(client, "/statements.ris")

    assert body.count(b"TY  - NEWS\r\n") == body.count(b"ER  - \r\n") == 3


@pytest.mark.parametrize(("ending", "file"), [("bib", "bib"), ("ris", "ris"), ("csl.json", "json")])
def test_a_statement_has_the_same_beside_its_page(client, ending, file):
    statement = make_attribution().statement

    response = client.get(f"/statements/{statement.key}.{ending}")

    assert response.content == client.get(f"/statements/{statement.key}/cite.{file}").content
    assert f"on-record-{statement.key}.{ending}" in response["Content-Disposition"]


def test_a_filter_that_is_not_known_gives_no_bibliography(client):
    assert client.get("/statements.bib?bogus=1").status_code == 400


def test_only_statements_are_cited_as_a_list(client):
    assert client.get("/speakers.bib").status_code == 404


def test_a_statements_page_says_what_reference_managers_read(client):
    article = make_article("Words", title='Talks "begin"', published_on="2022-03-18",
                           published_basis="stated")  # fmt: skip
    statement = make_attribution(make_statement("Words", article=article)).statement

    html = client.get(statement.get_absolute_url()).content.decode()

    assert '<meta name="citation_title" content="Talks &quot;begin&quot;">' in html
    assert '<meta name="citation_date" content="2022/03/18">' in html
    assert f'href="/statements/{statement.key}.ris"' in html
