"""Restatements: one statement that several articles report, each in its own words."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.models import Rights
from claims.rights import effective_rights

# Jaccard index (Jaccard 1901) of the content words from which two wordings count as one statement.
# Two reports of one sentence share about half their words; two sentences of one speaker on one
# subject share about a fifth.
MIN_JACCARD = 0.4
MIN_LETTERS = 4  # letters; shorter words say little of what a statement is about
WORD = re.compile(rf"[^\W\d_]{{{MIN_LETTERS},}}")


class Wording(NamedTuple):
    """What is compared of a statement: the ids of its records, and its words."""

    statement: int
    article: int
    speaker: int | None
    words: str


# The arguments of ``make_wording``, as fields of the statement index.
WORDING_FIELDS = ("statement", "article", "speaker", "statement__words", "outlet__rights")


def make_wording(
    statement: int, article: int, speaker: int | None, words: str, rights_name: str | None
) -> Wording:
    """Words that may not be shown are replaced by none, so that no comparison reveals them."""
    hidden = effective_rights(rights_name) == Rights.METADATA
    return Wording(statement, article, speaker, "" if hidden else words)


def group_restatements(wordings: Iterable[Wording]) -> list[list[Wording]]:
    """Groups of wordings of one statement by one speaker, each from another article.

    Those of most articles first; in each the first seen leads. Compares within one speaker only;
    quadratic in the statements of one speaker, so the caller bounds how many it passes.
    """
    groups: list[list[tuple[Wording, frozenset[str]]]] = []
    for wording in wordings:
        words = frozenset(word.lower() for word in WORD.findall(wording.words))
        if not words or wording.speaker is None:
            continue
        group = next((group for group in groups if _belongs(wording, words, group)), None)
        if group is None:
            groups.append([(wording, words)])
        else:
            group.append((wording, words))
    restatements = [_first_per_article([wording for wording, _ in group]) for group in groups]
    return sorted((group for group in restatements if len(group) > 1), key=len, reverse=True)


def _belongs(
    wording: Wording, words: frozenset[str], group: Sequence[tuple[Wording, frozenset[str]]]
) -> bool:
    first, theirs = group[0]
    is_similar = len(words & theirs) / len(words | theirs) >= MIN_JACCARD
    return first.speaker == wording.speaker and is_similar


def _first_per_article(wordings: Iterable[Wording]) -> list[Wording]:
    first: dict[int, Wording] = {}
    for wording in wordings:
        first.setdefault(wording.article, wording)
    return list(first.values())
