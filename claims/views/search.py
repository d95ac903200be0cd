"""One box: statements by their words, speakers by name, articles by their text."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims.called import called
from claims.models import Statement
from claims.search import Search
from claims.views.lists import PAGE_ROWS, drawn, lit, newest, page_number

SUGGESTED, VOICED = 8, 3
FRESH = 300  # seconds for which a browser may keep suggestions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    found = Search(request.GET.get("q", ""))
    number = page_number(request)
    if number > 1 and (number - 1) * PAGE_ROWS >= found.total:
        raise Http404("This search has fewer pages.")
    context = {
        "found": found,
        "statements": best(found, number) if found.total else [],
        "voiced": newest(VOICED, Q(speaker=found.voice))[0] if found.voice and number == 1 else [],
        "number": number,
        "last": -(-found.total // PAGE_ROWS),
    }
    return render(request, "claims/search.html", context)


def best(found: Search, number: int) -> list[Statement]:
    """One page of statements in the order of the search, with its words lit."""
    order = found.statements((number - 1) * PAGE_ROWS, PAGE_ROWS)
    rows = drawn(Statement.objects.filter(pk__in=order)).annotate(headline=lit(found.words))
    return sorted(rows, key=lambda statement: order.index(statement.pk))


@require_safe
@cache_control(public=True, max_age=FRESH)
def suggest(request: HttpRequest) -> JsonResponse:
    """Speakers whose name begins as typed, for the box; needs two letters or more."""
    name = Search(request.GET.get("q", "")).names
    speakers = called(name).select_related("party")[:SUGGESTED] if name else []
    names = [
        {
            "name": one.name,
            "address": one.get_absolute_url(),
            "party": one.party.name if one.party else "",
            "statements": one.statement_count,
        }
        for one in speakers
    ]
    return JsonResponse({"names": names})
