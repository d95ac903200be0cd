"""Statements that several articles report, each in its own words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.evidence import live_attribution
from claims.models import Statement

# Jaccard index (Jaccard 1901) of the content words from which two wordings count as one statement.
# Two reports of one sentence share about half their words; two sentences of one speaker on one
# subject share about a fifth.
ALIKE = 0.4
SHORT = 4  # letters; shorter words say little of what a statement is about
WORD = re.compile(rf"[^\W\d_]{{{SHORT},}}")


@dataclass(frozen=True, slots=True)
class Retold:
    """Wordings of one statement by one speaker, each from another article."""

    wordings: tuple[Statement, ...]

    @property
    def count(self) -> int:
        return len(self.wordings)


def retold(statements: Iterable[Statement]) -> list[Retold]:
    """Groups of at least two articles, most articles first; in each the first seen leads.

    Compares within one speaker only. Needs ``Statement.objects.with_attribution()``; quadratic in
    the statements of one speaker, so the caller bounds how many it passes.
    """
    groups: list[list[tuple[Statement, frozenset[str]]]] = []
    for statement in statements:
        words = frozenset(word.lower() for word in WORD.findall(statement.words))
        if not words or _speaker(statement) is None:
            continue
        group = next((group for group in groups if _belongs(statement, words, group)), None)
        if group is None:
            groups.append([(statement, words)])
        else:
            group.append((statement, words))
    found = [Retold(_one_an_article([statement for statement, _ in group])) for group in groups]
    return sorted((one for one in found if one.count > 1), key=lambda one: -one.count)


def _belongs(
    statement: Statement,
    words: frozenset[str],
    group: Sequence[tuple[Statement, frozenset[str]]],
) -> bool:
    first, theirs = group[0]
    if _speaker(first) != _speaker(statement):
        return False
    return len(words & theirs) / len(words | theirs) >= ALIKE


def _speaker(statement: Statement) -> int | None:
    attribution = live_attribution(statement)
    return attribution.speaker_id if attribution else None


def _one_an_article(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    first: dict[int, Statement] = {}
    for statement in statements:
        first.setdefault(statement.article_id, statement)
    return tuple(first.values())
