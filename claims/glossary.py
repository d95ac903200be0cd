"""The words that readers see for the codes of records. They stand in ``glossary.toml``."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from claims.extraction import acts as extraction_acts
from claims.extraction.types import MentionKind

FILE = Path(__file__).with_name("glossary.toml")


@cache
def _tables() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def did(act: str, negated: bool = False) -> str:
    """What a speaker did: "denied", or "did not deny"."""
    return extraction_acts.past_phrase(act, negated)


def acts() -> Mapping[str, str]:
    """Act → what its speaker did."""
    return {act: did(act) for act in extraction_acts.labels()}


def quotations() -> Mapping[str, str]:
    """Kind of quotation → how much of the words is the speaker's own."""
    return _words("quotations")


def modes() -> Mapping[str, str]:
    return _words("modes")


def reviews() -> Mapping[str, str]:
    """Status of an attribution → whether a curator has looked."""
    return _words("reviews")


def stances() -> Mapping[str, str]:
    """Stance of a statement towards its claim → for the speaker's name to follow."""
    return _words("stances")


def speaker_kind(kind: str) -> str:
    return _words("speaker_kinds").get(kind, kind)


def speaker_kinds() -> Mapping[str, str]:
    """Kind of a speaker → what readers call it."""
    return {kind.value: speaker_kind(kind.value) for kind in MentionKind}


def _words(table: str) -> Mapping[str, str]:
    words: Mapping[str, str] = _tables()[table]
    return words


def join_names(names: Iterable[object], word: str) -> str:
    """ "Ann Chen, Bob Ray or Carl"."""
    *most, last = map(str, names)
    return f"{', '.join(most)} {word} {last}" if most else last
