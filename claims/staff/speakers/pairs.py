"""Two records beside each other: the same, not the same, or not sure."""

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
from claims.staff.review.pages.common import curator, draw, go, page, tell

QUOTES = 3  # of each of the two
ROLES = 5


class Side:
    """One of the two, with what tells who it is."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self._said = Attribution.objects.public().filter(speaker=speaker)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.speaker.aliases.all() if one.name != self.speaker.name]

    @property
    def roles(self) -> list[str]:
        """As the articles state them, the most frequent first."""
        stated = self._said.exclude(role="").values_list("role").annotate(n=Count("pk"))
        return [role for role, _ in stated.order_by("-n", "role")[:ROLES]]

    @property
    def count(self) -> int:
        return self._said.count()

    @property
    def articles(self) -> int:
        return self._said.values("statement__article").distinct().count()

    @property
    def quotes(self) -> Any:
        found = Statement.objects.public().by(self.speaker).defer("search", "article__raw")
        return found.select_related("article__outlet").order_by("-pk")[:QUOTES]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """The pair asked for, else the next that waits; a POST decides on it and goes on."""
    asked = _asked(request)
    if request.method == "POST":
        return _decide(request, asked)
    after = request.GET.get("after", "")
    if asked:
        return _draw(request, duplicate_queue.between(*asked), after=after)
    found = duplicate_queue.following(after)
    if found.pair is None:
        title, resume = "Speakers that may be one", found.resume
        return draw(request, "admin/identities/none.html", title, after=after, resume=resume)
    return _draw(request, found.pair, after=after, left=found.left, resume=found.resume)


def _asked(request: HttpRequest) -> tuple[Speaker, Speaker] | None:
    source = request.POST if request.method == "POST" else request.GET
    slugs = [source.get(name, "") for name in ("first", "second")]
    if "\0" in "".join(slugs):
        return None
    here = {one.slug: one for one in Speaker.objects.filter(slug__in=slugs)}
    found = [here[slug] for slug in slugs if slug in here]
    return (found[0], found[1]) if len(found) == 2 and found[0] != found[1] else None


def _draw(request: HttpRequest, pair: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    two = sorted((Side(pair.first), Side(pair.second)), key=lambda side: -side.count)
    apart = Distinction.objects.between(pair.first, pair.second).select_related("by")
    context = {
        "pair": pair,
        "sides": two,
        "kept": two[0].speaker,
        "apart": apart,
        "following": f"?after={pair.first.pk}-{pair.second.pk}",
        "merged": next((s.speaker for s in two if s.speaker.merged_into), None),
    }
    title = "Are these two one speaker?"
    return draw(request, "admin/identities/pair.html", title, status=status, **context, **more)


def _decide(request: HttpRequest, asked: tuple[Speaker, Speaker] | None) -> HttpResponse:
    after = request.POST.get("after", "")
    onward = f"{reverse('identities:pair')}?{urlencode({'after': after})}"
    if asked is None:
        tell(request, "One of the two is no longer there. Nothing was changed.", messages.ERROR)
        return go(onward)
    try:
        tell(request, _done(request, *asked))
    except curation.ContradictsDistinction as error:
        tell(request, str(error), messages.WARNING)
        return _draw(request, duplicate_queue.between(*asked), status=409, sure=True, after=after)
    except curation.CurationError as error:
        tell(request, str(error), messages.ERROR)
    return go(onward)


def _done(request: HttpRequest, first: Speaker, second: Speaker) -> str:
    """What was done, in words."""
    act: dict[str, Any] = {"by": curator(request), "why": request.POST.get("why", "")}
    deed = request.POST.get("deed")
    if deed == "different":
        curation.distinguish(first, second, **act)
        return f"{first} and {second} are told apart for good."
    if deed == "perhaps":
        curation.withdraw_distinction(first, second, **act)
        return f"{first} and {second} may be the same again."
    if deed != "same":
        raise curation.CurationError("Say whether they are the same. Nothing was changed.")
    kept, other = (second, first) if request.POST.get("kept") == second.slug else (first, second)
    curation.merge(kept, other, despite="despite" in request.POST, **act)
    return f"{other} is {kept} now; its address leads there."
