"""Checkpoints in large files: an ingest that was stopped, however, goes on where it was."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from articles.models import ReadingProgress
from articles.readers import Reading
from articles.readers.input_file import RecordCounter
from config.database import retrying

MIN_FILE_BYTES = 1_000_000  # a smaller file is read again in seconds
RECORDS_PER_CHECKPOINT = 50  # read again at most; of an archive a whole member


def counter_for(path: Path) -> RecordCounter:
    """Counts the records of ``path``, from where an earlier reading of these very bytes ended."""
    try:
        is_large = path.stat().st_size >= MIN_FILE_BYTES
    except OSError:
        is_large = False
    if not is_large:
        return RecordCounter()
    row = retrying(ReadingProgress.objects.filter(fingerprint=_fingerprint(path)).first)
    return RecordCounter(skip=row.position if row else 0, is_kept=True)


def with_checkpoints(
    readings: Iterable[Reading], path: Path, counter: RecordCounter
) -> Iterator[Reading]:
    """``readings``; whoever asks for the next one is done with those before."""
    last, count = counter.skip, 0
    for reading in readings:
        done = counter.position - 1  # the reader is at this one
        # A record that is a member of an archive may hold thousands of readings.
        is_due = done > last and max(done - last, count) >= RECORDS_PER_CHECKPOINT
        if counter.is_kept and is_due:
            retrying(partial(_save, path, done))
            last, count = done, 0
        yield reading
        count += 1
    if counter.is_kept:
        rows = ReadingProgress.objects.filter(fingerprint=_fingerprint(path))
        retrying(rows.delete)


def _save(path: Path, position: int) -> None:
    ReadingProgress.objects.update_or_create(
        fingerprint=_fingerprint(path),
        defaults={"position": position, "file_name": path.name[-255:]},
    )


def _fingerprint(path: Path) -> str:
    """Changes when the file does."""
    status = path.stat()
    identity = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    return hashlib.sha256(identity.encode(errors="surrogateescape")).hexdigest()
