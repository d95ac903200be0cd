"""``/admin/review/``: the overview of the review queue, with counts, and its entry."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from claims.models import Carryover, ReviewLock, Statement
from claims.staff.review.pages.common import (
    curator,
    desk_url,
    notify,
    page,
    redirect_to,
    render_page,
    statement_url,
)
from claims.staff.review.queue import MAX_COUNTED, STAGES, Queue, QueuePosition

OVERVIEW_ROWS = 12  # rows of the overview


@page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The first statements of the queue, and the count of each stage."""
    waiting = Queue(request.GET)
    counts = waiting.counts()
    context = {
        "queue": waiting,
        "counts": counts,
        "most": MAX_COUNTED,
        "carryovers": Carryover.objects.waiting().count(),
        "waiting": _waiting(waiting.positions_after(None, OVERVIEW_ROWS)),
    }
    status = 400 if waiting.problems else 200
    return render_page(request, "queue.html", "Review", status, **context)


@page
@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Lock the first statement that nobody looks at, and redirect to it."""
    return redirect_to_next(request, Queue(request.GET), None)


def redirect_to_next(
    request: HttpRequest,
    waiting: Queue,
    position: QueuePosition | None,
    excluding: int | None = None,
) -> HttpResponse:
    """Redirect to the next statement after ``position``, locked, or to the overview."""
    ReviewLock.objects.prune()
    following = waiting.take_next(position, by=curator(request), excluding=excluding)
    if following is None:
        notify(request, "Nothing else to review here.")
        return redirect_to(desk_url("queue", query=waiting.query))
    statement = Statement.objects.only("key").get(pk=following.statement)
    return redirect_to(statement_url(statement, waiting))


def redirect_after_decision(
    request: HttpRequest, statement: Statement, waiting: Queue, position: QueuePosition | None
) -> HttpResponse:
    """Redirect after a decision: to the whole article if one came from it, else to the next."""
    ReviewLock.objects.release(statement.pk, curator(request))
    if request.POST.get("stay") or request.GET.get("stay"):
        return redirect_to(
            desk_url("article", statement.article.slug, fragment=f"n-{statement.key}")
        )

    return redirect_to_next(request, waiting, position, excluding=statement.pk)


def _waiting(positions: list[QueuePosition]) -> list[dict[str, object]]:
    """The rows of the overview: each statement with its stage and who is looking at it."""
    ids = [position.statement for position in positions]
    statements = Statement.objects.filter(pk__in=ids).for_list().in_bulk()
    locks = ReviewLock.objects.held().filter(statement__in=ids).select_related("by")
    holders = {lock.statement_id: lock for lock in locks}
    return [
        {
            "statement": statements[position.statement],
            "stage": STAGES[position.stage],
            "held": holders.get(position.statement),
        }
        for position in positions
        if position.statement in statements
    ]
