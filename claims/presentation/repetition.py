"""Repetition: a statement that its article tells several times: in headline, bullet and lead."""

import re
from collections.abc import Iterable

from claims import rights
from claims.models import Statement
from claims.presentation import citation

WORD = re.compile(r"[^\W\d_]{4,}")  # shorter words say little of what a statement is about
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# The shorter of two wordings counts as the other told again if so many of its words are in it …
MIN_SHARED = 0.75
# … and it has so many of them: "talks" alone is in everything.
MIN_WORDS = 3


def collapse(statements: Iterable[Statement]) -> list[Statement]:
    """The statements without those that repeat an earlier one of the list, in the same order.

    Each has ``repeats``: those of its article that say the same. Only what one speaker did in one
    way is compared, and only words that may be shown.
    """
    shown: list[Statement] = []
    for statement in statements:
        statement.repeats = []  # type: ignore[attr-defined]
        first = next((earlier for earlier in shown if _is_repeated(earlier, statement)), None)
        if first is None:
            shown.append(statement)
        else:
            first.repeats.append(statement)  # type: ignore[attr-defined]
    return shown


def _is_repeated(first: Statement, second: Statement) -> bool:
    if first.article_id != second.article_id or _speech(first) != _speech(second):
        return False
    if not rights.shows_words(first):
        return False
    fewer, more = sorted((_words(first), _words(second)), key=len)
    numbers = set(NUMBER.findall(first.words)) ^ set(NUMBER.findall(second.words))
    alike = len(fewer & more) >= MIN_SHARED * len(fewer) and len(fewer) >= MIN_WORDS
    return alike and not numbers


def _speech(statement: Statement) -> tuple[int, bool]:
    """Who, and whether they stand behind the words; an unknown speaker is nobody else."""
    attribution = statement.live_attribution
    if attribution is None or attribution.speaker_id is None:
        return (-statement.pk, False)
    return attribution.speaker_id, citation.is_denial(attribution)


def _words(statement: Statement) -> set[str]:
    return {word.lower() for word in WORD.findall(statement.words)}
