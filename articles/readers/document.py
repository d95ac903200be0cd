"""The document that every reader yields, with metadata, and the error for what gives no text."""

from dataclasses import dataclass
from datetime import date


class Unreadable(Exception):
    """An input that gives no text. The message says what is wrong and what to do."""


@dataclass(frozen=True)
class Document:
    """One article as its input has it: the text, and what the input says about it.

    ``raw`` is its part of the file, byte for byte. ``text`` has its characters, without BOM and
    NUL, and begins with the title where the input has one. ``encoding`` is Python's name for it.
    ``notes`` say what a person should check, for instance a guess.

    The other fields are empty where the input says nothing. ``url`` is the canonical address,
    ``language`` an ISO 639-1 code, ``part`` the place in a file of several documents ("line 3").
    """

    raw: bytes
    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    title: str = ""
    byline: str = ""
    published: date | None = None
    updated: date | None = None
    url: str = ""
    outlet: str = ""
    language: str = ""
    part: str = ""
