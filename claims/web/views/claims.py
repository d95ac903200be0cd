"""The list of claims, and one claim: who asserts it, who denies it, in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.listing import filters
from claims.models import AGAINST, FOR, ClaimMember, Party, Speaker, Stance, Statement
from claims.presentation.claim_citation import sides_in_words
from claims.quotes.wordings import find_utterances
from claims.web.tables import ClaimTable
from claims.web.views.claim_shares import claim_frame
from claims.web.views.lists import ListPage
from claims.web.views.public_claims import MAX_MEMBERS, find_claim

MAX_MEMBERS_PER_SIDE = 30  # drawn on a claim's page: who assert it, who deny it


class ClaimList(ListPage):
    read = staticmethod(filters.claims)
    table_class = ClaimTable
    name, noun = "Claims", "claim"
    first_filters = ("q", "speaker")
    more_filters = ("party", "since", "until")
    more = "By country and date"
    lede = (
        "One claim, every wording: what several statements say of the same thing, who asserts it, "
        "who denies it, and who only passes it on."
    )


@dataclass(frozen=True, slots=True)
class PartyMembers:
    """What those who speak for one party, or for several together, say of a claim."""

    parties: Sequence[Party]
    members: list[ClaimMember]


@require_safe
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """One claim; 410 for one whose statements readers no longer see."""
    claim_ = find_claim(key)
    if claim_.merged_into:
        return redirect("claim", claim_.merged_into.key, permanent=True)
    rows = claim_.members.for_readers()  # type: ignore[attr-defined]
    public, likely = rows.count(), rows.likely().count()
    if not public:
        return render(request, "claims/claim_gone.html", {"claim": claim_}, status=410)
    with_doubtful = request.GET.get("doubtful") == "yes" or not likely
    members = first_of_each_side(rows if with_doubtful else rows.likely())
    left_out = (public if with_doubtful else likely) - len(members)
    context = {
        "hidden": 0 if with_doubtful else public - likely,
        "with_doubtful": with_doubtful and public > likely,
        "left_out": left_out,
        "claim": claim_,
        "members": members,
        "asserting": by_party([m for m in members if m.stance in FOR]),
        "denying": by_party([m for m in members if m.stance in AGAINST]),
        "asking": by_party([m for m in members if m.stance == Stance.ASKS]),
        "utterances": find_utterances(members),
        "only_source": only_source(members) if not left_out or claim_.sources == 1 else None,
        "settled": rows.exclude(by=None).count(),
        "card_image": reverse("claim_card", args=[claim_.key]),
        "frame": claim_frame(request, claim_, members),
        "sides": sides_in_words(claim_),
    }
    return render(request, "claims/claim.html", context)


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


def claim_context(statement: Statement) -> dict[str, Any]:
    """What a statement's page says of its claim: how many report it too, reword it, deny it."""
    member = ClaimMember.objects.select_related("claim").filter(statement=statement).first()
    if member is None or member.claim.merged_into_id:
        return {"membership": None}
    rows = member.claim.members.for_readers().likely()  # type: ignore[attr-defined]
    others = [other for other in rows[:MAX_MEMBERS] if other != member]
    if not others:
        return {"membership": None}
    same = [m for m in others if (m.stance in FOR) == (member.stance in FOR)]
    words = statement.words.casefold()
    return {
        "membership": member,
        "claim_counts": {
            "also": len(same),
            "reworded": sum(m.statement.words.casefold() != words for m in same),
            "against": len(others) - len(same),
        },
        "utterances": find_utterances(
            [member, *(m for m in others if m.utterance == member.utterance)]
        ),
    }
