"""Autocomplete of speakers by the beginning of a name."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from claims.extraction.folding import fold_name
from claims.models import Speaker
from claims.staff.review.pages.common import page

MAX_SUGGESTIONS = 12
MAX_QUERY_CHARS = 100


@page
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """``?q=…&article=SLUG``: those of the article first, then those quoted most."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:MAX_QUERY_CHARS]
    slug = request.GET.get("article", "").replace("\0", "")[:MAX_QUERY_CHARS]
    speakers = _matching(typed, slug) if typed else _of_article(slug)
    return JsonResponse({"speakers": [_as_json(speaker, slug) for speaker in speakers]})


def _matching(typed: str, slug: str) -> list[Any]:
    """By the beginning of any of its names, or of the words of one; each has an index."""
    folded = fold_name(typed) or typed.casefold()
    begins = Q(identity__startswith=folded) | Q(family__startswith=folded)
    ids = {*_ids(Q(aliases__folded__startswith=folded)), *_ids(begins)}
    ids |= _ids(Q(article__slug=slug), Speaker.objects.worded(typed)) if slug else set()
    if len(ids) < MAX_SUGGESTIONS:
        ids |= _ids(Q(article=None), Speaker.objects.called(typed))
    return _rank(ids, slug)


def _of_article(slug: str) -> list[Any]:
    """Those the article quotes already: the likeliest answer before a letter is typed."""
    return _rank(_ids(Q(attributions__statement__article__slug=slug)), slug) if slug else []


def _ids(match: Q, queryset: QuerySet[Speaker] | None = None) -> set[int]:
    # One not named belongs to its article and is offered nowhere else.
    speakers = Speaker.objects.all() if queryset is None else queryset
    standing = speakers.filter(match, merged_into=None)
    return set(standing.order_by().values_list("pk", flat=True).distinct()[: 5 * MAX_SUGGESTIONS])


def _rank(ids: set[int], slug: str) -> list[Any]:
    in_article = Count("attributions", filter=Q(attributions__statement__article__slug=slug))
    speakers: QuerySet[Any] = (
        Speaker.objects.filter(Q(article=None) | Q(article__slug=slug), pk__in=ids)
        .select_related("party")
        .annotate(in_article=in_article, quoted_in=Count("attributions"))
    )
    return list(speakers.order_by("-in_article", "-quoted_in", "name", "pk")[:MAX_SUGGESTIONS])


def _as_json(speaker: Any, slug: str) -> dict[str, Any]:
    return {
        "slug": speaker.slug,
        "name": speaker.name,
        "kind": speaker.get_kind_display(),
        "party": str(speaker.party) if speaker.party else "",
        "role": speaker.role,
        "here": speaker.in_article,
        "statements": speaker.quoted_in,
    }
