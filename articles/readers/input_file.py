"""Bytes that a reader reads: a file, a member of an archive, an attachment; never too many."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

from articles.readers.document import Unreadable

BROKEN = (OSError, EOFError, zlib.error, BadZipFile)  # what streams of packed files raise
HEAD_BYTES = 4096  # that tell what kind of file it is
MAX_DEPTH = 4  # archives in archives, mails in mails
RICH_FACTOR = 10  # how much larger a file may be whose pictures and fonts are no text


@dataclass
class Budget:
    """What one file may unpack to, with all that it holds; shared by its members."""

    bytes_left: int
    members_left: int

    def spend(self, count: int) -> None:
        """Raises Unreadable where it is used up."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise Unreadable("unpacks to more than is allowed. Is it an archive bomb? Split it.")

    def spend_member(self) -> None:
        """Raises Unreadable where it is used up."""
        self.members_left -= 1
        if self.members_left < 0:
            raise Unreadable("holds more files than are allowed. Is it an archive bomb? Split it.")


@dataclass
class RecordCounter:
    """How many records of a file were begun (``position``); the first ``skip`` are passed over.

    Counted by readers of files that may hold millions. ``is_kept``: somebody writes it down.
    """

    skip: int = 0
    position: int = 0
    is_kept: bool = False

    def begin(self) -> bool:
        """Count one more record; whether it is to be read."""
        self.position += 1
        return self.position > self.skip


MAX_UNPACKED_BYTES = 20_000_000_000
MAX_MEMBERS = 1_000_000


@dataclass(frozen=True)
class InputFile:
    """``name`` with its ending, ``max_bytes`` of one article, ``address`` where it was fetched.

    ``encoding`` overrules what the bytes suggest. ``columns`` maps fields of a document to columns
    of a table.
    """

    name: str
    opener: Callable[[], BinaryIO]
    max_bytes: int
    encoding: str = ""
    address: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    depth: int = 0
    budget: Budget = field(default_factory=lambda: Budget(MAX_UNPACKED_BYTES, MAX_MEMBERS))
    counter: RecordCounter = field(default_factory=RecordCounter)

    def open(self) -> BinaryIO:
        """Raises Unreadable where it can't be opened."""
        try:
            return self.opener()
        except OSError as error:
            raise Unreadable(f"can't be read ({error.strerror}). Check its permissions.") from error

    def head(self) -> bytes:
        with self.open() as file:
            return _read(file, HEAD_BYTES)

    def raw(self, *, factor: int = 1) -> bytes:
        """All of it; raises Unreadable where it is empty or larger than ``factor`` articles."""
        limit = self.max_bytes * factor
        with self.open() as file:
            raw = _read(file, limit + 1)
        if len(raw) > limit:
            raise Unreadable(
                f"is too large for one article (more than {limit:,} bytes). "
                f"Split it, or raise MAX_ARTICLE_BYTES."
            )
        if not raw:
            raise Unreadable("is empty. Save the article's text into it.")
        return raw

    def member(
        self, name: str, opener: Callable[[], BinaryIO], *, address: str = ""
    ) -> "InputFile":
        """What stands inside of it; raises Unreadable where too much is nested or unpacked."""
        if self.depth >= MAX_DEPTH:
            raise Unreadable(f"is nested deeper than {MAX_DEPTH} files in each other. Unpack it.")
        self.budget.spend_member()
        return replace(
            self,
            name=name,
            opener=opener,
            depth=self.depth + 1,
            address=address,
            counter=RecordCounter(),
        )


def input_of(
    path: Path,
    *,
    max_bytes: int,
    encoding: str = "",
    columns: tuple[tuple[str, str], ...] = (),
) -> InputFile:
    """Raises Unreadable for what is missing, no regular file, or empty."""
    try:
        if not path.exists() and not path.is_symlink():
            raise Unreadable("is not there. Check its name.")
        if not path.is_file():  # a pipe or device would block or never end
            raise Unreadable("is no regular file. Give a text file or a folder of them.")
        if not path.stat().st_size:
            raise Unreadable("is empty. Save the article's text into it.")
    except OSError as error:
        raise Unreadable(f"can't be read ({error.strerror}). Check its permissions.") from error
    return InputFile(path.name, lambda: path.open("rb"), max_bytes, encoding, columns=columns)


def input_of_bytes(
    raw: bytes,
    name: str,
    *,
    max_bytes: int,
    encoding: str = "",
    address: str = "",
    columns: tuple[tuple[str, str], ...] = (),
) -> InputFile:
    return InputFile(name, lambda: BytesIO(raw), max_bytes, encoding, address, columns)


def _read(file: BinaryIO, count: int) -> bytes:
    """Up to ``count`` bytes: unpacking streams give fewer at a time."""
    pieces, left = [], count
    try:
        while left and (piece := file.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except BROKEN as error:
        raise Unreadable(f"can't be read ({error}). Is it whole? Get it again.") from error
    return b"".join(pieces)
