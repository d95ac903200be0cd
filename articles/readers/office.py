"""Word processors' files: .docx and .odt (XML in a ZIP archive), .rtf."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml.etree import _Element
from striprtf.striprtf import rtf_to_text

from articles.cleaning.paragraphs import key
from articles.readers.archives import MAX_RATIO, MIN_BOMB_BYTES
from articles.readers.decoding import decode
from articles.readers.document import Document, Unreadable
from articles.readers.input_file import BROKEN, RICH_FACTOR, InputFile
from articles.readers.page.body import BodyLine, LineWriter, laid_out
from articles.readers.page.source import one_line
from articles.structure import LineKind

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Tags of both formats: what begins a line, what is never text (deleted, notes, comments).
BREAKS = frozenset({f"{WORD}p", f"{TEXT}p", f"{TEXT}h", f"{TABLE}table-row", f"{WORD}tr"})
HIDDEN = frozenset(
    {
        *(
            f"{WORD}{name}"
            for name in ("del", "moveFrom", "instrText", "delText", "pict", "footnoteReference")
        ),
        *(f"{TEXT}{name}" for name in ("note", "tracked-changes", "sequence-decls", "bookmark")),
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
LINE_BREAKS = frozenset({f"{WORD}br", f"{WORD}cr", f"{TEXT}line-break"})
BLANKS = frozenset({f"{WORD}tab", f"{TEXT}tab", f"{TEXT}s"})
CELLS = frozenset({f"{WORD}tc", f"{TABLE}table-cell"})
HEADING_STYLE = re.compile(r"heading|title|subtitle", re.I)
STYLES = (
    (re.compile(r"caption", re.I), LineKind.CAPTION),
    (HEADING_STYLE, LineKind.HEADING),
    (re.compile(r"list", re.I), LineKind.LIST_ITEM),
    (re.compile(r"quot", re.I), LineKind.QUOTE),
)
# What the reading of a damaged archive and of its XML raises; ValueError: a name that is no text.
FAULTS = (*BROKEN, KeyError, NotImplementedError, RuntimeError, ValueError, etree.LxmlError)
MAX_NAMELESS_TITLE_CHARS = 300  # of a first line in the style of titles
RTF_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read_docx(source: InputFile) -> Iterator[Document]:
    """Word's format; raises Unreadable for a broken file or one without text."""
    yield _document(source, "word/document.xml", "docProps/core.xml")


def read_odt(source: InputFile) -> Iterator[Document]:
    """LibreOffice's format; raises Unreadable likewise."""
    yield _document(source, "content.xml", "meta.xml")


def read_rtf(source: InputFile) -> Iterator[Document]:
    """Rich text: its paragraphs; raises Unreadable likewise."""
    raw = source.raw(factor=RICH_FACTOR)
    match = RTF_CODE_PAGE.search(raw[:2000])
    encoding = source.encoding or (f"cp{match[1].decode()}" if match else "cp1252")
    try:
        "".encode(encoding)
    except LookupError:
        encoding = "cp1252"
    try:
        text = str(
            rtf_to_text(raw.decode("latin-1"), encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
        )
    except (ValueError, IndexError, KeyError, RecursionError, OverflowError) as error:
        raise Unreadable(f"is no whole RTF file ({error}). Save it again.") from error
    text = decode(text.encode("utf-8", "replace"), "utf-8").text
    if not text.strip():
        raise Unreadable("holds no text. Check the file.")
    lines = [
        BodyLine(line, LineKind.PARAGRAPH) for line in map(one_blank, text.split("\n")) if line
    ]
    text, structure = laid_out(lines)
    yield Document(raw, text, encoding, structure=structure)


def one_blank(line: str) -> str:
    return " ".join(line.split())


def _document(source: InputFile, body_name: str, properties_name: str) -> Document:
    raw = source.raw(factor=RICH_FACTOR)
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            body = _xml(archive, body_name, source)
            names = archive.namelist()
            properties = (
                _xml(archive, properties_name, source) if properties_name in names else None
            )
    except FAULTS as error:
        raise Unreadable(f"is no whole office document ({error}). Save it again.") from error
    lines, title = _lines(body)
    text, structure = laid_out(lines)
    if not text:
        raise Unreadable("holds no text; pictures perhaps. Check the file.")
    declared = one_line(properties.findtext(f".//{TITLE}") or "") if properties is not None else ""
    if declared and key(declared) in key(text):  # a template's title is none
        title = title or declared
    return Document(raw, text, "utf-8", title=title, structure=structure)


def _xml(archive: zipfile.ZipFile, name: str, source: InputFile) -> _Element:
    """A part of the file; entities are not expanded, nothing is fetched."""
    info = archive.getinfo(name)
    limit = source.max_bytes * RICH_FACTOR
    if info.file_size > min(limit, max(MIN_BOMB_BYTES, MAX_RATIO * info.compress_size)):
        raise Unreadable("unpacks to too much for its size: an archive bomb? Save it again.")
    with archive.open(info) as file:
        raw = file.read(limit)
    source.budget.spend(len(raw))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    return etree.fromstring(raw, parser)


def _lines(body: _Element) -> tuple[list[BodyLine], str]:
    """Its lines in order, and the first one in the style of titles."""
    writer, title = LineWriter(), ""
    in_row = 0
    waiting: list[tuple[_Element, bool]] = [(body, False)]
    while waiting:
        element, is_end = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if is_end:
            in_row -= tag.endswith(("}tr", "}table-row"))
            if tag in CELLS and in_row:
                writer.add(" | ")
            elif tag in BREAKS and not in_row:
                kind, is_title = _kind(element)
                count = len(writer.lines)
                writer.end_line(kind)
                if is_title and not title and len(writer.lines) > count:
                    title = writer.lines[-1].text[:MAX_NAMELESS_TITLE_CHARS]
            elif tag in BREAKS:
                writer.add(" ")
            writer.add(_text_behind(element))
            continue
        if tag in HIDDEN:
            writer.add(_text_behind(element))
            continue
        if tag in LINE_BREAKS and not in_row:
            writer.end_line(LineKind.PARAGRAPH)
        writer.add(" " if tag in BLANKS or tag in LINE_BREAKS else None)
        writer.add("-" if tag == f"{WORD}noBreakHyphen" else None)
        if tag == f"{WORD}t" or tag.startswith(TEXT):
            writer.add(element.text)
        in_row += tag.endswith(("}tr", "}table-row"))
        waiting.append((element, True))
        waiting += [(child, False) for child in reversed(element)]
    writer.end_line(LineKind.PARAGRAPH)
    return writer.lines, title


def _text_behind(element: _Element) -> str | None:
    """Text of the paragraph around it: behind a comment or a picture as behind a link.

    In .docx none stands there but white space of the file's own.
    """
    parent = element.getparent()
    is_inside = parent is not None and isinstance(parent.tag, str) and parent.tag.startswith(TEXT)
    return element.tail if is_inside else None


def _kind(element: _Element) -> tuple[LineKind, bool]:
    """What a paragraph is by its style, and whether it is the title."""
    if element.tag.endswith(("}tr", "}table-row")):
        return LineKind.TABLE, False
    if element.tag == f"{TEXT}h":
        return LineKind.HEADING, False
    style = element.get(f"{TEXT}style-name") or ""
    if element.tag == f"{WORD}p":
        declared = element.find(f"{WORD}pPr/{WORD}pStyle")
        style = (declared.get(f"{WORD}val") or "") if declared is not None else ""
        is_numbered = element.find(f"{WORD}pPr/{WORD}numPr") is not None
        if is_numbered and not HEADING_STYLE.search(style):  # headings may be numbered too
            return LineKind.LIST_ITEM, False
    if any(parent.tag == f"{TEXT}list-item" for parent in element.iterancestors()):
        return LineKind.LIST_ITEM, False
    for pattern, kind in STYLES:
        if pattern.search(style):
            return kind, style.lower() == "title"
    return LineKind.PARAGRAPH, False
