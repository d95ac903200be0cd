"""Sides: who speaks for a state or bloc, what they say, and what is said of it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.listing import filters
from claims.listing.counts import facet_counts
from claims.listing.filters.parties import with_counts
from claims.models import Party, Speaker
from claims.models.speaker import SpeakerQuerySet
from claims.web.tables import PartyTable
from claims.web.views.exchange import charts_of_party
from claims.web.views.lists import ListPage, named, newest

FEW, SPEAKERS = 6, 12
CANDIDATES = 40


class PartyList(ListPage):
    """Every party that is spoken for or spoken of, with both counts."""

    read = staticmethod(filters.parties)
    table_class = PartyTable
    name, noun, nouns = "Parties", "party", "parties"
    first_filters = ("q",)
    lede = "The states and blocs that speakers speak for, and that statements are about."


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(with_counts(), code=code)
    said, about = newest(FEW, Q(party=found), Q(about__contains=[found.pk]))
    context = {
        "party": found,
        "speakers": most_quoted_of(found),
        "said_count": found.by,
        "about_count": found.about,
        "said": said,
        "about": about,
        "charts": charts_of_party(found),
    }
    return render(request, "claims/party.html", context)


def most_quoted_of(party: Party) -> SpeakerQuerySet:
    # Who they are may come from a sample; how often each is quoted is exact, and so is the order.
    ids = facet_counts(Q(party=party), ["speaker"], CANDIDATES)["speaker"]
    found: SpeakerQuerySet = named(Speaker.objects.filter(pk__in=ids))
    return found.with_statement_count().order_by("-statement_count", "name")[:SPEAKERS]
