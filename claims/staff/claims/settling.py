"""One claim at the desk: its wording, and the stance of each of its statements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims import curation
from claims.curation.claims import MAX_WORDING_CHARS
from claims.models import Claim, Stance, Statement
from claims.staff.review.pages.common import carry_out, curator, page, redirect_to, render_page

MAX_MEMBERS = 200  # drawn on one page


@page
@require_http_methods(["GET", "HEAD", "POST"])
def settle_claim(request: HttpRequest, key: str) -> HttpResponse:
    """The claim with a form for its wording and one for each stance; a POST decides on one."""
    claim = get_object_or_404(Claim.objects.select_related("merged_into"), key=key)
    if claim.merged_into:
        return redirect_to(reverse("claim_desk:claim", args=[claim.merged_into.key]))
    if request.method == "POST":
        carry_out(request, lambda: _apply(request, claim))
        return redirect_to(reverse("claim_desk:claim", args=[claim.key]))
    context: dict[str, Any] = {
        "claim": claim,
        "members": list(claim.members.for_readers()[:MAX_MEMBERS]),  # type: ignore[attr-defined]
        "stances": Stance.choices,
        "max_wording": MAX_WORDING_CHARS,
    }
    return render_page(request, "admin/claim_desk/claim.html", "Wording and stances", **context)


def _apply(request: HttpRequest, claim: Claim) -> str:
    """Make the decision that the form asks for; what was done, in a sentence."""
    values = request.POST
    signature: dict[str, Any] = {"by": curator(request), "why": values.get("why", "")}
    if "wording" in values:
        curation.word_claim(claim, values["wording"], **signature)
        return "The wording is settled."
    members = Statement.objects.filter(membership__claim=claim)
    statement = members.filter(key=values.get("statement", "").replace("\0", "")).first()
    if statement is None:
        raise curation.CurationError("The statement is not in this claim. Nothing was changed.")
    curation.set_stance(statement, values.get("stance", ""), **signature)
    return "The stance is settled."
