"""Pages of parties (states and blocs): their speakers, and statements by and about them."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.listing import filters
from claims.listing.conditions import LIKELY_ROWS
from claims.listing.counts import facet_counts
from claims.listing.filters.parties import with_counts
from claims.listing.joint import MAX_GROUPS, mixed_groups, with_joint_counts
from claims.models import Party, Speaker
from claims.models.speaker import SpeakerQuerySet
from claims.web.tables import PartyTable
from claims.web.views.claim_lists import claims_of_party
from claims.web.views.exchange import charts_of_party
from claims.web.views.lists import ListPage, newest, with_party_and_article

MAX_STATEMENTS, MAX_SPEAKERS = 6, 12
MAX_CANDIDATES = 40


class PartyList(ListPage):
    """Every party that is spoken for or spoken of, with both counts."""

    read = staticmethod(filters.parties)
    table_class = PartyTable
    name, noun, nouns = "Countries and blocs", "country or bloc", "countries and blocs"
    first_filters = ("q",)
    lede = "The countries and blocs that speakers speak for, and that statements name."


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    party_ = get_object_or_404(with_counts(), code=code)
    groups = list(mixed_groups([party_])[:MAX_GROUPS])
    statements_by, statements_about, joint_statements = newest(
        MAX_STATEMENTS, Q(party=party_), Q(about__contains=[party_.pk]), Q(speaker__in=groups)
    )
    context = {
        "party": party_,
        "speakers": most_quoted_of(party_),
        "said_count": party_.by,
        "about_count": party_.about,
        "statements_by": statements_by,
        "statements_about": statements_about,
        "joint_statements": joint_statements,
        "joint_query": urlencode({"speaker": [group.slug for group in groups]}, doseq=True),
        "claims": claims_of_party(party_),
        "charts": charts_of_party(party_),
    }
    return render(request, "claims/party.html", context)


def most_quoted_of(party: Party) -> list[Speaker]:
    # Who they are may come from a sample; how often each is quoted is exact, and so is the order.
    ids = facet_counts(Q(party=party) & LIKELY_ROWS, ["speaker"], MAX_CANDIDATES)["speaker"]
    speakers: SpeakerQuerySet = with_party_and_article(Speaker.objects.filter(pk__in=ids))
    ranked = speakers.with_statement_count().order_by("-statement_count", "name")
    return with_joint_counts(ranked[:MAX_SPEAKERS])
