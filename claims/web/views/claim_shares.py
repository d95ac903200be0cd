"""What others take of a claim: a frame for their page, a picture, a reference."""

from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims import export
from claims.export import bibliography, jsonld_claims
from claims.models import Claim
from claims.presentation import card_store, claim_citation
from claims.presentation.claim_sides import ClaimOutline
from claims.web.views.citation import (
    EMBED_CSP,
    HOUR,
    MIN_PAGE_PIXELS,
    WIDTH,
    frame_code,
    lines_height,
    theme_of,
)
from claims.web.views.exports import open_to_all, site_of
from claims.web.views.gone import gone_as_text
from claims.web.views.public_claims import GONE_TEXT, of_claim, outline_of, shown_members


@open_to_all
@require_safe
@of_claim
def claim_reference(request: HttpRequest, claim: Claim, ending: str) -> HttpResponse:
    """For a reference manager; 410 for a claim that is gone."""
    if not shown_members(claim):
        return gone_as_text(GONE_TEXT)
    text = claim_citation.WRITERS[ending](
        claim_citation.cite_claim(claim, outline_of(claim), address=_address(request, claim))
    )
    response = HttpResponse(text, content_type=bibliography.ENDINGS[ending].content_type)
    response["Content-Disposition"] = f'inline; filename="on-record-claim-{claim.key}.{ending}"'
    return response


@open_to_all
@require_safe
@of_claim
def claim_card(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The picture that other sites show beside a link to the claim."""
    members = shown_members(claim)
    if not members:
        return gone_as_text(GONE_TEXT)
    cited = claim_citation.as_picture(
        claim, outline_of(claim), members[0].statement, address=_address(request, claim)
    )
    response = HttpResponse(card_store.picture(cited), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return response


@require_safe
@xframe_options_exempt
@csp_replace(EMBED_CSP)  # type: ignore[arg-type]  # typed for views without a key
@of_claim
def claim_embed(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The claim in a frame of another site, light or dark as ``theme`` says."""
    theme = theme_of(request.GET.get("theme"))
    members = shown_members(claim)
    context: dict[str, Any] = {
        "claim": claim,
        "theme": theme,
        "outline": outline_of(claim) if members else None,
        "caveat": claim_citation.caveat(claim),
    }
    return render(request, "claims/claim_embed.html", context, status=200 if members else 410)


def claim_frame(
    request: HttpRequest,
    claim: Claim,
    outline: ClaimOutline,
    width: int = WIDTH,
    height: int = 0,
    theme: str = "",
) -> str:
    """Code for another page; plain text here. ``height`` is by default that of all its words."""
    source = request.build_absolute_uri(reverse("claim_embed", args=[claim.key]))
    heights = (
        height or claim_height(claim, outline, width),
        claim_height(claim, outline, MIN_PAGE_PIXELS),
    )
    return frame_code(source, "A claim, on record", width, heights, theme)


def claim_height(claim: Claim, outline: ClaimOutline, width: int) -> int:
    """Pixels in which a frame of this width shows all of it."""
    rows = [outline.label, *(f"{side} and 10 more" for side in outline.sides), "x" * 70, "x" * 70]
    return lines_height([(claim.wording, 9.4, 31), *((row, 7.6, 23) for row in rows)], width)


def _address(request: HttpRequest, claim: Claim) -> str:
    return request.build_absolute_uri(claim.get_absolute_url())


@open_to_all
@require_safe
@of_claim
def claim_linked(request: HttpRequest, claim: Claim) -> HttpResponse:
    """A schema.org Claim with every appearance, to which a fact-check can point."""
    members = shown_members(claim)
    if not members:
        return gone_as_text(GONE_TEXT)
    node = jsonld_claims.claim_with_appearances(claim, members, site_of(request))
    return HttpResponse(
        f"{export.to_json(node)}\n", content_type=export.ENDINGS["jsonld"].content_type
    )
