"""A claim and what readers see of it, for every page about one claim."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from claims.models import Claim, ClaimMember
from claims.presentation.claim_sides import ClaimOutline, outlines_of

MAX_MEMBERS = 200  # drawn on one page
GONE_TEXT = "This claim is no longer on record.\n"


def find_claim(key: str) -> Claim:
    """With the one that it was merged into, if it was. Raises ``Http404`` for an unknown key."""
    claim: Claim = get_object_or_404(Claim.objects.select_related("merged_into"), key=key)
    return claim


def of_claim(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view is given the claim in the place of its key.

    The address of a claim that was merged leads to the same of its heir, with its query string.
    """

    @wraps(view)
    def find(request: HttpRequest, key: str, **values: Any) -> HttpResponseBase:
        claim = find_claim(key)
        if claim.merged_into is None:
            return view(request, claim, **values)
        match, query = request.resolver_match, request.META.get("QUERY_STRING", "")
        heir = {**match.kwargs, "key": claim.merged_into.key}  # type: ignore[union-attr]
        address = reverse(match.view_name, kwargs=heir)  # type: ignore[union-attr]
        return redirect(f"{address}?{query}" if query else address, permanent=True)

    return find


def shown_members(claim: Claim) -> list[ClaimMember]:
    """Its likely members; where none is likely, those that readers see."""
    rows = claim.members.for_readers()  # type: ignore[attr-defined]
    return list(rows.likely()[:MAX_MEMBERS]) or list(rows[:MAX_MEMBERS])


def outline_of(claim: Claim) -> ClaimOutline:
    """Of its likely members; where none is likely, of those that readers see."""
    rows = claim.members.public()  # type: ignore[attr-defined]
    outlines = outlines_of(rows.likely()) or outlines_of(rows)
    return outlines.get(claim.pk, ClaimOutline())
