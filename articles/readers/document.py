"""The document that every reader yields, with metadata, and the errors for what gives no text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from articles.structure import Structure

REPLACEMENT_CHAR = "\ufffd"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # what no column of text can hold


def storable(text: str) -> str:
    """``text`` with U+FFFD for NUL and for the half characters that JSON can spell; no shorter."""
    return UNSTORABLE.sub(REPLACEMENT_CHAR, text)


class Unreadable(Exception):
    """An input that gives no text. The message says what is wrong and what to do.

    Raised, it ends the reading of the whole file. A part of the file that gives no text is yielded
    instead, and ``part`` is its place: "line 3".
    """

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(storable(message))
        self.part = part


@dataclass(frozen=True)
class LeftOut:
    """What a file holds besides articles, by reason: no failure."""

    counts: Mapping[str, int]

    def __str__(self) -> str:
        reasons = sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return "left out: " + ", ".join(f"{count:,} {reason}" for reason, count in reasons)


@dataclass(frozen=True)
class Document:
    """One article as its input has it: the text, and what the input says about it.

    ``raw`` is its part of the file, byte for byte. ``text`` has its characters, without BOM and
    NUL. It begins with the title only where that is no field of its own in the input: plain text.
    ``encoding`` is Python's name for it. ``notes`` say what a person should check, for instance a
    guess. ``structure`` has the kinds of its lines, None where the input is plain text.

    The other fields are empty where the input says nothing. ``url`` is the canonical address,
    ``language`` an ISO 639-1 code, ``part`` the place in a file of several documents ("line 3").
    ``published_note`` is not empty where the day is no statement of the input but inferred: it says
    from what. Whatever a reader gives, these fields can be stored.
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
    published_note: str = ""
    structure: Structure | None = None

    def __post_init__(self) -> None:
        for name in STORED_FIELDS:
            if UNSTORABLE.search(value := getattr(self, name)):
                object.__setattr__(self, name, storable(value))
        object.__setattr__(self, "notes", tuple(map(storable, self.notes)))


STORED_FIELDS = ("text", "title", "byline", "url", "outlet", "language", "part")
Reading = Document | Unreadable | LeftOut
