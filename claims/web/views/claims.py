"""The list of claims, and one claim: who asserts it, who denies it, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.listing import filters
from claims.models import AGAINST, FOR, Claim, ClaimMember, Party, Speaker, Stance, Statement
from claims.presentation.claim_citation import caveat, cite_claim
from claims.presentation.claim_sides import ClaimOutline, outlines_of, with_outlines
from claims.quotes.wordings import find_utterances
from claims.web.tables import ClaimTable
from claims.web.views.claim_shares import claim_frame
from claims.web.views.lists import ListPage
from claims.web.views.public_claims import MAX_MEMBERS, of_claim

MAX_MEMBERS_PER_SIDE = 30  # drawn on a claim's page: who assert it, who deny it


class ClaimList(ListPage):
    read = staticmethod(filters.claims)
    table_class = ClaimTable
    name, noun = "Claims", "claim"
    first_filters = ("q", "speaker", "since", "until")
    more_filters = ("party",)
    more = "By country or bloc"
    lede = (
        "The same claim in different words: who makes it, who repeats it, who denies or doubts it."
    )

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        with_outlines(context["page"].object_list)
        return super().get_context_data(**context)


@dataclass(frozen=True, slots=True)
class PartyMembers:
    """What those who speak for one party, or for several together, say of a claim."""

    parties: Sequence[Party]
    members: list[ClaimMember]


@require_safe
@of_claim
def claim(request: HttpRequest, claim_: Claim) -> HttpResponse:
    """One claim; 410 for one whose statements readers no longer see."""
    rows = claim_.members.for_readers()  # type: ignore[attr-defined]
    public, likely = rows.count(), rows.likely().count()
    if not public:
        return render(request, "claims/claim_gone.html", {"claim": claim_}, status=410)
    with_doubtful = request.GET.get("doubtful") == "yes" or not likely
    visible = rows if with_doubtful else rows.likely()
    outline = outlines_of(visible).get(claim_.pk, ClaimOutline())
    members = first_of_each_side(visible)
    left_out = (public if with_doubtful else likely) - len(members)
    query = urlencode({"url": request.build_absolute_uri(request.path), "format": "json"})
    context = {
        "hidden": 0 if with_doubtful else public - likely,
        "with_doubtful": with_doubtful and public > likely,
        "left_out": left_out,
        "claim": claim_,
        "members": members,
        **columns_of(members, outline),
        "utterances": find_utterances(members),
        "only_source": only_source(members) if not left_out or claim_.sources == 1 else None,
        "settled": rows.exclude(by=None).count(),
        "card_image": reverse("claim_card", args=[claim_.key]),
        "frame": claim_frame(request, claim_, outline),
        "oembed": f"{request.build_absolute_uri(reverse('oembed'))}?{query}",
        "outline": outline,
        "caveat": caveat(claim_),
        "citation": cite_claim(claim_, outline, address=request.build_absolute_uri(request.path)),
    }
    return render(request, "claims/claim.html", context)


HEADINGS = {
    Stance.ASSERTS: "Who claims it",
    Stance.REPEATS: "Who repeats it",
    Stance.DENIES: "Who denies it",
    Stance.DOUBTS: "Who doubts it",
    Stance.ASKS: "Who asks about it",
}


@dataclass(frozen=True, slots=True)
class StanceSection:
    """Those of one stance under a heading of their own; ``speakers``: how many they are."""

    stance: Stance
    heading: str
    speakers: int
    sides: list[PartyMembers]


def columns_of(members: Sequence[ClaimMember], outline: ClaimOutline) -> dict[str, Any]:
    """Who is for it and who against, each stance by itself; then who only asks.

    Who claims it and who denies it have their heading also where there is nobody.
    """

    def sections(stances: Sequence[Stance], first: Stance | None) -> list[StanceSection]:
        own = {s: [m for m in members if m.stance == s] for s in stances}
        counts = {side.stance: side.total for side in outline.sides}
        return [
            StanceSection(stance, HEADINGS[stance], counts.get(stance, 0), by_party(own[stance]))
            for stance in stances
            if own[stance] or (stance == first and not any(own.values()))
        ]

    return {
        "for_it": sections(FOR, Stance.ASSERTS),
        "against_it": sections(AGAINST, Stance.DENIES),
        "asking": sections((Stance.ASKS,), None),
    }


def first_of_each_side(rows: Any) -> list[ClaimMember]:
    """In order of their appearance; of a large claim as many as a page can draw."""
    ids = [
        pk
        for stances in (FOR, AGAINST, (Stance.ASKS,))
        for pk in rows.filter(stance__in=stances).values_list("pk", flat=True)[
            :MAX_MEMBERS_PER_SIDE
        ]
    ]
    return list(rows.filter(pk__in=ids))


def by_party(members: Sequence[ClaimMember]) -> list[PartyMembers]:
    """By the party of whoever speaks, those of most statements first, of no party last."""
    sides: dict[tuple[str, ...], PartyMembers] = {}
    for member in members:
        parties = parties_of(member)
        names = tuple(party.name for party in parties)
        sides.setdefault(names, PartyMembers(parties, [])).members.append(member)
    return sorted(sides.values(), key=lambda side: (not side.parties, -len(side.members)))


def parties_of(member: ClaimMember) -> list[Party]:
    """That of the speaker; of a group without one those of its members, by name."""
    attribution = member.statement.live_attribution
    speaker = attribution.speaker if attribution else None
    if speaker is None:
        return []
    if speaker.party:
        return [speaker.party]
    parties = {party for member in speaker.members.all() if (party := member.party)}
    return sorted(parties, key=lambda party: party.name)


def only_source(members: Sequence[ClaimMember]) -> Speaker | None:
    """The one through whom all reports came: one agency in ten papers is one source."""
    outermost = set()
    for member in members:
        attribution = member.statement.live_attribution
        hops = list(attribution.sources.all()) if attribution else []
        outermost.add(hops[-1].speaker if hops else None)
    return outermost.pop() if len(outermost) == 1 and len(members) > 1 else None


@dataclass(frozen=True, slots=True)
class SideCount:
    """How many others take one side of a statement's claim."""

    number: int
    verb: str
    is_own: bool  # the side of the statement itself
    reworded: int = 0  # of these, in other words than the statement


# Who asks neither claims nor denies.
VERBS_OF_SIDES = (
    (FOR, "claims or repeats", "claim or repeat"),
    (AGAINST, "denies or doubts", "deny or doubt"),
    ((Stance.ASKS,), "asks about", "ask about"),
)


def count_sides(member: ClaimMember, others: Sequence[ClaimMember]) -> list[SideCount]:
    """The statement's own side first, sides of nobody left out."""
    words = member.statement.words.casefold()
    counts = []
    for stances, verb, plural in VERBS_OF_SIDES:
        side = [other for other in others if other.stance in stances]
        is_own = member.stance in stances
        reworded = sum(other.statement.words.casefold() != words for other in side)
        count = SideCount(len(side), verb if len(side) == 1 else plural, is_own, reworded)
        counts += [count] if side else []
    return sorted(counts, key=lambda count: not count.is_own)


def claim_context(statement: Statement) -> dict[str, Any]:
    """What a statement's page says of its claim: how many report it too, reword it, deny it."""
    member = ClaimMember.objects.select_related("claim").filter(statement=statement).first()
    if member is None or member.claim.merged_into_id:
        return {"membership": None}
    rows = member.claim.members.for_readers().likely()  # type: ignore[attr-defined]
    others = [other for other in rows[:MAX_MEMBERS] if other != member]
    if not others:
        return {"membership": None}
    return {
        "membership": member,
        "claim_counts": count_sides(member, others),
        "utterances": find_utterances(
            [member, *(m for m in others if m.utterance == member.utterance)]
        ),
    }
