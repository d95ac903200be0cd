"""The page of charts, /exchange/, and their numbers as files."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import export
from claims.charts import AXES, ROWS_PARAMETER, ChartPresenter, Links
from claims.charts.export import COLUMNS, chart_rows
from claims.export.formats import Sheet
from claims.listing import filters
from claims.listing.conditions import LIKELY_ROWS
from claims.models import Party, Speaker
from claims.web.views.claim_lists import disputes
from claims.web.views.exports import dialect_problems, open_to_all, refused

MAX_PARTY_SERIES = 12  # on a page that has more than charts
FORM_FIELDS = (
    "act",
    "since",
    "until",
    "party",
    "about",
)  # fields of the form; the others ride along


class ChartRequest:
    """The query string: filters as every list reads them, and what the lines stand for."""

    def __init__(self, params: QueryDict, *extra: str) -> None:
        query = params.copy()
        rows = query.pop(ROWS_PARAMETER, [""])[-1] or "party"
        for name in extra:
            query.pop(name, None)
        self.listing = filters.statements(query)
        self.axis = AXES.get(rows, AXES["party"])
        self.problems = list(self.listing.problems)
        if rows not in AXES:
            self.problems.append(
                f"{ROWS_PARAMETER}: “{rows}” is not known. Known: {', '.join(AXES)}."
            )
        for name in filters.PAGE_PARAMETERS:
            query.pop(name, None)
        self.links = Links(query, self.axis)

    def charts(self) -> ChartPresenter:
        return ChartPresenter(self.listing.rows(), self.links, self.parties)

    @property
    def speaking_parties(self) -> list[Party]:
        return list(self.listing.form.cleaned_data.get("party") or ())

    @property
    def parties(self) -> list[str]:
        """Codes of those asked for as spoken of: others spoken of beside them get no column.

        Empty for those of no party.
        """
        return [party.pk for party in self.listing.form.cleaned_data.get("about") or ()]


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """The matrix, the timeline and the table of acts."""
    parsed = ChartRequest(request.GET)
    context = {"listing": parsed.listing, "problems": parsed.problems, "links": parsed.links}
    context |= {"form_fields": FORM_FIELDS, "hidden_fields": _hidden_fields(parsed)}
    context |= {"axis_links": _axis_links(parsed)}
    if not parsed.problems:
        context["charts"] = parsed.charts()
        context["disputes"] = disputes(parsed.speaking_parties)
    status = 400 if parsed.problems else 200
    return render(request, "claims/exchange.html", context, status=status)


@open_to_all
@require_safe
def exchange_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The numbers of one chart. A list of statements is another file: ``/statements.csv``."""
    parsed = ChartRequest(request.GET, "of")
    chart, dialect = request.GET.get("of") or "matrix", request.GET.get("for") or "excel"
    charts = ", ".join(COLUMNS)
    unknown = [] if chart in COLUMNS else [f"of: “{chart}” is not known. Known: {charts}."]
    if problems := [*parsed.problems, *unknown, *dialect_problems(dialect)]:
        return refused(problems)
    rows = chart_rows(chart, parsed.listing.rows(), parsed.axis, parsed.parties)
    sheet = Sheet(f"exchange-{chart}", COLUMNS[chart], dialect)
    return export.small_file(sheet, rows, ending)


def _axis_links(parsed: ChartRequest) -> list[tuple[str, str, bool]]:
    """What the lines may stand for: label, address, whether they do now."""
    return [
        (axis.noun, parsed.links.charts(**{ROWS_PARAMETER: name if name != "party" else None}),
         axis is parsed.axis)
        for name, axis in AXES.items()
    ]  # fmt: skip


def _hidden_fields(parsed: ChartRequest) -> list[tuple[str, str]]:
    """Filters in force that have no field in sight: the form hands them on."""
    return [
        (name, value)
        for name, values in parsed.links.query.lists()
        for value in values
        if name in parsed.listing.filters and name not in FORM_FIELDS and value.strip()
    ]


def whole_exchange() -> ChartPresenter:
    """The charts of all likely and settled statements."""
    return ChartPresenter(LIKELY_ROWS, Links(QueryDict(), AXES["party"]))


def charts_of_speaker(speaker: Speaker) -> ChartPresenter:
    """The charts of one speaker."""
    links = Links(QueryDict(f"speaker={speaker.slug}"), AXES["speaker"])
    return ChartPresenter(Q(speaker=speaker) & LIKELY_ROWS, links)


def charts_of_party(party: Party) -> ChartPresenter:
    """The charts of those who speak for one party."""
    links = Links(QueryDict(f"party={party.code}"), AXES["speaker"])
    return ChartPresenter(Q(party=party) & LIKELY_ROWS, links, lines=MAX_PARTY_SERIES)
