"""What a curator has settled is certain in every output; the extractor's figure is history."""

import csv
import json

import pytest
from django.db.models import Q

from claims import curation
from claims.listing.counts import facet_counts
from claims.models import FacetCount, StatementIndex, StatementSample
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db
FIGURE = "23%"  # what the extractor gave the one that is settled, as pages write it


@pytest.fixture
def settled(curator):
    """Accepted, though the extractor thought little of it."""
    article = make_article("“We agree,” Ann Chen said. It rained.")
    statement = make_statement("We agree", article=article, quotation="direct")
    attribution = make_attribution(
        statement, speaker=make_speaker("Ann Chen"), confidence=0.23, extractor_version="v1"
    )
    curation.accept(attribution, by=curator)
    return statement


def body_of(answer):
    return b"".join(answer).decode("utf-8-sig")


def keys(client, query):
    rows = body_of(client.get(f"/statements.ndjson?{query}")).splitlines()
    return [json.loads(row)["key"] for row in rows]


@pytest.mark.parametrize(
    "path",
    [
        "/", "/statements/", "/statements/?confidence=likely", "/speakers/{speaker}/",
        "/articles/{article}/", "/search/?q=agree", "/statements.atom", "/verify/?quote=We+agree",
        "/exchange/",
    ],
)  # fmt: skip
def test_no_page_calls_it_doubtful(client, settled, path):
    speaker = settled.attributions.get().speaker.slug
    address = path.format(key=settled.key, article=settled.article.slug, speaker=speaker)

    answer = client.get(address)

    body = body_of(answer)
    assert answer.status_code == 200
    assert FIGURE not in body
    assert not any(sign in body for sign in ("doubtful,", 'content doubtful"', 'class="doubtful"'))


def test_its_own_page_keeps_the_extractors_figure_as_history(client, settled):
    body = body_of(client.get(settled.get_absolute_url()))

    assert "the machine was 23% sure of speaker and words" in body
    assert "content doubtful" not in body


def test_the_table_says_that_it_was_checked(client, settled):
    body = body_of(client.get("/statements/"))

    cell = body[body.index("sure-cell") :].partition("</td>")[0]
    assert "checked by a curator" in cell


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("confidence=doubtful", False),
        ("confidence=likely", True),
        ("confidence=0.95", True),
        ("confidence=1", True),
    ],
)
def test_filters_of_pages_files_and_the_api_take_it_for_certain(client, settled, query, is_there):
    there = [settled.key] if is_there else []

    assert keys(client, query) == there
    assert [one["key"] for one in client.get(f"/api/statements?{query}").json()["items"]] == there
    assert (settled.key in body_of(client.get(f"/statements/?{query}"))) is is_there


def test_facets_and_counts_take_it_for_likely(settled):
    assert facet_counts(Q(mode="said"), ["confidence"], 5)["confidence"] == {"likely": 1}
    assert FacetCount.objects.of("confidence") == {"likely": 1}


def test_lists_sorted_by_confidence_have_it_behind_what_is_likely(client, settled):
    likely = make_attribution(confidence=0.9).statement

    assert keys(client, "sort=confidence") == [likely.key, settled.key]


def test_files_say_one_and_keep_the_extractors_figure(client, settled):
    (row,) = csv.DictReader(body_of(client.get("/statements.csv")).splitlines())
    linked = json.loads(body_of(client.get("/statements.jsonld")))
    (node,) = (one for one in linked["@graph"] if one.get("reviewStatus"))
    item = client.get(f"/api/statements/{settled.key}").json()

    assert (row["confidence"], row["extractor_confidence"]) == ("1.0", "0.23")
    assert (node["confidence"], node["extractorConfidence"]) == (1.0, 0.23)
    assert (item["confidence"], item["extractor_confidence"]) == (1.0, 0.23)


def test_what_a_curator_made_has_no_figure_of_the_extractor(client, settled, curator):
    curation.reassign(settled.attributions.get(), make_speaker("Bo Li"), by=curator)

    item = client.get(f"/api/statements/{settled.key}").json()

    assert (item["confidence"], item["extractor_confidence"]) == (1.0, None)


def test_the_admin_and_the_desk_take_it_for_certain(desk, settled):
    listed = "/admin/claims/attribution/"

    assert settled.words not in body_of(desk.get(f"{listed}?band=doubtful"))
    assert settled.words in body_of(desk.get(f"{listed}?band=likely"))
    for page in (listed, "/admin/review/", f"/admin/review/{settled.key}/"):
        assert FIGURE not in body_of(desk.get(page))


@pytest.mark.parametrize("index", [StatementIndex, StatementSample])
def test_the_index_follows_a_decision_and_its_undoing(curator, index):
    attributions = [make_attribution(confidence=0.23) for _ in range(60)]
    decisions = [curation.accept(one, by=curator) for one in attributions]
    assert {*index.objects.values_list("confidence", flat=True)} == {1}

    for decision in decisions:
        curation.undo(decision, by=curator)

    assert {*index.objects.values_list("confidence", flat=True)} == {0.23}
    assert FacetCount.objects.of("confidence") == {"doubtful": 60}
