"""Edits of a statement's words, evidence and facts, and statements added by curators."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from claims.curation.attributions import follow_merges, replace_attribution
from claims.curation.errors import CurationError, NothingToDo
from claims.curation.log import clean_reason
from claims.curation.statement_transaction import StatementTransaction, lock_article
from claims.curation.writing import (
    VISIBLE,
    StatementEdit,
    content_columns,
    reserve_statement,
    write_evidence,
    write_statement,
)
from claims.models import Attribution, Decision, DecisionKind, Speaker, Statement, Status

UNCHANGED: Any = object()  # for a speaker, whom None would make unknown
NEW_STATEMENT: dict[str, Any] = {
    **dict.fromkeys(("source", "cue", "hops", "about"), ()),
    **{"act": "says", "mode": "said", "negated": False, "role": ""},
}


@transaction.atomic
def edit(
    statement: Statement,
    *,
    by: User,
    why: str = "",
    expected_token: str = "",
    speaker: Speaker | None = UNCHANGED,
    **values: Any,
) -> Decision:
    """Edit what is given, fields of ``StatementEdit``. The attribution becomes a corrected one.

    With another ``speaker`` the old attribution stays as history, as in ``reassign``. ``content``
    is trimmed of commas and the like at its ends, and has all of a quotation of which it has one
    mark.
    """
    edit = StatementEdit(**values)
    change = StatementTransaction(statement, by=by, why=why, expected_token=expected_token)
    live = change.statement.attributions.live().prefetch_related("sources").first()
    if live is None:
        raise CurationError(f"“{statement}” has no attribution that stands; accept one first.")
    change.attribution = live
    source = live.source if edit.source is None else edit.source
    cue = live.cue if edit.cue is None else edit.cue
    edit = edit.checked(change.article.text, [*source, *cue])
    if speaker is not UNCHANGED and follow_merges(speaker) != live.speaker:
        live = replace_attribution(live, follow_merges(speaker), by)
    write_statement(change, edit)
    write_evidence(change, live, edit)
    if not _has_changed(change):
        raise NothingToDo(f"“{statement}” is already so; accept it instead.")
    change.clear_disagreement()
    return change.log(DecisionKind.EDIT)


@transaction.atomic
def add_statement(
    article: Article,
    *,
    speaker: Speaker | None,
    by: User,
    why: str = "",
    **values: Any,
) -> tuple[Statement, Decision]:
    """Add a statement that the extractor missed; ``values`` are the fields of ``StatementEdit``.

    Its undo leaves its address as a tombstone. A withdrawn one at the same place comes back under
    its own address.
    """
    clean_reason(why)
    text = lock_article(article.pk).text
    edit = StatementEdit(**{**NEW_STATEMENT, **values})
    edit = edit.checked(text, [*(edit.source or ()), *(edit.cue or ())])
    statement = reserve_statement(article, content_columns(text, edit.content))
    change = StatementTransaction(statement, by=by, why=why)
    write_statement(change, edit, **VISIBLE)
    change.statement.attributions.live().update(
        status=Status.REJECTED, decided_by=by, decided_at=timezone.now()
    )
    attribution = Attribution(
        statement=change.statement, speaker=follow_merges(speaker), confidence=1
    )
    write_evidence(change, attribution, edit)
    change.clear_disagreement()
    return Statement.objects.get(pk=statement.pk), change.log(DecisionKind.ADD)


def _has_changed(change: StatementTransaction) -> bool:
    """Whether anything but the review status differs from before."""
    reviewing = {"status", "decided_by_id", "decided_at"}

    def facts(rows: Any) -> Any:
        return {
            name: {
                pk: {c: v for c, v in row.items() if c not in reviewing}
                for pk, row in table.items()
            }
            for name, table in rows.items()
        }

    return facts(change.snapshot_before) != facts(change.snapshot())
