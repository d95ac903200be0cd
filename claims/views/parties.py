"""Sides: who speaks for a state or bloc, what they say, and what is said of it."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.filters.parties import counted, spoken
from claims.models import Speaker
from claims.views.exchange import of_party
from claims.views.lists import named, newest

FEW = 6


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """Every party that is spoken for or spoken of, with both counts."""
    return render(request, "claims/party_list.html", {"parties": spoken().order_by("name")})


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(counted(), code=code)
    context = {
        "party": found,
        "speakers": named(Speaker.objects.ranked())
        .filter(party=found, merged_into=None)
        .order_by("-statement_count", "name")[: 2 * FEW],
        "said_count": found.by,
        "about_count": found.about,
        "said": newest(Q(party=found), FEW),
        "about": newest(Q(about__contains=[found.pk]), FEW),
        "pictures": of_party(found),
    }
    return render(request, "claims/party.html", context)
