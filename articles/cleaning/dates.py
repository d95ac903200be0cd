"""Lines that give nothing but a time, and the days they state, if they state them beyond doubt."""

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from articles.cleaning.menus import names_sections

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]({MONTH}),?[ -](\d{{4}})\b", re.I
)
MONTH_FIRST = re.compile(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.I)
ISO = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\b|(?=T))")
NUMBERS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
PUBLISHED, UPDATED = "published", "updated"
# What a page says its days are; the word nearest to a day counts.
LABEL = re.compile(
    r"\b(?:(?P<updated>(?:last )?(?:upd(?:at(?:ed?|ing))?|modif(?:ied|y)|revised|edited|amended"
    r"|corrected|changed|refreshed))|(?P<published>publish(?:ed)?|publication|posted|created|issued|filed"
    r"|uploaded|released|first|originally|original))\b",
    re.IGNORECASE,
)
JOINED = re.compile(r"\W*(?:and|&|/)\W*", re.IGNORECASE)
BRACKETED = re.compile(rf"\s*[(\[]\s*{LABEL.pattern}\s*[)\]]", re.IGNORECASE)
# "This article was first published on 1 May 2021 and updated on 3 May 2021."
ABOUT_ARTICLE = re.compile(
    r"(?:this|the) (?:article|story|post|report|page|piece) (?:was|has been) "
    r"(?=(?:(?:first|originally|last) )?(?:published|posted|issued|updated|modified|amended|edited"
    r"|corrected|revised)\b)",
    re.IGNORECASE,
)
ANY_TIME = re.compile(r"\d|today|yesterday|ago", re.IGNORECASE)
WORD = re.compile(
    rf"(?:{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|\d+(?:st|nd"
    rf"|rd|th|h|m|d|min|hr)?"
    r"|\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?|[\d/.:-]+(?:[ap]m)?|[ap]\.?m\.?|noon|midnight|at|on|of|in"
    r"|(?:gmt|utc)(?:[+]\d{1,2})?|bst|cet|cest|e[sd]?t|c[sd]t|p[sd]?t|m[sd]t|ist|hkt|sgt|aest|published|publish"
    r"|upd(?:ated?)?|publication|posted|created|issued|filed|uploaded|released|revised|edited"
    r"|amended|corrected|changed|refreshed|and|date|last|first|modified|original|originally|time|local|ago|hours?|hrs?"
    r"|minutes?|mins?|seconds?|days?|weeks?|months?|yesterday|today|read|reading|an?|about|views?)",
    re.I,
)
# What pages set beside their day: tools, a section's name, a variable that was never filled in.
BESIDE_DAY = re.compile(
    r"\{\{[^{}]*\}\}|\b(?:print|share|save|listen|comments?|e-?mail|paid|free|bookmark"
    r"|today[’']s paper|e-?paper)\b|(?<!\S)[∙](?!\S)",
    re.IGNORECASE,
)
SECTION = re.compile(r"[^\W\d]\D{1,30}?(?=\s\d)")
MAX_DATE_LINE_CHARS = 120  # code points; a line of nothing but times is short


def is_date_line(text: str) -> bool:
    """Nothing but a date, a time, "3 min read", "Updated 2 hours ago" and the like."""
    if len(text) > MAX_DATE_LINE_CHARS or not re.search(r"\d|yesterday|today", text, re.I):
        return False
    times = ABOUT_ARTICLE.sub("", text.strip(), count=1)
    if any(pattern.search(text) for pattern in (DAY_FIRST, MONTH_FIRST, ISO, NUMBERS)):
        section = SECTION.match(times)
        is_section = section and names_sections(section[0])
        times = BESIDE_DAY.sub(" ", times[section.end() :] if section and is_section else times)
    words = re.split(r"[\s,;&|·•()\[\]–—/]+|:(?!\d)|-(?!\d)", times)
    return all(WORD.fullmatch(word) for word in words if word)


def is_labelled_date_line(text: str) -> bool:
    """ "Updated 10:15 a.m.", but not the "9:05 a.m." that heads an entry of a live report."""
    return is_date_line(text) and bool(LABEL.search(text))


def tells_its_dates(text: str) -> bool:
    """A sentence of the page about its own days: "This article was updated on 3 May 2021."."""
    return bool(ABOUT_ARTICLE.match(text)) and is_date_line(text)


class StatedDays(NamedTuple):
    """What date lines state; None where they state nothing, or nothing beyond doubt."""

    published: date | None = None
    updated: date | None = None


def stated_days(*groups: str) -> StatedDays:
    """The days of publication and of the latest update that these lines state.

    A day behind "published" goes before one without a label. Of several days without one none is
    taken, nor is one that reads two ways (03/04/2022). A label belongs to days of its group only.
    """
    days = [pair for text in groups for pair in _labelled_days(text)]
    published = [day for labels, day in days if PUBLISHED in labels]
    updated = [day for labels, day in days if UPDATED in labels]
    bare = {day for labels, day in days if not labels}
    if not published and len(bare) == 1:
        published = list(bare)
    return StatedDays(min(published, default=None), max(updated, default=None))


def _labelled_days(text: str) -> list[tuple[frozenset[str], date]]:
    """Each day of ``text`` with its labels: those before it, or behind it.

    Behind: "May 1, 2021 (updated)", and "May 1, 2021 published, May 3, 2021 updated". But
    "May 1, 2021, updated 3 hours ago" has a day without a label.
    """
    days = _days(text)
    starts = [0, *(end for _, end, _ in days)]
    ends = [*(start for start, _, _ in days), len(text)]
    gaps = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    labels = [_labels(gap) for gap in gaps]
    own = [frozenset[str]() for _ in days]
    all_behind = (
        bool(days and labels[-1]) and not labels[0] and not ANY_TIME.search(_tail(gaps[-1]))
    )
    for place, groups in enumerate(labels):
        is_behind = place > 0 and not own[place - 1]
        if is_behind and groups and (all_behind or len(groups) > 1 or BRACKETED.match(gaps[place])):
            own[place - 1], groups = groups[0], groups[1:]
        if groups and place < len(days):
            own[place] = groups[-1]
    return [(kinds, day) for kinds, (_, _, day) in zip(own, days, strict=True)]


def _tail(gap: str) -> str:
    """What stands behind the last label."""
    return LABEL.split(gap)[-1]


def _labels(gap: str) -> list[frozenset[str]]:
    """What the words between two days say, in order: "first published and updated" is one."""
    groups: list[frozenset[str]] = []
    end = 0
    for label in LABEL.finditer(gap):
        kind = frozenset({PUBLISHED if label["published"] else UPDATED})
        if groups and (groups[-1] == kind or JOINED.fullmatch(gap, end, label.start())):
            groups[-1] |= kind
        else:
            groups.append(kind)
        end = label.end()
    return groups


def _days(text: str) -> list[tuple[int, int, date]]:
    """Every day in ``text`` that reads one way, with its place."""
    days = []
    for pattern, order in (
        *((ISO, "ymd"), (DAY_FIRST, "dmy"), (MONTH_FIRST, "mdy")),
        *((NUMBERS, "dmy"), (NUMBERS, "mdy")),
    ):
        for match in pattern.finditer(text):
            parts = dict(zip(order, match.groups(), strict=True))
            if pattern is NUMBERS and max(int(parts["d"]), int(parts["m"])) <= 12:
                continue  # 03/04/2022
            month = int(parts["m"]) if parts["m"].isdigit() else _month(parts["m"])
            with suppress(ValueError):  # 31 February
                day = date(int(parts["y"]), month, int(parts["d"]))
                days.append((match.start(), match.end(), day))
    return sorted(days)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].casefold()) + 1
