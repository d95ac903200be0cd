"""Wordings of one utterance, compared word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims import rights
from claims.models import ClaimMember, Quotation, Statement
from claims.quotes.differences import Difference, DifferenceKind, word_diff

_QUOTED = re.compile(r"[“\"«]([^”\"»]+)[”\"»]")
_STOPS = " ,.;:!?—–-“”\"'’‘"
MAX_WORDINGS = 20  # compared on one page
VERBATIM = (Quotation.DIRECT, Quotation.MIXED)


@dataclass(frozen=True, slots=True)
class UtteranceWording:
    """One report of an utterance; ``differences`` from the first, none for the first itself."""

    statement: Statement
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One act of speech and its reports, the first of which leads.

    ``unlike_quotations``: words in quotation marks differ, so at most one is verbatim.
    """

    wordings: tuple[UtteranceWording, ...]
    unlike_quotations: bool


def compare_wordings(first: str, second: str) -> tuple[Difference, ...]:
    """The diff of two wordings by words, case and marks around them apart."""
    return word_diff(first, second, lambda word: word.strip(_STOPS).casefold())


def find_utterances(members: Sequence[ClaimMember]) -> list[Utterance]:
    """The utterances that several articles report in different words. Hidden words stay so."""
    groups: dict[int, list[Statement]] = {}
    for member in members:
        if rights.shows_words(member.statement):
            groups.setdefault(member.utterance, []).append(member.statement)
    utterances = (_utterance(group[:MAX_WORDINGS]) for group in groups.values() if len(group) > 1)
    return [item for item in utterances if len(item.wordings) > 1]


def _utterance(statements: Sequence[Statement]) -> Utterance:
    first, *others = statements
    wordings = [UtteranceWording(first, ())]
    for other in others:
        differences = compare_wordings(first.words, other.words)
        if any(piece.kind is not DifferenceKind.SAME for piece in differences):
            wordings.append(UtteranceWording(other, differences))
    return Utterance(tuple(wordings), _quotations_differ([w.statement for w in wordings]))


def _quotations_differ(statements: Sequence[Statement]) -> bool:
    """Do two of them put different words into quotation marks, none a part of the other?"""
    quoted = [plain for s in statements if s.quotation in VERBATIM if (plain := _quoted(s.words))]
    return any(a not in b and b not in a for k, a in enumerate(quoted) for b in quoted[:k])


def _quoted(words: str) -> str:
    pieces = _QUOTED.findall(words)
    return " ".join(word.strip(_STOPS).casefold() for piece in pieces for word in piece.split())
