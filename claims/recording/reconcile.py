"""The bridge: runs extraction on articles and reconciles its findings with what is stored.

Same words at the same place keep their row and address. What a curator settled stays as it is;
where the extractor now sees it otherwise, that is kept as ``disagreement``. What it no longer finds
is withdrawn, not deleted. Running it twice changes nothing.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from articles.models import Article, ExtractionState
from claims.curation.carryovers import carry_decisions
from claims.extraction.edges import fit_findings
from claims.extraction.types import Finding, Spans
from claims.locks import lock_recording, share_speakers
from claims.models import About, Attribution, Party, Source, Speaker, Statement, Status, words
from claims.recording.settled import Answers
from claims.speakers.resolution import party, resolve
from config.database import DatabaseUnavailable, retrying

if TYPE_CHECKING:
    from claims.extraction import Extractor

logger = logging.getLogger(__name__)

SAME_WORDS = 0.5  # share of common code points from which two contents are one statement


@dataclass(frozen=True)
class Outcome:
    """What became of one article: counts of new, updated, unchanged, withdrawn, kept statements."""

    article: Article
    counts: Counter[str] = field(default_factory=Counter)
    error: str = ""


@dataclass(frozen=True)
class Proposal:
    """A finding with its speakers resolved to records: what an attribution should say."""

    finding: Finding
    speaker: Speaker | None
    hops: tuple[tuple[Speaker, Spans], ...]
    confidence: float
    notes: tuple[str, ...]
    version: str

    def fields(self) -> dict[str, object]:
        """The attribution's columns."""
        mention = self.finding.speaker
        return {
            "speaker": self.speaker,
            "role": mention.role[:300] if mention else "",
            "source": self.finding.source,
            "cue": self.finding.cue,
            "act": self.finding.act,
            "negated": self.finding.negated,
            "confidence": self.confidence,
            "notes": [note[:200] for note in self.notes],
            "extractor_version": self.version,
        }

    def said_otherwise(self) -> dict[str, object]:
        """What to show a curator who had settled it differently."""
        return {
            "speaker": self.speaker.name if self.speaker else None,
            "speaker_slug": self.speaker.slug if self.speaker else None,
            "content": [list(span) for span in self.finding.content],
            "extractor_version": self.version,
        }


@cache
def extractor() -> "Extractor":
    """One for the process, loaded when it is first needed: it takes a second or two."""
    from claims.extraction import Extractor

    return Extractor.load(model=settings.SPACY_MODEL)


def process(articles: Iterable[Article]) -> Iterator[Outcome]:
    """Extract and record each article, in a transaction of its own; one outcome an article.

    Raises ``DatabaseUnavailable`` where the database is lost for longer than some seconds: the
    article at which that happened, and those after it, stay as they were.
    """
    for article in articles:
        try:
            findings = extractor().extract(article.text)
            outcome = Outcome(article, retrying(partial(_record, article, findings)))
        except DatabaseUnavailable:
            raise
        except Exception as error:  # whatever one article does, the others go on
            logger.exception("Article %s can't be extracted", article.slug)
            retrying(partial(_set_failed, article, repr(error)))
            outcome = Outcome(article, error=repr(error))
        yield outcome


def in_turn(articles: QuerySet[Article]) -> Iterator[Article]:
    """Each article of the query, read when its turn comes: no cursor stays open meanwhile, and
    one that no longer fits, since another process has extracted it, is passed over."""
    for pk in retrying(lambda: list(articles.values_list("pk", flat=True))):
        if article := retrying(articles.filter(pk=pk).first):
            yield article


def _record(article: Article, findings: list[Finding]) -> Counter[str]:
    return record(article, findings, extractor().version)


def _set_failed(article: Article, error: str) -> None:
    Article.objects.filter(pk=article.pk).update(
        extraction=ExtractionState.FAILED, extraction_note=error[:1000]
    )


@transaction.atomic
def record(article: Article, findings: Iterable[Finding], version: str) -> Counter[str]:
    """Bring what is stored for ``article`` in line with ``findings``."""
    lock_recording()
    share_speakers()
    Article.objects.select_for_update().get(pk=article.pk)
    stored = _stored(article)
    # A withdrawn statement gives way to one that stands at its place.
    last = sorted(stored, key=lambda one: one.withdrawn_at is None)
    exact = {statement.content: statement for statement in last}
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    found = _one_a_place(fit_findings(article.text, findings))
    answers = Answers(article)
    elsewhere = [s for s in stored if s.content not in {finding.content for finding in found}]
    for finding in found:
        statement = exact.get(finding.content)
        if statement is None or statement.withdrawn_at:
            statement = _settled_nearby(finding, elsewhere, answers) or statement
        proposal = _propose(finding, article, version)
        if statement is None:
            statement = _create(article, proposal)
            counts["new"] += 1
        else:
            counts[_reconcile(statement, proposal, answers)] += 1
        seen.add(statement.pk)
    for statement in stored:
        if statement.pk not in seen and (kind := _no_longer_found(statement, version, answers)):
            counts[kind] += 1
    counts.update(carry_decisions(article))
    _mark_extracted(article, version, changed=bool(counts.keys() - {"unchanged", "kept"}))
    return counts


def _stored(article: Article) -> list[Statement]:
    hops = Prefetch("sources", Source.objects.order_by("position"))
    attributions: Prefetch[Any, Any, Any] = Prefetch(
        "attributions", Attribution.objects.select_related("speaker").prefetch_related(hops)
    )
    return list(article.statements.prefetch_related(attributions, "mentions"))


def _one_a_place(findings: Iterable[Finding]) -> list[Finding]:
    """Of several findings with the same content the surest, in text order."""
    best: dict[Spans, Finding] = {}
    for finding in findings:
        known = best.get(finding.content)
        if known is None or finding.confidence > known.confidence:
            best[finding.content] = finding
    return [best[content] for content in sorted(best)]


def _settled_nearby(
    finding: Finding, elsewhere: list[Statement], answers: Answers
) -> Statement | None:
    """A statement that a curator settled, not found as it stands, whose words are mostly these.

    A new extractor that draws a boundary elsewhere must not bring back what a curator rejected,
    nor stand a second version beside what one accepted.
    """
    moved = answers.moved_from(finding.content)
    for statement in elsewhere:
        if not _is_settled(statement):
            continue
        if statement.pk in moved or _common(finding.content, statement.content) >= SAME_WORDS:
            return statement
    return None


def _is_settled(statement: Statement) -> bool:
    return statement.withdrawn_by_id is not None or any(
        a.status != Status.UNREVIEWED for a in statement.attributions.all()
    )


def _common(a: Spans, b: Spans) -> float:
    """Jaccard index of the code points that two contents cover."""
    both = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    all_of_them = sum(x.end - x.start for x in (*a, *b)) - both
    return both / all_of_them


def _propose(finding: Finding, article: Article, version: str) -> Proposal:
    confidence, notes, speaker = finding.confidence, list(finding.notes), None
    if finding.speaker:
        resolved = resolve(finding.speaker, article)
        speaker, confidence = resolved.speaker, confidence * resolved.factor
        notes += [resolved.note] if resolved.note else []
    hops = tuple((resolve(hop.speaker, article).speaker, hop.spans) for hop in finding.chain)
    return Proposal(finding, speaker, hops, confidence, tuple(notes), version)


def _create(article: Article, proposal: Proposal) -> Statement:
    content = proposal.finding.content
    statement = Statement.objects.create(
        article=article,
        content=content,
        start=content[0].start,
        end=content[-1].end,
        words=words(article.text, content),
        quotation=proposal.finding.quotation,
        mode=proposal.finding.mode,
    )
    _set_about(statement, proposal.finding)
    _attribute(statement, proposal)
    return statement


def _attribute(statement: Statement, proposal: Proposal) -> None:
    attribution = Attribution.objects.create(statement=statement, **proposal.fields())
    _set_hops(attribution, proposal)


def _set_hops(attribution: Attribution, proposal: Proposal) -> None:
    attribution.sources.all().delete()
    Source.objects.bulk_create(
        Source(attribution=attribution, position=position, speaker=speaker, spans=spans)
        for position, (speaker, spans) in enumerate(proposal.hops)
    )


def _set_about(statement: Statement, finding: Finding) -> bool:
    """Store which parties the content speaks of; whether that changed anything."""
    wanted: dict[str, list[tuple[int, int]]] = {}
    for mention in finding.about:
        wanted.setdefault(mention.code, []).append(mention.span)
    new = {code: tuple(sorted(set(spans))) for code, spans in wanted.items()}
    if new == {about.party_id: about.spans for about in statement.mentions.all()}:
        return False
    statement.mentions.all().delete()
    parties: dict[str, Party | None] = {code: party(code) for code in new}
    About.objects.bulk_create(
        About(statement=statement, party=parties[code], spans=spans) for code, spans in new.items()
    )
    return True


def _reconcile(statement: Statement, proposal: Proposal, answers: Answers) -> str:
    """Settle one finding with the statement that stands at its place; what happened, in a word."""
    if _is_settled(statement):
        return _keep_settled(statement, proposal, answers)
    changed = _revive(statement)
    changed |= _set_about(statement, proposal.finding)
    changed |= _assign(statement, quotation=proposal.finding.quotation, mode=proposal.finding.mode)
    # An unsettled statement has just the machine's own, or none where a curator unmade it.
    live = next(iter(statement.attributions.all()), None)
    if live is None:
        _attribute(statement, proposal)
        return "updated"
    changed |= _assign(live, **proposal.fields())
    if [(s.speaker_id, s.spans) for s in live.sources.all()] != [
        (speaker.pk, spans) for speaker, spans in proposal.hops
    ]:
        _set_hops(live, proposal)
        changed = True
    return "updated" if changed else "unchanged"


def _keep_settled(statement: Statement, proposal: Proposal, answers: Answers) -> str:
    """Nothing a curator settled changes; note where the extractor sees it otherwise."""
    live = next((a for a in statement.attributions.all() if a.status != Status.REJECTED), None)
    agrees = (
        live is not None
        and live.speaker == proposal.speaker
        and statement.content == proposal.finding.content
    )
    rejected = [a.speaker for a in statement.attributions.all() if a.status == Status.REJECTED]
    already_answered = live is None and proposal.speaker in rejected
    said = proposal.said_otherwise()
    answered = agrees or already_answered or answers.cover(statement, said)
    _assign(statement, disagreement=None if answered else said)
    return "kept"


def _no_longer_found(statement: Statement, version: str, answers: Answers) -> str:
    if statement.withdrawn_at:
        return ""
    if _is_settled(statement):
        if any(a.status != Status.REJECTED for a in statement.attributions.all()):
            said = {"found": False, "extractor_version": version}
            _assign(statement, disagreement=None if answers.cover(statement, said) else said)
        return "kept"
    statement.withdrawn_at = timezone.now()
    statement.withdrawn_why = f"No longer found by extractor {version}."
    statement.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return "withdrawn"


def _revive(statement: Statement) -> bool:
    return _assign(statement, withdrawn_at=None, withdrawn_why="")


def _assign(record: Statement | Attribution, **values: object) -> bool:
    """Save the values that differ; whether there were any."""
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, values[name])
    if changed:
        record.save(update_fields=changed)
    return bool(changed)


def _mark_extracted(article: Article, version: str, *, changed: bool) -> None:
    if changed or (article.extraction, article.extractor_version) != (
        ExtractionState.DONE,
        version,
    ):
        Article.objects.filter(pk=article.pk).update(
            extraction=ExtractionState.DONE,
            extraction_note="",
            extractor_version=version,
            extracted_at=timezone.now(),
        )
