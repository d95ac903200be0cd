"""Checked writes of a statement's rows, shared by edits, additions and replayed decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from claims.curation.attributions import follow_merges
from claims.curation.errors import CurationError, StaleStatement
from claims.curation.speakers import get_or_create_party
from claims.curation.statement_transaction import StatementTransaction
from claims.extraction import acts, edges, quotations
from claims.extraction.types import Span, Spans
from claims.models import (
    About,
    Attribution,
    Mode,
    Quotation,
    Source,
    Speaker,
    Statement,
    Status,
    words,
)

# Columns of a statement that readers see.
VISIBLE: dict[str, Any] = {"withdrawn_at": None, "withdrawn_why": "", "withdrawn_by": None}
UNDONE_ADDITION = "It was added by a curator, who took that back."

Pieces = Iterable[Sequence[int]]
Hops = Iterable[tuple[Speaker, Pieces]]


def reserve_statement(article: Article, place: dict[str, Any]) -> Statement:
    """The row for a new statement: a tombstone, created or already at the place."""
    at_place = Statement.objects.filter(article=article, content=place["content"])
    if standing := at_place.filter(withdrawn_at=None).first():
        if standing.attributions.live().exists():
            raise CurationError(f"These words are statement {standing.key} already; edit that.")
        return standing
    if withdrawn := at_place.order_by("-pk").first():
        return withdrawn
    return Statement.objects.create(
        article=article, **place, withdrawn_at=timezone.now(), withdrawn_why=UNDONE_ADDITION
    )


def set_statement(statement: Statement, **values: Any) -> None:
    """Write these columns; refuses a place that another statement has."""
    try:
        with transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(**values)
    except IntegrityError as error:
        other = Statement.objects.filter(
            article=statement.article_id, content=values["content"], withdrawn_at=None
        ).first()
        if other is None:
            raise
        raise StaleStatement(
            f"Statement {other.key} has exactly these words; reject one of the two instead."
        ) from error


def content_columns(text: str, content: Pieces | None) -> dict[str, Any]:
    """The columns that follow from the place of the words; none where that stays."""
    pieces = checked_pieces(text, content)
    if pieces is None:
        return {}
    if not pieces:
        raise CurationError("A statement needs words: choose at least one piece of the text.")
    return {
        "content": pieces,
        "start": pieces[0].start,
        "end": pieces[-1].end,
        "words": words(text, pieces),
        "quotation": quotations.kind(text, pieces),
    }


def checked_pieces(text: str, pieces: Pieces | None) -> Spans | None:
    """Spans, sorted and checked, adjacent and overlapping ones merged; None stays None."""
    if pieces is None:
        return None
    joined: list[Span] = []
    for start, end in sorted(_checked_piece(text, piece) for piece in pieces):
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def fitted_pieces(text: str, content: Pieces | None, others: Pieces) -> Spans | None:
    """Checked pieces, trimmed and widened as those that are extracted; None stays None.

    ``others`` are source and cue, over which nothing is widened.
    """
    pieces = checked_pieces(text, content)
    if not pieces:
        return pieces
    evidence = checked_pieces(text, others) or ()
    fitted = edges.fit(text, pieces, quotations.quotations(text), evidence)
    if not fitted:
        raise CurationError("These pieces hold marks and spaces alone; choose words of the text.")
    return fitted


def _checked_piece(text: str, piece: Sequence[int]) -> Span:
    match tuple(piece):
        case (int(start), int(end)) if 0 <= start < end <= len(text):
            return Span(start, end)
    raise CurationError(
        f"{list(piece)} is no piece of the text: give start and end in code points, "
        f"0 ≤ start < end ≤ {len(text)}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEdit:
    """New values of a statement and its attribution; None leaves what is there.

    Pieces are code points into the article's text; ``hops`` are innermost first; ``about`` has
    codes of parties. Without ``quotation`` the marks in a new ``content`` say what kind it is.
    """

    content: Pieces | None = None
    source: Pieces | None = None
    cue: Pieces | None = None
    hops: Hops | None = None
    quotation: str | None = None
    act: str | None = None
    negated: bool | None = None
    mode: str | None = None
    about: Iterable[str] | None = None
    role: str | None = None

    def checked(self, text: str, evidence: Pieces) -> "StatementEdit":
        """The edit as a curator may make it: known choices, content fitted to the text.

        ``evidence`` is source and cue, over which the content is not widened.
        """
        _check_choice(Quotation, self.quotation)
        _check_choice(Mode, self.mode)
        if self.act is not None and self.act not in acts.labels():
            labels = ", ".join(sorted(acts.labels()))
            raise CurationError(f"{self.act!r} is no act; use one of {labels}.")
        return replace(self, content=fitted_pieces(text, self.content, evidence))


def write_statement(change: StatementTransaction, edit: StatementEdit, **columns: Any) -> None:
    """Write what an edit says of the statement, and more of its columns."""
    place = content_columns(change.article.text, edit.content)
    kinds = _set_values(quotation=edit.quotation, mode=edit.mode)
    set_statement(change.statement, **place | kinds | columns)
    set_about(change.statement, edit.about)


def write_evidence(
    change: StatementTransaction,
    attribution: Attribution,
    edit: StatementEdit,
    status: str = Status.CORRECTED,
) -> None:
    """Write what an edit says of an attribution: evidence, act, role and chain."""
    text = change.article.text
    source, cue = checked_pieces(text, edit.source), checked_pieces(text, edit.cue)
    values = _set_values(source=source, cue=cue, act=edit.act, negated=edit.negated, role=edit.role)
    write_attribution(attribution, change.by, status, **values)
    set_hops(attribution, edit.hops, text)


def write_attribution(
    attribution: Attribution, by: User, status: str = Status.CORRECTED, **values: Any
) -> None:
    """Write these columns of an attribution as a curator's."""
    for name, value in values.items():
        setattr(attribution, name, value)
    attribution.role = attribution.role.strip()
    if len(attribution.role) > 300:
        raise CurationError("The role is longer than 300 characters; shorten it.")
    attribution.status, attribution.decided_by = status, by
    attribution.decided_at = timezone.now()
    attribution.save()


def set_hops(attribution: Attribution, hops: Hops | None, text: str) -> None:
    """Write the chain of sources, innermost first; None leaves it as it is."""
    if hops is None:
        return
    new_hops = [
        (follow_merges(speaker), checked_pieces(text, spans) or ()) for speaker, spans in hops
    ]
    current = [(hop.speaker, hop.spans) for hop in attribution.sources.order_by("position")]
    if new_hops == current:
        return
    if any(speaker is None for speaker, _ in new_hops):
        raise CurationError("A step of the chain has no speaker; name one, or leave the step out.")
    attribution.sources.all().delete()
    Source.objects.bulk_create(
        Source(attribution=attribution, position=position, speaker=speaker, spans=spans)
        for position, (speaker, spans) in enumerate(new_hops)
    )


def set_about(statement: Statement, codes: Iterable[str] | None) -> None:
    """Write the parties spoken of, by code. A new one gets the whole content as its span."""
    if codes is None:
        return
    parties = dict.fromkeys(codes)
    statement.mentions.exclude(party__in=parties).delete()
    current = set(statement.mentions.values_list("party", flat=True))
    content = Statement.objects.values_list("content", flat=True).get(pk=statement.pk)
    for code in parties:
        if code not in current:
            About.objects.create(
                statement=statement, party=get_or_create_party(code), spans=content
            )


def _check_choice(choices: Any, value: str | None) -> None:
    if value is not None and value not in choices.values:
        raise CurationError(f"{value!r} is none of {', '.join(choices.values)}.")


def _set_values(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
