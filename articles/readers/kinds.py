"""What kind of file it is: by its bytes where they tell, by its ending where they don't."""

import re
import zlib

from articles.readers.decoding import BOMS

TEXT, HTML, FEED, JSON_LINES = ".txt", ".html", ".rss", ".jsonl"
SIGNATURES = (
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".zip"),
    (b"{\\rtf", ".rtf"),
    (b"WARC/", ".warc"),
)
GZIP = b"\x1f\x8b"
TAR = b"ustar"
TAR_PLACE = 257  # of its signature
# Endings of what a signature alone does not tell apart.
ZIPPED = frozenset({".docx", ".odt", ".wacz", ".zip"})
# A comment, a declaration or a processing instruction may stand first.
PROLOGUE = r"\s*(?:<\?[^>]{0,300}\?>\s*|<!--.{0,1000}?-->\s*)*"
IS_HTML = re.compile(rf"{PROLOGUE}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.I | re.S)
IS_FEED = re.compile(rf"{PROLOGUE}<(?:rss[\s>]|feed[\s>]|rdf:RDF[\s>])", re.I | re.S)
IS_JSON_FEED = re.compile(r"\s*\{.{0,2000}jsonfeed\.org\\?/version", re.S)
IS_JSON = re.compile(r"\s*\{\s*\"")
IS_MBOX = re.compile(r"From \S+.{0,80}\d{4}\r?\n[\w-]+:", re.S)
IS_MAIL = re.compile(
    r"(?:[\w-]{2,40}:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.IGNORECASE
)
MAIL_HEADER = re.compile(
    r"^(?:Return-Path|Received|MIME-Version|Message-ID|Delivered-To|DKIM-Signature):", re.I | re.M
)
IS_SNAPSHOT = re.compile(
    r"^Snapshot-Content-Location:|^Content-Type:\s*multipart/related", re.I | re.M
)


def kind_of(name: str, head: bytes) -> str:
    """The ending of the reader for a file of this name that begins with ``head``; "" if unknown.

    Bytes that can be one thing only go before the ending. A text of unknown ending is ".txt".
    """
    ending = ending_of(name)
    for signature, kind in SIGNATURES:
        if head.startswith(signature) or (kind == ".pdf" and signature in head[:1024]):
            return ending if kind == ".zip" and ending in ZIPPED else kind
    if head.startswith(GZIP):
        return _kind_in_gzip(head)
    if head[TAR_PLACE : TAR_PLACE + len(TAR)] == TAR:
        return ".tar"
    text_kind = _kind_of_text(head)
    if ending in TEXT_KINDS:
        return (
            text_kind
            if ending in (TEXT, ".xml", ".json") and text_kind in MARKED
            else TEXT_KINDS[ending]
        )
    if ending in ENDINGS:  # of a format that begins otherwise: broken, as its reader will say
        return ending
    return text_kind or TEXT


# The reader of each ending that a text file may have.
TEXT_KINDS = {
    TEXT: TEXT,
    **dict.fromkeys((".html", ".htm", ".xhtml"), HTML),
    **dict.fromkeys((".rss", ".atom", ".xml", ".json"), FEED),
    **dict.fromkeys((".mhtml", ".mht"), ".mhtml"),
    ".eml": ".eml",
    ".mbox": ".mbox",
    **dict.fromkeys((".jsonl", ".ndjson"), JSON_LINES),
    ".csv": ".csv",
}
MARKED = frozenset({HTML, FEED, JSON_LINES})  # what is told beyond doubt, whatever the ending
# All endings that are read, for lists of what a folder holds.
ENDINGS = frozenset({*TEXT_KINDS, *ZIPPED, ".pdf", ".rtf", ".warc", ".gz", ".tar", ".tgz"})


def ending_of(name: str) -> str:
    """The last ending in lower case, "" if there is none."""
    stem, dot, last = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return f".{last.lower()}" if dot and stem else ""


def stem_of(name: str) -> str:
    """The name without the endings of files that are read: "a" of a.html.gz, "v1.2" of v1.2.txt."""
    while (ending := ending_of(name)) in ENDINGS:
        name = name[: -len(ending)]
    return name


def _kind_in_gzip(head: bytes) -> str:
    try:
        inner = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 1024)
    except zlib.error:
        return ".gz"
    if inner.startswith(b"WARC/"):
        return ".warc"
    return ".tar" if inner[TAR_PLACE : TAR_PLACE + len(TAR)] == TAR else ".gz"


def _kind_of_text(head: bytes) -> str:
    """What a text's beginning tells, "" if nothing."""
    encoding = next((encoding for mark, encoding in BOMS if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")
    if IS_FEED.match(text) or IS_JSON_FEED.match(text):
        return FEED
    if IS_HTML.match(text):
        return HTML
    if IS_MBOX.match(text):
        return ".mbox"
    if (mail := IS_MAIL.match(text)) and MAIL_HEADER.search(mail[0]):
        return ".mhtml" if IS_SNAPSHOT.search(mail[0]) else ".eml"
    return JSON_LINES if IS_JSON.match(text) else ""
