"""Matching of findings with stored statements, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.types import Finding, Span
from claims.models import Attribution, Speaker, Statement
from claims.recording.match import (
    Change,
    ChangeKind,
    ResolvedFinding,
    StoredAttribution,
    StoredStatement,
    best_findings,
    match,
)
from claims.recording.overrides import CuratorOverrides
from tests.claims.recording.findings import finding

CHEN, LI = Speaker(pk=1, slug="ann-chen", name="Ann Chen"), Speaker(pk=2, slug="li", name="Bo Li")


def resolved(finding: Finding, speaker: Speaker | None = CHEN) -> ResolvedFinding:
    return ResolvedFinding(finding, speaker, (), finding.confidence, ())


def stored(finding: Finding, pk: int = 7, status: str = "unreviewed", **fields) -> StoredStatement:
    """What recording version 1 of the finding has left."""
    result = resolved(finding)
    statement = Statement(
        pk=pk, content=finding.content, quotation=finding.quotation, mode=finding.mode, **fields
    )
    attribution = Attribution(pk=pk, status=status, **result.attribution_fields("v1"))
    return StoredStatement(statement, (StoredAttribution(attribution),), result.about())


def changes(findings: list[ResolvedFinding], *statements: StoredStatement) -> list[Change]:
    return list(match(findings, statements, CuratorOverrides(), version="v1"))


def kinds(*args) -> list[str]:
    return [change.kind for change in changes(*args)]


def test_words_that_nobody_has_found_before_are_new():
    assert kinds([resolved(finding())]) == [ChangeKind.NEW]


def test_the_same_again_is_unchanged():
    assert kinds([resolved(finding())], stored(finding())) == [ChangeKind.UNCHANGED]


def test_another_speaker_updates_only_the_attributions_speaker():
    (change,) = changes([resolved(finding(), LI)], stored(finding()))

    assert (change.kind, change.attribution) == (ChangeKind.UPDATED, {"speaker_id": LI.pk})
    assert not any((change.statement, change.replaces_hops, change.replaces_about))


def test_another_chain_replaces_the_hops():
    relayed = ResolvedFinding(finding(), CHEN, ((LI, (Span(1, 2),)),), 0.8, ())

    (change,) = changes([relayed], stored(finding()))

    assert (change.kind, change.replaces_hops) == (ChangeKind.UPDATED, True)


def test_what_is_not_found_is_withdrawn():
    assert kinds([], stored(finding())) == [ChangeKind.WITHDRAWN]


def test_what_a_curator_settled_is_kept_with_the_disagreement():
    (change,) = changes([resolved(finding(), LI)], stored(finding(), status="accepted"))

    assert change.kind == ChangeKind.KEPT
    assert change.statement["disagreement"]["speaker"] == "Bo Li"
    assert not change.attribution


def test_words_that_are_mostly_those_of_a_settled_statement_are_that_statement():
    assert kinds([resolved(finding("We agree,"))], stored(finding(), status="rejected")) == ["kept"]


def test_words_that_are_mostly_those_of_an_unsettled_statement_are_another():
    assert kinds([resolved(finding("We agree,"))], stored(finding())) == ["new", "withdrawn"]


def test_of_two_statements_at_a_place_the_one_that_is_not_withdrawn_is_meant():
    withdrawn = stored(finding(), pk=1, withdrawn_at="2026-01-01")

    (change,) = changes([resolved(finding())], stored(finding(), pk=2), withdrawn)

    assert (change.kind, change.stored.record.pk) == (ChangeKind.UNCHANGED, 2)


spans = st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(
        Span(start, end)
        for start, end in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)
    )
)
contents = st.lists(spans, max_size=6, unique=True)


@given(contents, contents, st.sets(st.integers(0, 5)))
def test_each_finding_and_each_standing_statement_is_accounted_for(old, new, settled):
    before = [
        stored(finding(content=content), pk, "accepted" if pk in settled else "unreviewed")
        for pk, content in enumerate(old, start=1)
    ]
    findings = best_findings(finding(content=content) for content in new)

    result = changes([resolved(one) for one in findings], *before)

    assert [change.resolved.finding for change in result if change.resolved] == findings
    assert {c.stored.record.pk for c in result if c.stored} == {s.record.pk for s in before}
    assert all(c.kind == "kept" for c in result if c.stored and c.stored.is_settled)
