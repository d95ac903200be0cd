"""Matching of found with gold statements, one to one, by descending Jaccard index."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.quality.evaluation.gold import AttributedStatement
from claims.quality.evaluation.words import NumberedWords, Numbers

MIN_JACCARD = 0.5  # share of common words (Jaccard) from which two contents are one statement


@dataclass(frozen=True, slots=True)
class StatementWords:
    """A statement by the numbers of its words; ``distinctive``: those that identify its source."""

    statement: AttributedStatement
    content: Numbers
    source: Numbers
    distinctive: Numbers


def to_words(
    statements: Sequence[AttributedStatement], words: NumberedWords
) -> list[StatementWords]:
    """The statements that have words of content, in their order."""
    rows = []
    for statement in statements:
        content, source = (
            words.numbers_under(statement.content),
            words.numbers_under(statement.source),
        )
        if content:
            rows.append(StatementWords(statement, content, source, words.distinctive(source)))
    return rows


def match_pairs(
    gold: Sequence[StatementWords], statements: Sequence[StatementWords], *, by_source: bool
) -> list[tuple[int, int]]:
    """Pairs (number in gold, number in found). ``by_source``: their sources must agree too.

    Sources agree when they share a distinctive word, or when both are empty.
    """
    candidates = []
    for g, gold_statement in enumerate(gold):
        for f, statement in enumerate(statements):
            common = len(gold_statement.content & statement.content)
            jaccard = common / len(gold_statement.content | statement.content)
            if jaccard >= MIN_JACCARD and (
                not by_source or _sources_agree(gold_statement, statement)
            ):
                candidates.append((-jaccard, g, f))
    taken_gold: set[int] = set()
    taken_statements: set[int] = set()
    matched = []
    for _, g, f in sorted(candidates):
        if g not in taken_gold and f not in taken_statements:
            taken_gold.add(g)
            taken_statements.add(f)
            matched.append((g, f))
    return matched


def _sources_agree(first: StatementWords, second: StatementWords) -> bool:
    if not first.source and not second.source:
        return True
    return bool(first.distinctive & second.distinctive)


def statements_that_count(
    required: Sequence[StatementWords],
    optional: Sequence[StatementWords],
    statements: Sequence[StatementWords],
) -> list[StatementWords]:
    """The found statements that count: without those which only an optional one explains."""
    if not optional:
        return list(statements)
    matched = {f for _, f in match_pairs(required, statements, by_source=False)}
    unmatched = [row for f, row in enumerate(statements) if f not in matched]
    excused = {f for _, f in match_pairs(optional, unmatched, by_source=False)}
    return [
        *(row for f, row in enumerate(statements) if f in matched),
        *(row for f, row in enumerate(unmatched) if f not in excused),
    ]
