"""Withholding of articles and statements from readers, and the mark of a fully reviewed article."""

from typing import Unpack

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.models import Article
from claims import appearances
from claims.curation import snapshots
from claims.curation.errors import CurationError, NothingToDo
from claims.curation.log import Signature, checked, write_decision
from claims.curation.snapshots import Snapshot
from claims.curation.statement_transaction import StatementTransaction, lock_article
from claims.locks import lock_recording
from claims.models import Decision, DecisionKind, Statement

MAX_PUBLIC_WHY_CHARS = 300  # the tombstone shows it


@transaction.atomic
def withhold(record: Article | Statement, **signature: Unpack[Signature]) -> Decision:
    """Withhold an article or a statement from readers at once; its address says ``why``."""
    why = signature.get("why", "").strip()
    if not why:
        raise CurationError("Say why; readers see it at the address. Nothing was changed.")
    if len(why) > MAX_PUBLIC_WHY_CHARS:
        raise CurationError(
            f"The reason has {len(why)} characters; readers see it, {MAX_PUBLIC_WHY_CHARS} at most."
        )
    columns: dict[str, object] = {"withdrawn_at": timezone.now(), "withdrawn_why": why}
    if isinstance(record, Article):
        return _on_article(DecisionKind.WITHHOLD, record, columns, signature)
    change = StatementTransaction(record, **signature)
    if change.statement.withdrawn_at and change.statement.withdrawn_by_id:
        raise NothingToDo(f"“{change.statement}” is already withheld; there is nothing to do.")
    Statement.objects.filter(pk=record.pk).update(**columns, withdrawn_by=change.by)
    return change.log(DecisionKind.WITHHOLD)


@transaction.atomic
def release(
    record: Article | Statement,
    **signature: Unpack[Signature],
) -> Decision:
    """Release a withheld article or statement to readers."""
    columns: dict[str, object] = {"withdrawn_at": None, "withdrawn_why": ""}
    if isinstance(record, Article):
        return _on_article(DecisionKind.RELEASE, record, columns, signature)
    change = StatementTransaction(record, **signature)
    if not change.statement.withdrawn_at:
        raise NothingToDo(f"“{change.statement}” is not withheld; there is nothing to do.")
    standing = Statement.objects.filter(
        article=change.article, content=change.statement.content, withdrawn_at=None
    ).first()
    if standing:
        raise CurationError(f"Statement {standing.key} is at that place now; withhold it first.")
    Statement.objects.filter(pk=record.pk).update(**columns, withdrawn_by=None)
    return change.log(DecisionKind.RELEASE)


@transaction.atomic
def mark_reviewed(
    article: Article,
    **signature: Unpack[Signature],
) -> Decision:
    """Mark an article as fully reviewed: what is settled is right, and no statement is missing."""
    columns: dict[str, object] = {
        "reviewed_at": timezone.now(),
        "reviewed_by_id": signature["by"].pk,
    }
    return _on_article(DecisionKind.REVIEW, article, columns, signature)


def _on_article(
    kind: DecisionKind,
    article: Article,
    values: dict[str, object],
    signature: Signature,
) -> Decision:
    signature = checked(signature)
    lock_recording()  # whoever is withheld or released changes which of the copies leads
    locked = lock_article(article.pk)
    _refuse_repetition(kind, locked)
    before = _snapshot(article)
    Article.objects.filter(pk=article.pk).update(**values)
    appearances.refresh(article)
    diff_before, diff_after = snapshots.diff(before, _snapshot(article))
    return write_decision(
        signature,
        deed=kind,
        article=locked,
        diff_before=diff_before,
        diff_after=diff_after,
        anchor={"text_sha256": locked.text_sha256, "article": locked.slug},
    )


def _refuse_repetition(kind: DecisionKind, article: Article) -> None:
    is_done = {
        DecisionKind.WITHHOLD: article.withdrawn_at is not None,
        DecisionKind.RELEASE: article.withdrawn_at is None,
        DecisionKind.REVIEW: article.reviewed_at is not None,
    }
    if is_done[kind]:
        words = {DecisionKind.RELEASE: "not withheld", DecisionKind.REVIEW: "already reviewed"}
        state = words.get(kind, "already withheld")
        raise NothingToDo(f"“{article}” is {state}; there is nothing to do.")


def _snapshot(article: Model) -> Snapshot:
    return snapshots.take_snapshot(article=Article.objects.filter(pk=article.pk))
