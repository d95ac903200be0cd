"""The addresses behind the pictures: what is asked for, with one thing changed."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from claims.charts.periods import Period
from claims.charts.series import Axis, Line

ROWS = "rows"  # what the lines stand for: a party (unless said otherwise) or a speaker


class Links:
    """``asked``: the filters in force, as a list of statements takes them."""

    def __init__(self, asked: QueryDict, axis: Axis) -> None:
        self.asked, self.axis = asked, axis
        self._list, self._pictures = reverse("statement_list"), reverse("exchange")
        self.dates = asked.getlist("date")

    def statements(self, line: Line | None = None, **changes: Any) -> str:
        """The list of just these; empty where they are too many for a filter to name."""
        if line is not None:
            if not line.values:
                return ""
            changes[self.axis.parameter] = list(line.values)
        return self._to(self._list, self.asked, changes)

    def statement(self, key: str) -> str:
        return reverse("statement", args=[key])

    def of_period(self, line: Line, period: Period) -> str:
        return self.statements(line, date=self._dates(period))

    def zoom(self, period: Period | None) -> str:
        """The pictures of this period; of all time without one."""
        return self.pictures(date=period.code if period else None, since=None, until=None)

    def zoom_before(self, period: Period) -> str:
        """The pictures of all that is older."""
        return self.pictures(until=period.eve)

    def zoom_into(self, period: Period) -> str:
        """The same of as much of a period as the filters leave."""
        return self.pictures(date=self._dates(period))

    def pictures(self, **changes: Any) -> str:
        return self._to(self._pictures, self.asked, {ROWS: self.rows, **changes})

    def file(self, of: str, **changes: Any) -> str:
        path = reverse("exchange_export", args=["csv"])
        return self._to(path, self.asked, {"of": of, ROWS: self.rows, **changes})

    @property
    def rows(self) -> str | None:
        return None if self.axis.parameter == "party" else self.axis.parameter

    def _dates(self, period: Period) -> list[str]:
        """The period, or what of it is asked for if that is less."""
        if any(period.code.startswith(one) for one in self.dates):
            return [period.code]
        return [one for one in self.dates if one.startswith(period.code)] or [period.code]

    @staticmethod
    def _to(path: str, asked: QueryDict, changes: dict[str, Any]) -> str:
        # Not QueryDict's own copy and urlencode: they take several times as long, and a picture
        # has hundreds of addresses.
        query = dict(asked.lists())
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value if isinstance(value, list) else [str(value)]
        pairs = [(name, one) for name, values in query.items() for one in values]
        return f"{path}?{urlencode(pairs)}" if pairs else path
