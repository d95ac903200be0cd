"""The same text in several papers: its statements count once, and each appearance stays listed."""

import random

import pytest

from articles.models import Article
from claims import curation
from claims.models import FacetCount, Statement, StatementIndex
from claims.recording.reconcile import record
from tests.articles.test_near_duplicates import invent
from tests.claims.recording.findings import finding
from tests.make import make_article, make_outlet

pytestmark = pytest.mark.django_db

RNG = random.Random(3)
TEXT = "\n\n".join(invent(RNG))
OTHER = "\n\n".join(invent(RNG))
WORDS = "the river will rise by two metres before the end of the week"
BODY = f"{TEXT}\n\nMaria Kost said {WORDS}."


def publish(text=BODY, *, paper="", day="2022-03-18", words=(WORDS,), **fields):
    """An article that was stored and recorded, with a statement of each of these words."""
    article = make_article(
        text,
        outlet=make_outlet(paper or None),
        published_on=day,
        published_basis="given",
        extraction="pending",
        **fields,
    )
    article.refresh_from_db()
    record(article, [finding(each, text=text) for each in words], "test")
    return Article.objects.get(pk=article.pk)


def rows():
    return list(StatementIndex.objects.order_by("statement"))


def the_statement(article):
    return Statement.objects.get(article=article)


def test_a_text_in_three_papers_counts_once_and_names_all_three():
    papers = [publish(f"{BODY}\n\nExtra {n}.", paper=f"Paper {n}") for n in range(3)]

    (row,) = rows()
    assert set(row.articles) == {paper.pk for paper in papers}
    assert set(row.outlets) == {paper.outlet_id for paper in papers}
    assert FacetCount.objects.total() == 1
    assert set(FacetCount.objects.of("outlet")) == {paper.outlet_id for paper in papers}


def test_the_earliest_leads_even_if_it_comes_last():
    late = publish(day="2022-03-19")
    early = publish(BODY + " ", day="2022-03-18")

    assert Article.objects.get(pk=late.pk).copy_of == early
    assert the_statement(late).lead == the_statement(early)
    assert [row.article_id for row in rows()] == [early.pk]


def test_the_same_event_by_another_reporter_counts_for_itself():
    publish()
    publish(f"{OTHER}\n\nMaria Kost said {WORDS}.")

    assert len(rows()) == 2
    assert not Article.objects.exclude(copy_of=None)


def test_words_that_only_a_copy_has_count_for_themselves():
    extra = "nobody had been told about the second dam"
    publish()
    copy = publish(f"{BODY}\n\nHe said {extra}.", words=(WORDS, extra))

    assert len(rows()) == 2
    assert Statement.objects.get(words=extra).lead is None
    assert StatementIndex.objects.get(statement__words=extra).article_id == copy.pk


def test_a_reworded_appearance_belongs_to_its_statement():
    publish()
    changed = WORDS.replace("two", "three")
    publish(BODY.replace(WORDS, changed), words=(changed,))

    assert len(rows()) == 1


def test_recording_again_changes_nothing():
    papers = [publish(f"{BODY}\n\nExtra {n}.") for n in range(3)]
    before = rows()

    for paper in papers:
        record(paper, [finding(WORDS, text=paper.text)], "test")

    assert rows() == before


def test_a_withheld_leading_article_leaves_its_place_to_the_next(admin_user):
    first, second, third = (publish(f"{BODY}\n\nExtra {n}.") for n in range(3))

    curation.withhold(first, by=admin_user, why="A request.")

    (row,) = rows()
    assert (row.article_id, set(row.articles)) == (second.pk, {second.pk, third.pk})


def test_a_released_article_is_among_the_copies_again(admin_user):
    first, second = (publish(f"{BODY}\n\nExtra {n}.") for n in range(2))
    decision = curation.withhold(first, by=admin_user, why="A request.")

    curation.undo(decision, by=admin_user)

    (row,) = rows()
    assert (row.article_id, set(row.articles)) == (first.pk, {first.pk, second.pk})


def test_a_new_text_of_the_leading_page_takes_its_place():
    first = publish(url="https://a.example/1")
    copy = publish(BODY + "\n\nMore.")
    newer = make_article(BODY + "\n\nUpdated.", url="https://a.example/1")
    Article.objects.filter(pk=first.pk).update(superseded_by=newer)

    record(newer, [finding(WORDS, text=newer.text)], "test")

    (row,) = rows()
    assert set(row.articles) == {newer.pk, copy.pk}


def test_the_appearances_of_a_rejected_statement_do_not_come_up_in_its_place(admin_user):
    first = publish()
    publish(BODY + "\n\nMore.")

    curation.reject(the_statement(first).live_attribution, by=admin_user, why="No statement.")

    assert rows() == []


def test_the_list_of_a_copys_outlet_has_the_statement(client):
    publish(paper="First Post")
    copy = publish(BODY + "\n\nMore.", paper="Second Post")

    for query in (f"outlet={copy.outlet.slug}", f"article={copy.slug}", ""):
        listed = b"".join(client.get(f"/statements.ndjson?{query}")).decode()
        assert len(listed.splitlines()) == 1, query
