"""Words that may not be shown can't be asked for either; what may be shown is found as always."""

import pytest
from django.http import QueryDict

from articles.models import Outlet
from claims.listing import counts, filters
from claims.listing.search.search import Search
from claims.models import FacetCount, Statement, StatementSample
from tests.claims.answers import answer_text
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

SAID, BESIDE, FAR = "Ann Chen wants frobnicated zinc", "grebulons", "wimbling"
TEXT = f"“{SAID},” Bob Lee of {BESIDE} said. {'It rained. ' * 20}Nobody was {FAR}."
# Addresses that take words, and whether they look into statements, into articles, or both.
STATEMENTS = ("/statements/?q={}", "/statements.csv?q={}", "/statements.atom?q={}",
              "/api/statements?q={}", "/search/?q={}", "/exchange/?q={}", "/exchange.csv?q={}",
              "/verify/?quote={}+zinc&format=json", "/statements/?q=-{}",
              "/speakers/bob/?q={}", "/parties/cn/?q={}")  # fmt: skip
ARTICLES = ("/articles/?q={}", "/articles.csv?q={}", "/articles.atom?q={}", "/api/articles?q={}",
            "/search/?q={}", "/articles/?q=talks+-{}", "/articles/?q=talks+or+{}",
            "/search/?q=talks+or+{}", "/verify/?quote=was+{}&format=json")  # fmt: skip


@pytest.fixture
def said():
    article = make_article(TEXT, title="Talks", slug="talks", outlet=make_outlet("Paper"))
    statement = make_statement(SAID, article=article, quotation="direct")
    make_attribution(statement, speaker=make_speaker("Bob Lee", slug="bob", party=make_party()))
    make_article("Talks went on.", title="Talks go on", slug="on", outlet=make_outlet("Open"))
    return statement


def allow(rights: str, length: int = 12) -> None:
    Outlet.objects.filter(name="Paper").update(rights=rights, excerpt_length=length)


def answer(client, address: str, word: str) -> str:
    return answer_text(client, address.format(word)).replace(word, "WORD")


def same_answer(client, address: str, word: str) -> bool:
    """As to a word that stands nowhere; as long as the other, for pages that show its beginning."""
    return answer(client, address, word) == answer(client, address, "q" * len(word))


@pytest.mark.parametrize("address", STATEMENTS)
def test_no_answer_tells_whether_hidden_words_are_in_a_statement(client, said, address):
    allow("metadata")

    assert same_answer(client, address, "frobnicated")


@pytest.mark.parametrize("word", ["frobnicated", FAR])
@pytest.mark.parametrize("address", ARTICLES)
def test_no_answer_tells_whether_hidden_words_are_in_an_article(client, said, address, word):
    allow("metadata")

    assert same_answer(client, address, word)


@pytest.mark.parametrize("address", ARTICLES)
def test_of_an_excerpt_nothing_beyond_it_can_be_asked_for(client, said, address):
    allow("excerpt")

    assert same_answer(client, address, FAR)


@pytest.mark.parametrize("rights", ["excerpt", "metadata"])
def test_an_article_that_is_not_shown_whole_is_found_by_its_title(client, said, rights):
    allow(rights)

    found = [one["slug"] for one in client.get("/api/articles?q=talk").json()["items"]]

    assert sorted(found) == ["on", "talks"]


def test_a_statement_in_an_excerpt_is_found_by_its_words(client, said):
    allow("excerpt")

    assert client.get("/api/statements?q=zinc").json()["items"][0]["key"] == said.key
    assert Search("zinc").total == 1


def test_a_change_of_rights_holds_from_the_next_request_on(client, said):
    lengths = []
    for rights in ("full", "metadata", "full"):
        allow(rights)
        lengths.append(len(client.get("/api/statements?q=zinc").json()["items"]))

    assert lengths == [1, 0, 1]


@pytest.mark.parametrize("new", ["metadata", "full"])
def test_without_an_outlet_the_rights_of_new_ones_hold(client, said, settings, new):
    said.article.outlet = None
    said.article.save()
    settings.NEW_OUTLET_RIGHTS = new

    found = client.get("/api/statements?q=zinc").json()["items"]
    texts = client.get(f"/api/articles?q={FAR}").json()["items"]

    assert (len(found), len(texts)) == ((1, 1) if new == "full" else (0, 0))


def test_counts_and_facets_leave_hidden_words_out(said):
    allow("metadata")

    chosen = filters.statements(QueryDict("q=zinc"))

    assert chosen.total == 0
    assert [value for facet in chosen.facets for value in facet.values] == []


def test_estimates_leave_hidden_words_out(said, monkeypatch):
    monkeypatch.setattr(counts, "MAX_EXACT_ROWS", -1)
    monkeypatch.setattr(StatementSample, "SHARE", 1)
    StatementSample.objects.all().delete()
    _sample(said)
    assert filters.statements(QueryDict("q=zinc")).total == 1
    allow("metadata")

    assert FacetCount.objects.total() == 1
    assert filters.statements(QueryDict("q=zinc")).total == 0


def _sample(statement: Statement) -> None:
    fields = [one.attname for one in StatementSample._meta.concrete_fields if one.name != "search"]
    row = {name: getattr(statement.public_row, name) for name in fields}
    StatementSample.objects.create(**row, search=Statement.objects.get(pk=statement.pk).search)


def test_who_is_named_in_hidden_words_is_not_told(client, said):
    make_attribution(make_statement("Talks", article=make_article("Talks Z")),
                     speaker=make_speaker("Ann Chen", slug="ann"))  # fmt: skip
    assert b"Others who name Ann Chen" in client.get("/speakers/ann/").content
    allow("metadata")

    assert b"Others who name Ann Chen" not in client.get("/speakers/ann/").content


def test_hidden_words_put_no_statement_beside_another_that_tells_the_same(client, said):
    again = make_statement(SAID, article=make_article(f"{SAID}, he says."))
    make_attribution(again, speaker=said.attributions.get().speaker)
    assert len(client.get("/").context["restatements"]) == 1
    allow("metadata")

    assert client.get("/").context["restatements"] == []


@pytest.mark.parametrize("sort", ["statement", "-statement"])
def test_nothing_is_sorted_by_words(client, said, sort):
    """The place of hidden words in the alphabet tells them, and so does the address of a page."""
    assert client.get(f"/statements/?sort={sort}").status_code == 400


def test_a_text_that_is_not_shown_is_compared_with_nothing(client, said):
    allow("metadata")
    address = f"/verify/?article={said.article.text_sha256}&format=json&quote="

    told = [client.get(address + words).json() for words in (SAID, FAR, "never+written")]

    assert {one["verdict"] for one in told} == {"not_shown"}
    assert not any(one["matches"] for one in told)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [(SAID, "unchanged"), ("zinc,” Bob Lee", "unchanged"), (FAR, "not_found"),
     ("zinc,” Bob Lee of grebulons", "not_found"), ("Ann Chen wants zinc", "not_found")],
)  # fmt: skip
def test_of_a_text_in_excerpts_only_these_are_compared(client, said, words, verdict):
    allow("excerpt")

    asked = {"article": said.article.text_sha256, "quote": words, "format": "json"}

    assert client.get("/verify/", asked).json()["verdict"] == verdict
