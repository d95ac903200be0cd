"""A curator puts a statement right, or adds one that was missed; each is one decision."""

import pytest
from django.urls import reverse

from claims import curation
from claims.models import Attribution, Span, Statement, Status
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db

TEXT = "“We agree,” Ann Chen told Daily News. “It is late,” she added. It rained."
AGREE, LATE, RAIN = Span(0, 11), Span(38, 51), Span(63, 72)


@pytest.fixture
def article():
    return make_article(TEXT)


@pytest.fixture
def statement(article):
    return make_attribution(make_statement("We agree", article=article)).statement


def live(statement):
    return statement.attributions.live().get()


def test_content_in_two_pieces_moves_the_words_and_their_place(curator, statement):
    decision = curation.edit(statement, by=curator, content=[LATE, AGREE])

    statement.refresh_from_db()
    assert statement.content == (AGREE, LATE)
    assert (statement.start, statement.end) == (0, 51)
    assert statement.words == "“We agree,” … “It is late,”"
    assert (decision.deed, live(statement).status) == ("edit", Status.CORRECTED)


@pytest.mark.parametrize(("piece", "kind"), [(AGREE, "direct"), (RAIN, "indirect")])
def test_the_marks_in_new_content_say_what_kind_it_is(curator, statement, piece, kind):
    curation.edit(statement, by=curator, content=[piece])

    statement.refresh_from_db()
    assert statement.quotation == kind


def test_a_given_kind_goes_before_the_marks(curator, statement):
    curation.edit(statement, by=curator, content=[AGREE], quotation="mixed")

    statement.refresh_from_db()
    assert statement.quotation == "mixed"


def test_pieces_that_touch_become_one(curator, statement):
    curation.edit(statement, by=curator, content=[(5, 11), (0, 5)])

    statement.refresh_from_db()
    assert statement.content == (AGREE,)


@pytest.mark.parametrize("piece", [(3, 3), (5, 2), (-1, 4), (0, 999), ("a", 2), (1, 2, 3)])
def test_a_piece_outside_the_text_is_refused(curator, statement, piece):
    with pytest.raises(curation.CurationError, match="is no piece of the text"):
        curation.edit(statement, by=curator, content=[piece])

    statement.refresh_from_db()
    assert statement.content == (Span(1, 9),)


def test_a_statement_without_words_is_refused(curator, statement):
    with pytest.raises(curation.CurationError, match="needs words"):
        curation.edit(statement, by=curator, content=[])


def test_words_that_are_another_statement_are_refused(curator, statement, article):
    other = make_attribution(make_statement("It rained", article=article)).statement

    with pytest.raises(curation.StaleStatement, match=other.key):
        curation.edit(statement, by=curator, content=[RAIN])


def test_the_place_of_a_withdrawn_statement_is_free(curator, statement, article):
    other = make_attribution(make_statement("It rained", article=article)).statement
    curation.withhold(other, by=curator, why="not said")

    curation.edit(statement, by=curator, content=[RAIN])

    statement.refresh_from_db()
    assert statement.words == "It rained"


def test_evidence_act_and_parties_are_put_right(curator, statement):
    make_party("ru", "Russia")

    curation.edit(
        statement, by=curator, source=[(12, 20)], cue=[(21, 25)], act="denies", negated=True,
        mode="thought", about=["ru"],
    )  # fmt: skip

    statement.refresh_from_db()
    put = live(statement)
    assert (put.source, put.cue, put.act, put.negated) == (
        (Span(12, 20),), (Span(21, 25),), "denies", True,
    )  # fmt: skip
    assert statement.mode == "thought"
    assert [about.party_id for about in statement.mentions.all()] == ["ru"]


def test_the_chain_is_put_right_innermost_first(curator, statement):
    inner, outer = make_speaker(), make_speaker()

    curation.edit(statement, by=curator, hops=[(inner, [(26, 36)]), (outer, [])])

    hops = live(statement).sources.order_by("position")
    assert [(hop.speaker, hop.spans) for hop in hops] == [(inner, (Span(26, 36),)), (outer, ())]


def test_another_speaker_leaves_the_old_answer_as_history(curator, statement):
    old, bob = live(statement), make_speaker("Bob")

    curation.edit(statement, by=curator, speaker=bob, cue=[(21, 25)])

    assert (live(statement).speaker, live(statement).cue) == (bob, (Span(21, 25),))
    assert Attribution.objects.get(pk=old.pk).status == Status.REJECTED


def test_nothing_to_put_right_is_told(curator, statement):
    with pytest.raises(curation.CurationError, match="accept it instead"):
        curation.edit(statement, by=curator, mode=statement.mode)


@pytest.mark.parametrize("wrong", [{"act": "sings"}, {"mode": "x"}, {"quotation": "x"}])
def test_a_word_that_is_none_of_ours_is_refused(curator, statement, wrong):
    with pytest.raises(curation.CurationError, match=next(iter(wrong.values()))):
        curation.edit(statement, by=curator, **wrong)


def test_an_unknown_party_is_refused(curator, statement):
    with pytest.raises(curation.CurationError, match="'zz' is not a country or bloc"):
        curation.edit(statement, by=curator, about=["zz"])


def test_a_form_that_is_out_of_date_gets_both_versions(curator, statement):
    token = curation.state_token(statement)
    before = curation.statement_state(statement)
    curation.edit(statement, by=curator, content=[LATE])

    with pytest.raises(curation.StaleStatement) as caught:
        curation.edit(statement, by=curator, content=[AGREE], expected_token=token)

    assert caught.value.expected == before
    assert caught.value.current == curation.statement_state(statement)


def test_tokens_of_many_are_those_of_each(curator, statement, django_assert_num_queries):
    other = make_attribution(via=(make_speaker(),)).statement
    each = {one.pk: curation.state_token(one) for one in (statement, other)}

    with django_assert_num_queries(4):
        assert curation.state_tokens([statement, other]) == each


def test_a_missed_statement_is_added_as_corrected(curator, article):
    ann = make_speaker("Ann")

    added, decision = curation.add_statement(
        article, content=[LATE], speaker=ann, cue=[(56, 61)], by=curator
    )

    assert (added.words, added.quotation, live(added).speaker) == ("“It is late,”", "direct", ann)
    assert list(Statement.objects.public()) == [added]
    assert (decision.deed, decision.anchor["exact"]) == ("add", "“It is late,”")


def test_taking_an_addition_back_leaves_a_tombstone(client, curator, article):
    added, decision = curation.add_statement(article, content=[LATE], speaker=None, by=curator)

    curation.undo(decision, by=curator)

    assert client.get(reverse("statement", args=[added.key])).status_code == 410
    assert not Statement.objects.public().exists()


def test_adding_what_stands_there_is_refused(curator, article, statement):
    with pytest.raises(curation.CurationError, match=statement.key):
        curation.add_statement(article, content=statement.content, speaker=None, by=curator)


def test_adding_where_one_was_rejected_brings_its_address_back(curator, article, statement):
    curation.reject(live(statement), by=curator, reason="wrong_speaker")

    added, _ = curation.add_statement(
        article, content=statement.content, speaker=make_speaker("Bob"), by=curator
    )

    assert added == statement
    assert live(added).speaker.name == "Bob"
