"""``/admin/review/``: what waits, how much of it, and the way in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from claims.models import Carryover, ReviewLock, Statement
from claims.staff.review.pages.common import address, curator, draw, go, item_address, page, tell
from claims.staff.review.queue import COUNTED, LANES, Place, Queue

WAITING = 12  # rows of the overview


@page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What comes first, and how many wait in each lane."""
    asked = Queue(request.GET)
    counts = asked.counts()
    context = {
        "queue": asked,
        "counts": counts,
        "most": COUNTED,
        "carryovers": Carryover.objects.waiting().count(),
        "waiting": _waiting(asked.after(None, WAITING)),
    }
    status = 400 if asked.problems else 200
    return draw(request, "queue.html", "Review", status, **context)


@page
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Claim the first that nobody looks at and go there."""
    return go_on(request, Queue(request.GET), None)


def go_on(
    request: HttpRequest, asked: Queue, place: Place | None, but: int | None = None
) -> HttpResponse:
    """To the next one behind ``place``, claimed; to the overview if there is none."""
    ReviewLock.objects.prune()
    found = asked.take_next(place, by=curator(request), but=but)
    if found is None:
        tell(request, "Nothing else waits here.")
        return go(address("queue", query=asked.query))
    return go(item_address(Statement.objects.only("key").get(pk=found.statement), asked))


def go_after(
    request: HttpRequest, statement: Statement, asked: Queue, place: Place | None
) -> HttpResponse:
    """Where an act leads: back to the whole article if one came from it, else to the next."""
    ReviewLock.objects.release(statement.pk, curator(request))
    if request.POST.get("stay") or request.GET.get("stay"):
        return go(address("article", statement.article.slug, fragment=f"n-{statement.key}"))
    return go_on(request, asked, place, but=statement.pk)


def _waiting(places: list[Place]) -> list[dict[str, object]]:
    """Each with its statement, its lane and who is looking at it."""
    ids = [place.statement for place in places]
    statements = {one.pk: one for one in Statement.objects.filter(pk__in=ids).for_list()}
    claims = ReviewLock.objects.held().filter(statement__in=ids).select_related("by")
    holders = {claim.statement_id: claim for claim in claims}
    return [
        {
            "statement": statements[place.statement],
            "lane": LANES[place.lane],
            "held": holders.get(place.statement),
        }
        for place in places
        if place.statement in statements
    ]
