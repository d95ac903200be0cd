"""How an act ends that can't be done."""

from typing import Any


class CurationError(Exception):
    """The act makes no sense; the message says why and what to do. Nothing was changed."""


class Needless(CurationError):
    """It is so already; there is nothing to do."""


class CurationConflict(CurationError):
    """Somebody else, or the extractor, was there first. Nothing was changed.

    ``seen`` is the state that the curator looked at, None where it can't be told any more;
    ``now`` is the state that stands. Both as ``state`` gives them.
    """

    def __init__(self, message: str, *, seen: Any = None, now: Any = None) -> None:
        super().__init__(message)
        self.seen, self.now = seen, now


class Contradiction(CurationError):
    """The act contradicts what a curator decided earlier; it can be done if that is confirmed.

    ``distinctions`` are those earlier decisions, latest first.
    """

    def __init__(self, message: str, distinctions: Any) -> None:
        super().__init__(message)
        self.distinctions = list(distinctions)
