"""Sides: who speaks for a state or bloc, what they say, and what is said of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.filters.parties import spoken
from claims.models import Party, Speaker, Statement
from claims.views.exchange import of_party
from claims.views.lists import drawn, named

FEW = 6


@require_safe
def party_list(request: HttpRequest) -> HttpResponse:
    """Every party that is spoken for or spoken of, with both counts."""
    return render(request, "claims/party_list.html", {"parties": spoken().order_by("name")})


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Party, code=code)
    said = Statement.objects.public().with_live(speaker__party=found)
    about = Statement.objects.public().about(found)
    context = {
        "party": found,
        "speakers": named(Speaker.objects.all())
        .filter(party=found, merged_into=None)
        .quoted()
        .with_statement_count()
        .order_by("-statement_count", "name")[: 2 * FEW],
        "said_count": said.count(),
        "about_count": about.count(),
        "said": drawn(said).order_by("-created_at", "-pk")[:FEW],
        "about": drawn(about).order_by("-created_at", "-pk")[:FEW],
        "pictures": of_party(found),
    }
    return render(request, "claims/party.html", context)
