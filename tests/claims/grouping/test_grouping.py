"""Statements become claims as articles are recorded, and all anew."""

import io
import random

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, ExtractionState
from claims.grouping import grouping
from claims.grouping.grouping import group_articles
from claims.grouping.rebuilding import rebuild
from claims.models import (
    Claim,
    ClaimMember,
    RebuildPart,
    RebuildStep,
    StatementLink,
    StatementMeaning,
)
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db

WORDS = (
    "Vandals broke two windows of the old school.",
    "Two windows of the old school were broken by vandals.",
    "The council adjourned until June after the vote.",
    "After the vote, the council adjourned until June.",
    "The harbour will reopen on Monday.",
)
EXCLAIMED = [words.replace(".", "!") for words in WORDS]


def make_claims(*texts: str, **fields) -> list:
    """A statement in an article of its own for each text."""
    statements = []
    for text in texts:
        statement = make_statement(text, article=make_article(f"Report. {text}"))
        make_attribution(statement, **fields)
        statements.append(statement)
    return statements


def grouped() -> set[frozenset[int]]:
    rows: dict[int, set[int]] = {}
    for claim, statement in ClaimMember.objects.values_list("claim", "statement"):
        rows.setdefault(claim, set()).add(statement)
    return {frozenset(members) for members in rows.values()}


def stored_links() -> set[tuple[int, int, float]]:
    return set(StatementLink.objects.values_list("first", "second", "score"))


def test_two_wordings_become_one_claim_and_a_lone_statement_none():
    statements = make_claims(*WORDS)

    for statement in statements:
        group_articles(statement.article)

    first, second, third, fourth, _ = (statement.pk for statement in statements)
    assert grouped() == {frozenset({first, second}), frozenset({third, fourth})}


@pytest.mark.parametrize("unsaid", [{"act": "declines"}, {"act": "says", "negated": True}])
def test_what_somebody_declined_to_say_is_in_no_claim(unsaid):
    statements = make_claims(*WORDS[:2])
    statements[1].attributions.update(**unsaid)

    group_articles(*(statement.article for statement in statements))

    assert not Claim.objects.exists()


def test_two_that_only_name_a_topic_are_no_claim():
    statements = make_claims("Russia's invasion of Ukraine", "the Russian invasion of Ukraine")

    group_articles(*(statement.article for statement in statements))

    assert not Claim.objects.exists()


def test_the_order_of_articles_is_of_no_account():
    statements = make_claims(*WORDS)
    for statement in random.Random(3).sample(statements, len(statements)):
        group_articles(statement.article)
    as_they_came = grouped()

    list(rebuild())

    assert grouped() == as_they_came


@pytest.mark.parametrize("size", [1, 2, len(WORDS)])
def test_articles_grouped_together_are_grouped_as_each_alone(size):
    articles = [statement.article for statement in make_claims(*WORDS, *EXCLAIMED)]
    random.Random(size).shuffle(articles)
    for start in range(0, len(articles), size):
        group_articles(*articles[start : start + size])
    as_they_came, links = grouped(), stored_links()

    list(rebuild())

    assert (grouped(), stored_links()) == (as_they_came, links)


def test_an_article_that_can_t_be_grouped_stops_no_other():
    *statements, harbour, damaged = make_claims(*WORDS[:2], WORDS[4], EXCLAIMED[4])
    group_articles(damaged.article)
    StatementMeaning.objects.filter(pk=damaged.pk).update(stance="?")

    group_articles(*(statement.article for statement in (*statements, harbour)))

    assert grouped() == {frozenset(statement.pk for statement in statements)}


def test_what_was_recorded_is_grouped_when_the_work_stops_midway():
    statements = make_claims(*WORDS[:2])

    with pytest.raises(KeyboardInterrupt):
        stop_midway(statements)

    assert grouped() == {frozenset(statement.pk for statement in statements)}


def stop_midway(statements: list) -> None:
    with grouping.grouping_batch() as batch:
        for statement in statements:
            batch.add(statement.article, 1)
        raise KeyboardInterrupt


def test_what_a_killed_run_has_recorded_only_is_grouped_by_the_next():
    first, second = make_claims(*WORDS[:2])
    Article.objects.update(extraction=ExtractionState.DONE, extracted_at=timezone.now())

    call_command("extract", "--pending", verbosity=0)

    assert grouped() == {frozenset({first.pk, second.pk})}


def test_enough_statements_are_grouped_at_once():
    first, second = make_claims(*WORDS[:2])

    with grouping.grouping_batch() as batch:
        batch.add(first.article, 1)
        batch.add(second.article, grouping.MAX_BATCH_STATEMENTS - 1)

        assert grouped() == {frozenset({first.pk, second.pk})}


def test_a_rebuild_keeps_addresses():
    for statement in make_claims(*WORDS):
        group_articles(statement.article)
    keys = set(Claim.objects.values_list("key", flat=True))

    list(rebuild())

    assert set(Claim.objects.public().values_list("key", flat=True)) == keys


def test_a_rebuild_goes_on_where_it_stopped():
    make_claims(*WORDS)
    next(rebuild())
    read = dict(StatementMeaning.objects.values_list("pk", "version"))

    out = io.StringIO()
    call_command("claims", "--rebuild", stdout=out)

    assert len(read) == len(WORDS)
    assert "2 claims, 0 disputed." in out.getvalue()


def test_a_settled_member_stays_where_a_curator_put_it(django_user_model):
    first, second, *_ = make_claims(*WORDS[:2])
    alone = Claim.objects.create(wording="Apart")
    ClaimMember.objects.create(
        statement=second, claim=alone, utterance=second.pk, by=django_user_model.objects.create()
    )

    for statement in (first, second):
        group_articles(statement.article)

    assert ClaimMember.objects.get(statement=second).claim == alone


def test_the_meaning_of_a_hundred_statements_takes_no_more_queries(django_assert_max_num_queries):
    article = make_article(" ".join(f"Plant {n} in town {n} closed." for n in range(100)))
    for n in range(100):
        make_attribution(make_statement(f"Plant {n} in town {n} closed.", article=article))

    with django_assert_max_num_queries(40):
        group_articles(article)


def test_a_link_that_no_longer_holds_goes_when_its_article_is_recorded_again():
    first, second = make_claims(*WORDS[:2])
    for statement in (first, second):
        group_articles(statement.article)
    assert StatementLink.objects.exists()
    second.words = WORDS[4]
    second.save()

    group_articles(second.article)

    assert not StatementLink.objects.exists()
    assert grouped() == set()


def test_a_stopped_rebuild_leaves_only_what_is_still_to_do():
    make_claims(*WORDS)
    progress = rebuild()
    next(progress)
    progress.close()

    steps = list(RebuildPart.objects.values_list("step", flat=True))

    assert steps == [RebuildStep.CLEAR, RebuildStep.COMPARE, RebuildStep.GROUP, RebuildStep.TIDY]
