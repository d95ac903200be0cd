"""The input as lines and paragraphs: where each stands, and what kind of writing it looks like."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from articles.cleaning.reported_speech import reports_speech
from articles.structure import LineKind, Structure

# Invisible characters that stand for nothing a reader sees. Joiners (U+200C, U+200D) and
# bidirectional marks stay: scripts and emoji need them.
INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]")
BULLET = re.compile(r"^(?:[•·‣▪▫●○◦∙■□►▶➤✓✔*–-]|\d{1,2}[.)])\s+\S")
SYMBOL = re.compile(r"^[\ue000-\uf8ff] ")  # the bullet of a font of signs, which others don't show
CLOSERS = "\"'”’»)]*"
ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|No|vs)\.$")
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[DMS][rst])(?<!\bMrs|\bGen|\bSen|\bRep|\bGov)(?<!\bvs)"
    r"[.…][\"'”’)]*(?:\s|$)|[!?][\"”’]"
)
MAX_WRAP_COLUMNS = 120  # no plain text is wrapped at more columns than this
MIN_WRAP_COLUMNS = 50  # of a text of which a few broken lines say that it is wrapped
MAX_LONG_SHARE = 0.1  # of the lines, which may be longer than the column
MAX_WIDTHS = 10  # that are tried
MIN_BREAKS, MIN_FULL_SHARE = 5, 0.9  # inside blocks, and how many of them had no room
MIN_FULL_BREAKS = 3  # where all of them had none
MIN_PROSE_WORDS = 30  # words from which a line is prose even without a full stop


@dataclass(frozen=True)
class TextLine:
    """One line of the input that shows something: ``raw`` begins at code point ``position``."""

    position: int
    raw: str
    text: str  # as readers see it: odd spaces single, none at the ends


@dataclass
class Paragraph:
    """Lines that belong together, and why they go (``reason``), if they do.

    ``block`` numbers the stretches of the input that blank lines divide.
    """

    lines: list[TextLine]
    block: int
    reason: str = ""
    kind: LineKind | None = None  # None: the input does not say
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = " ".join(line.text for line in self.lines)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def is_bullet(self) -> bool:
        return bool(BULLET.match(self.text))

    @cached_property
    def ends_with_stop(self) -> bool:
        """Ends as a sentence does. "…in the U.S." is a headline's end as well, and isn't one."""
        bare = self.text.rstrip(CLOSERS)
        return bare.endswith((".", "…", "。")) and not ABBREVIATED.search(bare)

    @cached_property
    def reports_speech(self) -> bool:
        """Holds a sentence that reports speech: the article's, whatever words stand around it.

        A headline may report speech as well ("Xi says no"), and is no sentence.
        """
        return bool(SENTENCE_END.search(self.text)) and reports_speech(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """A sentence or more, or a line that leads into one ("He said:"); a headline is not."""
        if self.words >= MIN_PROSE_WORDS or (self.ends_with_stop and self.words > 1):
            return True
        bare = self.text.rstrip(CLOSERS)
        return self.words > 2 and (
            bare.endswith((",", ":", ";")) or self.text[0] in '“"' and bare[-1:] in "!?"
        )


def visible(text: str) -> str:
    """``text`` with every run of spaces, of whatever kind, as one and none at the ends."""
    return " ".join(INVISIBLE.sub("", text).split())


@lru_cache(maxsize=2000)  # several rules compare each line of an article
def key(text: str) -> str:
    """What stays the same when two sites set one headline: letters and digits, in lower case."""
    return " ".join(re.findall(r"\w+", re.sub("['’‘`]", "", text).casefold()))


def paragraphs(text: str, structure: Structure | None = None) -> list[Paragraph]:
    """Every visible line of ``text``, in order, wrapped lines joined to the paragraph they form.

    Where the structure is known each line is one paragraph.
    """
    blocks = _blocks(text)
    width = _wrap_width(blocks) if structure is None else 0
    result: list[Paragraph] = []
    for number, block in enumerate(blocks):
        starts = [
            index
            for index, line in enumerate(block)
            if not (width and index and _continues(block[index - 1], line, width))
        ]
        for start, end in pairwise([*starts, len(block)]):
            kind = None
            if structure is not None:
                kind = structure.get(block[start].position, LineKind.PARAGRAPH)
            result.append(Paragraph(block[start:end], number, kind=kind))
    return result


def _blocks(text: str) -> list[list[TextLine]]:
    """The visible lines, in stretches that blank lines divide."""
    blocks: list[list[TextLine]] = []
    position, open_block = 0, False
    for raw in text.splitlines(keepends=True):
        if visible_text := SYMBOL.sub("• ", visible(raw)):
            if not open_block:
                blocks.append([])
            blocks[-1].append(
                TextLine(position, raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), visible_text)
            )
        open_block = bool(visible_text)
        position += len(raw)
    return blocks


def _continues(line: TextLine, following: TextLine, width: int) -> bool:
    """The next word would have gone past ``width``: so the line was broken for room alone."""
    if BULLET.match(following.text):
        return False
    return len(line.text) + 1 + len(following.text.split()[0]) > width


def _wrap_width(blocks: list[list[TextLine]]) -> int:
    """The column at which the whole text was wrapped, or 0 if each line is a paragraph.

    A few lines may be longer: addresses have no blank at which they could be broken.
    """
    lengths = sorted((len(line.text) for block in blocks for line in block), reverse=True)
    longest = dict.fromkeys(lengths[: max(int(MAX_LONG_SHARE * len(lengths)), 1) + 1])
    widths = [width for width in longest if width <= MAX_WRAP_COLUMNS][:MAX_WIDTHS]
    return next((width for width in widths if _is_wrapped(blocks, width)), 0)


def _is_wrapped(blocks: list[list[TextLine]], width: int) -> bool:
    """Lines inside blocks were broken where the next word had no room: nearly all of several."""
    breaks = [
        _continues(line, following, width)
        for block in blocks
        for line, following in pairwise(block)
        if not BULLET.match(following.text)
    ]
    full = sum(breaks)
    is_all = full == len(breaks) >= MIN_FULL_BREAKS and width >= MIN_WRAP_COLUMNS
    return is_all or (len(breaks) >= MIN_BREAKS and full >= MIN_FULL_SHARE * len(breaks))
