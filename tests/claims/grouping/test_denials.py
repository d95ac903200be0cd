"""Denials: whose claim they are about, and how the claim is told."""

import pytest

from claims.grouping.grouping import group_articles
from claims.models import Claim, ClaimMember
from tests.claims.grouping.test_grouping import WORDS, make_claims
from tests.make import (
    make_article,
    make_attribution,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db


def test_a_denial_joins_with_the_opposite_stance():
    claimed, denied = make_claims(WORDS[0], "that vandals broke two windows of the old school")
    denied.attributions.update(act="denies", speaker=make_speaker())

    for statement in (claimed, denied):
        group_articles(statement.article)

    claim = Claim.objects.get()
    stances = dict(claim.members.values_list("statement", "stance"))
    assert stances == {claimed.pk: "asserts", denied.pk: "denies"}
    assert (claim.disputed, claim.asserting, claim.denying) == (True, 1, 1)


@pytest.mark.parametrize(("between", "claims"), [("", 1), ("Rain fell. " * 150, 0)])
def test_the_accusations_are_what_stands_before_not_far_back(between, claims):
    article = make_article(f"{WORDS[0]} {between}The accusations are baseless.")
    for words in (WORDS[0], "The accusations are baseless."):
        make_attribution(make_statement(words, article=article), speaker=make_speaker(words))

    group_articles(article)

    assert Claim.objects.count() == claims


def test_who_was_denied_and_calls_it_a_lie_means_the_denial():
    denied = "that vandals broke two windows of the old school"
    article = make_article(f"{WORDS[0]} The mayor denied {denied}. That is a lie.")
    owner, mayor = make_speaker("Lind"), make_speaker("Bode")
    for words, speaker, act in (
        (WORDS[0], owner, "says"), (denied, mayor, "denies"), ("That is a lie.", owner, "says")
    ):  # fmt: skip
        make_attribution(make_statement(words, article=article), speaker=speaker, act=act)

    group_articles(article)

    stances = ClaimMember.objects.order_by("statement").values_list("stance", flat=True)
    assert list(stances) == ["asserts", "denies", "asserts"]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Vandals did not break two windows of the old school.", "says"),
        ("that vandals had broken two windows of the old school", "denies"),
    ],
)
def test_what_is_only_denied_is_told_as_denied(words, act):
    statements = make_claims("that vandals broke two windows of the old school", words)
    for statement, own in zip(statements, ("denies", act), strict=True):
        statement.attributions.update(act=own)

    group_articles(*(statement.article for statement in statements))

    claim = Claim.objects.get()
    assert claim.wording.startswith("Vandals")
    assert "not" not in claim.wording
    assert set(claim.members.values_list("stance", flat=True)) == {"denies"}


@pytest.mark.parametrize(
    ("denied", "linked"), [("that it lost the files", True), ("the accusations against it", False)]
)
def test_such_claims_are_those_that_were_denied_just_before(denied, linked):
    article = make_article(f"{WORDS[0]} The bank denied {denied}. Such claims are invented.")
    for words, act in (
        (WORDS[0], "says"),
        (denied, "denies"),
        ("Such claims are invented.", "says"),
    ):
        make_attribution(
            make_statement(words, article=article), speaker=make_speaker(words), act=act
        )

    group_articles(article)

    members = set(ClaimMember.objects.values_list("statement__words", flat=True))
    assert members == ({denied, "Such claims are invented."} if linked else set())


@pytest.mark.parametrize(
    ("between", "claims"),
    [
        ("", 1),
        ("Did anybody see the vandals?", 0),  # asked by somebody else
        ("The accusations are baseless.", 1),  # of which the lie is no part
    ],
)
def test_that_is_a_lie_is_about_nothing_if_others_have_spoken_meanwhile(between, claims):
    article = make_article(f"{WORDS[0]} {between} That is a lie.")
    for words in filter(None, (WORDS[0], between, "That is a lie.")):
        make_attribution(make_statement(words, article=article), speaker=make_speaker(words))

    group_articles(article)

    members = set(ClaimMember.objects.values_list("statement__words", flat=True))
    assert Claim.objects.count() == claims
    assert ("That is a lie." in members) == (not between)


@pytest.mark.parametrize(("party", "linked"), [("ru", True), ("cn", False)])
def test_of_two_who_spoke_long_before_it_is_the_one_who_named_the_side(party, linked):
    rest = "Rain fell on the town. " * 20
    named = "Russia sold the trams to Norway."
    article = make_article(f"{WORDS[0]} {named} {rest} That is a lie.")
    answering = make_speaker("Lind", party=make_party(party, party))
    for words in (WORDS[0], named):
        make_attribution(make_statement(words, article=article), speaker=make_speaker(words))
    make_attribution(make_statement("That is a lie.", article=article), speaker=answering)

    group_articles(article)

    members = set(ClaimMember.objects.values_list("statement__words", flat=True))
    assert members == ({named, "That is a lie."} if linked else set())


def test_that_is_a_lie_said_of_a_denial_by_a_third_is_nobody_s():
    denied = "that vandals broke two windows of the old school"
    article = make_article(f"{WORDS[0]} The mayor denied {denied}. That is a lie.")
    for words, act in ((WORDS[0], "says"), (denied, "denies"), ("That is a lie.", "says")):
        make_attribution(
            make_statement(words, article=article), speaker=make_speaker(words), act=act
        )

    group_articles(article)

    members = set(ClaimMember.objects.values_list("statement__words", flat=True))
    assert members == {WORDS[0], denied}


def test_a_claim_is_not_worded_as_the_denial_of_it():
    article = make_article(f"{WORDS[0]} The accusations are baseless. That is a lie.")
    for words in (WORDS[0], "The accusations are baseless.", "That is a lie."):
        statement = make_statement(words, article=article)
        likely = 0.4 if words == WORDS[0] else 0.9
        make_attribution(statement, speaker=make_speaker(words), confidence=likely)

    group_articles(article)

    assert Claim.objects.get().wording == WORDS[0].rstrip(".")
