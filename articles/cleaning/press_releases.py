"""What a press release has around its text: when it may be used, where it ends, whom to ask."""

import re

from articles.cleaning.menus import MAX_FURNITURE_CHARS, any_of
from articles.cleaning.paragraphs import Paragraph

RELEASE_MARK = any_of(
    r"for (?:immediate|instant) (?:release|publication|use)(?:\W.{0,60})?",
    r"(?:press|news|media) (?:release|advisory)\W*(?:(?:no|nr|ref)\b.{1,40}|\d.{0,40})?",
    r"(?:strictly )?(?:under )?(?:embargo(?:ed)?|not for (?:publication|release|broadcast))"
    r"(?: (?:until|till|to|before|for)\b|\s*:).{0,80}",
    r"for release(?:\s*:.{0,80}| (?:on|at|upon|after) .{0,80})?",
)
END_MARK = any_of(
    r"[\s–—*#/\\(<\[-]+(?:ends?|30|more)[\s–—*#/\\)>\]-]+",
    r"\W*(?-i:ENDS|END)\W*|(?-i:Ends)[\s.:/]*|end of (?:press |news )?(?:release|statement)\W*",
)
CONTACT_LABEL = any_of(
    r"\W*(?:(?:media|press|news|editorial|public relations|pr|investor|for) )*"
    r"(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))(?: (?:information|details|persons?))?\s*"
    r"(?:[:–-].{0,120})?",
    r"(?:for )?(?:any )?(?:more|further|additional|media|press)"
    r" (?:information|details|enquir(?:y|ies)|inquir(?:y|ies))\b.{0,40}"
    r"\b(?:contact|call|e-?mail|write to|reach)\b.{0,160}",
)
CONTACT_DATA = re.compile(
    r"[\w.+-]{2,40}@[\w-]{2,40}\.\w|(?:\+|\b)\d[\d() ./-]{6,18}\d\b|\b(?:tel|phone|mobile|fax)\b",
    re.IGNORECASE,
)
MAX_LABEL_WORDS = 40
MAX_CONTACT_LINES = 8  # below the label
MAX_CONTACT_WORDS = 12  # of such a line


def mark_press_release(live: list[Paragraph]) -> None:
    """Mark "FOR IMMEDIATE RELEASE" above the first sentence, "ENDS" and contacts below one.

    The rest below the end stays: notes to editors are the issuer's words too.
    """
    prose = [index for index, part in enumerate(live) if part.is_prose and not _is_contact(part)]
    first, last = (prose[0], prose[-1]) if prose else (len(live), len(live))
    for index, part in enumerate(live):
        if part.reason or len(part.text) > MAX_FURNITURE_CHARS or part.reports_speech:
            continue
        mark = RELEASE_MARK if index < first else END_MARK
        if mark.fullmatch(part.text):
            part.reason = "press release mark"
        elif _is_contact(part):
            _mark_contacts(live, index, is_below=index > last)


def _is_contact(part: Paragraph) -> bool:
    return part.words <= MAX_LABEL_WORDS and bool(CONTACT_LABEL.fullmatch(part.text))


def _mark_contacts(live: list[Paragraph], index: int, *, is_below: bool) -> None:
    """The label at ``index`` and the lines below it, to the last that has a number or an address.

    A bare label ("Contact") may be a subhead where neither follows.
    """
    last = index if CONTACT_DATA.search(live[index].text) else -1
    for place in range(index + 1, min(index + 1 + MAX_CONTACT_LINES, len(live))):
        part = live[place]
        if part.is_prose or part.is_bullet or part.words > MAX_CONTACT_WORDS:
            break
        last = place if CONTACT_DATA.search(part.text) else last
    if last < 0 and is_below and live[index].text.endswith(":"):
        last = index
    for part in live[index : last + 1]:
        part.reason = part.reason or "contact"
