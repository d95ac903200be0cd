"""Bytes from disk, never more than allowed."""

from pathlib import Path

from articles.readers.document import Unreadable


def load(path: Path, *, max_bytes: int) -> bytes:
    """The file's bytes. A file too large is refused before it is read.

    Raises Unreadable for what is missing, no file, unreadable, empty or larger than ``max_bytes``.
    """
    try:
        if not path.is_file():  # a pipe or device would block or never end
            raise Unreadable("is no regular file. Give a text file or a folder of them.")
        size = path.stat().st_size
        if size > max_bytes:
            raise _too_large(size, max_bytes)
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)
    except OSError as error:
        raise Unreadable(f"can't be read ({error.strerror}). Check its permissions.") from error
    if len(raw) > max_bytes:  # it grew since
        raise _too_large(len(raw), max_bytes)
    if not raw:
        raise Unreadable("is empty. Save the article's text into it.")
    return raw


def _too_large(size: int, max_bytes: int) -> Unreadable:
    return Unreadable(
        f"is too large for one article ({size:,} bytes; {max_bytes:,} are allowed). "
        f"Split it, or raise MAX_ARTICLE_BYTES."
    )
