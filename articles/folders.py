"""Which files of a folder are read, and what is said of the others."""

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from articles.metadata import FILE_NAME
from articles.readers import READERS
from articles.readers.input_file import HEAD_BYTES
from articles.readers.kinds import ENDINGS, TEXT, ending_of, kind_of


@dataclass
class Listing:
    """``files`` in order of name; ``problems`` name a path and what is wrong with it; ``others``
    counts the files of each ending that is not read."""

    files: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, str]] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)

    def others_in_words(self) -> str:
        """Which kinds of files are not read, or ""."""
        count, kinds = self.others.total(), ", ".join(kind for kind, _ in self.others.most_common())
        if not count:
            return ""
        if count == 1:
            return f"1 file of a kind that is not read: {kinds}"
        return f"{count} files of kinds that are not read: {kinds}"


def list_files(folder: Path) -> Listing:
    """The files in ``folder`` and those below it.

    A link is followed only where it leads to a file inside the folder: whoever may drop files into
    an inbox must not have others of this machine published.
    """
    listing, home = Listing(), folder.resolve()
    for place, folders, names in os.walk(folder, onerror=lambda error: _refuse(listing, error)):
        folders.sort()
        for name in folders:
            path = Path(place, name)
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                listing.problems.append((path, LEADS_OUT))
        for name in sorted(names):
            _list(Path(place, name), home, listing)
    return listing


LEADS_OUT = "is a link that leads out of the folder, left out. Copy there what it leads to."


def leads_out(path: Path, folder: Path) -> bool:
    """Whether ``path`` is, by a link, a place outside of ``folder``."""
    return not path.resolve().is_relative_to(folder.resolve())


def _list(path: Path, home: Path, listing: Listing) -> None:
    if path.name == FILE_NAME or path.name.startswith("."):
        return
    if path.is_symlink() and not path.exists():
        listing.problems.append((path, "is a link that leads nowhere, left out. Mend it."))
    elif leads_out(path, home):
        listing.problems.append((path, LEADS_OUT))
    elif not path.is_file():
        listing.problems.append((path, "is no regular file, left out."))
    elif _is_read(path):
        listing.files.append(path)
    else:
        listing.others[ending_of(path.name) or "no ending"] += 1


def _is_read(path: Path) -> bool:
    """By its ending, or by bytes that can be one kind only."""
    if ending_of(path.name) in ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            kind = kind_of(path.name, file.read(HEAD_BYTES))
    except OSError:
        return False
    return kind in READERS and kind != TEXT


def _refuse(listing: Listing, error: OSError) -> None:
    listing.problems.append((Path(error.filename), f"can't be opened ({error.strerror})."))
