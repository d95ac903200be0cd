"""Chains as rows, and files that describe themselves to programs."""

import csv
from io import StringIO

import pytest

from articles.models import Outlet
from claims import export
from claims.models import Source, Span
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Said by Ann, told by the Wire, which the Desk repeats; and another without a chain."""
    article = make_article("We agree, the Wire wrote.", slug="talks", published_on="2022-03-18",
                           published_basis="given")  # fmt: skip
    via = make_speaker("The Wire", slug="wire", kind="outlet"), make_speaker("=Desk", slug="desk")
    ann = make_speaker("Ann", slug="ann")
    made = make_attribution(make_statement("We agree", article=article), speaker=ann, via=via)
    Source.objects.filter(speaker__slug="wire").update(spans=[Span(11, 15), Span(16, 19)])
    make_attribution(speaker=make_speaker("Bob", slug="bob"))
    return made


def rows_of(client, address) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get(address).getvalue().decode("utf-8-sig"))))


def test_a_chain_is_a_row_a_hop_innermost_first(client, chain):
    rows = rows_of(client, "/chains.csv?for=data")

    told = [(row["hop"], row["hops"], row["source"], row["pieces"]) for row in rows]
    assert told == [("1", "2", "The Wire", "11..15;16..19"), ("2", "2", "=Desk", "")]
    assert {row["statement"] for row in rows} == {chain.statement.key}
    assert rows[0]["source_permalink"] == "http://testserver/sources/wire/"


def test_its_filters_and_order_are_those_of_the_statements(client, chain):
    older = make_article("It is", published_on="2021-03-18", published_basis="given")
    via = (make_speaker("Gazette", slug="gazette"),)
    make_attribution(make_statement("It is", article=older), speaker=make_speaker(), via=via)

    def sources(query):
        return [row["source_slug"] for row in rows_of(client, f"/chains.csv?for=data&{query}")]

    assert sources("") == ["wire", "desk", "gazette"]
    assert sources("sort=date") == ["gazette", "wire", "desk"]
    assert sources("source=wire") == ["wire", "desk"]
    assert sources("q=agree&since=2022-01-01") == ["wire", "desk"]
    assert sources("speaker=bob") == []


def test_what_readers_do_not_see_has_no_chain(client, chain):
    chain.statement.article.withdrawn_at = "2022-03-20T00:00Z"
    chain.statement.article.save()

    assert rows_of(client, "/chains.csv") == []


def test_hidden_words_find_no_chain(client, chain):
    chain.statement.article.outlet = Outlet.objects.create(slug="paper", rights="metadata")
    chain.statement.article.save()

    assert rows_of(client, "/chains.csv?q=agree") == []
    assert len(rows_of(client, "/chains.csv")) == 2


def test_the_excel_dialect_is_guarded_and_the_number_of_rows_is_told(client, chain):
    response = client.get("/chains.csv")

    assert response["X-Total-Rows"] == "2"
    assert b",'=Desk," in response.getvalue()


@pytest.mark.parametrize("address", ["/chains.csv?act=nothing", "/chains.csv?bogus=1"])
def test_a_chain_that_cannot_be_asked_for_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_chains_are_no_linked_data_and_no_page(client):
    assert client.get("/chains.jsonld").status_code == 404
    assert client.get("/chains/").status_code == 404


@pytest.mark.parametrize("ending", ["csv", "tsv"])
@pytest.mark.parametrize("name", export.COLUMNS)
def test_a_file_leads_to_its_description(client, name, ending):
    file = client.get(f"/{name}.{ending}?for=data")
    header = file.getvalue().decode().splitlines()[0]
    where = file["Link"].partition(">")[0].lstrip("<")

    told = client.get(where).json()

    assert told["url"] == f"http://testserver/{name}.{ending}?for=data"
    names = [column["name"] for column in told["tableSchema"]["columns"]]
    assert header.split(told["dialect"]["delimiter"]) == names


def test_a_description_splits_cells_of_several_values(client):
    told = client.get("/statements.csv-metadata.json").json()

    split = {one["name"]: one["separator"]
             for one in told["tableSchema"]["columns"] if "separator" in one}  # fmt: skip
    assert split == {"chain": " > ", "chain_slugs": " > ", "about": "; ",
                     "about_names": "; ", "pieces": ";"}  # fmt: skip
    assert told["tableSchema"]["primaryKey"] == "key"
