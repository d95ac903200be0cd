"""From the lines of pages to paragraphs: joined, without hyphens, headers and footers."""

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

from articles.readers.pdf.pages import PdfLine
from articles.structure import LineKind

MARGIN_SHARE = 0.12  # of a page's height at either end, in which headers and footers stand
MIN_HEADING = 1.15  # of the usual height of a line
MIN_INDENT, MAX_INDENT = 0.8, 5.0  # heights of a line by which a paragraph begins further in
MIN_HANGING = 0.5  # heights of a line by which an item's other lines begin further in than its sign
MIN_GAP = 1.45  # of the usual distance of lines, between paragraphs
MAX_HEADING_PITCH = 1.6  # heights of a heading's lines from one to the next
MAX_SIZE_DIFFERENCE = 0.12  # of the heights of two lines of one heading
MAX_MARGIN_WORDS = 6  # of a header or footer that ends as sentences do
MAX_PITCH = 1.5  # heights of a line from one to the next, single-spaced
MIN_WRAPPED = 0.3  # of the lines go on in the next, in paragraphs of several
MAX_SHORT_LINE_SHARE = 0.85  # of a column's width: a line that ends a sentence, and a paragraph
MAX_VERY_SHORT_LINE_SHARE = 0.6  # likewise, whatever it ends with, before a capital
# What browsers print at the edges, and page numbers.
EDGE = re.compile(
    r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|[-–] ?\d{1,4} ?[-–]"
    r"|(?:https?|file)://\S+(?: \d+/\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?: ?[AP]M)?(?: .{0,200})?",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…:][\"”’)]*$")
BULLET = re.compile(r"[•‣▪●○◦■–\ue000-\uf8ff-] ?(?=\S)|\d{1,2}[.)] (?=\S)")  # fonts of signs too
HYPHENATED = re.compile(r"(\w+)[-\u00ad\u2010]$")
# Words behind which a hyphen at a line's end is one of the word's own: forty-two, self-defence.
COMPOUND = re.compile(
    "(?:twen|thir|for|fif|six|seven|eigh|nine)ty|self|well|half|vice", re.IGNORECASE
)


@dataclass
class PdfParagraph:
    text: str
    kind: LineKind


def without_margins(
    pages: list[list[PdfLine]], heights: list[float]
) -> tuple[list[list[PdfLine]], int]:
    """The pages without lines at their edges that other pages have too, and how many those were."""
    counts = Counter(
        key
        for lines, height in zip(pages, heights, strict=True)
        for key in {repetition_key(line) for line in lines if _is_at_edge(line, height)}
    )
    least = max(2, len(pages) // 3)
    repeated = {text for (text, _), count in counts.items() if count >= least}
    kept_pages, dropped = [], 0
    for lines, height in zip(pages, heights, strict=True):
        rest = [
            line
            for line in lines
            if not _is_margin(line, height, repeated, is_outer=line in (*lines[:4], *lines[-4:]))
        ]
        dropped += len(lines) - len(rest)
        kept_pages.append(rest)
    return kept_pages, dropped


def _is_margin(line: PdfLine, height: float, repeated: set[str], *, is_outer: bool) -> bool:
    """``is_outer``: among a page's first or last lines, wherever on the page these are."""
    if _is_at_edge(line, height) and EDGE.fullmatch(line.text):
        return True
    if SENTENCE_END.search(line.text) and len(line.text.split()) > MAX_MARGIN_WORDS:
        return False
    return (is_outer or _is_at_edge(line, height)) and repetition_key(line)[0] in repeated


def _is_at_edge(line: PdfLine, height: float) -> bool:
    return line.bottom < MARGIN_SHARE * height or line.top > (1 - MARGIN_SHARE) * height


def repetition_key(line: PdfLine) -> tuple[str, int]:
    """The same on every page: digits count pages and days; it stands at the same height."""
    return re.sub(r"\d+", "#", line.text).casefold(), round(line.middle / 6)


def paragraphs_of(pages: list[list[PdfLine]]) -> list[PdfParagraph]:
    """The paragraphs; one that goes on in the next column or on the next page is one."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    usual = _usual_height(lines)
    pitch = _usual_pitch(lines, usual)
    left, right = _columns(lines)
    whole_text = " ".join(line.text for line in lines)
    paragraphs: list[PdfParagraph] = []
    first = last = lines[0]  # of the paragraph
    for index, line in enumerate(lines):
        edges = (left[index], right[index - 1])
        kind = _kind(line, usual)
        if kind is LineKind.LIST_ITEM and paragraphs and _is_inside(last, line, edges):
            kind = LineKind.PARAGRAPH
        before = paragraphs[-1].kind if paragraphs else None
        if not _goes_on((first, last), line, (before, kind), pitch, edges):
            paragraphs.append(PdfParagraph("", kind))
            first = line
        paragraphs[-1].text = _join(paragraphs[-1].text, line.text, whole_text)
        last = line
    for paragraph in paragraphs:
        if paragraph.kind is LineKind.LIST_ITEM:
            paragraph.text = BULLET.sub("", paragraph.text, count=1)
        paragraph.text = paragraph.text.replace("\u00ad", "")
    return paragraphs


def _usual_height(lines: list[PdfLine]) -> float:
    """That of most letters."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] or 1.0


def _usual_pitch(lines: list[PdfLine], usual: float) -> float:
    """From one line to the next inside paragraphs."""
    steps = [
        above.bottom - line.bottom
        for above, line in zip(lines, lines[1:], strict=False)
        if 0 < above.bottom - line.bottom < 4 * usual
    ]
    pitch = median(steps) if steps else 1.3 * usual
    if pitch <= MAX_PITCH * usual:
        return pitch
    # So wide that the text is double-spaced, or that its paragraphs are single lines.
    edge = max(line.right for line in lines)
    wrapped = [
        line
        for line in lines
        if line.right >= MAX_SHORT_LINE_SHARE * edge and not SENTENCE_END.search(line.text)
    ]
    return pitch if len(wrapped) >= MIN_WRAPPED * len(lines) else usual


def _columns(lines: list[PdfLine]) -> tuple[list[float], list[float]]:
    """For each line the edges of its column: those of the lines that stand above and below it."""
    lefts, rights = [], []
    for index in range(len(lines)):
        around = [
            other
            for other in lines[max(index - 8, 0) : index + 9]
            if other.left < lines[index].right and other.right > lines[index].left
        ] or [lines[index]]  # one without width stands beside none
        lefts.append(min(other.left for other in around))
        rights.append(max(other.right for other in around))
    return lefts, rights


def _kind(line: PdfLine, usual: float) -> LineKind:
    if line.height >= MIN_HEADING * usual and len(line.text) < 200:
        return LineKind.HEADING
    return LineKind.LIST_ITEM if BULLET.match(line.text) else LineKind.PARAGRAPH


def _is_inside(last: PdfLine, line: PdfLine, edges: tuple[float, float]) -> bool:
    """Whether a line that begins with a dash or "12." only goes on with the sentence before it."""
    left, right = edges
    is_whole = last.right >= right - (1 - MAX_SHORT_LINE_SHARE) * (right - left)
    is_level = line.left <= last.left + MIN_INDENT * line.height
    return is_whole and is_level and not SENTENCE_END.search(last.text)


def _goes_on(
    lines: tuple[PdfLine, PdfLine],
    line: PdfLine,
    kinds: tuple[LineKind | None, LineKind],
    pitch: float,
    edges: tuple[float, float],
) -> bool:
    """Whether ``line`` belongs to the paragraph whose first and last are ``lines``.

    ``kinds``: of the paragraph and of the line; ``edges`` as in ``_begins``.
    """
    first, last = lines
    before, kind = kinds
    step = last.bottom - line.bottom
    if before is kind is LineKind.HEADING:
        is_alike = abs(line.height - last.height) <= MAX_SIZE_DIFFERENCE * last.height
        return is_alike and 0 < step <= MAX_HEADING_PITCH * line.height
    if before is LineKind.LIST_ITEM and kind is LineKind.PARAGRAPH:
        is_open = not SENTENCE_END.search(last.text) and line.text[0].islower()
        is_hanging = line.left - first.left >= MIN_HANGING * line.height
        return is_open or (is_hanging and 0 < step <= MIN_GAP * pitch)
    return before is kind is LineKind.PARAGRAPH and not _begins(last, line, pitch, edges)


def _begins(last: PdfLine, line: PdfLine, pitch: float, edges: tuple[float, float]) -> bool:
    """Whether a paragraph begins with ``line``, which follows ``last`` and looks like it.

    ``edges`` are the left edge of its column and the right edge of that of ``last``.
    """
    left, right = edges
    is_jump = line.bottom >= last.bottom  # another column or page
    ends = bool(SENTENCE_END.search(last.text))
    width = max(right - left, 1.0)
    is_short = last.right < right - (1 - MAX_SHORT_LINE_SHARE) * width
    if is_jump:
        return ends and (is_short or line.left - left > MIN_INDENT * line.height)
    if last.bottom - line.bottom > MIN_GAP * pitch:
        return True
    indent = line.left - last.left
    if MIN_INDENT * line.height < indent < MAX_INDENT * line.height:
        return True
    is_cut = last.right < left + MAX_VERY_SHORT_LINE_SHARE * width and line.text[0].isupper()
    return is_cut or (ends and is_short)


def _join(text: str, line: str, whole_text: str) -> str:
    """The two as one: a hyphen at the end goes, unless the word has it elsewhere as well."""
    if not text:
        return line
    match = HYPHENATED.search(text)
    first = re.match(r"\w+", line)
    if match and first and line[0].islower():
        has_hyphen = f"{match[1]}-{first[0]}" in whole_text or (
            COMPOUND.fullmatch(match[1]) and f"{match[1]}{first[0]}" not in whole_text
        )
        return f"{text[: match.end(1)]}{'-' if has_hyphen else ''}{line}"
    if text.endswith("-") and not text.endswith(" -"):
        return f"{text}{line}"  # "Austria-" "Hungary"
    return f"{text} {line}"
