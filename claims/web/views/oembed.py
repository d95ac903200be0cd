"""oEmbed 1.0: the frame of a statement or a claim, for programs that know its address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from claims.presentation.citation_formats import SITE
from claims.web.views.citation import (
    MIN_WIDTH,
    WIDTH,
    cite_at,
    for_every_site,
    height,
    statement_frame,
    statement_title,
    theme_of,
)
from claims.web.views.claim_shares import claim_frame, claim_height
from claims.web.views.gone import with_reason
from claims.web.views.public_claims import find_claim, outline_of, shown_members
from claims.whole_numbers import whole_number

EMBEDDABLE = re.compile(r"/(?P<kind>statements|claims)/(?P<key>[-\w]+)(?:/(?:embed)?)?\Z", re.ASCII)
CACHE_SECONDS = 24 * 60 * 60
MAX_PIXELS = 9_999


@dataclass(frozen=True, slots=True)
class Frame:
    """``height`` is of a width; ``code`` of a width, a height and a theme."""

    title: str
    height: Callable[[int], int]
    code: Callable[[int, int, str], str]


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """For the addresses of statements, of claims and of their embeds, as JSON."""
    return for_every_site(_answer(request))


def _answer(request: HttpRequest) -> HttpResponse:
    if request.GET.get("format", "json") != "json":
        return _refusal("Only format=json is offered.", 501)
    url = request.GET.get("url", "")
    try:
        frame = _find_frame(request, *_named_record(url, request.get_host()))
    except Http404:
        return _refusal("url= names no statement or claim that is on record here.", 404)
    try:
        max_width = _max_pixels(request.GET.get("maxwidth"))
        max_height = _max_pixels(request.GET.get("maxheight"))
    except ValueError:
        return _refusal(
            f"maxwidth and maxheight are whole numbers of pixels, 1 to {MAX_PIXELS}.", 400
        )
    theme = theme_of(request.GET.get("theme") or _theme_in(url))
    width = min(WIDTH, max_width or WIDTH)
    height_ = frame.height(max(width, MIN_WIDTH))
    height_ = min(height_, max_height or height_)
    return JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": SITE,
            "provider_url": request.build_absolute_uri("/"),
            "title": frame.title,
            "cache_age": CACHE_SECONDS,
            "html": frame.code(width, height_, theme),
            "width": width,
            "height": height_,
        }
    )


def _find_frame(request: HttpRequest, kind: str, key: str) -> Frame:
    """Raises ``Http404`` for what readers do not see."""
    return (_frame_of_statement if kind == "statements" else _frame_of_claim)(request, key)


def _frame_of_statement(request: HttpRequest, key: str) -> Frame:
    statement, reason = with_reason(key)
    if reason:
        raise Http404
    cited = cite_at(request, statement)
    return Frame(
        statement_title(cited),
        lambda width: height(cited, width),
        lambda width, height_, theme: statement_frame(request, cited, width, height_, theme),
    )


def _frame_of_claim(request: HttpRequest, key: str) -> Frame:
    claim = find_claim(key)
    claim = claim.merged_into or claim
    if not shown_members(claim):
        raise Http404
    outline = outline_of(claim)
    return Frame(
        f"{outline.kind}: {claim.wording}",
        lambda width: claim_height(claim, outline, width),
        lambda width, height_, theme: claim_frame(request, claim, outline, width, height_, theme),
    )


def _theme_in(address: str) -> str | None:
    """That of the address of an embed, which may have one."""
    return parse_qs(urlsplit(address).query).get("theme", [None])[0]


def _named_record(address: str, host: str) -> tuple[str, str]:
    """Kind and key of what an address names. Raises ``Http404`` for any other address."""
    try:
        parts = urlsplit(address)
    except ValueError:  # e.g. "http://["
        raise Http404 from None
    path = EMBEDDABLE.match(parts.path)
    if parts.scheme not in ("http", "https") or parts.netloc != host or not path:
        raise Http404
    return path["kind"], path["key"]


def _max_pixels(pixels: str | None) -> int | None:
    """A limit in pixels; None without one. Raises ``ValueError`` for what is no such number."""
    if not pixels:
        return None
    number = whole_number(pixels, MAX_PIXELS)
    if not number:
        raise ValueError(pixels)
    return number


def _refusal(why: str, status: int) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=status, content_type="text/plain; charset=utf-8")
