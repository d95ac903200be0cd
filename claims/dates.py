"""Dates in words, in one place for every page, file and feed."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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
