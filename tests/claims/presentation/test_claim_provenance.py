"""A list of claims says of each in how many articles it stands, via whom, and how sure we are."""

import pytest

from articles.models import Outlet
from claims import curation
from claims.claim_summaries import refresh_summaries
from claims.models import Claim, ClaimMember
from claims.presentation.claim_provenance import provenance_of
from claims.web.views.claims import count_sides
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db

WORDS = "there were two boats"


@pytest.fixture
def claim() -> Claim:
    return Claim.objects.create(wording="There were two boats", statements=2)


def report(claim, *, article=None, stance="asserts", outlet=None, **attribution):
    text = f"{stance} {WORDS}, {ClaimMember.objects.count()}."
    article = article or make_article(text, outlet=outlet)
    start = ClaimMember.objects.filter(statement__article=article).count()
    statement = make_statement(WORDS[start:], article=article)
    made = make_attribution(statement, **attribution)
    fields = {"statement": statement, "claim": claim, "utterance": statement.pk}
    ClaimMember.objects.create(stance=stance, **fields)
    refresh_summaries([claim.pk])
    return made


def provenance(claim):
    claim.refresh_from_db()
    return provenance_of([claim])[claim.pk]


def test_statements_of_one_article_are_said_to_be_all_in_one(claim):
    article = make_article(f"She said {WORDS}.")
    report(claim, article=article)
    report(claim, article=article, stance="denies")

    assert provenance(claim).where == "All 2 statements in one article"


def test_outlets_are_named_where_any_is_known(claim):
    report(claim, outlet=Outlet.objects.named("Wire"))
    report(claim, outlet=Outlet.objects.named("Daily"))
    report(claim)

    assert provenance(claim).where == "3 statements in 3 articles of Daily and Wire"


def test_how_sure_is_a_range_of_what_no_curator_has_checked(
    claim, curator, django_capture_on_commit_callbacks
):
    report(claim, confidence=0.82)
    settled = report(claim, confidence=0.85)
    report(claim, confidence=0.92)
    assert provenance(claim).how_sure == (
        "found by machine, not checked: 82% to 92% sure of speaker and words"
    )

    with django_capture_on_commit_callbacks(execute=True):
        curation.accept(settled, by=curator)

    assert provenance(claim).how_sure.startswith("1 of 3 checked by a curator; the others found")


def test_the_list_of_claims_says_via_whom_its_statements_came(client, claim):
    report(claim)
    report(claim, via=(make_speaker("The Wire"),), stance="denies")

    page = client.get("/claims/").content.decode()

    assert "2 statements in 2 articles, 1 of them via <a" in page
    assert ">The Wire</a> · found by machine, not checked" in page


def test_the_front_page_says_via_whom_a_disputed_claim_came(client, claim):
    report(claim, via=(make_speaker("The Wire"),))
    report(claim, via=(make_speaker("The Wire"),), stance="denies")
    Claim.objects.update(disputed=True, denying=1)

    page = client.get("/").content.decode()

    assert "2 statements in 2 articles, via <a" in page


def test_who_asks_about_a_claim_is_not_counted_with_who_denies_it(claim):
    own, *others = [
        report(claim, stance=stance).statement.membership
        for stance in ("asserts", "asserts", "asks", "denies")
    ]

    counts = [(side.number, side.verb, side.is_own) for side in count_sides(own, others)]

    assert counts == [
        (1, "claims or repeats", True),
        (1, "denies or doubts", False),
        (1, "asks about", False),
    ]


def test_outlets_and_those_who_passed_it_on_are_counted_and_the_first_named(claim):
    for name in "EDCBA":
        report(claim, outlet=Outlet.objects.named(name), via=(make_speaker(f"Wire {name}"),))

    told = provenance(claim)

    assert told.where == "5 statements in 5 articles of A, B, C and 2 more"
    assert [speaker.name for speaker in told.via] == ["Wire A", "Wire B", "Wire C"]
    assert told.more_via == 2


def test_a_list_reads_no_members(claim, django_assert_num_queries):
    report(claim, outlet=Outlet.objects.named("Wire"), via=(make_speaker("The Wire"),))
    claim.refresh_from_db()

    with django_assert_num_queries(2):  # outlets, speakers
        assert provenance_of([claim])[claim.pk].is_complete


def test_a_claim_counted_by_an_earlier_version_says_less(claim):
    report(claim, outlet=Outlet.objects.named("Wire"))
    report(claim, outlet=Outlet.objects.named("Daily"))
    claim.refresh_from_db()
    claim.sides.pop("provenance")

    told = provenance_of([claim])[claim.pk]

    assert told.where == "2 statements of 2 outlets"
    assert not told.is_complete


def test_who_passed_it_on_is_called_as_whom_they_were_merged_into(
    claim, curator, django_capture_on_commit_callbacks
):
    wire, agency = make_speaker("The Wire"), make_speaker("Wire Agency")
    report(claim, via=(wire,))

    with django_capture_on_commit_callbacks(execute=True):
        curation.merge(agency, wire, by=curator)

    assert [speaker.name for speaker in provenance(claim).via] == ["Wire Agency"]
