"""The day, month or year that somebody types into a search: "Psaki 18 March 2022"."""

import re
from typing import NamedTuple

from claims.dates import MONTHS, date_in_words
from claims.listing.conditions import period

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|t)?\.?" if name != "May" else name for name in MONTHS)
_FORMS = (
    r"(?P<iso>(?:19|20)\d\d-\d\d(?:-\d\d)?)",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)",
    rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)",
    rf"(?P<month>{_MONTH}),?\s+(?P<year>(?:19|20)\d\d)",
    r"(?P<year>(?:19|20)\d\d)",
)
FORMS = [re.compile(rf"(?<![\w\"-]){form}(?![\w\"-])", re.IGNORECASE) for form in _FORMS]


class DateMatch(NamedTuple):
    """``code`` as filters have it (``2022-03-18``), ``label`` as readers have it, ``rest`` else."""

    code: str
    label: str
    rest: str


def find_date(words: str) -> DateMatch | None:
    """None without a date, and with one that no calendar has."""
    match_ = next((match for form in FORMS if (match := form.search(words))), None)
    if match_ is None:
        return None
    parts = match_.groupdict()
    code = parts.get("iso") or "-".join(_numbers(parts))
    try:
        period(code)
    except ValueError:
        return None
    rest = " ".join(f"{words[: match_.start()]} {words[match_.end() :]}".split())
    return DateMatch(code, date_in_words(code), rest.removesuffix(" on").removesuffix(" in"))


def _numbers(parts: dict[str, str | None]) -> list[str]:
    month, day = parts.get("month"), parts.get("day")
    numbers = [str(parts["year"])]
    if month:
        number = next(n for n, name in enumerate(MONTHS, 1) if name[:3] == month[:3].title())
        numbers.append(f"{number:02}")
    if day:
        numbers.append(f"{int(day):02}")
    return numbers
