"""Pages of sources (relays), and the statements that rest on each."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.listing import conditions, counts, filters
from claims.models import Speaker
from claims.models.statement import StatementQuerySet
from claims.web.tables import SourceTable
from claims.web.views.lists import ListPage, list_query, page_of, with_party_and_article


class SourceList(ListPage):
    read = staticmethod(filters.sources)
    table_class = SourceTable
    name, noun, nouns = "Passed on by", "go-between", "go-betweens"
    first_filters = ("q",)
    lede = (
        "Who passed words on from a speaker to an article: agencies, papers, readouts, officials "
        "who quoted others."
    )

    def rows(self, rows: Any) -> Any:
        return with_party_and_article(rows)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source, a speaker who passed words on, and the statements that came through it.

    ``?only=yes``: those that no other source passed on.
    """
    speakers = Speaker.objects.select_related("party", "merged_into")
    speaker = get_object_or_404(speakers, slug=slug)
    if speaker.merged_into:
        return redirect("source", speaker.merged_into.slug, permanent=True)
    params = request.GET.copy()
    only = params.pop("only", [""])[-1] == "yes"
    alone, via = conditions.via_alone(speaker), Q(sources__contains=[speaker.pk])
    listing = filters.statements(params, within=alone if only else via)
    context = {
        "speaker": speaker,
        "listing": listing,
        "only": only,
        "total": listing.total,
        "alone": counts.total(alone & conditions.LIKELY_ROWS),
        "page": page_of(listing, StatementQuerySet.for_list),
        "list_query": list_query(request, "only", **{"only" if only else "source": speaker.slug}),
        "own": counts.total(Q(speaker=speaker) & conditions.LIKELY_ROWS),
    }
    return render(request, "claims/source.html", context, status=400 if listing.problems else 200)
