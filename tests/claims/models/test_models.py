"""What the database itself holds, whatever the code above it does."""

from functools import partial

import pytest
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.models import Attribution, Speaker, Statement
from tests.make import make_article, make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


class SpansInTheDatabase(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=4))
    def test_only_ordered_disjoint_pieces_are_stored_and_come_back_as_they_were(self, pieces):
        flat = [edge for piece in pieces for edge in piece]
        valid = (
            bool(pieces)
            and flat[0] >= 0
            and all(start < end for start, end in pieces)
            and all(a[1] <= b[0] for a, b in zip(pieces, pieces[1:], strict=False))
        )
        article = make_article()

        store = partial(
            Statement.objects.create,
            article=article, content=pieces, start=0, end=1, words="w", quotation="direct",
        )  # fmt: skip
        if valid:
            stored = store()
            stored.refresh_from_db()
            assert stored.content == tuple(pieces)
        else:
            with pytest.raises((IntegrityError, DataError)), transaction.atomic():
                store()


def test_a_statement_has_one_live_attribution_at_most():
    statement = make_attribution().statement

    with pytest.raises(IntegrityError, match="one_live_attribution"):
        make_attribution(statement)


def test_a_rejected_attribution_leaves_room_for_another(django_user_model):
    curator = django_user_model.objects.create(username="alice")
    decided = {"status": "rejected", "decided_by": curator, "decided_at": timezone.now()}
    rejected = make_attribution(**decided)

    kept = make_attribution(rejected.statement)

    assert list(Attribution.objects.live()) == [kept]


def test_a_decision_without_a_curator_is_refused():
    with pytest.raises(IntegrityError, match="decision_has_curator_and_time"):
        make_attribution(status="accepted")


def test_two_speakers_cannot_share_an_identity():
    make_speaker(identity="xi jinping")

    with pytest.raises(IntegrityError, match="identity"):
        make_speaker(identity="xi jinping")


def test_by_leaves_out_rejected_attributions(django_user_model):
    curator = django_user_model.objects.create(username="alice")
    chen = make_speaker()
    kept = make_attribution(speaker=chen).statement
    make_attribution(speaker=chen, status="rejected", decided_by=curator, decided_at=timezone.now())

    assert list(Statement.objects.by(chen)) == [kept]


def test_withdrawn_statements_are_not_public():
    make_attribution(make_statement(withdrawn_at=timezone.now()))

    assert not Statement.objects.public().exists()


def test_a_speaker_counts_only_what_readers_see():
    chen = make_speaker()
    make_attribution(speaker=chen)
    make_attribution(make_statement(withdrawn_at=timezone.now()), speaker=chen)

    assert Speaker.objects.with_statement_count().get(pk=chen.pk).statement_count == 1
