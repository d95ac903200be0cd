"""Recording: extraction of articles, and reconciliation of its findings with what is stored.

Same words at the same place keep their row and address. What a curator settled stays as it is;
where the extractor now sees it otherwise, that is kept as ``disagreement``. What it no longer finds
is withdrawn, not deleted. Running it twice changes nothing. The rules are in ``match``.
"""

import gc
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, ExtractionState
from claims import appearances
from claims.curation.carryovers import carry_decisions
from claims.extraction.edges import fit_findings
from claims.extraction.parsing.spacy_pipeline import TextTooLong
from claims.extraction.types import Finding
from claims.grouping.grouping import GroupingBatch, grouping_batch
from claims.grouping.meanings import reader
from claims.locks import lock_recording
from claims.models import FacetCount
from claims.recording.match import ChangeKind, ResolvedFinding, best_findings, match
from claims.recording.overrides import CuratorOverrides
from claims.recording.writes import ChangeWriter, load_stored
from claims.speakers.resolution import resolve_mentions
from config.database import DatabaseUnavailable, retrying

if TYPE_CHECKING:
    from claims.extraction import Extractor

logger = logging.getLogger(__name__)
_LOADING = Lock()

UNCHANGED = {ChangeKind.UNCHANGED.value, ChangeKind.KEPT.value}  # nothing that readers see


@dataclass(frozen=True)
class RecordingOutcome:
    """What became of one article: counts of new, updated, unchanged, withdrawn, kept statements."""

    article: Article
    counts: Counter[str] = field(default_factory=Counter)
    error: str = ""


@cache
def extractor() -> "Extractor":
    """One for the process, loaded when it is first needed: it takes a second or two."""
    from claims.extraction import Extractor

    return Extractor.load(model=settings.SPACY_MODEL)


def load_models() -> None:
    """Load all that reading takes, once for the process, and keep it out of garbage collection.

    It stays as long as the process does, and each full collection would look through it. A thread
    that asks while another loads it waits for that.
    """
    with _LOADING:
        _load_models()


@cache
def _load_models() -> None:
    extractor()
    reader().read("Rain fell.")
    gc.freeze()


def process(articles: Iterable[Article]) -> Iterator[RecordingOutcome]:
    """Extract and record each article, in a transaction of its own; one outcome an article.

    Several are grouped together, the last of them when all outcomes were taken.

    Raises ``DatabaseUnavailable`` where the database is lost for longer than some seconds: the
    article at which that happened, and those after it, stay as they were.
    """
    with grouping_batch() as batch:
        for article in articles:
            load_models()
            yield _process(article, batch)


def _process(article: Article, batch: GroupingBatch) -> RecordingOutcome:
    try:
        doc, findings = extractor().read(article.text)
        writing = partial(record_and_carry, article, findings, extractor().version)
        outcome = RecordingOutcome(article, retrying(writing))
        reader().contexts.remember(article.text, doc)
        batch.add(article, outcome.counts.total())
    except DatabaseUnavailable:
        raise
    except TextTooLong as error:
        retrying(partial(_set_failed, article, str(error)))
        outcome = RecordingOutcome(article, error=str(error))
    except Exception as error:  # whatever one article does, the others go on
        logger.exception("Article %s can't be extracted", article.slug)
        retrying(partial(_set_failed, article, repr(error)))
        outcome = RecordingOutcome(article, error=repr(error))
    return outcome


def each_if_still_pending(articles: QuerySet[Article]) -> Iterator[Article]:
    """Each article of the query, read when its turn comes: no cursor stays open meanwhile, and
    one that no longer fits, since another process has extracted it, is passed over."""
    for pk in retrying(lambda: list(articles.values_list("pk", flat=True))):
        if article := retrying(articles.filter(pk=pk).first):
            yield article


def _set_failed(article: Article, error: str) -> None:
    Article.objects.filter(pk=article.pk).update(
        extraction=ExtractionState.FAILED, extraction_note=error[:1000]
    )


@transaction.atomic
def record_and_carry(article: Article, findings: Iterable[Finding], version: str) -> Counter[str]:
    """``record``; then the decisions on the text that ``article`` supersedes hold for it too.

    In one transaction, so that nobody sees the new text without them.
    """
    return _record(article, findings, version) + carry_decisions(article)


@transaction.atomic
def record(article: Article, findings: Iterable[Finding], version: str) -> Counter[str]:
    """Bring what is stored for ``article`` in line with ``findings``; counts of statements.

    The number of queries does not depend on the number of findings.
    """
    return _record(article, findings, version)


def _record(article: Article, findings: Iterable[Finding], version: str) -> Counter[str]:
    """Without a savepoint of its own inside the caller's transaction."""
    findings = best_findings(fit_findings(article.text, findings))
    transaction.on_commit(FacetCount.objects.fold_if_long, robust=True)
    lock_recording()
    Article.objects.select_for_update(of=("self",)).only("pk").get(pk=article.pk)
    resolved = _resolve(article, findings)
    stored = load_stored(article)
    overrides = CuratorOverrides.load(article) if stored else CuratorOverrides()
    writer = ChangeWriter(article)
    counts: Counter[str] = Counter()
    for change in match(resolved, stored, overrides, version=version):
        writer.add(change)
        counts[change.kind.value] += 1
    writer.save()
    appearances.update_story(article)
    _mark_extracted(article, version, changed=bool(counts.keys() - UNCHANGED))
    return counts


def _resolve(article: Article, findings: list[Finding]) -> list[ResolvedFinding]:
    """The findings with the records of their speakers, all looked up at once."""
    mentions = [
        mention
        for finding in findings
        for mention in (finding.speaker, *(hop.speaker for hop in finding.chain))
        if mention
    ]
    codes = {about.code for finding in findings for about in finding.about}
    resolutions = iter(resolve_mentions(mentions, article, codes))
    resolved: list[ResolvedFinding] = []
    for finding in findings:
        confidence, notes, speaker = finding.confidence, finding.notes, None
        if finding.speaker:
            resolution = next(resolutions)
            speaker = resolution.speaker
            confidence *= resolution.factor
            notes += resolution.notes
        hops = tuple((next(resolutions).speaker, hop.spans) for hop in finding.chain)
        resolved.append(ResolvedFinding(finding, speaker, hops, confidence, notes))
    return resolved


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
