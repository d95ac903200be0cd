"""What each statement says, worked out once and stored."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet, TextField
from django.db.models.functions import Cast

from articles.models import Article
from claims.extraction.parsing import spacy_pipeline
from claims.models import Attribution, Span, Statement, StatementMeaning
from claims.propositions.denials import is_anaphoric
from claims.propositions.keys import candidate_keys
from claims.propositions.reader import PropositionReader, ReadingRequest
from claims.propositions.relations import StatedReading
from claims.propositions.stances import StanceKind, names_report
from claims.propositions.stated import StatedRequest, read_stated
from claims.propositions.types import Proposition

# Raise when the reading of statements changes: meanings of an older version are made anew.
VERSION = "9"
DENYING_ACTS = ("denies", "doubts")  # "did not deny" says that it is open
UNSAID_ACTS = ("declines",)
MAX_CACHED_PROPOSITIONS = 1_024  # what many papers print is read from the database many times


Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """Where a statement stands, and its own stance: all that a group needs of its members.

    ``spans`` are left empty for the only one of its article.
    """

    article: int
    spans: Spans
    stance: StanceKind


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A statement with its meaning, as links need it.

    ``anaphoric``: it is about an earlier statement; ``names_report``: as "the accusations".
    """

    statement: int
    article: int
    spans: Spans
    stated: StatedReading
    keys: frozenset[int]
    anaphoric: bool
    names_report: bool

    @property
    def has_words(self) -> bool:
        """Does it say anything, be it no more than "the accusations"?"""
        return bool(self.stated.proposition.terms)

    @property
    def start(self) -> int:
        return self.spans[0][0]


@cache
def reader() -> PropositionReader:
    return PropositionReader(spacy_pipeline.load(settings.SPACY_MODEL))


def public_statements() -> QuerySet[Statement]:
    """Those that readers see, with all that a reading takes; an article's text comes once."""
    articles: Prefetch[Any, Any, Any] = Prefetch(
        "article", Article.objects.only("text", "published_on")
    )
    public = Statement.objects.filter(public_row__isnull=False).defer("search")
    return public.prefetch_related(articles)


def make_meanings(statements: Sequence[Statement]) -> list[StatementMeaning]:
    """Work out and store what the statements say."""
    attributions = Attribution.objects.live().select_related("speaker")
    live = {a.statement_id: a for a in attributions.filter(statement__in=statements)}
    meanings = _meanings([(statement, live.get(statement.pk)) for statement in statements])
    StatementMeaning.objects.bulk_create(
        meanings,
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["version", "proposition", "keys", "stance"],
    )
    return meanings


def _meanings(pairs: Sequence[tuple[Statement, Attribution | None]]) -> list[StatementMeaning]:
    """Each statement with its attribution, read; all of them are parsed together."""
    requests = [_request(statement, attribution) for statement, attribution in pairs]
    stated = read_stated(reader(), requests)
    return [
        StatementMeaning(
            statement=statement,
            version=VERSION,
            proposition=reading.proposition.to_json(),
            keys=candidate_keys(reading.proposition),
            stance=reading.stance,
        )
        for (statement, _), reading in zip(pairs, stated, strict=True)
    ]


def _request(statement: Statement, attribution: Attribution | None) -> StatedRequest:
    article = statement.article
    speaker = attribution.speaker if attribution is not None else None
    reading = ReadingRequest(
        text=statement.words,
        context=article.text,
        context_end=statement.start,
        on=article.published_on,
        speaker=speaker.name if speaker is not None else "",
    )
    cue, act = _cue_and_act(statement, attribution)
    negated = attribution is not None and attribution.negated and act not in DENYING_ACTS
    return StatedRequest(reading, cue, act, unsaid=negated or act in UNSAID_ACTS)


def _cue_and_act(statement: Statement, attribution: Attribution | None) -> tuple[str, str]:
    if attribution is None:
        return "", ""
    text = statement.article.text
    return " ".join(text[span.start : span.end] for span in attribution.cue), attribution.act


def load_readings(statements: Iterable[int]) -> dict[int, StoredReading]:
    """The stored readings of statements that readers see, by id, in one query."""
    rows = StatementMeaning.objects.filter(
        statement__in=list(statements), statement__public_row__isnull=False
    ).values_list(
        "statement", "statement__article", "statement__content", "statement__words",
        Cast("proposition", TextField()), "keys", "stance", "statement__public_row__speaker",
        "statement__public_row__party", "statement__public_row__published_on",
    )  # fmt: skip
    return {row[0]: to_reading(*row) for row in rows}  # type: ignore[arg-type]


def load_places(statements: Iterable[int]) -> dict[int, StatementPlace]:
    """Of those that readers see and that have a meaning, by id.

    Where it stands is read of those alone that share an article with another.
    """
    ids = list(statements)
    rows = StatementMeaning.objects.filter(
        statement__in=ids, statement__public_row__isnull=False
    ).values_list("statement", "statement__article", "stance")
    articles = {pk: (article, StanceKind(stance)) for pk, article, stance in rows}
    counts = Counter(article for article, _ in articles.values())
    beside = [pk for pk, (article, _) in articles.items() if counts[article] > 1]
    contents = Statement.objects.filter(pk__in=beside).values_list("pk", "content")
    spans = {pk: span_pairs(content) for pk, content in contents}
    return {
        pk: StatementPlace(article, spans.get(pk, ()), stance)
        for pk, (article, stance) in articles.items()
    }


def span_pairs(content: Iterable[Span]) -> Spans:
    return tuple((span.start, span.end) for span in content)


def to_reading(
    statement: int, article: int, spans: Iterable[Span], words: str, proposition: str,
    keys: list[int], stance: str, speaker: int | None, party: str | None,
    on: date | None,
) -> StoredReading:  # fmt: skip
    kind = StanceKind(stance)
    anaphoric = is_anaphoric(words, kind)
    return StoredReading(
        statement=statement,
        article=article,
        spans=span_pairs(spans),
        stated=StatedReading(_proposition(proposition), kind, speaker or 0, party or "", on),
        keys=frozenset(keys),
        anaphoric=anaphoric,
        names_report=anaphoric and names_report(words),
    )


@lru_cache(maxsize=MAX_CACHED_PROPOSITIONS)
def _proposition(text: str) -> Proposition:
    return Proposition.from_json(json.loads(text))


def outdated() -> QuerySet[Statement]:
    """Statements without a meaning of this version, in order of their ids."""
    return public_statements().exclude(meaning__version=VERSION).order_by("pk")
