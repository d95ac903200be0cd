"""Bytes to characters: by a BOM, else UTF-16 by its NULs, else UTF-8, else by the letters."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from articles.readers.document import REPLACEMENT_CHAR, Document, Unreadable
from articles.readers.mojibake import mend_mojibake
from articles.readers.single_byte import read_single_bytes

BOMS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD_OFFICE, PICTURE = "an old office document", "a picture"
SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
CURES = {OLD_OFFICE: "Save it as .docx", PICTURE: "Type its words, or have them recognised"}
# Of texts that are mostly in another script's letters. A free guess takes a short text's dashes and
# quotation marks for Thai or Greek letters.
OTHER_SCRIPTS = ["cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256",
                 "gb18030", "big5", "shift_jis", "euc_kr"]  # fmt: skip
# What browsers read under these names.
READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MAX_NUL_SHARE = 0.01  # of the bytes; more of them is no stray NUL
MAX_CONTROL_SHARE = 0.01  # of the characters
MAX_ACCENT_SHARE = 0.25  # of the bytes; more of them are another script's letters
MIN_BYTES_FOR_SHARES = 40  # from which such a share says something
SAMPLE_BYTES = 65_536  # bytes that tell UTF-16 from other things
# For each that is broken, in a text whose byte-order mark names its encoding.
MIN_CHARS_PER_BROKEN = 100
# A character cut in half by the file's end; else \xc2 to \xc5 were capitals behind small letters.
TRUNCATED_MARK = re.compile(rb"[\xe2-\xf4][\x80-\xbf]{1,2}\Z|\xe2\Z|[a-z][\xc2-\xc5]\Z")


class Decoded(NamedTuple):
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, encoding: str = "") -> Document:
    """``raw`` as text, without BOM and NUL characters; ``encoding`` overrules the bytes.

    Text that was UTF-8, read as something else and saved again, is mended.

    Raises Unreadable for binary data, an unknown encoding, or one that does not fit.
    """
    for signature, kind in SIGNATURES.items():
        if raw.startswith(signature):
            raise Unreadable(f"is binary: {kind}. {CURES.get(kind, 'Save it as plain text')}.")
    decoded = _as_said(raw, encoding) if encoding else _by_mark(raw) or _by_content(raw)
    text = decoded.text.removeprefix("\ufeff")
    nuls = text.count("\0")
    controls = len(CONTROLS.findall(text))
    if nuls > MAX_NUL_SHARE * len(text) + 1 or controls > MAX_CONTROL_SHARE * len(text) + 1:
        raise Unreadable("is binary: too many control characters. Save it as plain text.")
    notes = list(decoded.notes)
    if nuls:
        notes.append(f"{nuls} NUL character{'s' * (nuls > 1)} left out")
    if REPLACEMENT_CHAR in text and not decoded.notes:
        notes.append(
            f"{text.count(REPLACEMENT_CHAR)} characters were lost before (U+FFFD); see the source"
        )
    text, mended = mend_mojibake(text.replace("\0", ""))
    return Document(raw, text, decoded.encoding, (*notes, *mended))


def web_encoding(name: str) -> str:
    """The encoding that browsers read under this name; "" for what is no encoding of text."""
    try:
        known = codecs.lookup(name).name
        "".encode(known)  # "hex" and the like are none
    except (LookupError, ValueError):
        return ""
    return READ_AS.get(known, known)


def _as_said(raw: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = str(raw, name)
        text.encode()  # UTF-7 and the like can spell half a character, which nothing can store
        return Decoded(text, name)
    except LookupError as error:  # unknown, or no encoding of text, such as "hex"
        raise Unreadable(
            f"can't be read: no encoding is called {encoding!r}. Try utf-8, utf-16 or cp1252."
        ) from error
    except ValueError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise Unreadable(
            f"is not {encoding}{where}. Leave --encoding out, or name another."
        ) from error


def _by_mark(raw: bytes) -> Decoded | None:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _leniently(raw, encoding, "its byte-order mark")
    return None


def _by_content(raw: bytes) -> Decoded:
    if encoding := _utf_16_by_nuls(raw[:SAMPLE_BYTES]):
        return _leniently(raw, encoding, "its NUL bytes")
    if raw.count(b"\0") > MAX_NUL_SHARE * len(raw) + 1:
        raise Unreadable("is binary: full of NUL bytes. Save it as plain text.")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        text = raw.decode("utf-8", errors="replace")
        if _is_broken_utf_8(raw, text):
            return Decoded(text, "utf-8", (_loss(raw, text, error),))
        return _guess(raw.replace(b"\0", b""))


def _is_broken_utf_8(raw: bytes, text: str) -> bool:
    """UTF-8 but for a few bytes: no other encoding gives as many valid sequences by chance."""
    lost = text.count(REPLACEMENT_CHAR)
    valid = sum(character > "\x7f" for character in text) - lost
    return valid >= lost or (lost == 1 and bool(TRUNCATED_MARK.search(raw)))


def _loss(raw: bytes, text: str, error: UnicodeDecodeError) -> str:
    """Which bytes fit no character, for the user: how many, and the first."""
    count = text.count(REPLACEMENT_CHAR)
    are = "1 place is" if count == 1 else f"{count} places are"
    return (
        f"{are} no {error.encoding}, the first at byte {error.start} (0x{raw[error.start]:02x}); "
        f"U+FFFD stands there now"
    )


def _leniently(raw: bytes, encoding: str, evidence: str) -> Decoded:
    """Decode what is sure to be ``encoding``; a rare broken character becomes U+FFFD."""
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, errors="replace")
        if text.count(REPLACEMENT_CHAR) * MIN_CHARS_PER_BROKEN <= len(text):
            return Decoded(text, encoding, (_loss(raw, text, error),))
        raise Unreadable(
            f"is {encoding} by {evidence}, but broken at byte {error.start}. "
            f"Save it again as UTF-8, or name its encoding with --encoding."
        ) from error


def _utf_16_by_nuls(sample: bytes) -> str:
    """Latin letters in UTF-16 have a NUL in every second byte; "" if that is not so here."""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half >= 2 and odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _guess(raw: bytes) -> Decoded:
    """One byte a character where most are ASCII, else charset-normalizer's choice among few."""
    high = sum(byte > 0x7F for byte in raw)
    if high <= MAX_ACCENT_SHARE * len(raw) or len(raw) < MIN_BYTES_FOR_SHARES:
        text, encoding = read_single_bytes(raw)
    elif best := from_bytes(raw, cp_isolation=OTHER_SCRIPTS).best():
        text, encoding = raw.decode(best.encoding), best.encoding
    else:
        raise Unreadable(
            "is binary, or in no encoding that is known. Save it as UTF-8, or name its encoding: "
            "`manage.py ingest --encoding`."
        )
    notes = [f"read as {encoding}, a guess; --encoding overrules it"]
    if (place := text.find(REPLACEMENT_CHAR)) >= 0:
        notes.append(f"byte {place} (0x{raw[place]:02x}) is no {encoding}; U+FFFD stands there now")
    return Decoded(text, encoding, tuple(notes))
