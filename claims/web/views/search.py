"""One box: statements by their words, speakers by name, articles by their text."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims.listing import filters, query_params
from claims.listing.filters import StatementFilter
from claims.listing.search.search import Search
from claims.listing.search.speaker_queries import VOICED
from claims.models import Statement
from claims.speakers.name_lookup import called
from claims.web.views.lists import PAGE_ROWS, lit, newest, page_number

SUGGESTED = 8
KNOWN = ("q", "page")
FRESH = 300  # seconds for which a browser may keep suggestions


class Part(NamedTuple):
    """Statements of one speaker before all others, and where there are more."""

    heading: str
    statements: list[Statement]
    address: str
    link: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    if problems := query_params.unknown_problems(request.GET, KNOWN):
        refused = {"problems": problems, "cure": query_params.corrected_query(request.GET, KNOWN)}
        return render(request, "claims/search_refused.html", refused, status=400)
    found = Search(request.GET.get("q", ""))
    number = page_number(request)
    if number > 1 and (number - 1) * PAGE_ROWS >= found.total:
        raise Http404("This search has fewer pages.")
    return render(request, "claims/search.html", page_of(found, number))


def page_of(found: Search, number: int) -> dict[str, Any]:
    """What the page draws; what stands beside the statements is on the first one only."""
    order = found.statements((number - 1) * PAGE_ROWS, PAGE_ROWS) if found.total else []
    return {
        "found": found,
        "statements": in_order(order, found.words),
        "parts": parts(found) if number == 1 else [],
        "narrowing": narrowing(found) if number == 1 else None,
        "number": number,
        "last": -(-found.total // PAGE_ROWS),
    }


def in_order(ids: list[int], sought: str) -> list[Statement]:
    """These statements, drawn, with the words that are sought lit."""
    if not ids:
        return []
    rows = Statement.objects.filter(pk__in=ids).for_list()
    rows = rows.annotate(headline=lit(sought)) if sought else rows
    return sorted(rows, key=lambda statement: ids.index(statement.pk))


def parts(found: Search) -> list[Part]:
    """What the speaker says whom the search names; or says with the words beside the name."""
    if who := found.voice:
        [said] = newest(VOICED, Q(speaker=who))
        link = f"Everything {who} says"
        return [Part(f"By {who}", said, who.get_absolute_url(), link)] if said else []
    listed = reverse("statement_list")
    return [
        Part(
            str(one),
            in_order(one.ids, one.reading.words),
            f"{listed}?{urlencode(one.filters)}",
            f"All: {one}",
        )
        for one in found.narrower
    ]


def narrowing(found: Search) -> StatementFilter | None:
    """The list of what is found, with its facets; of all if there are not too many to count."""
    if found.total < 2 or found.more or found.newest.recent:
        return None
    params = QueryDict(mutable=True)
    params["q"] = found.words
    return filters.statements(params, among=Q(pk__in=found.ranked))


@require_safe
@cache_control(public=True, max_age=FRESH)
def suggest(request: HttpRequest) -> JsonResponse:
    """Speakers whose name begins as typed, for the box; needs two letters or more."""
    found = Search(request.GET.get("q", ""))
    name = found.untitled
    speakers = called(name).select_related("party")[:SUGGESTED] if name else []
    names = [
        {
            "name": one.name,
            "slug": one.slug,
            "address": one.get_absolute_url(),
            "party": one.party.name if one.party else "",
            "statements": one.statement_count,
        }
        for one in speakers
    ]
    return JsonResponse({"names": names})
