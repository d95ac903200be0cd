"""Pages, files and API of claims."""

import json
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from articles.models import Article
from claims.claim_summaries import refresh_summaries
from claims.grouping.grouping import group_articles
from claims.listing import filters
from claims.models import Attribution, Claim, Source, Speaker, Statement
from tests.make import make_party, make_speaker

pytestmark = pytest.mark.django_db


def test_a_claim_shows_who_asserts_and_who_denies_it(client, claim):
    page = client.get(claim.get_absolute_url()).content.decode()

    assert "Ann Chen" in page
    assert "Bob Lee" in page
    assert "Who denies it" in page
    assert "<del>" in page


def test_the_list_says_what_each_sign_stands_for(client, claim):
    speakers = Attribution.objects.filter(speaker__name="Ann Chen").values("speaker")
    Speaker.objects.filter(pk__in=speakers).update(party=make_party("no", "Norway"))

    page = client.get("/claims/").content.decode()

    [key] = re.findall(r'<p class="small soft key">(.*?)</p>', page)
    assert re.sub("<[^>]+>", "", key) == "Norway"


def test_nobody_speaks_jointly_who_speaks_alone(client, claim):
    page = client.get(claim.get_absolute_url()).content.decode()

    assert "jointly" not in page
    assert "denied by Bob Lee" in page


def test_a_claim_leaves_doubtful_statements_out_unless_asked(client, claim):
    doubtful = claim.members.get(stance="denies").statement
    doubtful.attributions.update(confidence=0.3)
    group_articles(doubtful.article)
    path = claim.get_absolute_url()

    page = client.get(path).content.decode()

    claim.refresh_from_db()
    assert (claim.statements, claim.denying, claim.disputed) == (2, 0, False)
    assert "1 more is doubtful (under 80% sure) and not shown" in page
    assert "Bob Lee" not in page
    assert "Bob Lee" in client.get(f"{path}?doubtful=yes").content.decode()
    assert "Bob Lee" not in client.get(f"/claims/{claim.key}.atom").content.decode()


def test_a_large_claim_draws_the_first_of_each_side_and_says_so(client, claim, monkeypatch):
    monkeypatch.setattr("claims.web.views.claims.MAX_MEMBERS_PER_SIDE", 1)

    page = client.get(claim.get_absolute_url()).content.decode()

    assert page.count(">claimed by Ann Chen") == 1
    assert page.count(">denied by Bob Lee") == 1
    assert "1 later one not shown" in page


def test_the_list_counts_its_states_whichever_is_chosen(client, claim):
    for query in ("", "?show=disputed", "?show=one-source"):
        page = client.get(f"/claims/{query}").content.decode()

        assert "in several wordings" in page, query


def test_a_state_that_no_claim_is_in_is_not_offered(client, claim):
    assert "in several wordings" not in client.get("/claims/?since=2000-01-01").content.decode()


def test_what_a_group_says_stands_under_the_countries_of_its_members(client, claim):
    china, russia = make_party("cn", "China"), make_party("ru", "Russia")
    both = make_speaker("Ann Chen and Ivan Orlov", kind="group")
    both.members.set([make_speaker("Ann Li", party=china), make_speaker("Ivan O", party=russia)])
    claim.members.get(stance="denies").statement.attributions.update(speaker=both)

    page = client.get(claim.get_absolute_url()).content.decode()

    assert "</a> and <a" in page.partition('id="denies"')[2].partition("</h3>")[0]
    assert "No country or bloc" not in page


def test_a_claim_rests_on_one_source_if_all_came_through_it(client, claim):
    assert claim.wording not in client.get("/claims/?show=one-source").content.decode()
    wire = make_speaker("The Wire", kind="outlet")
    for member in claim.members.all():
        attribution = member.statement.attributions.get()
        Source.objects.create(attribution=attribution, position=0, speaker=wire)
        group_articles(member.statement.article)

    page = client.get("/claims/?show=one-source").content.decode()

    assert claim.wording in page
    assert "alone" in client.get(claim.get_absolute_url()).content.decode()


def test_the_list_finds_disputed_claims(client, claim):
    assert claim.wording in client.get("/claims/?show=disputed").content.decode()
    assert "No claim" in client.get("/claims/?q=zebra").content.decode()


@pytest.mark.parametrize(
    "query", ["party=cn", "sort=-latest", "show=reworded", "since=2020-01-01", "sort=claim", ""]
)
def test_every_filter_and_order_answers(client, claim, query):
    assert client.get(f"/claims/?{query}").status_code == 200


def test_a_statement_leads_to_its_claim(client, claim):
    statement = claim.members.filter(stance="asserts").first().statement

    page = client.get(statement.get_absolute_url()).content.decode()

    assert claim.get_absolute_url() in page
    assert "<strong>1</strong> denies or doubts it" in page


def test_claims_are_a_file_and_in_the_api(client, claim):
    lines = b"".join(client.get("/claims.ndjson").streaming_content).splitlines()
    [row] = [json.loads(line) for line in lines]
    record = client.get(f"/api/claims/{claim.key}").json()

    assert (row["asserting"], row["denying"], row["disputed"]) == (2, 1, True)
    assert {member["stance"] for member in record["members"]} == {"asserts", "denies"}


def test_files_of_claims_say_what_their_days_rest_on(client, claim):
    first, *others = Article.objects.order_by("pk")
    date_article(first, "2022-03-01", "inferred")
    for article in others:
        date_article(article, "2022-03-09", "given")
    refresh_summaries([claim.pk])

    for row in (
        json.loads(b"".join(client.get("/claims.ndjson").streaming_content)),
        client.get(f"/api/claims/{claim.key}").json(),
    ):
        assert (row["first_on"], row["first_basis"]) == ("2022-03-01", "inferred")
        assert (row["latest_on"], row["latest_basis"]) == ("2022-03-09", "given")
    node = client.get(f"/claims/{claim.key}.jsonld").json()
    assert (node["dateCreated"], node["dateBasis"]) == ("2022-03-01", "inferred")
    assert node["firstAppearance"]["publishedBasis"] == "inferred"


def date_article(article: Article, day: str, basis: str) -> None:
    article.published_on, article.published_basis = day, basis
    article.published_note = "From events it names."
    article.save()


def test_a_merged_claim_leads_on(client, claim):
    old = Claim.objects.create(wording="Old", merged_into=claim)

    response = client.get(old.get_absolute_url())

    assert (response.status_code, response["Location"]) == (301, claim.get_absolute_url())


def test_a_claim_without_public_statements_is_gone(client, claim):
    Statement.objects.update(withdrawn_at=timezone.now())

    assert client.get(claim.get_absolute_url()).status_code == 410


def test_a_claim_costs_the_same_however_many_report_it(
    client, claim, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        client.get(claim.get_absolute_url())


def test_a_claim_has_a_feed_of_its_statements(client, claim):
    feed = client.get(f"/claims/{claim.key}.atom").content.decode()

    assert feed.count("<entry>") == 3
    assert "Bob Lee" in feed


def test_a_claim_is_linked_data_with_its_appearances(client, claim):
    node = client.get(f"/claims/{claim.key}.jsonld").json()

    assert node["@type"] == "Claim"
    assert len(node["appearance"]) == 3
    assert node["firstAppearance"] == node["appearance"][0]
    assert (node["author"]["@type"], node["author"]["name"]) == ("Person", "Ann Chen")


def test_whoever_only_denies_a_claim_is_not_its_author(client, claim):
    claim.members.exclude(stance="denies").update(stance="denies")

    assert "author" not in client.get(f"/claims/{claim.key}.jsonld").json()


def test_an_article_leads_to_its_claims(client, claim):
    article = claim.members.first().statement.article

    assert claim.get_absolute_url() in client.get(article.get_absolute_url()).content.decode()


def test_the_exchange_shows_what_is_disputed_between_whom(client, claim):
    page = client.get("/exchange/").content.decode().partition('id="disputes"')[2]

    assert claim.get_absolute_url() in page
    assert "claimed by" in page
    assert "speakers without a country" in page.partition("denied by")[2]


def test_the_exchange_of_one_country_shows_its_disputes(client, claim):
    make_party("ru", "Russia")

    assert claim.get_absolute_url() in client.get("/exchange/?party=cn").content.decode()
    assert claim.get_absolute_url() not in client.get("/exchange/?party=ru").content.decode()


def test_home_search_and_verify_lead_to_the_claim(client, claim):
    pages = (
        "/",
        "/search/?q=windows",
        "/verify/?quote=Vandals+broke+two+windows+of+the+old+school",
    )

    for page in pages:
        assert claim.get_absolute_url() in client.get(page).content.decode(), page


def test_the_front_page_names_both_sides_of_the_newest_dispute(client, claim):
    page = client.get("/").content.decode()

    assert "Claimed by" in page
    assert "Denied by" in page


def test_the_answer_to_a_question_leads_to_its_claim(client, claim):
    page = client.get("/search/?q=who+denies+that+vandals+broke+windows").content.decode()

    assert claim.get_absolute_url() in page.partition("Answers to your question")[2]


def test_a_claim_of_which_one_statement_is_likely_is_in_no_list(client, claim):
    members = claim.members.values_list("statement", flat=True)
    Attribution.objects.filter(statement__in=members[1:]).update(confidence=0.4)
    refresh_summaries([claim.pk])

    assert claim.key not in client.get("/claims/").content.decode()
    assert client.get(f"/claims/{claim.key}/").status_code == 200


@pytest.mark.parametrize(
    ("order", "index"), [("claim", "claim_by_opening"), ("first", "claim_oldest")]
)
def test_claims_in_order_of_words_and_of_days_are_read_through_an_index(order, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert index in filters.claims(QueryDict(f"sort={order}")).qs[:50].explain()
