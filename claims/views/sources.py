"""Relays: through whom words reached us, and what rests on them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims import counting, filters
from claims.facets import PAGES
from claims.filters import rows
from claims.filters.sources import relaying
from claims.models import Speaker
from claims.views.lists import drawn, named, page_of


def relays(**where: Any) -> QuerySet[Speaker]:
    """Those through whom public statements came, most used first; adds ``resting``, how many.

    ``where`` narrows the hops that count, e.g. ``attribution__speaker=xi``.
    """
    return named(relaying(**where)).order_by("-resting", "name", "pk")


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    chosen = filters.sources(request.GET)
    context = {"chosen": chosen, "page": page_of(chosen, named)}
    return render(
        request, "claims/source_list.html", context, status=400 if chosen.problems else 200
    )


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One relay and the statements that rest on it; ``?only=yes``: those that rest on it alone."""
    speakers = Speaker.objects.select_related("party", "merged_into")
    found = get_object_or_404(speakers, slug=slug)
    if found.merged_into:
        return redirect("source", found.merged_into.slug, permanent=True)
    params = request.GET.copy()
    only = params.pop("only", [""])[-1] == "yes"
    alone, resting = rows.alone(found), Q(sources__contains=[found.pk])
    chosen = filters.statements(params, among=alone if only else resting)
    context = {
        "speaker": found,
        "chosen": chosen,
        "only": only,
        "total": chosen.total,
        "alone": counting.total(alone),
        "page": page_of(chosen, drawn),
        "list_query": _in_the_list(request, found, only=only),
        "own": counting.total(Q(speaker=found)),
    }
    return render(request, "claims/source.html", context, status=400 if chosen.problems else 200)


def _in_the_list(request: HttpRequest, relay: Speaker, *, only: bool) -> str:
    """The query string that shows the same rows in ``/statements/`` and its files."""
    query = request.GET.copy()
    for name in (*PAGES, "only"):
        query.pop(name, None)
    query["only" if only else "source"] = relay.slug
    return query.urlencode()
