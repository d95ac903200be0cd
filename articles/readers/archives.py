"""Archives (.zip, .tar, .tar.gz) and packed files (.gz): each member by the reader of its kind.

Nothing is unpacked to disk, so no name in an archive can lead anywhere. What they unpack to is
counted as it is read, whatever they declare.
"""

import gzip
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BufferedIOBase, BytesIO
from typing import BinaryIO, cast

from articles.readers.document import Document, LeftOut, Reading, Unreadable
from articles.readers.input_file import RICH_FACTOR, Budget, InputFile
from articles.readers.kinds import ENDINGS, ending_of

MAX_RATIO = 200  # unpacked to packed, of a member; text rarely reaches 20
MIN_BOMB_BYTES = 20_000_000  # a small file may be as uniform as it likes
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError)
ReadInput = Callable[[InputFile], Iterable[Reading]]


class CountedFile(BufferedIOBase):
    """A stream whose bytes are counted against a budget."""

    def __init__(self, file: BinaryIO, budget: Budget, packed: BinaryIO | None = None) -> None:
        self.file, self.budget, self.packed = file, budget, packed

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        data = self.file.read(-1 if size is None else size)
        self.budget.spend(len(data))
        return data

    def seekable(self) -> bool:
        return self.file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def close(self) -> None:
        self.file.close()
        if self.packed:  # which gzip leaves open
            self.packed.close()
        super().close()


def read_gzip(source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    """A single packed file: a.html.gz."""
    name = source.name[:-3] if ending_of(source.name) == ".gz" else source.name
    unpacked = source.member(name, lambda: _unpacked(source), address=source.address)
    yield from read_input(replace(unpacked, counter=source.counter))


def read_zip(source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    """Each member of known kind, in order, behind those passed over; the others are counted."""
    left_out: Counter[str] = Counter()
    try:
        with source.open() as file, zipfile.ZipFile(_seekable(file, source)) as archive:
            if kind := _kind_in_zip(set(archive.namelist())):
                yield from read_input(replace(source, name=f"{source.name}{kind}"))
                return
            for info in archive.infolist():
                is_readable = not info.is_dir() and _is_readable(info.filename, left_out)
                if is_readable and source.counter.begin():
                    yield from _zip_member(archive, info, source, read_input)
    except BROKEN as error:
        raise Unreadable(f"is no whole ZIP archive ({error}). Get it again.") from error
    if left_out:
        yield LeftOut(left_out)


def _kind_in_zip(names: set[str]) -> str:
    """The ending of what is a ZIP archive with another name, "" for an archive."""
    if "word/document.xml" in names:
        return ".docx"
    if {"content.xml", "mimetype"} <= names:
        return ".odt"
    has_archives = any(name.startswith("archive/") and ".warc" in name for name in names)
    return ".wacz" if has_archives else ""


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: InputFile, read_input: ReadInput
) -> Iterator[Reading]:
    def opener() -> BinaryIO:
        return cast(BinaryIO, CountedFile(cast(BinaryIO, archive.open(info)), source.budget))

    if info.flag_bits & 1:
        yield Unreadable("is locked by a password. Unlock the archive.", info.filename)
    elif info.file_size > max(MIN_BOMB_BYTES, MAX_RATIO * info.compress_size):
        yield Unreadable("unpacks to too much for its size: an archive bomb? Left out.",
                         info.filename)  # fmt: skip
    else:
        yield from _member(info.filename, opener, source, read_input)


def read_tar(source: InputFile, read_input: ReadInput) -> Iterator[Reading]:
    """Each regular file of known kind, as the archive streams by; the others are counted."""
    left_out: Counter[str] = Counter()
    try:
        with source.open() as file, tarfile.open(fileobj=file, mode="r|*") as archive:
            for info in archive:
                is_readable = info.isfile() and _is_readable(info.name, left_out)
                if is_readable and source.counter.begin():
                    yield from _tar_member(archive, info, source, read_input)
    except BROKEN as error:
        raise Unreadable(f"is no whole TAR archive ({error}). Get it again.") from error
    if left_out:
        yield LeftOut(left_out)


def _tar_member(
    archive: tarfile.TarFile, info: tarfile.TarInfo, source: InputFile, read_input: ReadInput
) -> Iterator[Reading]:
    limit = source.max_bytes * RICH_FACTOR
    if info.size > limit:
        yield Unreadable(f"is larger than {limit:,} bytes, left out.", info.name)
        return
    stream = archive.extractfile(info)  # into memory, never to disk
    raw = stream.read() if stream else b""
    source.budget.spend(len(raw))
    yield from _member(info.name, lambda: BytesIO(raw), source, read_input)


def _member(
    name: str, opener: Callable[[], BinaryIO], source: InputFile, read_input: ReadInput
) -> Iterator[Reading]:
    """Its documents, each with its place in the archive; a faulty member is no reason to stop."""
    try:
        for reading in read_input(source.member(name, opener)):
            yield in_part(reading, name)
    except Unreadable as error:
        yield in_part(error, name)


def in_part(reading: Reading, name: str) -> Reading:
    """The reading with the archive member's name put before its own part: "a.zip page 2"."""
    if isinstance(reading, LeftOut):
        return reading
    part = f"{name} {reading.part}".rstrip()
    if isinstance(reading, Document):
        return replace(reading, part=part)
    return Unreadable(str(reading), part)


def _is_readable(name: str, left_out: Counter[str]) -> bool:
    """Whether a reader takes the member; one of another kind is counted, unless it is hidden."""
    if _is_hidden(name):
        return False
    ending = ending_of(name)
    if ending not in ENDINGS:
        left_out[f"of kind {ending or 'no ending'}"] += 1
        return False
    return True


def _is_hidden(name: str) -> bool:
    """What systems put into archives beside the files: __MACOSX/, .DS_Store."""
    return any(piece.startswith((".", "__MACOSX")) for piece in name.split("/") if piece != "..")


def _unpacked(source: InputFile) -> BinaryIO:
    packed = source.open()
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=packed))
    return cast(BinaryIO, CountedFile(stream, source.budget, packed))


def _seekable(file: BinaryIO, source: InputFile) -> BinaryIO:
    """A ZIP archive is read from its end: one inside another is held in memory."""
    if file.seekable():
        return file
    return BytesIO(source.raw(factor=RICH_FACTOR))
