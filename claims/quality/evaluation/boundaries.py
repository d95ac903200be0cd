"""Exact boundaries: F1 of the unbroken pieces of source, cue and content, as taggers report it.

A piece counts when its first and last word are the gold's; each gold piece can be met once. Wang
et al. (COLING 2022, CofeNet) report such figures for the test split of PolNeAR.
"""

from collections.abc import Sequence
from typing import Any

from claims.quality.evaluation.extraction import PrecisionRecall
from claims.quality.evaluation.gold import ROLES, AttributedStatement, GoldArticle
from claims.quality.evaluation.words import NumberedWords

Edges = tuple[int, int]  # numbers of a piece's first and last word


def score(
    articles: Sequence[GoldArticle], statements_by_article: Sequence[Sequence[AttributedStatement]]
) -> dict[str, Any]:
    """For each role the figures of ``PrecisionRecall.scores`` over all pieces."""
    totals = {role: PrecisionRecall() for role in ROLES}
    for article, statements in zip(articles, statements_by_article, strict=True):
        words = NumberedWords(article.text)
        for role in ROLES:
            gold = _pieces(article.required, role, words)
            predicted = _pieces(statements, role, words)
            right = len(gold & predicted)
            totals[role] = totals[role].plus(
                PrecisionRecall(right, len(predicted), right, len(gold))
            )
    return {role: tally.scores() for role, tally in totals.items()}


def _pieces(
    statements: Sequence[AttributedStatement], role: str, words: NumberedWords
) -> set[Edges]:
    numbers = (
        words.numbers_under((piece,))
        for statement in statements
        for piece in getattr(statement, role)
    )
    return {(min(piece), max(piece)) for piece in numbers if piece}
