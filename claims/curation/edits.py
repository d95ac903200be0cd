"""What a statement is: correct its words, evidence and facts, or add one that was missed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from claims.curation.attributions import final, give
from claims.curation.errors import CurationConflict, CurationError
from claims.curation.log import Act, lock_article, reason_given
from claims.curation.speakers import party_of
from claims.extraction import acts, quotations
from claims.extraction.findings import Span, Spans
from claims.models import (
    About,
    Attribution,
    Decision,
    Deed,
    Mode,
    Quotation,
    Source,
    Speaker,
    Statement,
    Status,
    words,
)

UNCHANGED: Any = object()  # for a speaker, whom None would make unknown
NOT_YET = "It was added by a curator, who took that back."

Pieces = Iterable[Sequence[int]]
Hops = Iterable[tuple[Speaker, Pieces]]


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
    code points into the article's text; where ``content`` changes, the quotation marks in it say
    what kind of ``quotation`` it is unless that is given.
    """
    doing = Act(statement, by=by, why=why, seen=seen)
    live = doing.statement.attributions.live().prefetch_related("sources").first()
    if live is None:
        raise CurationError(f"“{statement}” has no attribution that stands; accept one first.")
    doing.attribution = live
    text = doing.article.text
    facts = _given(quotation=_one_of(Quotation, quotation), mode=_one_of(Mode, mode))
    _set_statement(doing.statement, **{**_content(text, content), **facts})
    if speaker is not UNCHANGED and final(speaker) != live.speaker:
        live = give(live, final(speaker), by)
    evidence = _given(source=_pieces(text, source), cue=_pieces(text, cue))
    _correct(live, by, **evidence, **_given(act=_known_act(act), negated=negated, role=role))
    _set_hops(live, hops, text)
    _set_about(doing.statement, about)
    if not _has_changed(doing):
        raise CurationError(f"“{statement}” is so already; accept it instead.")
    doing.settles()
    return doing.log(Deed.EDIT, batch=batch)


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
    place = _content(text, content)
    statement = _reserve(article, place)
    doing = Act(statement, by=by, why=why)
    _set_statement(
        doing.statement,
        withdrawn_at=None,
        withdrawn_why="",
        withdrawn_by=None,
        mode=_one_of(Mode, mode),
        quotation=_one_of(Quotation, quotation) or place["quotation"],
    )
    doing.statement.attributions.live().update(
        status=Status.REJECTED, decided_by=by, decided_at=timezone.now()
    )
    attribution = Attribution(statement=doing.statement, speaker=final(speaker), confidence=1)
    evidence = {"source": _pieces(text, source), "cue": _pieces(text, cue)}
    _correct(attribution, by, **evidence, act=_known_act(act), negated=negated, role=role)
    _set_hops(attribution, hops, text)
    _set_about(doing.statement, about)
    doing.settles()
    return Statement.objects.get(pk=statement.pk), doing.log(Deed.ADD, batch=batch)


def _reserve(article: Article, place: dict[str, Any]) -> Statement:
    """The row of a statement that isn't there yet: a tombstone, new or standing at the place."""
    at_place = Statement.objects.filter(article=article, content=place["content"])
    if standing := at_place.filter(withdrawn_at=None).first():
        if standing.attributions.live().exists():
            raise CurationError(f"These words are statement {standing.key} already; edit that.")
        return standing
    if withdrawn := at_place.order_by("-pk").first():
        return withdrawn
    return Statement.objects.create(
        article=article, **place, withdrawn_at=timezone.now(), withdrawn_why=NOT_YET
    )


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


def _set_statement(statement: Statement, **values: Any) -> None:
    try:
        with transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(**values)
    except IntegrityError as error:
        other = Statement.objects.filter(
            article=statement.article_id, content=values["content"], withdrawn_at=None
        ).first()
        if other is None:
            raise
        raise CurationConflict(
            f"Statement {other.key} has exactly these words; reject one of the two instead."
        ) from error


def _content(text: str, content: Pieces | None) -> dict[str, Any]:
    """The columns that follow from where the words stand; none where that stays."""
    pieces = _pieces(text, content)
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


def _pieces(text: str, pieces: Pieces | None) -> Spans | None:
    """Sorted, checked, what touches or overlaps joined; None stays None."""
    if pieces is None:
        return None
    joined: list[Span] = []
    for start, end in sorted(_piece(text, piece) for piece in pieces):
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def _piece(text: str, piece: Sequence[int]) -> Span:
    match tuple(piece):
        case (int(start), int(end)) if 0 <= start < end <= len(text):
            return Span(start, end)
    raise CurationError(
        f"{list(piece)} is no piece of the text: give start and end in code points, "
        f"0 ≤ start < end ≤ {len(text)}."
    )


def _correct(attribution: Attribution, by: User, **values: Any) -> None:
    for name, value in values.items():
        setattr(attribution, name, value)
    attribution.role = attribution.role.strip()
    if len(attribution.role) > 300:
        raise CurationError("The role is longer than 300 characters; shorten it.")
    attribution.status, attribution.decided_by = Status.CORRECTED, by
    attribution.decided_at = timezone.now()
    attribution.save()


def _set_hops(attribution: Attribution, hops: Hops | None, text: str) -> None:
    if hops is None:
        return
    wanted = [(final(speaker), _pieces(text, spans) or ()) for speaker, spans in hops]
    there = [(hop.speaker, hop.spans) for hop in attribution.sources.order_by("position")]
    if wanted == there:
        return
    if any(speaker is None for speaker, _ in wanted):
        raise CurationError("A step of the chain has no speaker; name one, or leave the step out.")
    attribution.sources.all().delete()
    Source.objects.bulk_create(
        Source(attribution=attribution, position=position, speaker=speaker, spans=spans)
        for position, (speaker, spans) in enumerate(wanted)
    )


def _set_about(statement: Statement, codes: Iterable[str] | None) -> None:
    """Parties by code. One that was there keeps its words, a new one gets all of the content."""
    if codes is None:
        return
    wanted = dict.fromkeys(codes)
    statement.mentions.exclude(party__in=wanted).delete()
    there = set(statement.mentions.values_list("party", flat=True))
    content = Statement.objects.values_list("content", flat=True).get(pk=statement.pk)
    for code in wanted:
        if code not in there:
            About.objects.create(statement=statement, party=party_of(code), spans=content)


def _one_of(choices: Any, value: str | None) -> str | None:
    if value is not None and value not in choices.values:
        raise CurationError(f"{value!r} is none of {', '.join(choices.values)}.")
    return value


def _known_act(act: str | None) -> str | None:
    if act is not None and act not in acts.labels():
        raise CurationError(f"{act!r} is no act; use one of {', '.join(sorted(acts.labels()))}.")
    return act


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
