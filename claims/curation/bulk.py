"""Acts on many: each that can be done is, the others are told. One batch, undone as one."""

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
class Tally:
    """What became of a bulk act: a decision for each that was done, a message for each other."""

    decisions: list[Decision] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    batch: UUID = field(default_factory=uuid4)


def accept_all(attributions: Iterable[Attribution], *, by: User, why: str = "") -> Tally:
    """Accept each that can be; the others are told, not left out in silence."""
    return each(attributions, lambda one, batch: accept(one, by=by, why=why, batch=batch))


def reject_all(
    attributions: Iterable[Attribution], *, by: User, why: str = "", reason: str = Reason.OTHER
) -> Tally:
    """Reject each that can be, all for one reason."""
    return each(
        attributions, lambda one, batch: reject(one, by=by, why=why, reason=reason, batch=batch)
    )


def reassign_all(
    attributions: Iterable[Attribution], speaker: Speaker | None, *, by: User, why: str = ""
) -> Tally:
    """Give each that can be to one other speaker."""
    return each(
        attributions, lambda one, batch: reassign(one, speaker, by=by, why=why, batch=batch)
    )


def accept_rest(
    article: Article,
    seen: Mapping[int, str] | Iterable[Attribution],
    *,
    by: User,
    why: str = "",
    reviewed: bool = False,
) -> Tally:
    """Accept what nobody has settled of an article, as far as the curator has seen it.

    ``seen``: the statement's token by the attribution's id, as a form carries them, or the
    attributions as they were read. What changed since, or came since, is told and left alone.
    With ``reviewed`` the article is marked as fully read too, if nothing of it is left open.
    """
    live = Attribution.objects.live().filter(statement__article=article, status=Status.UNREVIEWED)
    shown = live.filter(statement__withdrawn_at=None).select_related("statement")
    open_now = {one.pk: one for one in shown.order_by("statement__start", "pk")}
    if isinstance(seen, Mapping):
        tokens = dict(seen)
        chosen = [one for pk, one in open_now.items() if pk in tokens]
    else:
        tokens, as_read = {}, {one.pk: one for one in seen}
        chosen = [as_read[pk] for pk in open_now if pk in as_read]
    tally = each(
        chosen,
        lambda one, batch: accept(one, by=by, why=why, seen=tokens.get(one.pk, ""), batch=batch),
    )
    new = [one for pk, one in open_now.items() if pk not in {c.pk for c in chosen}]
    tally.problems += [f"“{one.statement}” came since you looked; look at it too." for one in new]
    if reviewed and not tally.problems:
        tally.decisions.append(mark_reviewed(article, by=by, why=why, batch=tally.batch))
    return tally


def each(records: Iterable[Any], act: Callable[[Any, UUID], Decision]) -> Tally:
    tally = Tally()
    for record in records:
        try:
            tally.decisions.append(act(record, tally.batch))
        except CurationError as error:
            tally.problems.append(str(error))
    return tally
