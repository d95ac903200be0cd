"""The addresses behind the pictures: what is asked for, with one thing changed."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from claims.exchange.counts import Axis, Line
from claims.exchange.periods import Period

ROWS = "rows"  # what the lines stand for: a party (unless said otherwise) or a speaker


class Links:
    """``asked``: the filters in force, as a list of statements takes them."""

    def __init__(self, asked: QueryDict, axis: Axis) -> None:
        self.asked, self.axis = asked, axis
        self._list, self._pictures = reverse("statement_list"), reverse("exchange")
        self.since = self._day("since")
        self.until = self._day("until")

    def statements(self, line: Line | None = None, **changes: Any) -> str:
        """The list of just these; empty where no filter finds them."""
        if line is not None:
            if line.record is None:
                return ""
            changes[self.axis.parameter] = line.slug
        return self._to(self._list, self.asked, changes)

    def statement(self, key: str) -> str:
        return reverse("statement", args=[key])

    def of_period(self, line: Line, period: Period) -> str:
        return self.statements(line, **self._clipped(period))

    def zoom(self, period: Period | None) -> str:
        """The pictures of this period; of all time without one."""
        days = {"since": period.start, "until": period.end} if period else {}
        return self.pictures(**{"since": None, "until": None, **days})

    def zoom_into(self, period: Period) -> str:
        """The same of as much of a period as the filters leave."""
        return self.pictures(**self._clipped(period))

    def pictures(self, **changes: Any) -> str:
        return self._to(self._pictures, self.asked, {ROWS: self.rows, **changes})

    def file(self, of: str, **changes: Any) -> str:
        path = reverse("exchange_export", args=["csv"])
        return self._to(path, self.asked, {"of": of, ROWS: self.rows, **changes})

    @property
    def rows(self) -> str | None:
        return None if self.axis.parameter == "party" else self.axis.parameter

    def _clipped(self, period: Period) -> dict[str, date]:
        since = max(period.start, self.since or period.start)
        return {"since": since, "until": min(period.end, self.until or period.end)}

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat((self.asked.get(name) or "").strip())
        except ValueError:
            return None

    @staticmethod
    def _to(path: str, asked: QueryDict, changes: dict[str, Any]) -> str:
        query = asked.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        return f"{path}?{query.urlencode()}" if query else path
