"""The API: what it answers is what it describes, page by page, and problems are told as JSON."""

import json

import jsonschema
import pytest
from django.test import Client
from django.utils import timezone

from claims.web.api import views
from claims.web.views.exports import LISTS
from tests.claims.export.files import make_full_statement
from tests.make import (
    make_article,
    make_attribution,
    make_claim,
    make_outlet,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def ask(client, address: str, status: int = 200):
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.json()


def everything(client, address: str) -> list[dict]:
    """The items of all pages."""
    items = []
    while address:
        page = ask(client, address.removeprefix("http://testserver"))
        items += page["items"]
        address = page["next"]
    return items


def validate(client, response: dict, schema: dict) -> None:
    described = ask(client, "/api/openapi.json")
    form = jsonschema.Draft202012Validator
    form({**schema, "components": described["components"]}).validate(response)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_answers_as_it_is_described(client, name):
    make_claim(make_full_statement(), make_attribution().statement)
    described = ask(client, "/api/openapi.json")["paths"][f"/api/{name}"]["get"]

    page = ask(client, f"/api/{name}")

    assert page["items"]
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]
    validate(client, page, schema)


@pytest.mark.parametrize("name", LISTS)
def test_a_record_answers_as_it_is_described(client, name):
    make_claim(make_full_statement(), make_attribution().statement)
    [item, *_] = ask(client, f"/api/{name}")["items"]
    key = item.get("key") or item.get("slug") or item.get("code")

    record = ask(client, f"/api/{name}/{key}")

    validate(client, record, {"$ref": f"#/components/schemas/{name}_record"})
    assert {name: record[name] for name in item} == item


def test_every_described_parameter_is_honoured(client):
    described = ask(client, "/api/openapi.json")
    for address, one in described["paths"].items():
        for parameter in one["get"]["parameters"]:
            if parameter["in"] == "query":
                ask(client, f"{address}?{parameter['name']}=")


def test_the_description_is_valid_json_that_names_every_list(client):
    described = ask(client, "/api/openapi.json")

    assert described["openapi"] == "3.1.0"
    assert {f"/api/{name}" for name in LISTS} <= set(described["paths"])


@pytest.mark.parametrize(
    "sort", ["speaker", "-speaker", "date", "-confidence", "party", "-article"]
)
def test_pages_in_any_order_hold_each_row_once_in_the_order_of_the_file(client, sort):
    for number in range(7):
        dated = {"published_on": f"2022-03-{number // 2 + 1:02}", "published_basis": "given"}
        article = make_article(**(dated if number % 3 else {}))
        speaker = make_speaker(f"S{number // 3}") if number % 4 else None
        make_attribution(make_statement(article=article), speaker=speaker, confidence=number / 10)

    paged = everything(client, f"/api/statements?limit=2&sort={sort}")

    lines = client.get(f"/statements.ndjson?sort={sort}").getvalue().splitlines()
    assert paged == [json.loads(line) for line in lines]


def test_a_row_that_comes_meanwhile_neither_repeats_nor_skips_others(client):
    made = [make_attribution(confidence=n / 10).statement.key for n in range(1, 5)]
    first = ask(client, "/api/statements?limit=2&sort=confidence&doubtful=yes")
    make_attribution(confidence=0.05)

    rest = everything(client, first["next"])

    assert [one["key"] for one in first["items"] + rest] == made


def test_filters_are_those_of_the_list(client):
    make_attribution(act="denies")
    make_attribution(act="says")

    [item] = ask(client, "/api/statements?act=denies")["items"]

    assert item["act"] == "denies"


@pytest.mark.parametrize(
    "query",
    ["spekaer=ann", "sort=pk", "limit=0", "limit=x", "limit=201", "page=2", "for=excel"]
    + ["after=x", "after=W10", "after=WzEsMiwzLDRd", "after=eyJhIjoxfQ"],
)
def test_what_cannot_be_honoured_is_told_as_a_problem(client, query):
    response = client.get(f"/api/statements?{query}")

    problem = response.json()
    assert (response.status_code, problem["status"]) == (400, 400)
    assert response["Content-Type"] == "application/problem+json"
    assert query.split("=")[0] in problem["detail"]
    validate(client, problem, {"$ref": "#/components/schemas/problem"})


def test_what_never_was_is_not_found(client):
    assert "nobody" in ask(client, "/api/speakers/nobody", 404)["detail"]
    assert "nothing" in ask(client, "/api/nothing", 404)["detail"]


def test_what_is_no_longer_shown_is_gone(client):
    gone = make_attribution(make_statement(withdrawn_at=timezone.now())).statement

    assert ask(client, f"/api/statements/{gone.key}", 410)["title"] == "No longer on record"


def test_a_merged_speaker_leads_on(client):
    kept = make_speaker(slug="ann-chen")
    make_speaker(slug="a-chen", merged_into=kept)

    response = client.get("/api/speakers/a-chen")

    assert (response.status_code, response["Location"]) == (301, "/api/speakers/ann-chen")


def test_an_article_gives_its_text_only_where_the_outlet_allows_it(client):
    outlet = make_outlet()
    make_article("The text.", slug="talks", outlet=outlet)
    assert ask(client, "/api/articles/talks")["text"] == "The text."

    outlet.rights = "excerpt"
    outlet.save()

    assert ask(client, "/api/articles/talks")["text"] is None


def test_an_answer_that_did_not_change_is_not_sent_again(client):
    address = f"/api/statements/{make_attribution().statement.key}"
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["/api/statements", "/statements.csv", "/statements.atom"])
def test_scripts_of_other_sites_may_read(client, address):
    response = client.get(address)

    assert response["Access-Control-Allow-Origin"] == "*"
    response.close()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(method):
    browser = Client(enforce_csrf_checks=True)

    response = getattr(browser, method)("/api/statements")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", ["/api/statements", "/statements.csv", "/articles.atom"])
def test_scripts_of_other_sites_may_send_conditions(client, address):
    response = client.options(address)

    assert response.status_code == 204
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ["/api/statements", "/statements.atom", "/exchange.csv"])
def test_head_has_the_tag_of_what_it_stands_for(client, address):
    make_attribution()

    assert client.head(address)["ETag"] == client.get(address)["ETag"]


def test_a_speaker_who_is_no_source_was_never_one(client):
    make_attribution(speaker=make_speaker(slug="ann"), via=(make_speaker(slug="wire"),))

    told = [ask(client, f"/api/{name}", 404) for name in ("sources/ann", "speakers/wire")]

    assert "but among the speakers" in told[0]["detail"]
    assert "but among the sources" in told[1]["detail"]


def test_a_page_costs_the_same_number_of_queries_whatever_its_length(
    client, django_assert_num_queries
):
    for _ in range(5):
        make_attribution(via=(make_speaker(),))

    with django_assert_num_queries(9):
        ask(client, "/api/statements")


def test_a_limit_is_kept(client):
    for _ in range(3):
        make_attribution()

    assert len(ask(client, "/api/statements?limit=2")["items"]) == 2
    assert views.DEFAULT_PAGE_ROWS <= views.MAX_PAGE_ROWS
