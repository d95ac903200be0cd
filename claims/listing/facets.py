"""What a list could be narrowed to, and how many rows each value would leave.

A facet's counts hold under the filters of all other facets, not under its own: they say what
choosing another value brings. Several values of one facet mean any of them.

``Facets(chosen, kinds)`` asks ``chosen`` for the rows without one filter and counts them by value.
Nothing here reads a million rows; ``claims.listing.counts`` says how. Where a count is an estimate
its facet says so (``about``), and the number is rounded to what is known.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from articles.addresses import NONE
from articles.models import Outlet
from claims.dates import date_in_words
from claims.models import Party, Speaker

MAX_VALUES = 12  # of a facet, most frequent first
POSITION_PARAMETERS = ("after", "before", "page")  # dropped where the list becomes another one

ValueLabels = dict[str, tuple[str, str]]  # value in the rows → value in the address, label


@dataclass(frozen=True, slots=True)
class FacetValue:
    """``query`` is the query string, no leading "?", that adds the value or takes it away."""

    value: str
    label: str
    count: int
    active: bool
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """``more``: there are other values. ``about``: the counts are estimates."""

    parameter: str
    label: str
    values: list[FacetValue]
    more: bool = False
    about: bool = False


class Kind(NamedTuple):
    """A facet to be made. ``names`` gives what the values in the rows are called.

    ``lacking``: what rows without a value are called; without it they are no value of the facet.
    """

    parameter: str
    label: str
    names: Callable[[Iterable[str]], ValueLabels]
    single: bool = False  # one value at a time
    lacking: str = ""


def outlet_labels(ids: Iterable[str]) -> ValueLabels:
    found = Outlet.objects.filter(pk__in=[int(pk) for pk in ids if pk])
    return {str(pk): (slug, name) for pk, slug, name in found.values_list("pk", "slug", "name")}


def speaker_labels(ids: Iterable[str]) -> ValueLabels:
    """Those of one name are told apart by the article of each that is not named in any other."""
    found = Speaker.objects.filter(pk__in=[int(pk) for pk in ids if pk])
    rows = list(found.values_list("pk", "slug", "name", "article__title"))
    called = Counter(name for _, _, name, _ in rows)
    return {
        str(pk): (slug, f"{name} in {title}" if title and called[name] > 1 else name)
        for pk, slug, name, title in rows
    }


def party_labels(codes: Iterable[str]) -> ValueLabels:
    found = Party.objects.filter(pk__in=list(codes)).values_list("pk", "name")
    return {code: (code, name) for code, name in found}


def word_labels(labels: Callable[[], Mapping[str, str]]) -> Callable[[Iterable[str]], ValueLabels]:
    def names(words: Iterable[str]) -> ValueLabels:
        known = labels()
        return {word: (word, known.get(word, word)) for word in words if word}

    return names


def build_facet(
    kind: Kind, counts: Mapping[str, int], chosen: set[str], params: QueryDict
) -> Facet:
    """The facet of these counts. ``chosen`` are the values in force, as the rows have them."""
    counts = {**dict.fromkeys(chosen, 0), **counts}
    names = kind.names(counts) | ({"": (NONE, kind.lacking)} if kind.lacking else {})
    ranked = sorted(
        (value for value in counts if value in names),
        key=lambda value: (value not in chosen, -counts[value], names[value][1]),
    )
    shown = [value for value in ranked if value][: max(MAX_VALUES, len(chosen))]
    if "" in ranked:  # what is not known stands beneath what is, unless it is asked for
        shown.insert(0 if "" in chosen else len(shown), "")
    in_force = [names[value][0] for value in shown if value in chosen]
    values = [
        FacetValue(
            *names[v], counts[v], v in chosen, toggle_value(params, kind, names[v][0], in_force)
        )
        for v in shown
    ]
    about = any(getattr(count, "estimated", False) for count in counts.values())
    return Facet(kind.parameter, kind.label, values, len(ranked) > len(shown), about)


def toggle_value(params: QueryDict, kind: Kind, value: str, in_force: list[str]) -> str:
    """The query string with this value put in, or taken out if it is in force."""
    kept = [one for one in in_force if one != value]
    wanted = kept if value in in_force else [*([] if kind.single else kept), value]
    return with_values(params, kind.parameter, wanted)


def with_values(params: QueryDict, parameter: str, values: list[str]) -> str:
    # Not QueryDict's own copy and urlencode, which take several times as long: a page has hundreds.
    query = {**dict(params.lists()), parameter: values}
    for name in POSITION_PARAMETERS:  # another list, so from its first page
        query.pop(name, None)
    return urlencode([(name, one) for name in query for one in query[name] if one.strip()])


def build_date_facet(
    params: QueryDict, counts: Mapping[str, int], chosen: list[str], label: str
) -> Facet:
    """Years, newest first; below the one year that is chosen its months.

    ``counts`` are by month (``2022-03``; "" without a date). A chosen day counts as its month.
    """
    years: dict[str, int] = {}
    for month, count in counts.items():
        year = month[:4] or "undated"
        years[year] = years.get(year, 0) + count
    opened = {words[:4] for words in chosen if words != "undated"}
    values = []
    for year in sorted(years, reverse=True):
        values.append(_date(params, year, year, years[year], chosen))
        if opened == {year}:
            months = sorted((m for m in counts if m.startswith(year)), reverse=True)
            values += [_month(params, month, counts[month], chosen) for month in months]
    about = any(getattr(count, "estimated", False) for count in counts.values())
    return Facet("date", label, values, about=about)


def _month(params: QueryDict, month: str, count: int, chosen: list[str]) -> FacetValue:
    # A month narrows its year, and stands beside the other months that are chosen.
    others = [one for one in chosen if one != month[:4]]
    return _date(
        params, month, date_in_words(month), count, others if month not in chosen else chosen
    )


def _date(params: QueryDict, value: str, label: str, count: int, chosen: list[str]) -> FacetValue:
    active = value in chosen
    kept = [one for one in chosen if one != value]
    if len(value) == 4:  # a year takes the place of its months
        kept = [one for one in kept if one[:4] != value]
    query = with_values(params, "date", kept if active else [*kept, value])
    return FacetValue(value, label, count, active, query)
