"""What a statement is: correct its words, evidence and facts, or add one that was missed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from claims.curation.attributions import final, give
from claims.curation.errors import CurationError, Needless
from claims.curation.log import Act, lock_article, reason_given
from claims.curation.writing import (
    Hops,
    Pieces,
    checked_pieces,
    correct,
    fitted_pieces,
    known_act,
    one_of,
    place_of,
    reserve,
    set_about,
    set_hops,
    set_statement,
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
    seen: str = "",
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
    """Put right whatever is given; the rest stays. Its attribution is corrected by that.

    With another ``speaker`` the old attribution stays as history, as in ``reassign``. Pieces are
    code points into the article's text. ``content`` is trimmed of commas and the like at its ends,
    and has all of a quotation of which it has one mark; where it changes, the quotation marks in it
    say what kind of ``quotation`` it is unless that is given.
    """
    doing = Act(statement, by=by, why=why, seen=seen)
    live = doing.statement.attributions.live().prefetch_related("sources").first()
    if live is None:
        raise CurationError(f"“{statement}” has no attribution that stands; accept one first.")
    doing.attribution = live
    text = doing.article.text
    others = [
        *(live.source if source is None else source),
        *(live.cue if cue is None else cue),
    ]
    content = fitted_pieces(text, content, others)
    facts = _given(quotation=one_of(Quotation, quotation), mode=one_of(Mode, mode))
    set_statement(doing.statement, **{**place_of(text, content), **facts})
    if speaker is not UNCHANGED and final(speaker) != live.speaker:
        live = give(live, final(speaker), by)
    evidence = _given(source=checked_pieces(text, source), cue=checked_pieces(text, cue))
    correct(live, by, **evidence, **_given(act=known_act(act), negated=negated, role=role))
    set_hops(live, hops, text)
    set_about(doing.statement, about)
    if not _has_changed(doing):
        raise Needless(f"“{statement}” is so already; accept it instead.")
    doing.settles()
    return doing.log(DecisionKind.EDIT, batch=batch)


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
    """A statement that the extractor missed. What is given is checked as ``edit`` checks it.

    Taking it back leaves its address as a tombstone. A withdrawn one at the same place comes back
    under its own address.
    """
    reason_given(why)
    text = lock_article(article.pk).text
    place = place_of(text, fitted_pieces(text, content, [*source, *cue]))
    statement = reserve(article, place)
    doing = Act(statement, by=by, why=why)
    set_statement(
        doing.statement,
        withdrawn_at=None,
        withdrawn_why="",
        withdrawn_by=None,
        mode=one_of(Mode, mode),
        quotation=one_of(Quotation, quotation) or place["quotation"],
    )
    doing.statement.attributions.live().update(
        status=Status.REJECTED, decided_by=by, decided_at=timezone.now()
    )
    attribution = Attribution(statement=doing.statement, speaker=final(speaker), confidence=1)
    evidence: dict[str, Any] = {
        "source": checked_pieces(text, source),
        "cue": checked_pieces(text, cue),
    }
    correct(attribution, by, **evidence, act=known_act(act), negated=negated, role=role)
    set_hops(attribution, hops, text)
    set_about(doing.statement, about)
    doing.settles()
    return Statement.objects.get(pk=statement.pk), doing.log(DecisionKind.ADD, batch=batch)


def _has_changed(doing: Act) -> bool:
    """Whether anything but the review itself differs from before."""
    reviewing = {"status", "decided_by_id", "decided_at"}

    def facts(rows: Any) -> Any:
        return {
            name: {
                pk: {c: v for c, v in row.items() if c not in reviewing}
                for pk, row in table.items()
            }
            for name, table in rows.items()
        }

    return facts(doing.before) != facts(doing.look())


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
