"""Who takes which side of a claim: told by name, in one order, on every page."""

from datetime import date

import pytest

from claims.claim_summaries import refresh_summaries
from claims.models import Claim, ClaimMember
from claims.presentation.claim_sides import outlines_of, with_outlines
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db

WORDS = "there were two boats"


@pytest.fixture
def claim() -> Claim:
    return Claim.objects.create(wording="There were two boats", statements=2)


def report(claim, name, stance, *, day=18, basis="stated"):
    article = make_article(
        f"{name} {stance} {WORDS} on {day}.",
        published_on=date(2022, 3, day),
        published_basis=basis,
        published_note="Worked out from events." if basis == "inferred" else "",
    )
    statement = make_statement(WORDS, article=article)
    make_attribution(statement, speaker=make_speaker(name))
    ClaimMember.objects.create(
        statement=statement, claim=claim, stance=stance, utterance=statement.pk
    )


def outline(claim):
    """What the members say, and what lists show of it without reading them."""
    read = outlines_of(ClaimMember.objects.likely())[claim.pk]
    refresh_summaries([claim.pk])
    (listed,) = with_outlines(Claim.objects.filter(pk=claim.pk))
    assert listed.outline == read
    return read


def test_whoever_repeats_a_claim_is_never_named_among_those_who_make_it(claim):
    report(claim, "Ann Chen", "repeats", day=1)
    report(claim, "Norway", "asserts", day=2)

    assert outline(claim).label == "Claim, made by Norway"
    assert outline(claim).in_words == "claimed by Norway; repeated by Ann Chen"


def test_a_doubt_is_told_apart_from_a_denial(claim):
    for name, stance in (("Norway", "asserts"), ("Bob Lee", "doubts"), ("Eve Ray", "denies")):
        report(claim, name, stance)

    assert outline(claim).kind == "Disputed claim"
    assert outline(claim).in_words.endswith("denied by Eve Ray; doubted by Bob Lee")


def test_a_speaker_whom_two_articles_report_is_one(claim):
    norway, stance = make_speaker("Norway"), "asserts"
    for day in (3, 4):
        report(claim, f"Voice {day}", stance, day=day)
        ClaimMember.objects.last().statement.attributions.update(speaker=norway)

    assert outline(claim).label == "Claim, made by Norway"


def test_the_first_to_be_reported_is_named_first(claim):
    report(claim, "Late", "asserts", day=9)
    report(claim, "Early", "asserts", day=8)

    assert outline(claim).label == "Claim, made by Early and Late"


def test_of_three_who_make_a_claim_two_are_counted(claim):
    for day in (7, 8, 9):
        report(claim, f"Voice {day}", "asserts", day=day)

    assert outline(claim).label == "Claim, made by Voice 7 and 2 others"


def test_of_many_speakers_the_first_are_named_and_the_others_counted(claim):
    for day in range(1, 8):
        report(claim, f"Speaker {day}", "asserts", day=day)

    assert outline(claim).in_words.endswith("Speaker 3, Speaker 4 and 3 more")


def test_a_day_that_only_inferred_dates_give_is_said_to_be_inferred(claim):
    report(claim, "Norway", "asserts", day=1, basis="inferred")
    report(claim, "Ann Chen", "repeats", day=2, basis="inferred")
    report(claim, "Bob Lee", "denies", day=2)

    assert str(outline(claim).first) == "about 1 March 2022, date estimated"
    assert str(outline(claim).latest) == "2 March 2022"


@pytest.mark.parametrize("path", ["", "embed"])
def test_a_claims_page_and_frame_say_whose_claim_it_is_and_that_we_do_not_judge_it(
    client, claim, path
):
    report(claim, "Norway", "asserts", basis="inferred")
    report(claim, "Ann Chen", "repeats", basis="inferred")
    report(claim, "Bob Lee", "doubts", basis="inferred")

    page = client.get(f"{claim.get_absolute_url()}{path}").content.decode()

    assert "Disputed claim, made by Norway:" in page
    assert "We do not say whether it is true." in page
    assert "<strong>Repeated by</strong>" in page
    assert "<strong>Doubted by</strong>" in page
    assert "Denied" not in page
    assert "date estimated" in page


def test_the_list_of_claims_names_those_for_and_against(client, claim):
    report(claim, "Norway", "asserts")
    report(claim, "Bob Lee", "denies")

    page = client.get("/claims/").content.decode()

    assert "<strong>Claimed by</strong>" in page
    assert "<strong>Denied by</strong>" in page
    assert "Bob Lee" in page


def test_whoever_repeats_a_claim_is_not_said_to_have_said_it(client, claim):
    report(claim, "Norway", "asserts")
    report(claim, "Ann Chen", "repeats")

    page = client.get(claim.get_absolute_url()).content.decode()

    assert '<span class="did">repeated</span>' in page.partition('id="repeats"')[2]
    assert '<span class="did">repeated</span>' not in page.partition('id="repeats"')[0]
