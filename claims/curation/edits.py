"""Edits of a statement's words, evidence and facts, and statements added by curators."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from claims.curation.attributions import follow_merges, replace_attribution
from claims.curation.errors import CurationError, NothingToDo
from claims.curation.log import clean_reason
from claims.curation.statement_transaction import StatementTransaction, lock_article
from claims.curation.writing import (
    Hops,
    Pieces,
    checked_act,
    checked_choice,
    checked_pieces,
    content_columns,
    fitted_pieces,
    reserve_statement,
    set_about,
    set_hops,
    set_statement,
    write_attribution,
)
from claims.models import (
    Attribution,
    Decision,
    DecisionKind,
    Mode,
    Quotation,
    Speaker,
    Statement,
    Status,
)

UNCHANGED: Any = object()  # for a speaker, whom None would make unknown


@transaction.atomic
def edit(
    statement: Statement,
    *,
    by: User,
    why: str = "",
    expected_token: str = "",
    content: Pieces | None = None,
    source: Pieces | None = None,
    cue: Pieces | None = None,
    hops: Hops | None = None,
    quotation: str | None = None,
    act: str | None = None,
    negated: bool | None = None,
    mode: str | None = None,
    about: Iterable[str] | None = None,
    speaker: Speaker | None = UNCHANGED,
    role: str | None = None,
    batch: UUID | None = None,
) -> Decision:
    """Edit what is given; the rest stays. The attribution becomes a corrected one.

    With another ``speaker`` the old attribution stays as history, as in ``reassign``. Pieces are
    code points into the article's text. ``content`` is trimmed of commas and the like at its ends,
    and has all of a quotation of which it has one mark; where it changes, the quotation marks in it
    say what kind of ``quotation`` it is unless that is given.
    """
    change = StatementTransaction(statement, by=by, why=why, expected_token=expected_token)
    live = change.statement.attributions.live().prefetch_related("sources").first()
    if live is None:
        raise CurationError(f"“{statement}” has no attribution that stands; accept one first.")
    change.attribution = live
    text = change.article.text
    evidence_pieces = [
        *(live.source if source is None else source),
        *(live.cue if cue is None else cue),
    ]
    content = fitted_pieces(text, content, evidence_pieces)
    facts = _set_values(
        quotation=checked_choice(Quotation, quotation), mode=checked_choice(Mode, mode)
    )
    set_statement(change.statement, **{**content_columns(text, content), **facts})
    if speaker is not UNCHANGED and follow_merges(speaker) != live.speaker:
        live = replace_attribution(live, follow_merges(speaker), by)
    evidence = _set_values(source=checked_pieces(text, source), cue=checked_pieces(text, cue))
    write_attribution(
        live, by, **evidence, **_set_values(act=checked_act(act), negated=negated, role=role)
    )
    set_hops(live, hops, text)
    set_about(change.statement, about)
    if not _has_changed(change):
        raise NothingToDo(f"“{statement}” is so already; accept it instead.")
    change.clear_disagreement()
    return change.log(DecisionKind.EDIT, batch=batch)


@transaction.atomic
def add_statement(
    article: Article,
    *,
    content: Pieces,
    speaker: Speaker | None,
    source: Pieces = (),
    cue: Pieces = (),
    hops: Hops = (),
    quotation: str | None = None,
    act: str = "says",
    negated: bool = False,
    mode: str = "said",
    about: Iterable[str] = (),
    role: str = "",
    by: User,
    why: str = "",
    batch: UUID | None = None,
) -> tuple[Statement, Decision]:
    """Add a statement that the extractor missed. The values are checked as in ``edit``.

    Taking it back leaves its address as a tombstone. A withdrawn one at the same place comes back
    under its own address.
    """
    clean_reason(why)
    text = lock_article(article.pk).text
    place = content_columns(text, fitted_pieces(text, content, [*source, *cue]))
    statement = reserve_statement(article, place)
    change = StatementTransaction(statement, by=by, why=why)
    set_statement(
        change.statement,
        withdrawn_at=None,
        withdrawn_why="",
        withdrawn_by=None,
        mode=checked_choice(Mode, mode),
        quotation=checked_choice(Quotation, quotation) or place["quotation"],
    )
    change.statement.attributions.live().update(
        status=Status.REJECTED, decided_by=by, decided_at=timezone.now()
    )
    attribution = Attribution(
        statement=change.statement, speaker=follow_merges(speaker), confidence=1
    )
    evidence: dict[str, Any] = {
        "source": checked_pieces(text, source),
        "cue": checked_pieces(text, cue),
    }
    write_attribution(attribution, by, **evidence, act=checked_act(act), negated=negated, role=role)
    set_hops(attribution, hops, text)
    set_about(change.statement, about)
    change.clear_disagreement()
    return Statement.objects.get(pk=statement.pk), change.log(DecisionKind.ADD, batch=batch)


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


def _set_values(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
