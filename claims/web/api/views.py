"""Answers of the API. Every one may be read by other sites' pages, and can be asked for again by
its ETag or its date."""

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims import export
from claims.export import COLUMNS, Column
from claims.listing.keyset import page
from claims.web.api.description import KEYS, MOST, USUAL, description
from claims.web.api.details import columns
from claims.web.views.exports import LISTS, METHODS, open_to_all, site_of

TITLES = {
    400: "The request can't be honoured",
    404: "Nothing goes by that name",
    405: "The API reads only",
    410: "No longer on record",
}


class Problem(Exception):
    """Answered as RFC 9457 says; ``problems`` are those that the page would show."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__(*problems)
        self.status, self.problems = status, problems

    def answer(self) -> HttpResponse:
        body = {
            "type": "about:blank",
            "title": TITLES[self.status],
            "status": self.status,
            "detail": " ".join(self.problems),
            "problems": list(self.problems),
        }
        answer = _json(body, self.status, "application/problem+json")
        if self.status == 405:
            answer["Allow"] = METHODS
        return answer


def api(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Reading only, open to all, problems as JSON."""

    @open_to_all
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if request.method not in METHODS.split(", "):
                raise Problem(405, f"The API reads only. It knows {METHODS}.")
            return view(request, *args, **kwargs)
        except Problem as problem:
            return problem.answer()

    return answered


@api
def api_list(request: HttpRequest, name: str) -> HttpResponse:
    """A page of a list, in its order, from ``after`` on."""
    params = request.GET.copy()
    size = _size(params.pop("limit", [""])[-1])
    for other in ("page", "for"):
        if other in params:
            raise Problem(400, f"{other}: the API pages by “after”; leave it out.")
    listing = LISTS[name](params)
    if listing.problems:
        raise Problem(400, *listing.problems)
    found = page(listing, size, lambda rows: _items(name, rows, site_of(request)))
    return _json({"items": [one.told for one in found], "next": _next(request, found.next)})


@api
def api_record(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """One record with its details; 410 if readers no longer see it."""
    field = KEYS[name][0]
    rows = LISTS[name](QueryDict("")).qs.filter(**{field: key})
    found = export.objects(columns(name), rows, site=site_of(request))
    if not found:
        return _absent(name, field, key)
    [record] = found
    return _json(record)


@api
def api_nothing(request: HttpRequest, rest: str) -> HttpResponse:
    raise Problem(404, f"The API has no “{rest}”. It has: {', '.join(LISTS)}; see /api/.")


@api
def api_description(request: HttpRequest) -> HttpResponse:
    return _json(description(site_of(request)))


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    context = {"described": description(site_of(request)), "most": MOST, "usual": USUAL}
    return render(request, "claims/api.html", context)


def _absent(name: str, field: str, key: str) -> HttpResponseBase:
    """Merged, no longer shown, or never there."""
    known = LISTS[name](QueryDict("")).queryset.model.objects.filter(**{field: key}).first()
    if known is None:
        raise Problem(404, f"None of the {name} goes by “{key}”.")
    if getattr(known, "merged_into_id", None):
        return redirect("api_record", name, known.merged_into.slug, permanent=True)
    other = {"speakers": "sources", "sources": "speakers"}.get(name)
    if other and LISTS[other](QueryDict("")).qs.filter(slug=key).exists():
        raise Problem(404, f"“{key}” is not among the {name}, but among the {other}.")
    raise Problem(410, f"“{key}” is no longer among the {name} that readers see.")


def _size(asked: str) -> int:
    if not asked:
        return USUAL
    if asked.isascii() and asked.isdecimal() and len(asked) < 6 and 1 <= int(asked) <= MOST:
        return int(asked)
    raise Problem(400, f"limit: “{asked}” is not a whole number from 1 to {MOST}.")


class Item(NamedTuple):
    pk: Any
    told: dict[str, Any]


def _items(name: str, rows: QuerySet[Any], site: str) -> list[Item]:
    """The columns of these rows alone: what a column costs is paid for one page only."""
    with_pk = {"pk": Column("pk", ""), **COLUMNS[name]}
    return [Item(one.pop("pk"), one) for one in export.objects(with_pk, rows, site=site)]


def _next(request: HttpRequest, after: str) -> str | None:
    if not after:
        return None
    params = request.GET.copy()
    params.pop("before", None)
    params["after"] = after
    return f"{site_of(request)}{request.path}?{params.urlencode()}"


def _json(body: Any, status: int = 200, kind: str = "application/json") -> HttpResponse:
    return HttpResponse(f"{export.to_json(body)}\n", status=status, content_type=kind)
