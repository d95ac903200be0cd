"""The rows that lists read, and the counts, are what the records say, whatever is done to these."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from articles.models import Article
from claims import curation
from claims.confidence import LIKELY
from claims.extraction.types import (
    Finding,
    Hop,
    MentionKind,
    PartyMention,
    QuotationKind,
    ReportingMode,
    Span,
    SpeakerMention,
)
from claims.models import (
    About,
    Attribution,
    FacetCount,
    Source,
    Speaker,
    Statement,
    StatementIndex,
    StatementSample,
    Status,
    index,
)
from claims.recording import reconcile
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

pytestmark = pytest.mark.django_db

TEXT = "“We agree,” Ann Chen told Daily News. Bob Lee fears that “war” is near. It rained."
CODES = ("cn", "us", "ru")
numbers = st.integers(0, 11)


def expected_rows() -> dict[int, tuple]:
    """What readers see, said once more without triggers."""
    rows = {}
    for attribution in (
        Attribution.objects.exclude(status=Status.REJECTED)
        .select_related("speaker", "statement__article")
        .prefetch_related("statement__mentions", "sources")
    ):
        statement, article = attribution.statement, attribution.statement.article
        if statement.withdrawn_at or article.withdrawn_at or article.superseded_by_id:
            continue
        hops = sorted(attribution.sources.all(), key=lambda hop: hop.position)
        rows[statement.pk] = (
            attribution.pk, article.pk, statement.start, article.outlet_id, article.published_on,
            attribution.speaker_id, attribution.speaker.party_id if attribution.speaker else None,
            sorted(mention.party_id for mention in statement.mentions.all()),
            [hop.speaker_id for hop in hops], attribution.act, statement.quotation, statement.mode,
            attribution.status, attribution.certainty,
        )  # fmt: skip
    return rows


COLUMNS = (
    "attribution_id", "article_id", "start", "outlet_id", "published_on", "speaker_id",
    "party_id", "about", "sources", "act", "quotation", "mode", "status", "confidence",
)  # fmt: skip


def index_rows(model=StatementIndex, columns=COLUMNS) -> dict[int, tuple]:
    return {pk: tuple(row) for pk, *row in model.objects.values_list("pk", *columns)}


def expected_counts(rows) -> dict[tuple[str, object], int]:
    """How often each value of the facets that have one value occurs; "" where there is none."""
    counts: Counter[tuple[str, object]] = Counter()
    for row in rows.values():
        values = dict(zip(COLUMNS, row, strict=True))
        for facet, column in (
            ("speaker", "speaker_id"), ("party", "party_id"), ("outlet", "outlet_id"),
            ("act", "act"), ("mode", "mode"), ("review", "status"), ("article", "article_id"),
        ):  # fmt: skip
            counts[facet, values[column] or ""] += 1
        counts["confidence", "likely" if values["confidence"] >= LIKELY else "doubtful"] += 1
        for facet, column in (("about", "about"), ("source", "sources")):
            counts.update((facet, value) for value in set(values[column]) or {""})
    return counts


class Life(RuleBasedStateMachine):
    """Everything that is done to records, by machine, curator, admin, or by hand."""

    def __init__(self):
        """Each life begins with an empty database, and takes what it wrote along."""
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.curator = User.objects.create(username=f"curator-{User.objects.count()}")
        self.speakers = [make_speaker(f"Person {n}") for n in range(3)]
        self.outlets = [make_outlet(), None]
        for code in CODES:
            make_party(code, code.upper())
        make_attribution(make_statement("We agree", article=self.article_of("seen")))
        self.decisions = []

    def article_of(self, words):
        return make_article(f"{TEXT} {words} {Article.objects.count()}")

    def one(self, model, number):
        there = list(model.objects.order_by("pk"))
        return there[number % len(there)] if there else None

    def person(self, number):
        living = list(Speaker.objects.filter(merged_into=None).order_by("pk"))
        return living[number % len(living)]

    @rule(number=numbers, words=st.sampled_from(["We agree", "war", "It rained"]))
    def write(self, number, words):
        article = self.one(Article, number)
        if not article.statements.filter(words=words).exists():
            statement = make_statement(words, article=article)
            make_attribution(statement, speaker=self.person(number), via=(self.person(number + 1),))

    @rule(number=numbers, chosen=st.sets(st.sampled_from(["We agree", "war"])))
    def extract(self, number, chosen):
        reconcile.record(self.one(Article, number), [finding(w) for w in sorted(chosen)], "test")

    @rule(number=numbers, deed=st.sampled_from(["accept", "reject", "reassign"]))
    def decide(self, number, deed):
        one = self.one(Attribution, number)
        acts = {
            "accept": lambda: curation.accept(one, by=self.curator),
            "reject": lambda: curation.reject(one, by=self.curator, why="wrong"),
            "reassign": lambda: curation.reassign(one, self.person(number), by=self.curator),
        }
        if one:
            self.try_to(acts[deed])

    @rule(number=numbers)
    def merge(self, number):
        one, other = self.person(number), self.person(number + 1)
        self.try_to(lambda: curation.merge(one, other, by=self.curator))

    @rule()
    def undo(self):
        if self.decisions:
            decision = self.decisions.pop()
            self.try_to(lambda: curation.undo(decision, by=self.curator), keep=False)

    @rule(number=numbers)
    def withhold(self, number):
        article = self.one(Article, number)
        self.try_to(lambda: curation.withhold(article, by=self.curator, why="asked"))

    def try_to(self, act, keep=True):
        try:
            decision = act()
        except curation.CurationError:
            return
        if keep:
            self.decisions.append(decision)

    @rule(number=numbers)
    def supersede(self, number):
        old = self.one(Article, number)
        Article.objects.filter(pk=old.pk, superseded_by=None).update(
            superseded_by=self.article_of("newer")
        )

    @rule(number=numbers, gone=st.booleans())
    def withdraw(self, number, gone):
        one = self.one(Statement, number)
        at = timezone.now() if gone else None
        Statement.objects.filter(pk=getattr(one, "pk", None)).update(withdrawn_at=at)

    @rule(number=numbers, day=st.sampled_from([None, date(2022, 3, 1), date(2021, 1, 1)]))
    def describe_the_article(self, number, day):
        Article.objects.filter(pk=self.one(Article, number).pk).update(
            outlet=self.outlets[number % 2],
            published_on=day,
            published_basis="given" if day else "",
        )

    @rule(number=numbers, code=st.sampled_from([None, *CODES]))
    def give_a_party(self, number, code):
        Speaker.objects.filter(pk=self.person(number).pk).update(party=code)

    @rule(number=numbers, code=st.sampled_from(CODES))
    def speak_of_another(self, number, code):
        if statement := self.one(Statement, number):
            found = About.objects.filter(statement=statement, party=code)
            if not found.delete()[0]:
                About.objects.create(statement=statement, party_id=code, spans=[Span(0, 1)])

    @rule(number=numbers)
    def drop_a_hop(self, number):
        if hop := self.one(Source, number):
            hop.delete()

    @rule(act=st.sampled_from(["says", "denies"]), number=numbers)
    def change_many_at_once(self, act, number):
        Attribution.objects.filter(pk__gt=number).update(act=act)

    @rule(number=numbers)
    def delete(self, number):
        statement = self.one(Statement, number)
        if statement and not statement.decisions.exists():
            statement.delete()

    @rule()
    def fold_name(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT counted_fold(0), counted_fold(1)")

    @invariant()
    def rows_counts_and_sample_are_what_the_records_say(self):
        rows = index_rows()
        assert rows == expected_rows()

        expected = expected_counts(rows)
        counts = {
            (facet, value): count
            for facet in {facet for facet, _ in expected}
            for value, count in FacetCount.objects.of(facet).items()
        }
        assert counts == expected
        assert FacetCount.objects.total() == len(rows)

        sample = index_rows(StatementSample, COLUMNS[1:])
        assert {pk: rows.get(pk, ())[1:] for pk in sample} == sample


def finding(words: str) -> Finding:
    start = TEXT.index(words)
    news = SpeakerMention(name="Daily News", kind=MentionKind.OUTLET)
    return Finding(
        content=(Span(start, start + len(words)),), source=(Span(12, 20),), cue=(Span(21, 25),),
        quotation=QuotationKind.DIRECT, mode=ReportingMode.SAID, act="says", negated=False,
        speaker=SpeakerMention(name="Ann Chen", kind=MentionKind.PERSON, party="cn"),
        chain=(Hop(news, (Span(26, 36),)),), about=(PartyMention("us", Span(0, 1)),),
        confidence=0.8,
    )  # fmt: skip


def test_rows_and_counts_follow_whatever_is_done_to_the_records():
    run(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_everything_made_anew_is_what_was_kept():
    for act in ("says", "denies"):
        make_attribution(speaker=make_speaker(party=make_party()), act=act)
    before = index_rows(), FacetCount.objects.of("act")

    with connection.cursor() as cursor:
        cursor.execute("SELECT shown_rebuild()")

    assert (index_rows(), FacetCount.objects.of("act")) == before


def test_a_long_ledger_is_folded_after_a_commit_and_its_sums_stay(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(index, "MAX_UNFOLDED_ROWS", 20)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            article = make_article(text=f"{TEXT} {number}")
            reconcile.record(article, [finding("We agree")], "1")

    assert not FacetCount.objects.filter(level__lt=2).exists()
    assert FacetCount.objects.of("act") == {"says": 3}
