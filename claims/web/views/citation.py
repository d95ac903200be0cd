"""Citations of a statement as files, its picture and its frame for other sites."""

from collections.abc import Iterable
from math import ceil
from typing import Any
from urllib.parse import urlencode

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.models import Statement
from claims.presentation import card_store, citation_formats
from claims.presentation.citation import Citation, cite, outlet_page
from claims.web.views.gone import gone_as_text, tombstone, with_reason

# What differs for an embedded statement; all else as on every page.
EMBED_CSP = {
    "frame-ancestors": ["*"],
    **dict.fromkeys(
        ("script-src", "connect-src", "img-src", "manifest-src", "form-action"), [NONE]
    ),
}
WIDTH, MIN_WIDTH = 560, 240  # pixels of an embedded statement
THEMES = ("light", "dark")
MIN_PAGE_PIXELS = 320  # the narrowest page that the frame's height is made for
EMBED_PADDING, EMBED_FIXED_HEIGHT = 23, 90  # pixels: beside the text; above, below and between it
LINE_SHARE = 0.9  # of a line, that words of ordinary length fill
COUNTRY_ROOM = "x" * 14  # for the country, which citations don't name
HOUR = 60 * 60


@require_safe
def citation(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """One format of the citation as a file; 410 for a statement that is gone."""
    statement, reason = with_reason(key)
    format_ = citation_formats.BY_ENDING[ending.removeprefix("csl.")]
    if reason:
        text = f"This statement is no longer on record. Why: {_address(request, statement)}\n"
        response = gone_as_text(text)
    else:
        text = format_.write(cite_at(request, statement))
        response = HttpResponse(text, content_type=f"{format_.content_type}; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="on-record-{statement.key}.{ending}"'
    return for_every_site(response)


@require_safe
def card(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of the statement that other sites show beside a link to it."""
    statement, reason = with_reason(key)
    if reason:
        return gone_as_text("Gone.\n")
    cited = cite_at(request, statement)
    etag = f'"{card_store.digest(cited)}"'
    response = get_conditional_response(request, etag=etag)
    response = response or HttpResponse(card_store.picture(cited), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={HOUR}"
    return for_every_site(response)


@require_safe
@xframe_options_exempt
@csp_replace(EMBED_CSP)  # type: ignore[arg-type]  # typed for views without a key
def embed(request: HttpRequest, key: str) -> HttpResponse:
    """The statement in a frame of another site: no script, no cookie, nothing but the words.

    Light or dark as ``theme`` says, else as the reader's system does.
    """
    statement, reason = with_reason(key)
    if reason:
        return tombstone(request, statement, reason, "claims/embed_gone.html")
    attribution, theme = statement.live_attribution, theme_of(request.GET.get("theme"))
    context = {"statement": statement, "attribution": attribution, "theme": theme}
    return render(request, "claims/embed.html", context)


def sharing(request: HttpRequest, statement: Statement) -> dict[str, Any]:
    """What a statement's page offers to take away."""
    cited = cite_at(request, statement)
    address = _address(request, statement)
    query = urlencode({"url": address, "format": "json"})
    return {
        "citation": cited,
        "citations": [(format_, format_.write(cited)) for format_ in citation_formats.FORMATS],
        "card_title": statement_title(cited),
        "card_image": reverse("statement_card", args=[statement.key]),
        "outlet_page": outlet_page(statement),
        "frame": statement_frame(request, cited, WIDTH, height(cited, WIDTH)),
        "oembed": f"{request.build_absolute_uri(reverse('oembed'))}?{query}",
    }


def height(cited: Citation, width: int) -> int:
    """Pixels in which a frame of this width shows all of it; measured on the faces of embed.css."""
    via = " → ".join(cited.relays)
    # A day stays on one line, which leaves room at the end of the line before.
    where = f"{cited.outlet}, published about {cited.day_with_basis}: {cited.title}"
    rows = (
        (f"{cited.speaker} ({COUNTRY_ROOM}) {cited.deed}:", 8.4, 25),
        (cited.words, 9.4, 31),
        (f"via {via}" if via else "", 7.6, 23),
        (where, 7.6, 23),
        (cited.review, 7.6, 23),
    )
    return lines_height(rows, width)


def lines_height(rows: Iterable[tuple[str, float, int]], width: int) -> int:
    """Of a frame with these texts, each with pixels of a letter's width and of a line's height."""
    inner = width - 2 * EMBED_PADDING
    heights = (
        ceil(len(text) * letter / (inner * LINE_SHARE)) * line for text, letter, line in rows
    )
    return int(sum(heights) + EMBED_FIXED_HEIGHT)


def statement_title(cited: Citation) -> str:
    return f"{cited.speaker}, as reported by {cited.reported_by}"


def statement_frame(
    request: HttpRequest, cited: Citation, width: int, height_: int, theme: str = ""
) -> str:
    source = request.build_absolute_uri(reverse("statement_embed", args=[cited.key]))
    narrow = height(cited, MIN_PAGE_PIXELS)
    return frame_code(source, f"{cited.speaker}, on record", width, (height_, narrow), theme)


def frame_code(
    source: str, title: str, width: int, heights: tuple[int, int], theme: str = ""
) -> str:
    """Code for another page; plain text here. ``heights`` are those at this width and the least.

    Where the page is narrower than the frame the frame becomes higher: the style says by how much.
    """
    query = f"?theme={theme}" if theme else ""
    height_, narrow = heights[0], max(heights)
    # Pixels of height for each pixel of width.
    slope = (narrow - height_) / max(width - MIN_PAGE_PIXELS, 1)
    fitted = (
        f"height:clamp({height_}px,"
        f"calc({narrow + slope * MIN_PAGE_PIXELS:.0f}px - {100 * slope:.0f}vw),{narrow}px)"
        if narrow > height_
        else ""
    )
    return (
        f'<iframe src="{escape(source)}{query}" width="{width}" height="{height_}" '
        f'title="{escape(title)}" loading="lazy" '
        f'style="border:0;max-width:100%;{fitted}"></iframe>'
    )


def cite_at(request: HttpRequest, statement: Statement) -> Citation:
    return cite(statement, address=_address(request, statement))


def _address(request: HttpRequest, statement: Statement) -> str:
    return request.build_absolute_uri(statement.get_absolute_url())


def theme_of(name: str | None) -> str:
    return name if name in THEMES else ""


def for_every_site(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it: it is public and the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
