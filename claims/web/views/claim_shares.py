"""What others take of a claim: a frame for their page, a picture, a reference."""

from collections.abc import Sequence
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims import export
from claims.export import jsonld
from claims.models import Claim, ClaimMember, Speaker, Stance
from claims.presentation import card_store, claim_citation
from claims.presentation.claim_sides import ClaimOutline
from claims.web.views.citation import EMBED_CSP, HOUR, WIDTH, lines_height, theme_of
from claims.web.views.exports import open_to_all, site_of
from claims.web.views.gone import gone_as_text
from claims.web.views.public_claims import find_claim, outline_of, shown_members

GONE_TEXT = "This claim is no longer on record.\n"


@open_to_all
@require_safe
def claim_reference(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """For a reference manager; 410 for a claim that is gone."""
    claim = find_claim(key)
    if claim.merged_into:
        return redirect("claim_reference", claim.merged_into.key, ending, permanent=True)
    if not shown_members(claim):
        return gone_as_text(GONE_TEXT)
    text = claim_citation.WRITERS[ending](
        claim_citation.cite_claim(claim, outline_of(claim), address=_address(request, claim))
    )
    content_type = f"{claim_citation.CONTENT_TYPES[ending]}; charset=utf-8"
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="on-record-claim-{claim.key}.{ending}"'
    return response


@open_to_all
@require_safe
def claim_card(request: HttpRequest, key: str) -> HttpResponse:
    """The picture that other sites show beside a link to the claim."""
    claim = find_claim(key)
    if claim.merged_into:
        return redirect("claim_card", claim.merged_into.key, permanent=True)
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
def claim_embed(request: HttpRequest, key: str) -> HttpResponse:
    """The claim in a frame of another site, light or dark as ``theme`` says."""
    claim = find_claim(key)
    theme = theme_of(request.GET.get("theme"))
    if claim.merged_into:
        address = reverse("claim_embed", args=[claim.merged_into.key])
        return redirect(f"{address}?theme={theme}" if theme else address, permanent=True)
    members = shown_members(claim)
    context: dict[str, Any] = {
        "claim": claim,
        "theme": theme,
        "outline": outline_of(claim) if members else None,
        "caveat": claim_citation.caveat(claim),
    }
    return render(request, "claims/claim_embed.html", context, status=200 if members else 410)


def claim_frame(request: HttpRequest, claim: Claim, outline: ClaimOutline) -> str:
    """Code for another page; plain text here."""
    source = request.build_absolute_uri(reverse("claim_embed", args=[claim.key]))
    rows = [outline.label, *(f"{side} and 10 more" for side in outline.sides), "x" * 70, "x" * 70]
    height = lines_height([(claim.wording, 9.4, 31), *((row, 7.6, 23) for row in rows)], WIDTH)
    return (
        f'<iframe src="{escape(source)}" width="{WIDTH}" height="{height}" '
        f'title="A claim, on record" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def _address(request: HttpRequest, claim: Claim) -> str:
    return request.build_absolute_uri(claim.get_absolute_url())


@open_to_all
@require_safe
def claim_linked(request: HttpRequest, key: str) -> HttpResponseBase:
    """A schema.org Claim with every appearance, to which a fact-check can point."""
    claim_ = find_claim(key)
    if claim_.merged_into:
        return redirect("claim_linked", claim_.merged_into.key, permanent=True)
    members = shown_members(claim_)
    if not members:
        gone = "It is no longer on record. Its page says why.\n"
        return gone_as_text(gone)
    site = site_of(request)
    articles = dict.fromkeys(member.statement.article for member in members)
    works = [
        {"@type": "NewsArticle", "@id": f"{site}{a.get_absolute_url()}", "name": a.title}
        for a in articles
    ]
    node = {
        "@context": "https://schema.org/",
        "@type": "Claim",
        "@id": f"{site}{claim_.get_absolute_url()}",
        "url": f"{site}{claim_.get_absolute_url()}",
        "identifier": claim_.key,
        "name": claim_.wording,
        "text": claim_.wording,
        "firstAppearance": works[0],
        "appearance": works,
        **({"dateCreated": str(claim_.first_on)} if claim_.first_on else {}),
        **_author(members, site),
    }
    body = f"{export.to_json(node)}\n"
    return HttpResponse(body, content_type=export.ENDINGS["jsonld"].content_type)


def _author(members: Sequence[ClaimMember], site: str) -> dict[str, Any]:
    """Whoever asserted it first; whoever only denies it is no author of it."""
    for member in members:
        attribution = member.statement.live_attribution
        if member.stance == Stance.ASSERTS and attribution and attribution.speaker:
            return {"author": _described(attribution.speaker, site)}
    return {}


def _described(speaker: Speaker, site: str) -> dict[str, Any]:
    """For schema.org an author is a person or an organisation: a document is its publisher's."""
    kind = jsonld.TYPES[speaker.kind]
    return {
        "@type": "Organization" if kind == "CreativeWork" else kind,
        "@id": f"{site}{speaker.get_absolute_url()}",
        "name": str(speaker),
    }
