"""Bulk decisions: each that can be made is, the others are reported. One batch, undone as one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import User

from articles.models import Article
from claims.curation.articles import mark_reviewed
from claims.curation.attributions import accept, reassign, reject
from claims.curation.errors import CurationError
from claims.models import Attribution, Decision, Reason, Speaker, Status


@dataclass
class BulkResult:
    """The result of a bulk decision: a decision for each success, a message for each other."""

    decisions: list[Decision] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    batch: UUID = field(default_factory=uuid4)


def accept_all(attributions: Iterable[Attribution], *, by: User, why: str = "") -> BulkResult:
    """Accept each that can be; the others are reported as problems."""
    return apply_to_each(
        attributions, lambda item, batch: accept(item, by=by, why=why, batch=batch)
    )


def reject_all(
    attributions: Iterable[Attribution], *, by: User, why: str = "", reason: str = Reason.OTHER
) -> BulkResult:
    """Reject each that can be, all for one reason."""
    return apply_to_each(
        attributions, lambda item, batch: reject(item, by=by, why=why, reason=reason, batch=batch)
    )


def reassign_all(
    attributions: Iterable[Attribution], speaker: Speaker | None, *, by: User, why: str = ""
) -> BulkResult:
    """Give each that can be to one other speaker."""
    return apply_to_each(
        attributions, lambda item, batch: reassign(item, speaker, by=by, why=why, batch=batch)
    )


def accept_rest(
    article: Article,
    reviewed_versions: Mapping[int, str] | Iterable[Attribution],
    *,
    by: User,
    why: str = "",
    reviewed: bool = False,
) -> BulkResult:
    """Accept the unreviewed attributions of an article that the curator has looked at.

    ``reviewed_versions``: the statement's token by the attribution's id, as a form carries them, or
    the attributions as they were read. What changed or came since is reported and left alone.
    With ``reviewed`` the article is marked as fully read too, if nothing of it is left open.
    """
    live = Attribution.objects.live().filter(statement__article=article, status=Status.UNREVIEWED)
    visible = live.filter(statement__withdrawn_at=None).select_related("statement")
    unreviewed = {item.pk: item for item in visible.order_by("statement__start", "pk")}
    if isinstance(reviewed_versions, Mapping):
        tokens = dict(reviewed_versions)
        current = {pk: item for pk, item in unreviewed.items() if pk in tokens}
    else:
        tokens, as_read = {}, {item.pk: item for item in reviewed_versions}
        current = {pk: as_read[pk] for pk in unreviewed if pk in as_read}

    def accept_version(item: Attribution, batch: UUID) -> Decision:
        return accept(item, by=by, why=why, expected_token=tokens.get(item.pk, ""), batch=batch)

    result = apply_to_each(current.values(), accept_version)
    new = [item.statement for pk, item in unreviewed.items() if pk not in current]
    result.problems += [
        f"“{statement}” came since you looked; look at it too." for statement in new
    ]
    if reviewed and not result.problems:
        result.decisions.append(mark_reviewed(article, by=by, why=why, batch=result.batch))
    return result


def apply_to_each(records: Iterable[Any], decide: Callable[[Any, UUID], Decision]) -> BulkResult:
    """Decide on each record, all in one batch; a ``CurationError`` becomes a problem."""
    result = BulkResult()
    for record in records:
        try:
            result.decisions.append(decide(record, result.batch))
        except CurationError as error:
            result.problems.append(str(error))
    return result
