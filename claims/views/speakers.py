"""The list of speakers, and one speaker with what is known of them."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims import filters
from claims.models import Attribution, Speaker, Statement
from claims.tables import SpeakerTable
from claims.views.exchange import of_speaker
from claims.views.lists import ListPage, drawn, list_query, named, page_of
from claims.views.sources import relays

FEW = 5  # rows of the lists beside the main one


class SpeakerList(ListPage):
    read = staticmethod(filters.speakers)
    table_class = SpeakerTable
    name, noun = "Speakers", "speaker"
    first_filters = ("q", "outlet", "article")
    lede = "Everybody and everything that words are attributed to in the articles read so far."

    def rows(self, found: Any) -> Any:
        return named(found)


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """One speaker; a merged one redirects to the record it was merged into."""
    found = get_object_or_404(Speaker.objects.select_related("party", "merged_into"), slug=slug)
    if found.merged_into:
        return redirect(found.merged_into, permanent=True)
    chosen = filters.statements(request.GET, among=Q(speaker=found))
    context = {
        "speaker": found,
        "chosen": chosen,
        "total": chosen.total,
        "page": page_of(chosen, drawn),
        "list_query": list_query(request, speaker=found.slug),
        "pictures": of_speaker(found),
        **names_of(found),
        **facets_of(found),
        **ways_of(found),
    }
    return render(request, "claims/speaker.html", context, status=400 if chosen.problems else 200)


def names_of(speaker: Speaker) -> dict[str, Any]:
    """Other names, members and groups."""
    return {
        "names": [alias.name for alias in speaker.aliases.all() if alias.name != speaker.name],
        "members": speaker.members.filter(merged_into=None),
        "groups": speaker.groups.filter(merged_into=None),
        "quoted_name": f'"{speaker.name}"',
    }


def facets_of(speaker: Speaker) -> dict[str, Any]:
    """What they did with words and of whom they spoke, with counts."""
    theirs = Attribution.objects.public().filter(speaker=speaker)
    about = theirs.filter(statement__mentions__isnull=False)
    return {
        "acts": theirs.values("act").annotate(count=Count("pk")).order_by("-count", "act"),
        "about": about.values(
            code=F("statement__mentions__party__code"), name=F("statement__mentions__party__name")
        ).annotate(count=Count("statement", distinct=True)).order_by("-count", "name"),
        "roles": theirs.exclude(role="").values(
            "role", "statement__article__slug", "statement__article__title"
        ).order_by("role", "statement__article__title").distinct(),
    }  # fmt: skip


def ways_of(speaker: Speaker) -> dict[str, QuerySet[Any]]:
    """Through whom their words reached us, whose words came through them, who names them."""
    named = Statement.objects.public().matching(f'"{speaker.name.replace(chr(34), " ")}"')
    return {
        "through": relays(attribution__speaker=speaker),
        "relayed": drawn(Statement.objects.public().through(speaker))[:FEW],
        "named": drawn(named.exclude(pk__in=Statement.objects.by(speaker)))[:FEW],
    }
