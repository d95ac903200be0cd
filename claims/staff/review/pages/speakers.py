"""Speakers by the beginning of a name, for the box that offers them while one types."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from claims.extraction.folding import fold_name
from claims.models import Speaker
from claims.staff.review.pages.common import page

OFFERED = 12
LONGEST = 100


@page
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """``?q=…&article=SLUG``: those of the article first, then those quoted most."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    slug = request.GET.get("article", "").replace("\0", "")[:LONGEST]
    found = _matching(typed, slug) if typed else _of_article(slug)
    return JsonResponse({"speakers": [_told(one, slug) for one in found]})


def _matching(typed: str, slug: str) -> list[Any]:
    """By the beginning of any of its names, or of the words of one; each has an index."""
    folded = fold_name(typed) or typed.casefold()
    begins = Q(identity__startswith=folded) | Q(family__startswith=folded)
    ids = {*_some(Q(aliases__folded__startswith=folded)), *_some(begins)}
    ids |= _some(Q(article__slug=slug), Speaker.objects.worded(typed)) if slug else set()
    if len(ids) < OFFERED:
        ids |= _some(Q(article=None), Speaker.objects.called(typed))
    return _ranked(ids, slug)


def _of_article(slug: str) -> list[Any]:
    """Those the article quotes already: the likeliest answer before a letter is typed."""
    return _ranked(_some(Q(attributions__statement__article__slug=slug)), slug) if slug else []


def _some(match: Q, among: QuerySet[Speaker] | None = None) -> set[int]:
    # One not named belongs to its article and is offered nowhere else.
    speakers = Speaker.objects.all() if among is None else among
    standing = speakers.filter(match, merged_into=None)
    return set(standing.order_by().values_list("pk", flat=True).distinct()[: 5 * OFFERED])


def _ranked(ids: set[int], slug: str) -> list[Any]:
    here = Count("attributions", filter=Q(attributions__statement__article__slug=slug))
    found: QuerySet[Any] = (
        Speaker.objects.filter(Q(article=None) | Q(article__slug=slug), pk__in=ids)
        .select_related("party")
        .annotate(here=here, quoted_in=Count("attributions"))
    )
    return list(found.order_by("-here", "-quoted_in", "name", "pk")[:OFFERED])


def _told(speaker: Any, slug: str) -> dict[str, Any]:
    return {
        "slug": speaker.slug,
        "name": speaker.name,
        "kind": speaker.get_kind_display(),
        "party": str(speaker.party) if speaker.party else "",
        "role": speaker.role,
        "here": speaker.here,
        "statements": speaker.quoted_in,
    }
