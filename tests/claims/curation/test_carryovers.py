"""An article's text changes: what was settled holds for the same words, and is asked of others."""

import pytest

from claims import curation
from claims.curation import carryovers
from claims.models import Attribution, Carryover, Decision, Statement
from claims.recording import reconcile
from tests.claims.recording.findings import CHEN, LI, TEXT, finding
from tests.make import make_article

pytestmark = pytest.mark.django_db
ADDED = f"Updated on Friday. {TEXT}"


@pytest.fixture
def old():
    article = make_article(TEXT, url="https://example.org/a")
    reconcile.record(article, [finding()], "v1")
    return article


def newer(old, text=ADDED):
    article = make_article(text, url=old.url)
    old.superseded_by = article
    old.save()
    return article


def shifted(by=19, **fields):
    moved = finding(**fields)
    spans = {
        name: tuple(type(s)(s.start + by, s.end + by) for s in getattr(moved, name))
        for name in ("content", "source", "cue")
    }
    return finding(**{**fields, **spans, "chain": (), "about": ()})


def test_an_acceptance_holds_for_the_same_words_further_on(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)
    new = newer(old)

    counts = reconcile.record_and_carry(new, [shifted(speaker=LI)], "v2")

    carried = Attribution.objects.live().get(statement__article=new)
    assert counts["carried"] == 1
    assert (carried.speaker.name, carried.decided_by) == ("Ann Chen", curator)
    assert new.text[slice(*carried.statement.content[0])] == "We agree"
    assert new.text[slice(*carried.source[0])] == "Ann Chen"


def test_a_rejection_holds_for_the_same_words(old, curator):
    curation.reject(Attribution.objects.get(), by=curator, reason="not_a_statement")
    new = newer(old)

    reconcile.record_and_carry(new, [shifted()], "v2")

    assert not Statement.objects.public().filter(article=new).exists()


def test_what_was_added_or_withheld_is_so_in_the_new_text(old, curator):
    late = TEXT.index("It is late")
    curation.add_statement(old, content=[(late, late + 10)], speaker=None, by=curator)
    curation.withhold(Statement.objects.get(words="We agree"), by=curator, why="an order")
    new = newer(old)

    reconcile.record_and_carry(new, [shifted()], "v2")

    assert [one.words for one in Statement.objects.public().filter(article=new)] == ["It is late"]


def test_it_is_carried_once_and_may_be_undone_for_good(old, curator):
    curation.reject(Attribution.objects.get(), by=curator, reason="duplicate")
    new = newer(old)
    reconcile.record_and_carry(new, [shifted()], "v2")
    curation.undo(Decision.objects.get(article=new), by=curator)

    counts = reconcile.record_and_carry(new, [shifted()], "v2")

    assert counts == {"unchanged": 1}
    assert Statement.objects.public().filter(article=new).exists()


def test_words_that_are_only_nearly_the_same_wait_for_a_curator(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)
    new = newer(old, TEXT.replace("We agree", "We agreed"))

    reconcile.record_and_carry(new, [], "v2")

    proposed = Carryover.objects.get()
    assert (proposed.article, proposed.answered_at) == (new, None)
    assert 0.75 < proposed.likeness < 1
    assert not Statement.objects.filter(article=new).exists()


def test_the_same_words_twice_are_not_guessed_at(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)

    reconcile.record_and_carry(newer(old, f"{TEXT}\n\n{TEXT}"), [], "v2")

    assert Carryover.objects.get().likeness < 1


def test_words_that_are_gone_are_told_too(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)

    reconcile.record_and_carry(newer(old, "Nothing of it is left here."), [], "v2")

    assert (Carryover.objects.get().start, Carryover.objects.get().likeness) == (None, 0)


def test_a_curator_says_that_it_holds_between_other_words(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)
    new = newer(old, TEXT.replace("told Daily News", "told reporters"))
    reconcile.record_and_carry(new, [], "v2")

    decision = carryovers.carry_over(Carryover.objects.get(), by=curator)

    assert Attribution.objects.live().get(statement__article=new).speaker.name == CHEN.name
    assert Carryover.objects.get().decision == decision
    with pytest.raises(curation.StaleStatement, match="already answered this"):
        carryovers.dismiss(Carryover.objects.get(), by=curator)


def test_other_words_are_for_a_person_to_settle(old, curator):
    curation.accept(Attribution.objects.get(), by=curator)
    reconcile.record_and_carry(newer(old, TEXT.replace("We agree", "We agreed")), [], "v2")

    with pytest.raises(curation.CurationError, match="on its own page"):
        carryovers.carry_over(Carryover.objects.get(), by=curator)
    carryovers.dismiss(Carryover.objects.get(), by=curator)
    assert not Carryover.objects.waiting().exists()


def test_what_a_curator_settled_in_the_new_text_goes_before(old, curator):
    new = newer(old)
    reconcile.record_and_carry(new, [shifted()], "v2")
    curation.reject(
        Attribution.objects.get(statement__article=new), by=curator, reason="other", why="no"
    )  # noqa: E501
    curation.accept(Attribution.objects.get(statement__article=old), by=curator)

    reconcile.record_and_carry(new, [shifted()], "v2")

    assert not Statement.objects.public().filter(article=new).exists()
