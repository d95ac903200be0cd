"""Scores of speakers and chains of sources, on the statements that were found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    counts = SpeakerCounts(likely)
    for article, statements in zip(articles, statements_by_article, strict=True):
        counts.add(article, statements)
    return counts.figures()


@dataclass(slots=True)
class SpeakerCounts:
    """Counts of statements: in the gold, shown, matched with a gold one, of the right speaker."""

    min_likely: float
    gold: int = 0
    matched: int = 0
    shown: int = 0
    shown_without_gold: int = 0  # in articles that have no statement
    likely: int = 0
    right: int = 0
    right_by_display_name: int = 0
    right_likely: int = 0
    via: PrecisionRecall = field(default_factory=PrecisionRecall)

    def add(self, article: GoldArticle, statements: Sequence[AttributedStatement]) -> None:
        """Count one article."""
        pairs, shown = _matched_pairs(article, statements), _scored_statements(article, statements)
        self.gold += len(article.required)
        self.matched += len(pairs)
        self.shown += len(shown)
        self.shown_without_gold += 0 if article.required else len(shown)
        self.likely += sum(statement.confidence >= self.min_likely for statement in shown)
        for gold, statement in pairs:
            is_right = same_name(gold.names, statement.names)
            self.right += is_right
            self.right_likely += is_right and statement.confidence >= self.min_likely
            self.right_by_display_name += same_name(gold.names, statement.names[:1])
            self.via = self.via.plus(_hops(gold, statement))

    def figures(self) -> dict[str, Any]:
        """What ``score`` returns."""
        hops = self.via.scores()
        return {
            "statements": self.gold,
            "found": _share(self.matched, self.gold),
            "speaker": _share(self.right, self.matched),
            "speaker by display name": _share(self.right_by_display_name, self.matched),
            "end to end": _share(self.right, self.gold),
            "shown right": _share(self.right, self.shown),
            "likely": self.likely,
            "likely right": _share(self.right_likely, self.likely),
            "via p": hops["p"],
            "via r": hops["r"],
            "via f1": hops["f1"],
            "false": self.shown - self.matched,
            "false in articles with no statement": self.shown_without_gold,
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
