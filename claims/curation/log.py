"""The log of decisions: its only writer, and the origin of a decision that is made again here."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Required, TypedDict
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction

from claims.claim_summaries import refresh_after_decision
from claims.curation.errors import CurationError
from claims.models import Decision, FacetCount

MAX_WHY_CHARS = 500


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a decision was first made, if it is replayed or carried over: its id, time and batch.

    ``at`` None: the time of the copy. ``carried_from``: the slug of the article's earlier text.
    """

    uid: UUID
    at: datetime | None = None
    batch: UUID | None = None
    carried_from: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of the log that the copy takes over."""
        time = {"at": self.at} if self.at else {}
        return {"uid": self.uid, "batch": self.batch, **time}


class Signature(TypedDict, total=False):
    """Who decides, and why; ``batch``, if it is one of many at once; ``origin``, if it is a copy.

    All that decide take these by name.
    """

    by: Required[User]
    why: str
    batch: UUID | None
    origin: Origin | None


def checked(signature: Signature) -> Signature:
    """With a reason that can be stored. Raises ``CurationError``."""
    return {**signature, "why": clean_reason(signature.get("why", ""))}


def write_decision(signature: Signature, **columns: Any) -> Decision:
    """Add a decision to the log. Nothing else writes one."""
    transaction.on_commit(FacetCount.objects.fold_if_long, robust=True)
    signed = {"batch": None, **signature}
    origin: Origin | None = signed.pop("origin", None)  # type: ignore[assignment]
    decision = Decision.objects.create(**columns | signed | (origin.columns() if origin else {}))
    speakers = [pk for pk in (decision.speaker_id, decision.other_id) if pk]
    # After the commit: the lock of grouping is never waited for with articles or speakers locked.
    refresh = partial(refresh_after_decision, decision.statement_id, decision.article_id, speakers)
    transaction.on_commit(refresh, robust=True)
    return decision


def clean_reason(why: str) -> str:
    """A reason without spaces around it; raise ``CurationError`` if it can't be stored."""
    why = why.strip()
    if "\0" in why:
        raise CurationError("The reason holds a NUL character; remove it.")
    if len(why) > MAX_WHY_CHARS:
        raise CurationError(f"The reason has {len(why)} characters; {MAX_WHY_CHARS} is the most.")
    return why
