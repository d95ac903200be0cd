"""Any run of decisions can be walked back and forth from the log."""

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from claims import curation
from claims.models import Decision
from tests.make import make_attribution, make_speaker, make_statement

pytestmark = pytest.mark.django_db


class Sitting(RuleBasedStateMachine):
    """Any run of acts, undone and redone from the log, passes the same states again."""

    @initialize()
    def begin(self):
        # Names must not repeat, since all runs share the test's transaction.
        self.curator = make_user()
        self.speakers = [make_speaker() for _ in range(3)]
        self.statement = make_attribution(
            make_statement(), speaker=self.speakers[0], via=(self.speakers[1],), confidence=0.3
        ).statement
        self.done: list[Decision] = []
        self.undone: list[Decision] = []
        self.states = [curation.state(self.statement)]

    @rule(speaker=st.integers(0, 2), deed=st.sampled_from(["accept", "reject", "reassign"]))
    def act(self, speaker, deed):
        attribution = self.statement.attributions.order_by("-pk").all()[
            speaker % self.statement.attributions.count()
        ]
        try:
            if deed == "accept":
                decision = curation.accept(attribution, by=self.curator)
            elif deed == "reject":
                decision = curation.reject(attribution, by=self.curator, why="duplicate")
            else:
                decision = curation.reassign(attribution, self.speakers[speaker], by=self.curator)
        except curation.CurationError:
            return  # refused: the invariant sees that nothing changed
        self.done.append(decision)
        self.undone.clear()
        self.states = [*self.states[: len(self.done)], curation.state(self.statement)]

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        self.undone.append(curation.undo(self.done.pop(), by=self.curator))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        self.done.append(curation.undo(self.undone.pop(), by=self.curator))

    @invariant()
    def the_state_is_the_one_that_stood_here_before(self):
        if hasattr(self, "states"):
            assert curation.state(self.statement) == self.states[len(self.done)]

    @invariant()
    def one_attribution_is_live_at_most(self):
        if hasattr(self, "states"):
            assert self.statement.attributions.live().count() <= 1


def make_user():
    return User.objects.create(username=f"curator-{User.objects.count()}")


def test_any_sitting_can_be_undone_and_redone_step_by_step():
    run_state_machine_as_test(
        Sitting,
        settings=settings(
            max_examples=40,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
