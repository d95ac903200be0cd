"""Errors of curation: why a decision can't be made."""

from typing import Any


class CurationError(Exception):
    """The decision makes no sense; the message says why and what to do. Nothing was changed."""


class NothingToDo(CurationError):
    """It is so already."""


class StaleStatement(CurationError):
    """Somebody else, or the extractor, was there first. Nothing was changed.

    ``expected`` is the state that the curator looked at, None where it is no longer known;
    ``current`` is the state that stands. Both as ``statement_state`` gives them.
    """

    def __init__(self, message: str, *, expected: Any = None, current: Any = None) -> None:
        super().__init__(message)
        self.expected, self.current = expected, current


class ContradictsDistinction(CurationError):
    """It contradicts what a curator decided earlier; it can be done if that is confirmed.

    ``distinctions`` are those earlier decisions, latest first.
    """

    def __init__(self, message: str, distinctions: Any) -> None:
        super().__init__(message)
        self.distinctions = list(distinctions)


class TargetMissing(Exception):
    """The target of a replayed decision does not exist here; the message says what."""
