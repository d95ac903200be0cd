"""What stands above the first sentence: the title, and the frame around it."""

import re

from articles.cleaning.dates import is_date_line
from articles.cleaning.paragraphs import Paragraph, key
from articles.cleaning.phrases import may_be_furniture, names_sections

CRUMBS = re.compile(r"\s*(?:[>»›→/|·•]|::)\s*")
BYLINE = re.compile(
    r"(?:(?i:(?:written|reported|posted|story|words|text|edited|authored|published|article) )?(?i:by):?"
    r"|(?i:author|writer|reporter|correspondent)s?:)"
    r" (?:(?:[A-Z][\w.’'-]*|and|for|in|the|of|at|on|de|van|von|der|al|bin|[|,&/·•–—-]|[\d:]+)[, ]*){1,16}"
)
NAME = re.compile(r"(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+")
DESKS = re.compile(
    r"(?:reuters|afp|ap|the associated press|associated press|agence france-presse|ani|pti|ians|xinhua"
    r"|tass|dpa|upi|bloomberg|agencies|news agencies|(?:\w+ ){0,2}(?:news|web|online|foreign|world)? ?"
    r"(?:desk|staff|bureau|(?:staff )?(?:reporter|writer|correspondent)|newsroom)|admin|editor)s?",
    re.IGNORECASE,
)
LEAST_WORDS = 5  # a headline with fewer is less likely the title than the next one that has them
LONGEST_CRUMB = 8  # words before the title in "Home News World <title>"
LONGEST_TITLE = 500


def mark_head(live: list[Paragraph]) -> Paragraph | None:
    """Mark what goes above the first sentence; the title's paragraph, if the text has one."""
    head = _above_first_sentence(live)
    _mark_breadcrumbs(head, live)
    _mark_page_title(head)
    title = _title([part for part in head if not part.reason])
    if title is None:
        return None
    before = head[: head.index(title)]
    after = head[head.index(title) + 1 :]
    for part in before:
        if not part.reason and may_be_furniture(part.text):
            part.reason = "menu"
    _mark_menu_run([part for part in before if not part.reason])
    _mark_bylines_and_dates([*before, *after])
    return title


def _above_first_sentence(live: list[Paragraph]) -> list[Paragraph]:
    head = []
    for part in live:
        if part.is_prose or part.is_bullet:
            break
        head.append(part)
    return head


def _mark_breadcrumbs(head: list[Paragraph], live: list[Paragraph]) -> None:
    """ "Home News Politics <title>" above the title itself, or "Home > News > Politics"."""
    for index, part in enumerate(head):
        below = {key(other.text) for other in live[index + 1 : index + 12] if other.words > 2}
        words = key(part.text).split()
        repeats_title = any(
            " ".join(words[count:]) in below
            for count in range(1, min(LONGEST_CRUMB, len(words)) + 1)
        )
        crumbs = CRUMBS.split(part.text)
        is_path = len(crumbs) > 1 and (
            key(crumbs[0]) in ("home", "homepage", "news") or all(map(names_sections, crumbs))
        )
        if (repeats_title and ":" not in part.text) or is_path:
            part.reason = "breadcrumb"


def _mark_page_title(head: list[Paragraph]) -> None:
    """ "<title> | Some Paper" where the bare title stands below."""
    for index, part in enumerate(head):
        bare = re.split(r"\s+[|–—-]\s+(?=[^|–—]{2,40}$)", part.text)[0]
        below = {key(other.text) for other in head[index + 1 : index + 12]}
        if bare != part.text and not part.reason and key(bare) in below:
            part.reason = "repeated title"


def _title(head: list[Paragraph]) -> Paragraph | None:
    """The headline most likely to be the title: repeated, else the first of five words or more."""
    candidates = [
        part
        for part in head
        if part.words < 60
        and len(part.text) <= LONGEST_TITLE
        and not may_be_furniture(part.text)
        and not is_date_line(part.text)
        and not part.text.endswith(":")
    ]
    keys = [key(part.text) for part in candidates]
    repeated = [p for p in candidates if p.words > 2 and keys.count(key(p.text)) > 1]
    full = [part for part in candidates if part.words >= LEAST_WORDS and not _is_byline(part.text)]
    return next(iter(repeated or full or candidates), None)


def _mark_menu_run(before: list[Paragraph]) -> None:
    """Three short lines or more above the title are a menu; one or two may be a kicker."""
    short = [part for part in before if part.words <= 3]
    if len(short) >= 3:
        for part in short:
            part.reason = "menu"


def _mark_bylines_and_dates(frame: list[Paragraph]) -> None:
    for index, part in enumerate(frame):
        if part.reason:
            continue
        if is_date_line(part.text):
            part.reason = "date line"
        elif _is_byline(part.text) or _is_name_over_date(frame, index):
            part.reason = "byline"
        elif may_be_furniture(part.text):
            part.reason = "menu"


def _is_byline(text: str) -> bool:
    return len(text) < 160 and bool(BYLINE.fullmatch(text) or DESKS.fullmatch(text))


def _is_name_over_date(frame: list[Paragraph], index: int) -> bool:
    below = frame[index + 1 : index + 2]
    return bool(below and NAME.fullmatch(frame[index].text) and is_date_line(below[0].text))
