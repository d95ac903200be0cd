"""Statements that several articles report, each in its own words."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.models import Rights
from claims.rights import effective_rights

# Jaccard index (Jaccard 1901) of the content words from which two wordings count as one statement.
# Two reports of one sentence share about half their words; two sentences of one speaker on one
# subject share about a fifth.
ALIKE = 0.4
SHORT = 4  # letters; shorter words say little of what a statement is about
WORD = re.compile(rf"[^\W\d_]{{{SHORT},}}")


class Wording(NamedTuple):
    """What is compared of a statement: the ids of its records, and its words."""

    statement: int
    article: int
    speaker: int | None
    words: str


# From ``StatementIndex``, what ``wording`` takes.
PATHS = ("statement", "article", "speaker", "statement__words", "outlet__rights")


def wording(
    statement: int, article: int, speaker: int | None, words: str, may: str | None
) -> Wording:
    """Words that ``may`` not be shown are compared with nothing, for that would tell of them."""
    return Wording(
        statement, article, speaker, "" if effective_rights(may) == Rights.METADATA else words
    )


def retold(wordings: Iterable[Wording]) -> list[list[Wording]]:
    """Groups of wordings of one statement by one speaker, each from another article.

    Those of most articles first; in each the first seen leads. Compares within one speaker only;
    quadratic in the statements of one speaker, so the caller bounds how many it passes.
    """
    groups: list[list[tuple[Wording, frozenset[str]]]] = []
    for one in wordings:
        words = frozenset(word.lower() for word in WORD.findall(one.words))
        if not words or one.speaker is None:
            continue
        group = next((group for group in groups if _belongs(one, words, group)), None)
        if group is None:
            groups.append([(one, words)])
        else:
            group.append((one, words))
    found = [_one_an_article([one for one, _ in group]) for group in groups]
    return sorted((group for group in found if len(group) > 1), key=len, reverse=True)


def _belongs(
    wording: Wording, words: frozenset[str], group: Sequence[tuple[Wording, frozenset[str]]]
) -> bool:
    first, theirs = group[0]
    alike = len(words & theirs) / len(words | theirs) >= ALIKE
    return first.speaker == wording.speaker and alike


def _one_an_article(wordings: Iterable[Wording]) -> list[Wording]:
    first: dict[int, Wording] = {}
    for one in wordings:
        first.setdefault(one.article, one)
    return list(first.values())
