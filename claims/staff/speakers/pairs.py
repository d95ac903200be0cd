"""The page that compares two speakers: the same, not the same, or not sure."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims import curation
from claims.models import Attribution, Distinction, Speaker, Statement
from claims.speakers import duplicate_queue
from claims.staff.review.pages.common import curator, notify, page, redirect_to, render_page

MAX_QUOTES = 3  # of each of the two
MAX_ROLES = 5


class Side:
    """One speaker of a compared pair, with its names, roles and quotes."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self._attributions = Attribution.objects.public().filter(speaker=speaker)

    @property
    def names(self) -> list[str]:
        return [item.name for item in self.speaker.aliases.all() if item.name != self.speaker.name]

    @property
    def roles(self) -> list[str]:
        """As the articles state them, the most frequent first."""
        stated = self._attributions.exclude(role="").values_list("role").annotate(n=Count("pk"))
        return [role for role, _ in stated.order_by("-n", "role")[:MAX_ROLES]]

    @property
    def count(self) -> int:
        return self._attributions.count()

    @property
    def articles(self) -> int:
        return self._attributions.values("statement__article").distinct().count()

    @property
    def quotes(self) -> Any:
        latest = Statement.objects.public().by(self.speaker).defer("search", "article__raw")
        return latest.select_related("article__outlet").order_by("-pk")[:MAX_QUOTES]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """The pair asked for, else the next that waits; a POST decides on it and goes on."""
    requested = _requested_pair(request)
    if request.method == "POST":
        return _decide(request, requested)
    after = request.GET.get("after", "")
    if requested:
        return _render(request, duplicate_queue.compare_speakers(*requested), after=after)
    search = duplicate_queue.next_pair(after)
    if search.pair is None:
        title, resume = "Speakers that may be one", search.resume
        return render_page(request, "admin/identities/none.html", title, after=after, resume=resume)
    return _render(request, search.pair, after=after, left=search.left, resume=search.resume)


def _requested_pair(request: HttpRequest) -> tuple[Speaker, Speaker] | None:
    source = request.POST if request.method == "POST" else request.GET
    slugs = [source.get(name, "") for name in ("first", "second")]
    if "\0" in "".join(slugs):
        return None
    by_slug = {item.slug: item for item in Speaker.objects.filter(slug__in=slugs)}
    pair = [by_slug[slug] for slug in slugs if slug in by_slug]
    return (pair[0], pair[1]) if len(pair) == 2 and pair[0] != pair[1] else None


def _render(request: HttpRequest, pair: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    sides = sorted((Side(pair.first), Side(pair.second)), key=lambda side: -side.count)
    apart = Distinction.objects.between(pair.first, pair.second).select_related("by")
    context = {
        "pair": pair,
        "sides": sides,
        "kept": sides[0].speaker,
        "apart": apart,
        "following": f"?after={pair.first.pk}-{pair.second.pk}",
        "merged": next((s.speaker for s in sides if s.speaker.merged_into), None),
    }
    title = "Are these two one speaker?"
    return render_page(
        request, "admin/identities/pair.html", title, status=status, **context, **more
    )


def _decide(request: HttpRequest, requested: tuple[Speaker, Speaker] | None) -> HttpResponse:
    after = request.POST.get("after", "")
    onward = f"{reverse('identities:pair')}?{urlencode({'after': after})}"
    if requested is None:
        notify(request, "One of the two is no longer there. Nothing was changed.", messages.ERROR)
        return redirect_to(onward)
    try:
        notify(request, _apply_decision(request, *requested))
    except curation.ContradictsDistinction as error:
        notify(request, str(error), messages.WARNING)
        return _render(
            request,
            duplicate_queue.compare_speakers(*requested),
            status=409,
            sure=True,
            after=after,
        )
    except curation.CurationError as error:
        notify(request, str(error), messages.ERROR)
    return redirect_to(onward)


def _apply_decision(request: HttpRequest, first: Speaker, second: Speaker) -> str:
    """Apply the posted decision; return a sentence that says what was done."""
    fields: dict[str, Any] = {"by": curator(request), "why": request.POST.get("why", "")}
    action = request.POST.get("deed")
    if action == "different":
        curation.distinguish(first, second, **fields)
        return f"{first} and {second} are told apart for good."
    if action == "perhaps":
        curation.withdraw_distinction(first, second, **fields)
        return f"{first} and {second} may be the same again."
    if action != "same":
        raise curation.CurationError("Say whether they are the same. Nothing was changed.")
    target, other = (second, first) if request.POST.get("kept") == second.slug else (first, second)
    curation.merge(target, other, despite="despite" in request.POST, **fields)
    return f"{other} is {target} now; its address leads there."
