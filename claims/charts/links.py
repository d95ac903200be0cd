"""Links of the charts: the filters in force with one of them changed."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from claims.charts.periods import Period
from claims.charts.series import Axis, Series

ROWS_PARAMETER = "rows"  # what the lines stand for: a party (unless said otherwise) or a speaker


class Links:
    """``query``: the filters in force, as a list of statements takes them."""

    def __init__(self, query: QueryDict, axis: Axis) -> None:
        self.query, self.axis = query, axis
        self._list_path, self._charts_path = reverse("statement_list"), reverse("exchange")
        self.dates = query.getlist("date")

    def statements(self, line: Series | None = None, **changes: Any) -> str:
        """The list of just these; empty where they are too many for a filter to name."""
        if line is not None:
            if not line.values:
                return ""
            changes[self.axis.parameter] = list(line.values)
        return self._address(self._list_path, self.query, changes)

    def statement(self, key: str) -> str:
        return reverse("statement", args=[key])

    def of_period(self, line: Series, period: Period) -> str:
        return self.statements(line, date=self._dates(period))

    def zoom(self, period: Period | None) -> str:
        """The charts of this period; of all time without one."""
        return self.charts(date=period.code if period else None, since=None, until=None)

    def zoom_before(self, period: Period) -> str:
        """The charts of all that is older."""
        return self.charts(until=period.day_before)

    def zoom_into(self, period: Period) -> str:
        """The same of as much of a period as the filters leave."""
        return self.charts(date=self._dates(period))

    def charts(self, **changes: Any) -> str:
        return self._address(self._charts_path, self.query, {ROWS_PARAMETER: self.rows, **changes})

    def file(self, of: str, **changes: Any) -> str:
        path = reverse("exchange_export", args=["csv"])
        return self._address(path, self.query, {"of": of, ROWS_PARAMETER: self.rows, **changes})

    @property
    def rows(self) -> str | None:
        return None if self.axis.parameter == "party" else self.axis.parameter

    def _dates(self, period: Period) -> list[str]:
        """The period, or what of it is asked for if that is less."""
        if any(period.code.startswith(date_) for date_ in self.dates):
            return [period.code]
        return [date_ for date_ in self.dates if date_.startswith(period.code)] or [period.code]

    @staticmethod
    def _address(path: str, filters: QueryDict, changes: dict[str, Any]) -> str:
        # Not QueryDict's own copy and urlencode: they take several times as long, and a chart
        # has hundreds of addresses.
        parameters = dict(filters.lists())
        for name, value in changes.items():
            parameters.pop(name, None)
            if value is not None:
                parameters[name] = value if isinstance(value, list) else [str(value)]
        pairs = [(name, value) for name, values in parameters.items() for value in values]
        return f"{path}?{urlencode(pairs)}" if pairs else path
