"""Dates in words, in one place for every page, file and feed."""

from datetime import date
from typing import NamedTuple

from articles.models import Article, DateBasis

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
INFERRED = "date estimated"


def date_in_words(value: date | str) -> str:
    """A day (or the day of a time) as "18 March 2022".

    From the value of a date filter also ``2022-03`` as "March 2022"; all else as it is.
    """
    text = f"{value:%Y-%m-%d}" if isinstance(value, date) else value
    year, *rest = text.split("-")
    if not rest or not all(part.isdecimal() for part in rest) or not 1 <= int(rest[0]) <= 12:
        return text
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{MONTHS[int(rest[0]) - 1]} {year}"


class ReportDay(NamedTuple):
    """A day of publication, which is never told without saying when it is inferred."""

    day: date | None
    inferred: bool = False

    def __str__(self) -> str:
        """ "18 March 2022"; "about 18 March 2022, date estimated"; "date unknown"."""
        if self.day is None:
            return "date unknown"
        return f"{self.about}, {INFERRED}" if self.inferred else self.about

    @property
    def about(self) -> str:
        """Without the reason: for where it stands beside, once for several days."""
        words = date_in_words(self.day) if self.day else "date unknown"
        return f"about {words}" if self.day and self.inferred else words


def day_of(article: Article) -> ReportDay:
    return ReportDay(article.published_on, article.published_basis == DateBasis.INFERRED)


def days_in_words(first: ReportDay, last: ReportDay) -> str:
    """ "from 14 March 2022 to 15 June 2022", saying which are inferred; empty without a day."""
    if first.day is None:
        return ""
    if first == last:
        return f"from {first}"
    if first.inferred and last.inferred:
        return f"from {first.about} to {last.about}, {INFERRED}"
    return f"from {first} to {last}"
