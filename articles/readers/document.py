"""What every reader returns, and what it raises."""

from dataclasses import dataclass


class Unreadable(Exception):
    """A file that gives no text. The message says what is wrong and what to do."""


@dataclass(frozen=True)
class Document:
    """``raw``: the file, byte for byte. ``text``: its characters, without BOM and NUL.

    ``encoding`` is Python's name for it. ``notes`` say what a person should check, e.g. a guess.
    """

    raw: bytes
    text: str
    encoding: str
    notes: tuple[str, ...] = ()
