"""From a page's raw text to the article: what readers see, and all that went, each with a reason.

Rules go by structure first (what stands above the first sentence, what repeats the title, what
follows "Leave a Reply") and by the words of page furniture second (phrases.py), and leave a line
where they are not sure: a menu too many harms less than a sentence lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from articles.cleaning.comments import mark_comments
from articles.cleaning.consent import mark_consent
from articles.cleaning.head import days_in_head, mark_head
from articles.cleaning.links import (
    mark_author,
    mark_contacts,
    mark_edges,
    mark_links,
    mark_related,
    mark_tags,
)
from articles.cleaning.paragraphs import Paragraph, paragraphs
from articles.cleaning.phrases import furniture
from articles.cleaning.pictures import mark_captions, mark_credits, mark_repeated_title
from articles.cleaning.press_releases import mark_press_release
from articles.cleaning.repetition import mark_repetition
from articles.cleaning.sponsors import mark_sponsors
from articles.cleaning.structured import PROTECTED_KINDS, mark_structured
from articles.structure import Structure

__all__ = ["CleanedArticle", "KeptLine", "Removed", "clean"]


@dataclass(frozen=True)
class Removed:
    """A line of the input that is not in ``text``; ``position`` is its first code point there."""

    position: int
    text: str
    reason: str


@dataclass(frozen=True)
class KeptLine:
    """A line of the input that is in ``text``, as it stood in the input."""

    position: int
    text: str


@dataclass(frozen=True)
class CleanedArticle:
    """``text``: title, blank line, paragraphs with a blank line between, bullets one a line.

    ``title`` is "" and ``text`` starts with the first paragraph where the input has no title.
    ``byline_lines`` and ``credit`` are the lines that name who wrote it and whom it is from, as
    they stood; ``published_on`` and ``updated_on`` are days that lines near the title state.
    """

    title: str
    text: str
    removed: tuple[Removed, ...]
    kept_lines: tuple[KeptLine, ...]
    byline_lines: tuple[str, ...]
    credit: str
    published_on: date | None
    updated_on: date | None

    @property
    def fault(self) -> str:
        """Why it is no article, and what to do; "" where it is one."""
        if not self.text:
            return "holds no article, only page furniture. Check the file."
        if not any(map(str.isalpha, self.text)):
            return "holds no words, only figures and signs. Check the file."
        return ""


def clean(text: str, *, title: str = "", structure: Structure | None = None) -> CleanedArticle:
    """The article in ``text``. A pure function; cleaning what it returned changes nothing.

    Every visible line of the input is in ``removed`` or in ``kept``, in order. A ``title`` that the
    input gives beside its text is not looked for in it; lines that repeat it go. ``structure`` says
    what the lines are, where the input does.
    """
    parts = paragraphs(text, structure)
    mark_structured(parts)
    first = _mark_until_settled(parts, title)
    stays = _staying(parts)
    goes = [(line, part) for part in parts if part.reason for line in part.lines]
    days = days_in_head(parts)
    credit_lines = dict.fromkeys(part.text for part in parts if part.reason == "credit")
    return CleanedArticle(
        title=first.text if first else "",
        text=_layout(stays),
        removed=tuple(Removed(line.position, line.raw, part.reason) for line, part in goes),
        kept_lines=tuple(
            KeptLine(line.position, line.raw) for part in stays for line in part.lines
        ),
        byline_lines=tuple(dict.fromkeys(p.text for p in parts if p.reason == "byline")),
        credit="; ".join(credit_lines),
        published_on=days.published,
        updated_on=days.updated,
    )


def _mark_until_settled(parts: list[Paragraph], title: str) -> Paragraph | None:
    """Apply the rules until they find no more: so they find nothing in their own result either.

    The title's paragraph, where ``title`` does not give it and the text has one.
    """
    live = parts
    reasons = {part.text: furniture(part.text) for part in parts}
    while True:
        first = _mark(live, parts, title, reasons)
        left = _staying(live)
        if len(left) == len(live):
            return first
        live = parts = _as_laid_out(left)


def _mark(
    live: list[Paragraph], parts: list[Paragraph], given_title: str, reasons: Mapping[str, str]
) -> Paragraph | None:
    """``reasons``: for which a line of these words goes wherever it stands."""
    for part in live:
        part.reason = part.reason or reasons[part.text]
    mark_consent(live)
    mark_sponsors(live)
    mark_press_release(live)
    mark_related(live)
    mark_captions(live)
    mark_credits(live)
    title = mark_head(_staying(live), has_title=bool(given_title))
    mark_repeated_title(live, title.text if title else given_title, title)
    for rule in (mark_comments, mark_links, mark_tags, mark_author, mark_contacts):
        rule(_staying(live))
    mark_edges(_staying(live), parts)
    mark_repetition(_staying(live), title)
    for part in live:
        if part.kind in PROTECTED_KINDS:
            part.reason = ""
    return title


def _staying(parts: list[Paragraph]) -> list[Paragraph]:
    return [part for part in parts if not part.reason]


def _as_laid_out(parts: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with the blocks their own layout has: bullets in a row are one."""
    number = 0
    for index, part in enumerate(parts):
        number += not _goes_on_list(parts, index)
        part.block = number
    return parts


def _layout(parts: list[Paragraph]) -> str:
    pieces = []
    for index, part in enumerate(parts):
        pieces += ["\n" if _goes_on_list(parts, index) else "\n\n", part.text]
    return "".join(pieces[1:])


def _goes_on_list(parts: list[Paragraph], index: int) -> bool:
    return index > 0 and parts[index - 1].is_bullet and parts[index].is_bullet
