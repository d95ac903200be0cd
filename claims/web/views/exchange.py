"""The exchange at a glance, and the numbers of its pictures as files."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import export
from claims.charts import AXES, ROWS, Links, Pictures
from claims.charts import export as files
from claims.export.formats import Sheet
from claims.listing import filters
from claims.models import Party, Speaker
from claims.web.views.exports import open_to_all, refused

FEW_LINES = 12  # on a page that has more than pictures
IN_SIGHT = ("act", "since", "until", "party", "about")  # fields of the form; the others ride along


class Asked:
    """The query string: filters as every list reads them, and what the lines stand for."""

    def __init__(self, params: QueryDict, *extra: str) -> None:
        asked = params.copy()
        rows = asked.pop(ROWS, [""])[-1] or "party"
        for name in extra:
            asked.pop(name, None)
        self.chosen = filters.statements(asked)
        self.axis = AXES.get(rows, AXES["party"])
        self.problems = list(self.chosen.problems)
        if rows not in AXES:
            self.problems.append(f"{ROWS}: “{rows}” is not known. Known: {', '.join(AXES)}.")
        for name in filters.PAGE_PARAMETERS:
            asked.pop(name, None)
        self.links = Links(asked, self.axis)

    @property
    def parties(self) -> list[str]:
        """Codes of those asked for as spoken of: others spoken of beside them get no column.

        Empty for those of no party.
        """
        return [party.pk for party in self.chosen.form.cleaned_data.get("about") or ()]


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """Who speaks of whom, when, and what they do with words."""
    asked = Asked(request.GET)
    context = {"chosen": asked.chosen, "problems": asked.problems, "links": asked.links}
    context |= {"in_sight": IN_SIGHT, "switch": _switch(asked), "others": _others(asked)}
    if not asked.problems:
        context["pictures"] = Pictures(asked.chosen.rows(), asked.links, asked.parties)
    return render(request, "claims/exchange.html", context, status=400 if asked.problems else 200)


@open_to_all
@require_safe
def exchange_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The numbers of one picture. A list of statements is another file: ``/statements.csv``."""
    asked = Asked(request.GET, "of")
    of, dialect = request.GET.get("of") or "matrix", request.GET.get("for") or "excel"
    problems = list(asked.problems)
    for name, value, known in (("of", of, files.COLUMNS), ("for", dialect, export.DIALECTS)):
        if value not in known:
            problems.append(f"{name}: “{value}” is not known. Known: {', '.join(known)}.")
    if problems:
        return refused(problems)
    rows = files.rows(of, asked.chosen.rows(), asked.axis, asked.parties)
    sheet = Sheet(f"exchange-{of}", files.COLUMNS[of], dialect)
    return export.small_file(sheet, rows, ending)


def _switch(asked: Asked) -> list[tuple[str, str, bool]]:
    """What the lines may stand for: label, address, whether it is so now."""
    return [
        (axis.noun, asked.links.pictures(**{ROWS: name if name != "party" else None}),
         axis is asked.axis)
        for name, axis in AXES.items()
    ]  # fmt: skip


def _others(asked: Asked) -> list[tuple[str, str]]:
    """Filters in force that have no field in sight: the form hands them on."""
    return [
        (name, value)
        for name, values in asked.links.asked.lists()
        for value in values
        if name in asked.chosen.filters and name not in IN_SIGHT and value.strip()
    ]


def whole_exchange() -> Pictures:
    """Of everything that readers see."""
    return Pictures(Q(), Links(QueryDict(), AXES["party"]))


def of_speaker(speaker: Speaker) -> Pictures:
    """The same three for one speaker."""
    links = Links(QueryDict(f"speaker={speaker.slug}"), AXES["speaker"])
    return Pictures(Q(speaker=speaker), links)


def of_party(party: Party) -> Pictures:
    """The same three for those who speak for one party."""
    links = Links(QueryDict(f"party={party.code}"), AXES["speaker"])
    return Pictures(Q(party=party), links, lines=FEW_LINES)
