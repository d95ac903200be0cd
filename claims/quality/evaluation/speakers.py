"""Scores of speakers and chains of sources, on the statements that were found."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from claims.quality.evaluation.extraction import PrecisionRecall
from claims.quality.evaluation.gold import AttributedStatement, GoldArticle
from claims.quality.evaluation.matching import match_pairs, statements_that_count, to_words
from claims.quality.evaluation.words import NumberedWords

# What stands before a name and is no part of it.
_BEFORE = re.compile(r"^(?:the|an?|mr|mrs|ms|mx|dr|president)\b\.?\s*", re.IGNORECASE)


def comparable_name(name: str) -> str:
    """The form in which names are compared: no case, article, honorific or outer full stop."""
    shortened = name.replace("’", "'").replace("U.S.", "US").strip(" .,")
    while shorter := _BEFORE.match(shortened):
        shortened = shortened[shorter.end() :]
    return " ".join(shortened.lower().split())


def same_name(gold: Sequence[str], names: Iterable[str]) -> bool:
    """Whether one of the names of a record is one of the gold's."""
    return bool(set(map(comparable_name, gold)) & set(map(comparable_name, filter(None, names))))


def score(
    articles: Sequence[GoldArticle],
    statements_by_article: Sequence[Sequence[AttributedStatement]],
    likely: float = 0.7,
) -> dict[str, Any]:
    """The figures over all articles; ``statements_by_article`` in the order of the articles.

    ``found``, ``speaker`` and ``end to end`` are shares of the gold statements, of those found,
    and of the gold ones. ``shown right`` is the share of the statements shown, less those that
    only an optional one explains, whose words and speaker are both right; ``likely right`` is that
    of those whose confidence is at least ``likely``.
    """
    required = right_speakers = by_display_name = matched_total = scored_total = 0
    false = false_in_none = likely_total = likely_right = 0
    via = PrecisionRecall()
    for article, statements in zip(articles, statements_by_article, strict=True):
        matched = _matched_pairs(article, statements)
        counted = _scored_statements(article, statements)
        required += len(article.required)
        matched_total += len(matched)
        false += len(counted) - len(matched)
        false_in_none += 0 if article.required else len(counted)
        scored_total += len(counted)
        likely_total += sum(statement.confidence >= likely for statement in counted)
        for gold, statement in matched:
            is_right = same_name(gold.names, statement.names)
            right_speakers += is_right
            likely_right += is_right and statement.confidence >= likely
            by_display_name += same_name(gold.names, statement.names[:1])
            via = via.plus(_hops(gold, statement))
    hops = via.scores()
    return {
        "statements": required,
        "found": _share(matched_total, required),
        "speaker": _share(right_speakers, matched_total),
        "speaker by display name": _share(by_display_name, matched_total),
        "end to end": _share(right_speakers, required),
        "shown right": _share(right_speakers, scored_total),
        "likely": likely_total,
        "likely right": _share(likely_right, likely_total),
        "via p": hops["p"],
        "via r": hops["r"],
        "via f1": hops["f1"],
        "false": false,
        "false in articles with no statement": false_in_none,
    }


def _matched_pairs(
    article: GoldArticle, statements: Sequence[AttributedStatement]
) -> list[tuple[AttributedStatement, AttributedStatement]]:
    words = NumberedWords(article.text)
    gold, rows = to_words(article.required, words), to_words(statements, words)
    matched = match_pairs(gold, rows, by_source=False)
    return [(gold[g].statement, rows[f].statement) for g, f in matched]


def _scored_statements(
    article: GoldArticle, statements: Sequence[AttributedStatement]
) -> list[AttributedStatement]:
    """The statements that count: without those that only an optional one explains."""
    words = NumberedWords(article.text)
    gold, optional = to_words(article.required, words), to_words(article.optional, words)
    rows = statements_that_count(gold, optional, to_words(statements, words))
    return [row.statement for row in rows]


def _hops(gold: AttributedStatement, statement: AttributedStatement) -> PrecisionRecall:
    """An order mistake costs nothing."""
    hits = sum(any(same_name(hop, other) for other in statement.via) for hop in gold.via)
    return PrecisionRecall(hits, len(statement.via), hits, len(gold.via))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
