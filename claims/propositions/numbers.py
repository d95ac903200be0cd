"""Numbers and times in a text, in one form however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
LETTERS = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
MONTHS = (
    "january february march april may june july august september october november december"
).split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MAX_ROUNDING = Decimal("0.08")  # of a rounded number, by which it may differ from the exact one
# May the rounded number be more than the exact one (True), or less?
ROUNDING_BOUNDS = {
    "nearly": (True,), "less": (True,), "more": (False,), "about": (True, False),
}  # fmt: skip
_WORD = "|".join((*UNITS, *TENS, *SCALES, "dozen", "dozens", "score"))
_NUMBER = re.compile(
    r"(?P<digits>(?<![\w.,])[-−]?\d[\d,]*(?:\.\d+)?)(?P<letters>bn|mn|tn|[kmKM])?(?![\w])"
    rf"|\b(?P<words>(?:{_WORD})(?:[ -](?:and )?(?:{_WORD}))*)\b",
    re.IGNORECASE,
)
_SCALE = re.compile(r"[ -]?(hundred|thousand|million|billion|trillion|dozen)s?\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|per ?cent\b|percent\b)", re.IGNORECASE)
_BASIS = re.compile(r"\s(?:basis points?)", re.IGNORECASE)
_POINTS = re.compile(r"\s?(?:percent|per cent|percentage) ?points?|\spercentage points?", re.I)
_MONTH = "|".join(f"{m[:3]}(?:{m[3:]})?" if m[3:] else m for m in MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b\.?"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d{{3}}))"
    r"(?:,? (?P<year>\d{4}))?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"\b(?P<name>{'|'.join(m.title() for m in MONTHS)}|(?:Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
    r"(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?(?!\w)"
)
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(d.title() for d in DAYS)})\b")
_YEAR = re.compile(r"(?<![\d.,$€£])(?P<year>(?:1[5-9]|20)\d\d)(?![\d,.]*\d|%| per)")
_DIGIT = re.compile(r"\d")
_RELATIVE = re.compile(
    r"\b(?:(?P<day>yesterday|today|tomorrow|tonight)|(?P<which>this|last|next) "
    r"(?P<unit>year|month|week))\b",
    re.IGNORECASE,
)
_SHIFTS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "last": -1,
    "this": 0,
    "next": 1,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """``key`` is the number or time in its one form; ``start``, ``end`` where it stands."""

    start: int
    end: int
    key: str
    is_time: bool = False


def quantities(text: str, on: date | None = None) -> list[Quantity]:
    """Numbers and times in text order, none overlapping. ``on`` is when it was said.

    Times: "day 05-07", "month 5", "year 2023", "weekday 4", "week -1". Numbers: "1200000", "50%",
    "0.5pp".
    """
    items: list[Quantity] = []
    for item in (*_times(text, on), *_numbers(text)):
        if not any(item.start < other.end and other.start < item.end for other in items):
            items.append(item)
    return sorted(items, key=lambda item: item.start)


def _times(text: str, on: date | None) -> Iterator[Quantity]:
    has_digits = _DIGIT.search(text) is not None
    for match in _DATE.finditer(text) if has_digits else ():
        if match["iso"]:
            yield Quantity(*match.span(), f"day {match['iso'][5:]}", True)
            continue
        month = _month(match["month"] or match["month2"])
        key = f"day {month:02}-{int(match['day'] or match['day2']):02}"
        yield Quantity(*match.span(), key, True)
    for match in _RELATIVE.finditer(text):
        yield Quantity(*match.span(), _relative(match, on), True)
    for match in _MONTH_ALONE.finditer(text):
        yield Quantity(*match.span("name"), f"month {_month(match['name'])}", True)
    for match in _WEEKDAY.finditer(text):
        yield Quantity(*match.span(), f"weekday {DAYS.index(match['day'].lower())}", True)
    for match in _YEAR.finditer(text) if has_digits else ():
        yield Quantity(*match.span(), f"year {match['year']}", True)


def _relative(match: re.Match[str], on: date | None) -> str:
    word = (match["day"] or match["which"]).lower()
    shift, unit = _SHIFTS[word], (match["unit"] or "day").lower()
    if on is None:
        return f"{unit} {shift:+}"
    if unit == "day":
        return f"day {on + timedelta(days=shift):%m-%d}"
    if unit == "year":
        return f"year {on.year + shift}"
    if unit == "month":
        return f"month {(on.month - 1 + shift) % 12 + 1}"
    return f"week {(on + timedelta(days=7 * shift)).isocalendar()[1]}"


def _month(name: str) -> int:
    return next(k for k, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _numbers(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        end = match.end()
        if match["digits"]:
            value = float(match["digits"].replace(",", "").replace("−", "-"))
            value *= LETTERS.get((match["letters"] or "").lower(), 1)
            scale = _SCALE.match(text, end)
            if scale:
                word = scale[1].lower()
                value, end = value * SCALES.get(word, 12), scale.end()
        else:
            words = re.split(r"[ -]+", match["words"].lower())
            if words == ["one"] or words[0] in ("dozens", "score") or words == ["second"]:
                continue
            value = _value(words)
        unit = ""
        for pattern, name in ((_POINTS, "pp"), (_PERCENT, "%"), (_BASIS, "bp")):
            follows = pattern.match(text, end)
            if follows:
                unit, end = name, follows.end()
                break
        if unit == "bp":
            value, unit = value / 100, "pp"
        yield Quantity(match.start(), end, f"{value:g}" + unit if value < 1e6 else f"{value:.0f}")


@cache
def _values() -> dict[str, int]:
    values = {word: k for k, word in enumerate(UNITS)}
    return values | {word: 10 * k for k, word in enumerate(TENS, 2)}


def _value(words: list[str]) -> float:
    """ "two hundred and forty thousand" → 240000."""
    total, current = 0.0, 0.0
    for word in words:
        if word in _values():
            current += _values()[word]
        elif word in ("dozen", "dozens"):
            current = (current or 1) * 12
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0
    return total + current


@lru_cache(maxsize=4096)
def is_rounded(exact: str, rounded: str, bound: str) -> bool:
    """Is one number what the other, told as "nearly", "about" or "more than", stands for?

    It must have fewer digits, and lie on its side: 4.98 million is "nearly 5 million".
    """
    (low, low_unit), (high, high_unit) = (_split(key) for key in (exact, rounded))
    if low_unit != high_unit or bound not in ROUNDING_BOUNDS or not low or not high:
        return False
    difference = high - low
    exponent = int(high.normalize().as_tuple().exponent)
    if int(low.normalize().as_tuple().exponent) >= exponent:
        return False
    if difference and (difference > 0) not in ROUNDING_BOUNDS[bound]:
        return False
    near = abs(difference) <= Decimal(5).scaleb(exponent - 1)
    return near and abs(difference) <= MAX_ROUNDING * abs(high)


@lru_cache(maxsize=4096)
def number_marks(key: str) -> frozenset[str]:
    """What a number shares with those that it may be rounded to: itself with fewer digits."""
    value, unit = _split(key)
    digits = len(value.normalize().as_tuple().digits)
    forms = {value.normalize()} | {
        Context(prec=count, rounding=rounding).plus(value).normalize()
        for count in range(1, digits)
        for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN)
    }
    return frozenset(f"number {form}{unit}" for form in forms)


def _split(key: str) -> tuple[Decimal, str]:
    value = key.rstrip("%bp")
    return Decimal(value), key[len(value) :]
