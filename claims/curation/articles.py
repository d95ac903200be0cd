"""What readers may not see, and which articles are read to the end."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from articles.models import Article
from claims.curation import changes
from claims.curation.changes import Picture
from claims.curation.errors import CurationError, Needless
from claims.curation.log import Act, lock_article, reason_given, written
from claims.models import Decision, DecisionKind, Statement

LONGEST_PUBLIC_WHY = 300  # the tombstone shows it


@transaction.atomic
def withhold(
    record: Article | Statement, *, by: User, why: str, batch: UUID | None = None
) -> Decision:
    """Take an article or a statement from readers at once, everywhere; its address says ``why``."""
    why = why.strip()
    if not why:
        raise CurationError("Say why; readers see it at the address. Nothing was changed.")
    if len(why) > LONGEST_PUBLIC_WHY:
        raise CurationError(
            f"The reason has {len(why)} characters; readers see it, {LONGEST_PUBLIC_WHY} at most."
        )
    gone: dict[str, object] = {"withdrawn_at": timezone.now(), "withdrawn_why": why}
    if isinstance(record, Article):
        return _on_article(DecisionKind.WITHHOLD, record, gone, by=by, why=why, batch=batch)
    act = Act(record, by=by, why=why)
    if act.statement.withdrawn_at and act.statement.withdrawn_by_id:
        raise Needless(f"“{act.statement}” is withheld already; there is nothing to do.")
    Statement.objects.filter(pk=record.pk).update(**gone, withdrawn_by=by)
    return act.log(DecisionKind.WITHHOLD, batch=batch)


@transaction.atomic
def release(
    record: Article | Statement, *, by: User, why: str = "", batch: UUID | None = None
) -> Decision:
    """Give it back to readers."""
    back: dict[str, object] = {"withdrawn_at": None, "withdrawn_why": ""}
    if isinstance(record, Article):
        return _on_article(DecisionKind.RELEASE, record, back, by=by, why=why, batch=batch)
    act = Act(record, by=by, why=why)
    if not act.statement.withdrawn_at:
        raise Needless(f"“{act.statement}” is not withheld; there is nothing to do.")
    taken = Statement.objects.filter(
        article=act.article, content=act.statement.content, withdrawn_at=None
    ).first()
    if taken:
        raise CurationError(f"Statement {taken.key} stands at that place now; withhold it first.")
    Statement.objects.filter(pk=record.pk).update(**back, withdrawn_by=None)
    return act.log(DecisionKind.RELEASE, batch=batch)


@transaction.atomic
def mark_reviewed(
    article: Article, *, by: User, why: str = "", batch: UUID | None = None
) -> Decision:
    """Somebody has read all of it: whatever is settled is right, and nothing is missing."""
    read: dict[str, object] = {"reviewed_at": timezone.now(), "reviewed_by_id": by.pk}
    return _on_article(DecisionKind.REVIEW, article, read, by=by, why=why, batch=batch)


def _on_article(
    deed: DecisionKind,
    article: Article,
    values: dict[str, object],
    *,
    by: User,
    why: str,
    batch: UUID | None,
) -> Decision:
    why = reason_given(why)
    fresh = lock_article(article.pk)
    _refuse_needless(deed, fresh)
    before = _picture(article)
    Article.objects.filter(pk=article.pk).update(**values)
    was, became = changes.difference(before, _picture(article))
    return written(
        deed=deed,
        by=by,
        why=why,
        article=fresh,
        before=was,
        after=became,
        anchor={"text_sha256": fresh.text_sha256, "article": fresh.slug},
        batch=batch,
    )


def _refuse_needless(deed: DecisionKind, article: Article) -> None:
    done = {
        DecisionKind.WITHHOLD: article.withdrawn_at is not None,
        DecisionKind.RELEASE: article.withdrawn_at is None,
        DecisionKind.REVIEW: article.reviewed_at is not None,
    }
    if done[deed]:
        words = {DecisionKind.RELEASE: "not withheld", DecisionKind.REVIEW: "reviewed already"}
        state = words.get(deed, "withheld already")
        raise Needless(f"“{article}” is {state}; there is nothing to do.")


def _picture(article: Model) -> Picture:
    return changes.picture(article=Article.objects.filter(pk=article.pk))
