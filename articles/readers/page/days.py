"""The days of a page: published and updated, as its readers would date them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from htmldate import find_date

from articles.cleaning.dates import stated_days
from articles.outlet_list import outlet_at
from articles.readers.page.source import WebPage, one_line, short_text

PUBLISHED_META = (
    *("article:published_time", "og:article:published_time", "datepublished", "og:published_time"),
    *("article:published", "publish-date", "pubdate", "og:pubdate", "parsely-pub-date", "pub_date"),
    *("dc.date.issued", "dcterms.date", "dc.date", "sailthru.date", "published_time_telegram"),
    *("dcsext.articlefirstpublished", "published", "datecreated", "date.release", "date"),
)
UPDATED_META = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified"),
    *("article:modified", "dcterms.modified", "lastmod", "last-modified", "updated-date"),
)
ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
IN_ADDRESS = re.compile(r"/(20\d{2}|19\d{2})[/-]?(\d{2}|[a-z]{3})[/-]?(\d{1,2})(?=[/_.-]|$)", re.I)
CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\s*([ap])?\.?m?\b", re.IGNORECASE)
ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
ZONE = re.compile(rf"\b({'|'.join(ZONES)})\b", re.IGNORECASE)
# Of the papers of a country, where the page itself shows no clock.
COUNTRY_OFFSETS = {
    **dict.fromkeys(("us", "ca"), -5.0),
    **dict.fromkeys(("br", "ar", "uy"), -3.0),
    **dict.fromkeys(("ru", "tr", "sa", "qa", "iq"), 3.0),
    **{"mx": -6.0, "ir": 3.5, "ae": 4.0, "pk": 5.0, "in": 5.5, "bd": 6.0, "id": 7.0, "th": 7.0},
    **dict.fromkeys(("cn", "hk", "tw", "sg", "my", "ph"), 8.0),
    **{"jp": 9.0, "kr": 9.0, "au": 10.0, "nz": 12.0},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST_YEAR = 1990  # of a web page
MAX_VISIBLE_CHARS = 120  # of an element that is a date line
DATE_CLASS = re.compile(r"date|time|publish|posted|byline|dateline", re.IGNORECASE)


class PageDays(NamedTuple):
    """``note`` says from what the day of publication is inferred, "" where the page states it."""

    published: date | None = None
    updated: date | None = None
    note: str = ""


class PageInstant(NamedTuple):
    """A day or a moment that a page declares; ``has_zone`` where its offset is local, not UTC."""

    moment: datetime
    has_time: bool
    is_utc: bool


def days_of(page: WebPage) -> PageDays:
    """Declared ones first, then what date lines show, then the address (inferred).

    A moment in UTC is dated as the page dates it: 01:19Z on the 19th was the evening of the 18th
    for a paper in New Jersey.
    """
    in_address = _day_in_address(page.url) or _day_in_address(page.address)
    lines = list(_date_lines(page))
    stated = stated_days(*(text for text, _ in lines))
    offset = _offset(page, lines)
    published = _first_day(_declared(page, "published"), offset, in_address)
    updated = _first_day(_declared(page, "updated"), offset, None)
    published = published or stated.published or _only_day(lines)
    updated = updated or stated.updated
    note = ""
    if published is None and in_address:
        published, note = in_address, "A day in the page's address."
    elif published is None and (published := _day_in_text(page)):
        note = "A day in the page's text or markup, not marked as that of publication."
    if updated and published and updated <= published:
        updated = None
    return PageDays(published, updated, note)


def instant_of(value: object) -> PageInstant | None:
    """ISO 8601, or the date of a mail or of JavaScript; None for anything else."""
    text = one_line(value)
    if match := ISO.match(text):
        year, month, day, hour, minute, second, zone = match.groups()
        with suppress(ValueError):
            moment = datetime(
                int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
            )
            is_utc = zone in ("Z", "UTC", "GMT") or (zone or "")[1:].replace(":", "") == "0000"
            return PageInstant(moment, hour is not None, is_utc) if _is_likely(moment) else None
    script_date = re.sub(r"^(\w{3}) (\w{3}) (\d{2}) (\d{4}) ([\d:]{8}) GMT([+-]\d{4}).*",
                         r"\1, \3 \2 \4 \5 \6", text)  # fmt: skip
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(script_date)
        is_utc = moment.utcoffset() == timedelta(0)
        if _is_likely(moment.replace(tzinfo=None)):
            return PageInstant(moment.replace(tzinfo=None), True, is_utc)
    return None


def _is_likely(moment: datetime) -> bool:
    limit = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=2)
    return moment.year >= EARLIEST_YEAR and moment <= limit


def _declared(page: WebPage, kind: str) -> Iterator[PageInstant]:
    """What linked data, meta elements and marked elements say, in this order."""
    is_published = kind == "published"
    names = ("datePublished", "dateCreated") if is_published else ("dateModified",)
    values = [value for name in names for value in page.linked(name)]
    metas = page.meta_values(*(PUBLISHED_META if is_published else UPDATED_META))
    # What a page states with its own offset is better than the same moment in UTC.
    instants = [instant for value in (*values, *metas) if (instant := instant_of(value))]
    first = instants[:1]
    yield from (other for other in instants if first and _is_local_form(other, first[0]))
    yield from first
    itemprop = "datePublished" if is_published else "dateModified"
    for element in page.tree.xpath(f"//*[@itemprop='{itemprop}'][not(self::meta)]")[:3]:
        if instant := instant_of(element.get("datetime") or element.get("content") or ""):
            yield instant
    if is_published:
        for element in page.tree.xpath("//time[@pubdate or contains(@class,'published')]")[:2]:
            if instant := instant_of(element.get("datetime") or ""):
                yield instant


def _is_local_form(other: PageInstant, first: PageInstant) -> bool:
    """The same moment but for the offset: minutes and seconds agree, at most half a day apart."""
    difference = abs(other.moment - first.moment)
    return (
        first.is_utc
        and other.has_time
        and not other.is_utc
        and timedelta(0) < difference <= timedelta(hours=14)
        and difference.total_seconds() % 1800 < 60
    )


def _first_day(
    instants: Iterable[PageInstant], offset: timedelta | None, in_address: date | None
) -> date | None:
    for instant in instants:
        day = instant.moment.date()
        if not (instant.has_time and instant.is_utc):
            return day
        if in_address and abs((in_address - day).days) <= 1:
            return in_address
        return (instant.moment + offset).date() if offset else day
    return None


def _offset(page: WebPage, lines: list[tuple[str, str]]) -> timedelta | None:
    """The page's local time against UTC: from a clock that it shows beside the same moment."""
    for text, moment in lines:
        instant, clock = instant_of(moment), CLOCK.search(text)
        is_moment = instant and instant.is_utc and instant.has_time
        if instant and is_moment and clock and (offset := _difference(instant.moment, clock)):
            return offset
    for text, _ in lines:
        if zone := ZONE.search(text):
            return timedelta(hours=ZONES[zone[1].lower()])
    for value in page.meta_values("article_date_original"):
        declared = next(_declared(page, "published"), None)
        if declared and declared.is_utc and (clock := CLOCK.search(value)):
            return _difference(declared.moment, clock)
    outlet = outlet_at(page.domain)
    hours = COUNTRY_OFFSETS.get(outlet.country) if outlet else None
    return timedelta(hours=hours) if hours else None


def _difference(moment: datetime, clock: re.Match[str]) -> timedelta | None:
    """Shown minus UTC, within ±12 hours; None where the minutes differ by no zone's offset."""
    hour, minute, half = int(clock[1]), int(clock[2]), (clock[3] or "").lower()
    if hour > 23 or minute > 59:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    minutes = (hour * 60 + minute) - (moment.hour * 60 + moment.minute)
    minutes = (minutes + 720) % 1440 - 720
    nearest = round(minutes / 30) * 30
    return timedelta(minutes=nearest) if abs(minutes - nearest) <= 2 else None


def _date_lines(page: WebPage) -> Iterator[tuple[str, str]]:
    """Short texts of elements that are marked as dates, with their machine-readable moment."""
    count = 0
    for element in page.tree.iter("time", "span", "div", "p", "li", "h5", "h6"):
        is_time = element.tag == "time"
        if not is_time and not DATE_CLASS.search(" ".join(element.values())):
            continue  # as most elements; the three below take longer to read
        marks = " ".join(element.get(name) or "" for name in ("class", "itemprop", "id"))
        if not is_time and not DATE_CLASS.search(marks):
            continue
        if text := short_text(element, MAX_VISIBLE_CHARS):
            yield text, element.get("datetime") or ""
            count += 1
        if count >= 60:
            return


def _only_day(lines: list[tuple[str, str]]) -> date | None:
    """The first day that a date line states."""
    for text, moment in lines:
        days = stated_days(text)
        if day := days.published or days.updated:
            return day
        if (instant := instant_of(moment)) is not None:
            return instant.moment.date()
    return None


def _day_in_text(page: WebPage) -> date | None:
    """The day that htmldate finds in the page's markup and text; it is not given the address."""
    day = find_date(deepcopy(page.tree), original_date=True, outputformat="%Y-%m-%d")
    # The first of January is what a year alone is read as: "Copyright 2022".
    return date.fromisoformat(day) if day and not day.endswith("-01-01") else None


def _day_in_address(address: str) -> date | None:
    """ "/2019/11/18/", "/2019/nov/18/", "/20191118/"."""
    match = IN_ADDRESS.search(address)
    if not match:
        return None
    month = match[2].lower()
    with suppress(ValueError):
        number = int(month) if month.isdigit() else MONTHS.index(month) + 1
        day = date(int(match[1]), number, int(match[3]))
        return day if _is_likely(datetime(day.year, day.month, day.day)) else None
    return None
