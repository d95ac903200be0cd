"""Any sitting, whatever is done in it, is undone and redone from the log, to the last column."""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
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
from claims.curation.snapshots import TABLES
from claims.models import Alias, Decision, Speaker, Statement
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement

pytestmark = pytest.mark.django_db

TEXT = "“We agree,” Ann Chen told Daily News. Bob Lee fears that “war” is near. It rained."
SPANS = [[(1, 9)], [(1, 9), (38, 45)], [(57, 66)], [(0, 10)], [(72, 82)]]
numbers = st.integers(0, 9)


class Sitting(RuleBasedStateMachine):
    """Every state of every table is remembered; going back and forth must pass the same ones."""

    def __init__(self):
        """Each sitting begins with an empty database, and takes what it wrote along."""
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    @initialize()
    def begin(self):
        self.curator = User.objects.create(username="curator")
        self.article = make_article(TEXT)
        self.speakers = [make_speaker(f"Person {n}", party=make_party()) for n in range(4)]
        self.speakers[0].members.set(self.speakers[1:3])
        for speaker in self.speakers:
            Alias.objects.create(speaker=speaker, name=speaker.name, folded="person")
        for words, n in (("We agree", 0), ("war", 1)):
            statement = make_statement(words, article=self.article)
            make_attribution(
                statement, speaker=self.speakers[n], via=(self.speakers[n + 1],), confidence=0.3
            )
        make_party("us", "United States")
        self.done: list[Decision] = []
        self.undone: list[Decision] = []
        self.states = [None]  # read where it is compared first

    def everything(self):
        """All rows of all tables; statements that were unmade are tombstones, and left out."""
        unmade = Q(withdrawn_by=None, withdrawn_at__isnull=False)
        found = {name: list(rows_of(model)) for name, model in TABLES.items()}
        tombstones = set(Statement.objects.filter(unmade).values_list("pk", flat=True))
        found["statement"] = [row for row in found["statement"] if row["id"] not in tombstones]
        return found

    def attribution(self, number):
        there = self.article_attributions()
        return there[number % len(there)]

    def article_attributions(self):
        return list(
            TABLES["attribution"].objects.filter(statement__article=self.article).order_by("pk")
        )

    def statement(self, number):
        there = list(self.article.statements.order_by("pk"))
        return there[number % len(there)]

    def speaker(self, number):
        there = list(Speaker.objects.filter(Q(pk__gte=self.speakers[0].pk)).order_by("pk"))
        return there[number % len(there)]

    def do(self, act):
        try:
            decision = act()
        except curation.CurationError:
            return  # refused: the invariant sees that nothing changed
        self.done.append(decision)
        self.undone.clear()
        self.states = [*self.states[: len(self.done)], None]

    @rule(n=numbers)
    def accept(self, n):
        self.do(lambda: curation.accept(self.attribution(n), by=self.curator))

    @rule(n=numbers)
    def reject(self, n):
        self.do(lambda: curation.reject(self.attribution(n), by=self.curator, reason="duplicate"))

    @rule(n=numbers, m=numbers)
    def reassign(self, n, m):
        self.do(lambda: curation.reassign(self.attribution(n), self.speaker(m), by=self.curator))

    @rule(n=numbers, m=numbers, spans=st.sampled_from(SPANS), about=st.sampled_from([(), ("cn",)]))
    def edit(self, n, m, spans, about):
        self.do(
            lambda: curation.edit(
                self.statement(n), by=self.curator, content=spans, source=[(12, 20)], about=about,
                speaker=self.speaker(m), hops=[(self.speaker(n), [(26, 36)])],
            )
        )  # fmt: skip

    @rule(n=numbers, spans=st.sampled_from(SPANS))
    def add(self, n, spans):
        def act():
            return curation.add_statement(
                self.article, content=spans, speaker=self.speaker(n), by=self.curator,
                hops=[(self.speaker(n + 1), [])], about=("us",),
            )[1]  # fmt: skip

        self.do(act)

    @rule(n=numbers, m=numbers, despite=st.booleans())
    def merge(self, n, m, despite):
        kept, other = self.speaker(n), self.speaker(m)
        self.do(lambda: curation.merge(kept, other, by=self.curator, despite=despite))

    @rule(n=numbers, m=numbers, new=st.booleans())
    def split(self, n, m, new):
        attribution = self.attribution(n)
        into = {"name": "Somebody else", "namesake": True} if new else {"into": self.speaker(m)}
        if attribution.speaker:
            self.do(
                lambda: curation.split(attribution.speaker, [attribution], by=self.curator, **into)
            )

    @rule(n=numbers, m=numbers)
    def tell_apart(self, n, m):
        one, other = self.speaker(n), self.speaker(m)
        self.do(lambda: curation.distinguish(one, other, by=self.curator))

    @rule(n=numbers)
    def rename(self, n):
        self.do(lambda: curation.rename(self.speaker(n), f"Name {n}", by=self.curator))

    @rule(n=numbers, whole=st.booleans())
    def withhold(self, n, whole):
        record = self.article if whole else self.statement(n)
        self.do(lambda: curation.withhold(record, by=self.curator, why="wrong"))

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
            state, place = self.everything(), len(self.done)
            self.states[place] = self.states[place] or state
            assert state == self.states[place]

    def teardown(self):
        try:
            while getattr(self, "done", None):
                self.undo()
                self.the_state_is_the_one_that_stood_here_before()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


def rows_of(model):
    heavy = {"raw", "text", "search", "fuzzy"}
    columns = [f.attname for f in model._meta.concrete_fields if f.name not in heavy]
    return model._default_manager.order_by("pk").values(*columns)


def test_any_sitting_can_be_undone_and_redone_step_by_step():
    run_state_machine_as_test(
        Sitting,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
