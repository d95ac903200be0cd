"""The list of speakers, and the page of one speaker."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.addresses import NONE
from articles.search import web_query
from claims.listing import counts, filters
from claims.listing.conditions import LIKELY_ROWS, NO_PARTY
from claims.listing.counts import RowCount, facet_counts
from claims.listing.joint import with_joint_counts
from claims.listing.search import searchable
from claims.models import Attribution, Party, Speaker
from claims.models.statement import StatementQuerySet
from claims.web.tables import SpeakerTable
from claims.web.views.claim_lists import claims_of_speaker
from claims.web.views.exchange import charts_of_speaker
from claims.web.views.lists import ListPage, list_query, newest, page_of, with_party_and_article

MAX_STATEMENTS = 5  # rows of the lists beside the main one
MAX_FACET_VALUES = 30  # acts, parties spoken of and relays, most frequent first
MAX_ROLES = 100  # attributions looked at for roles


class Relay(NamedTuple):
    """``resting``: how many of the speaker's statements came through it."""

    speaker: Speaker
    resting: RowCount


class SpeakerList(ListPage):
    read = staticmethod(filters.speakers)
    table_class = SpeakerTable
    name, noun = "Speakers", "speaker"
    first_filters = ("q", "outlet", "article")
    lede = "People, institutions and groups whose words the articles quote or paraphrase."

    def rows(self, rows: Any) -> Any:
        return with_party_and_article(rows)

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        with_joint_counts(context["page"].object_list)
        return super().get_context_data(**context)


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """One speaker; a merged one redirects to the record it was merged into."""
    speaker_ = get_object_or_404(Speaker.objects.select_related("party", "merged_into"), slug=slug)
    if speaker_.merged_into:
        return redirect(speaker_.merged_into, permanent=True)
    names = names_of(speaker_)
    voices = [speaker_, *names["groups"]]  # with those of whom the speaker is one, speaking jointly
    theirs = Q(speaker__in=voices) if len(voices) > 1 else Q(speaker=speaker_)
    listing = filters.statements(request.GET, within=theirs)
    context = {
        "speaker": speaker_,
        "listing": listing,
        "total": listing.total,
        "page": page_of(listing, StatementQuerySet.for_list),
        "list_query": list_query(request, speaker=[voice.slug for voice in voices]),
        "joint": counts.total(Q(speaker__in=names["groups"]) & LIKELY_ROWS) if voices[1:] else 0,
        "charts": charts_of_speaker(speaker_),
        **names,
        "roles": roles_of(speaker_),
        "claims": claims_of_speaker(speaker_),
        **facets_of(theirs),
        **relayed_and_naming_statements(speaker_),
    }
    return render(request, "claims/speaker.html", context, status=400 if listing.problems else 200)


def names_of(speaker: Speaker) -> dict[str, Any]:
    """Other names, members and groups."""
    return {
        "names": [alias.name for alias in speaker.aliases.all() if alias.name != speaker.name],
        "members": speaker.members.filter(merged_into=None),
        "groups": list(speaker.groups.filter(merged_into=None)),
        "quoted_name": f'"{speaker.name}"',
    }


def facets_of(theirs: Q) -> dict[str, Any]:
    """Counts of a speaker's acts, of parties spoken of and of sources."""
    counts_ = facet_counts(theirs & LIKELY_ROWS, ("act", "about", "source"), MAX_FACET_VALUES, [""])
    names = {party.code: party.name for party in Party.objects.filter(pk__in=counts_["about"])}
    relays = with_party_and_article(
        Speaker.objects.filter(pk__in=[pk for pk in counts_["source"] if pk])
    )
    return {
        "acts": [{"act": act, "count": n} for act, n in ranked(counts_["act"])],
        "about": [
            {"code": code or NONE, "name": names.get(code, NO_PARTY), "count": n}
            for code, n in sorted(ranked(counts_["about"]), key=lambda pair: not pair[0])
            if code in names or not code
        ],
        "through": sorted(
            (Relay(relay, counts_["source"][str(relay.pk)]) for relay in relays),
            key=lambda relay: (-relay.resting, relay.speaker.name),
        ),
    }


def ranked(counts: dict[str, RowCount]) -> list[tuple[str, RowCount]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def roles_of(speaker: Speaker) -> list[dict[str, Any]]:
    """Roles as articles state them, each with where: of the newest that state one."""
    stated = Attribution.objects.filter(speaker=speaker).exclude(role="").order_by("-pk")
    public = stated.filter(public_row__isnull=False)[:MAX_ROLES].values(
        "role", "statement__article__slug", "statement__article__title"
    )
    rows: dict[Any, dict[str, Any]] = {tuple(row.items()): {**row} for row in public}
    return sorted(rows.values(), key=lambda row: (row["role"], row["statement__article__title"]))


def relayed_and_naming_statements(speaker: Speaker) -> dict[str, Any]:
    """Statements that the speaker relayed, and others' statements that name the speaker."""
    phrase = web_query(f'"{speaker.name.replace(chr(34), " ")}"')
    names_them = Q(statement__search=phrase) & searchable.statements() & ~Q(speaker=speaker)
    relayed_statements, naming_statements = newest(
        MAX_STATEMENTS, Q(sources__contains=[speaker.pk]), names_them
    )
    return {"relayed_statements": relayed_statements, "naming_statements": naming_statements}
