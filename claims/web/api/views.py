"""Views of the API. Every response allows cross-origin reading and has an ETag and a date."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims import export
from claims.export import COLUMNS, Column
from claims.listing import filters
from claims.listing.keyset import page
from claims.web.api.description import DEFAULT_PAGE_ROWS, KEYS, MAX_PAGE_ROWS, description
from claims.web.api.details import columns
from claims.web.views.exports import LISTS, METHODS, open_to_all, site_of
from claims.whole_numbers import whole_number

TITLES = {
    400: "The request can't be honoured",
    404: "There is no such record",
    405: "The API reads only",
    410: "No longer on record",
}


class ApiError(Exception):
    """Answered as RFC 9457 says; ``problems`` are those that the page would show."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__(*problems)
        self.status, self.problems = status, problems

    def response(self) -> HttpResponse:
        body = {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": " ".join(self.problems),
            "problems": list(self.problems),
        }
        response = _json(body, self.status, "application/problem+json")
        if self.status == 405:
            response["Allow"] = METHODS
        return response


def api(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Reading only, open to all, problems as JSON."""

    @open_to_all
    @wraps(view)
    def answer_errors(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method not in METHODS.split(", "):
                raise ApiError(405, f"The API reads only. It knows {METHODS}.")
            return view(request, *args, **kwargs)
        except ApiError as error:
            return error.response()

    return answer_errors


@api
def api_list(request: HttpRequest, name: str) -> HttpResponse:
    """A page of a list, in its order, from ``after`` on."""
    params = request.GET.copy()
    size = _size(params.pop("limit", [""])[-1])
    for parameter in ("page", "for"):
        if parameter in params:
            raise ApiError(400, f"{parameter}: the API pages by “after”; leave it out.")
    listing = LISTS[name](params)
    if listing.problems:
        raise ApiError(400, *listing.problems)
    page_ = page(listing, size, lambda rows: _items(name, rows, site_of(request)))
    return _json({"items": [item.content for item in page_], "next": _next(request, page_.next)})


@api
def api_record(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """One record with its details; 410 if readers no longer see it."""
    field = KEYS[name][0]
    rows = filters.records(name).filter(**{field: key})
    records = export.objects(columns(name), rows, site=site_of(request))
    if not records:
        return _answer_absence(name, field, key)
    [record] = records
    return _json(record)


@api
def api_nothing(request: HttpRequest, rest: str) -> HttpResponse:
    raise ApiError(404, f"The API has no “{rest}”. It has: {', '.join(LISTS)}; see /api/.")


@api
def api_description(request: HttpRequest) -> HttpResponse:
    return _json(description(site_of(request)))


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    context = {
        "description": description(site_of(request)),
        "max_rows": MAX_PAGE_ROWS,
        "default_rows": DEFAULT_PAGE_ROWS,
    }
    return render(request, "claims/api.html", context)


def _answer_absence(name: str, field: str, key: str) -> HttpResponseBase:
    """Merged, no longer shown, or never there."""
    record = LISTS[name](QueryDict("")).queryset.model.objects.filter(**{field: key}).first()
    if record is None:
        raise ApiError(404, f"None of the {name} is called “{key}”.")
    if getattr(record, "merged_into_id", None):
        return redirect(
            "api_record", name, getattr(record.merged_into, KEYS[name][0]), permanent=True
        )
    sibling = {"speakers": "sources", "sources": "speakers"}.get(name)
    if sibling and filters.records(sibling).filter(slug=key).exists():
        raise ApiError(404, f"“{key}” is not among the {name}, but among the {sibling}.")
    raise ApiError(410, f"“{key}” is no longer among the {name} that readers see.")


def _size(limit: str) -> int:
    if not limit:
        return DEFAULT_PAGE_ROWS
    if size := whole_number(limit, MAX_PAGE_ROWS):
        return size
    raise ApiError(400, f"limit: “{limit}” is not a whole number from 1 to {MAX_PAGE_ROWS}.")


class Item(NamedTuple):
    pk: Any
    content: dict[str, Any]


def _items(name: str, rows: QuerySet[Any], site: str) -> list[Item]:
    """The columns of these rows alone: what a column costs is paid for one page only."""
    with_pk = {"pk": Column("pk", ""), **COLUMNS[name]}
    return [Item(row.pop("pk"), row) for row in export.objects(with_pk, rows, site=site)]


def _next(request: HttpRequest, after: str) -> str | None:
    if not after:
        return None
    params = request.GET.copy()
    params.pop("before", None)
    params["after"] = after
    return f"{site_of(request)}{request.path}?{params.urlencode()}"


def _json(body: Any, status: int = 200, kind: str = "application/json") -> HttpResponse:
    return HttpResponse(f"{export.to_json(body)}\n", status=status, content_type=kind)
