"""A claim and what readers see of it, for every page about one claim."""

from django.shortcuts import get_object_or_404

from claims.models import Claim, ClaimMember
from claims.presentation.claim_sides import ClaimOutline, outlines_of

MAX_MEMBERS = 200  # drawn on one page


def find_claim(key: str) -> Claim:
    """With the one that it was merged into, if it was. Raises ``Http404`` for an unknown key."""
    claim: Claim = get_object_or_404(Claim.objects.select_related("merged_into"), key=key)
    return claim


def shown_members(claim: Claim) -> list[ClaimMember]:
    """Its likely members; where none is likely, those that readers see."""
    rows = claim.members.for_readers()  # type: ignore[attr-defined]
    return list(rows.likely()[:MAX_MEMBERS]) or list(rows[:MAX_MEMBERS])


def outline_of(claim: Claim) -> ClaimOutline:
    """Of its likely members; where none is likely, of those that readers see."""
    rows = claim.members.public()  # type: ignore[attr-defined]
    outlines = outlines_of(rows.likely()) or outlines_of(rows)
    return outlines.get(claim.pk, ClaimOutline())
