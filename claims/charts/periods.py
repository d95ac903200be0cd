"""Periods of a timeline: days, months and years. Both ends of a period belong to it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from claims.dates import date_in_words

MAX_MONTHS = 36  # a timeline in months is no longer than this
MAX_YEARS = 40  # nor one in years; what is older is said beneath


class Unit(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    unit: Unit
    start: date

    @property
    def end(self) -> date:
        if self.unit == Unit.DAY:
            return self.start
        month = self.start.month if self.unit == Unit.MONTH else 12
        return date(self.start.year, month, monthrange(self.start.year, month)[1])

    @property
    def code(self) -> str:
        """As the filter ``date`` has it."""
        return self.start.isoformat()[: {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4}[self.unit]]

    @property
    def name(self) -> str:
        """As dates are written on every page."""
        return date_in_words(self.code)

    @property
    def short_name(self) -> str:
        """Under a mark, where the rest stands above or beside it."""
        forms = {Unit.DAY: f"{self.start.day}", Unit.MONTH: f"{self.start:%b}"}
        return forms.get(self.unit, f"{self.start.year}")

    @property
    def wider(self) -> "Period | None":
        """The period one step wider that it lies in."""
        if self.unit == Unit.DAY:
            return Period(Unit.MONTH, self.start.replace(day=1))
        return Period(Unit.YEAR, self.start.replace(month=1)) if self.unit == Unit.MONTH else None

    @property
    def day_before(self) -> date | None:
        """The last day before it."""
        beside = self.before()
        return beside.end if beside else None

    def before(self) -> "Period | None":
        """None where the calendar begins."""
        return self._beside(self.start, -1)

    def after(self) -> "Period | None":
        """None where the calendar ends."""
        return self._beside(self.end, 1)

    def _beside(self, edge: date, days: int) -> "Period | None":
        try:
            return period_of(edge + timedelta(days), self.unit)
        except OverflowError:
            return None


def period_of(day: date, unit: Unit) -> Period:
    if unit == Unit.DAY:
        return Period(unit, day)
    return Period(unit, day.replace(day=1) if unit == Unit.MONTH else day.replace(day=1, month=1))


def period_from_code(code: str) -> Period | None:
    """The period that a filter calls ``2022``, ``2022-03`` or ``2022-03-18``; else none."""
    unit = {4: Unit.YEAR, 7: Unit.MONTH, 10: Unit.DAY}.get(len(code))
    try:
        return period_of(date.fromisoformat(f"{code}-01-01"[:10]), unit) if unit else None
    except ValueError:
        return None


def periods_covering(first: date, last: date, *, by_day: bool) -> list[Period]:
    """The periods that show best what lies between two days: days, months or years.

    A single month is shown whole, day by day if the days are known; a single year month by month.
    """
    if by_day:
        month = period_of(first, Unit.MONTH)
        return _from_to(month.start, month.end, Unit.DAY)
    if first.year == last.year:
        year = period_of(first, Unit.YEAR)
        return _from_to(year.start, year.end, Unit.MONTH)
    if 12 * (last.year - first.year) + last.month - first.month < MAX_MONTHS:
        return _from_to(first, last, Unit.MONTH)
    oldest = max(first.year, last.year - MAX_YEARS + 1)
    return _from_to(date(oldest, 1, 1), last, Unit.YEAR)


def _from_to(first: date, last: date, unit: Unit) -> list[Period]:
    periods = []
    period: Period | None = period_of(first, unit)
    while period and period.start <= last:
        periods.append(period)
        period = period.after()
    return periods
