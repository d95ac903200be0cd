"""What a list could be narrowed to, and how many rows each value would leave.

A facet's counts hold under the filters of all other facets, not under its own: they say what
choosing another value brings. Several values of one facet mean any of them.

Nothing here reads a million rows; ``claims.listing.counts`` says how. Where a count is an estimate
its facet says so (``estimated``), and the number is rounded to what is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from articles.addresses import NONE
from claims.dates import date_in_words
from claims.listing.registry import Facet

MAX_VALUES = 12  # of a facet, most frequent first
POSITION_PARAMETERS = ("after", "before", "page")  # dropped where the list becomes another one


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``query`` is the query string, no leading "?", that adds the value or takes it away."""

    value: str
    label: str
    count: int
    active: bool
    query: str


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet as a page draws it.

    ``more``: there are other values. ``estimated``: the counts are estimates.
    """

    parameter: str
    label: str
    values: list[FacetValue]
    more: bool = False
    estimated: bool = False

    @property
    def narrows(self) -> bool:
        """Whether any value is known, or in force: “not known” alone would filter nothing."""
        return any(value.active or value.value != NONE for value in self.values)


def build_facet(
    facet: Facet, counts: Mapping[str, int], active: set[str], params: QueryDict
) -> FacetPanel:
    """The facet of these counts. ``active`` are the values in force, as the rows have them."""
    counts = {**dict.fromkeys(active, 0), **counts}
    names = facet.value_labels(counts)
    if facet.missing_label:
        names[""] = (NONE, facet.missing_label)
    ranked = sorted(
        (value for value in counts if value in names),
        key=lambda value: (value not in active, -counts[value], names[value][1]),
    )
    listed = [value for value in ranked if value][: max(MAX_VALUES, len(active))]
    if "" in ranked:  # what is not known stands beneath what is, unless it is asked for
        listed.insert(0 if "" in active else len(listed), "")
    in_force = [names[value][0] for value in listed if value in active]
    values = [
        FacetValue(
            *names[v], counts[v], v in active, toggle_value(params, facet, names[v][0], in_force)
        )
        for v in listed
    ]
    estimated = any(getattr(count, "estimated", False) for count in counts.values())
    return FacetPanel(facet.name, facet.label, values, len(ranked) > len(listed), estimated)


def toggle_value(params: QueryDict, facet: Facet, value: str, in_force: list[str]) -> str:
    """The query string with this value put in, or taken out if it is in force."""
    others = [other for other in in_force if other != value]
    values = others if value in in_force else [*([] if facet.single else others), value]
    return with_values(params, facet.name, values)


def with_values(params: QueryDict, parameter: str, values: list[str]) -> str:
    # Not QueryDict's own copy and urlencode, which take several times as long: a page has hundreds.
    query = {**dict(params.lists()), parameter: values}
    for name in POSITION_PARAMETERS:  # another list, so from its first page
        query.pop(name, None)
    return urlencode([(name, each) for name in query for each in query[name] if each.strip()])


def build_date_facet(
    params: QueryDict, counts: Mapping[str, int], active: list[str], label: str
) -> FacetPanel:
    """Years, newest first; below the one year that is chosen its months.

    ``counts`` are by month (``2022-03``; "" without a date). A chosen day counts as its month.
    """
    years: dict[str, int] = {}
    for month, count in counts.items():
        year = month[:4] or "undated"
        years[year] = years.get(year, 0) + count
    chosen_years = {words[:4] for words in active if words != "undated"}
    values = []
    for year in sorted(years, reverse=True):
        values.append(_date_value(params, year, year, years[year], active))
        if chosen_years == {year}:
            months = sorted((m for m in counts if m.startswith(year)), reverse=True)
            values += [_month_value(params, month, counts[month], active) for month in months]
    estimated = any(getattr(count, "estimated", False) for count in counts.values())
    return FacetPanel("date", label, values, estimated=estimated)


def _month_value(params: QueryDict, month: str, count: int, active_dates: list[str]) -> FacetValue:
    # A month narrows its year, and stands beside the other months that are chosen.
    others = [other for other in active_dates if other != month[:4]]
    return _date_value(
        params,
        month,
        date_in_words(month),
        count,
        others if month not in active_dates else active_dates,
    )


def _date_value(
    params: QueryDict, value: str, label: str, count: int, active_dates: list[str]
) -> FacetValue:
    active = value in active_dates
    others = [other for other in active_dates if other != value]
    if len(value) == 4:  # a year takes the place of its months
        others = [other for other in others if other[:4] != value]
    query = with_values(params, "date", others if active else [*others, value])
    return FacetValue(value, label, count, active, query)
