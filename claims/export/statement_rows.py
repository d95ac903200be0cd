"""Columns of statements that are computed in Python, a chunk of rows at a time.

In SQL each of them is a subquery a row, and each piece of an article unpacks its whole text again;
here the texts, chains and parties of many rows come in one query each. So a file of a million rows
is several times quicker, and sorted ones begin at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from articles.models import Article
from claims import rights
from claims.models import About, Source
from claims.models.spans import CONTEXT_CHARS

HOP_SEPARATOR = " > "
LIST_SEPARATOR = "; "
_NUMBER = re.compile(r"\d+")

SpanPairs = list[tuple[int, int]]
NamedRecords = list[dict[str, str]]


class OneOf(Func):
    """Whether the column is one of these ids, sent as one array: a thousand parameters cost more
    than the rows they find."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, ids: list[int]) -> None:
        super().__init__(F(column), Value(ids, output_field=ArrayField(BigIntegerField())))


class Inputs(NamedTuple):
    """The columns selected for a ``StatementRow``; spans as PostgreSQL writes them."""

    pk: int
    article: int
    attribution: int
    content: str
    source: str | None
    cue: str | None
    start: int
    end: int
    words: str
    rights: str | None
    excerpt_length: int | None
    created_at: datetime
    proposed_at: datetime | None
    decided_at: datetime | None


def expressions() -> dict[str, Combinable]:
    """The expressions to select, by the fields of ``Inputs``."""
    return {
        "pk": F("pk"),
        "article": F("article_id"),
        "attribution": F("current_attribution__pk"),
        "content": Cast("content", TextField()),
        "source": Cast("current_attribution__source", TextField()),
        "cue": Cast("current_attribution__cue", TextField()),
        "start": F("start"),
        "end": F("end"),
        "words": F("words"),
        "rights": F("article__outlet__rights"),
        "excerpt_length": F("article__outlet__excerpt_length"),
        "created_at": F("created_at"),
        "proposed_at": F("current_attribution__created_at"),
        "decided_at": F("current_attribution__decided_at"),
    }


class StatementRow(NamedTuple):
    """The columns, by the names that ``claims.export.columns`` gives them."""

    words: str | None
    cue: str | None
    source_words: str | None
    chain: str | None
    chain_slugs: str | None
    about: str | None
    about_names: str | None
    pieces: str
    exact: str | None
    prefix: str
    suffix: str
    rights: str
    changed_at: datetime
    hops: NamedRecords
    parties: NamedRecords


def build_rows(rows: Sequence[Inputs]) -> Iterator[StatementRow]:
    """The computed columns of the rows; three queries for all of them."""
    texts = _texts(row.article for row in rows if rights.effective_rights(row.rights) != "metadata")
    hops = _hops([row.attribution for row in rows])
    parties = _parties([row.pk for row in rows])
    for row in rows:
        yield _build_row(row, texts, hops[row.attribution], parties[row.pk])


def _texts(articles: Iterable[int]) -> dict[int, str]:
    condition = OneOf("pk", list(set(articles)))
    return dict(Article.objects.filter(condition).values_list("pk", "text"))


def _hops(attributions: list[int]) -> dict[int, NamedRecords]:
    """Each chain, innermost first."""
    rows = Source.objects.filter(attribution__in=attributions).order_by(
        "attribution_id", "position"
    )
    by_attribution: dict[int, NamedRecords] = defaultdict(list)
    names = ("speaker__slug", "speaker__name", "speaker__kind")
    for attribution, slug, name, kind in rows.values_list("attribution_id", *names):
        by_attribution[attribution].append({"slug": slug, "name": name, "kind": kind})
    return by_attribution


def _parties(statements: list[int]) -> dict[int, NamedRecords]:
    mentions = About.objects.filter(OneOf("statement_id", statements))
    rows = mentions.order_by("statement_id", "party_id")
    by_statement: dict[int, NamedRecords] = defaultdict(list)
    for statement, code, name in rows.values_list("statement_id", "party_id", "party__name"):
        by_statement[statement].append({"code": code, "name": name})
    return by_statement


def _build_row(
    row: Inputs, texts: dict[int, str], hops: NamedRecords, parties: NamedRecords
) -> StatementRow:
    effective, context_chars = (
        rights.effective_rights(row.rights),
        rights.chars_beside(row.rights, row.excerpt_length, CONTEXT_CHARS),
    )
    text = texts.get(row.article, "")  # empty where none of it may be shown
    content = spans(row.content)
    times = (row.created_at, row.proposed_at, row.decided_at)
    return StatementRow(
        row.words if effective != "metadata" else None,
        _covered_text(row.cue, text),
        _covered_text(row.source, text),
        HOP_SEPARATOR.join(hop["name"] for hop in hops) or None,
        HOP_SEPARATOR.join(hop["slug"] for hop in hops) or None,
        LIST_SEPARATOR.join(party["code"] for party in parties) or None,
        LIST_SEPARATOR.join(party["name"] for party in parties) or None,
        ";".join(f"{start}..{end}" for start, end in content),
        text[row.start : row.end] or None,
        text[max(row.start - context_chars, 0) : row.start],
        text[row.end : row.end + context_chars],
        effective,
        max(time for time in times if time),
        hops,
        parties,
    )


def spans(written: str | None) -> SpanPairs:
    """From PostgreSQL's text of an array of ranges: ``{"[12,30)","[45,60)"}``."""
    numbers = [int(number) for number in _NUMBER.findall(written or "")]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _covered_text(written: str | None, text: str) -> str | None:
    if not written or not text:
        return None
    return " … ".join(text[start:end] for start, end in spans(written)) or None
