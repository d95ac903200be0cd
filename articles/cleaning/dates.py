"""Lines that give nothing but a time, and the day they state, if they state one beyond doubt."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]({MONTH}),?[ -](\d{{4}})\b", re.I
)
MONTH_FIRST = re.compile(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.I)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:\b|T)")
WORD = re.compile(
    rf"(?:{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|\d+(?:st|nd"
    rf"|rd|th|h|m|d|min|hr)?"
    r"|\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]*)?|[\d/.:-]+(?:[ap]m)?|[ap]\.?m\.?|noon|midnight|at|on|of|in"
    r"|gmt|utc|bst|cet|cest|e[sd]?t|c[sd]t|p[sd]?t|m[sd]t|ist|hkt|sgt|aest|published|publish"
    r"|updated?"
    r"|posted|created|date|last|first|modified|original|originally|time|local|ago|hours?|hrs?"
    r"|minutes?|mins?|seconds?|days?|weeks?|months?|yesterday|today|read|reading|an?|about|views?)",
    re.I,
)
LONGEST = 120  # code points; a line of nothing but times is short


def is_date_line(text: str) -> bool:
    """Nothing but a date, a time, "3 min read", "Updated 2 hours ago" and the like."""
    if len(text) > LONGEST or not re.search(r"\d|yesterday|today", text, re.I):
        return False
    words = re.split(r"[\s,|·•()\[\]–—/]+|:(?!\d)|-(?!\d)", text.strip())
    return all(WORD.fullmatch(word) for word in words if word)


def stated_day(text: str) -> date | None:
    """The day of publication a date line states; none where it is unclear (03/04/2022, updates)."""
    if re.match(r"\W*(?:last )?(?:updated?|modified)\b", text, re.I):
        return None
    if found := ISO.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := DAY_FIRST.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := MONTH_FIRST.search(text):
        month, day, year = _month(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31 February
        return None


def _month(name: str) -> int:
    return MONTHS.index(name[:3].casefold()) + 1
