"""One statement in its article: look, decide, go on."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from claims import curation
from claims.models import Attribution, Decision, DecisionKind, Report, ReviewLock, Statement
from claims.models.decision import Reason
from claims.presentation import highlighting
from claims.staff.admin.base import disagreement
from claims.staff.review import actions
from claims.staff.review.pages import common, conflicts
from claims.staff.review.pages.common import curator, draw, go, item_address, may_decide, page, tell
from claims.staff.review.pages.queue import go_after, go_on
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import ReadingError

LATEST = 8  # decisions shown beside the statement; the log has them all
REASONS = [one for one in Reason.choices if one[0] != Reason.OTHER]


def found(key: str) -> Statement:
    """The statement with all that its page draws, withdrawn ones too."""
    statements = (
        Statement.objects.with_attribution().with_mentions().defer("search", "article__raw")
    )
    return get_object_or_404(statements, key=key)


@dataclass(frozen=True)
class Shown:
    """A statement as the desk draws it."""

    statement: Statement
    attribution: Attribution | None

    @classmethod
    def of(cls, statement: Statement) -> "Shown":
        """With its live attribution, or the latest of those that were rejected."""
        live = highlighting.live_attribution(statement)
        rejected = statement.attributions.select_related("speaker__party").order_by("-pk")
        return cls(statement, live or rejected.first())

    def text(self) -> dict[str, Any]:
        """The article's paragraphs with the statement marked."""
        statement, mark = self.statement, highlighting.mark_of(self.statement)
        whole = highlighting.paragraphs(statement.article.text, [mark])
        low, high = min(s.start for s in mark.spans), max(s.end for s in mark.spans)
        paragraphs, cut = common.near(statement.article, whole, low, high)
        here = next(p.span.start for p in paragraphs if p.span.end > statement.start)
        return {"paragraphs": paragraphs, "cut": cut, "here": here}


@page
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: str) -> HttpResponse:
    statement, queue = found(key), Queue(request.GET)
    if request.method == "POST":
        return _decide(request, statement, queue)
    shown = Shown.of(statement)
    decisions = statement.decisions.select_related("by").order_by("-pk")
    place = queue.where(statement)
    context = {
        **shown.text(),
        **facts(shown),
        **common.speaker_choices(),
        "queue": queue,
        "lane": queue.lane(place) if place else None,
        "token": curation.state_token(statement),
        "disagreement": statement.disagreement and disagreement(statement),
        "decisions": decisions[:LATEST],
        "log": common.log_address(statement),
        "reasons": REASONS,
        "reports": Report.objects.open().filter(statement=statement),
        "held": ReviewLock.objects.of_others(request.user).filter(statement=statement).first(),
        "previous": _previous(request, statement),
    }
    return draw(request, "item.html", "Review a statement", **context)


def facts(shown: Shown) -> dict[str, Any]:
    """What the pages of one statement say of it."""
    statement, attribution = shown.statement, shown.attribution
    text, cue = statement.article.text, attribution.cue if attribution else ()
    return {
        "statement": statement,
        "article": statement.article,
        "attribution": attribution,
        "cue": " … ".join(text[slice(*piece)] for piece in cue),
    }


def _decide(request: HttpRequest, statement: Statement, queue: Queue) -> HttpResponse:
    """Carry it out and go on to the next; what went wrong is told on the same statement."""
    place = queue.where(statement)
    if request.POST.get("deed") == "skip":
        ReviewLock.objects.release(statement.pk, curator(request))
        return go_on(request, queue, place, but=statement.pk)
    try:
        done = actions.carry_out(actions.Asked(statement, request.POST, curator(request)))
    except curation.StaleStatement as conflict:
        return conflicts.show(request, statement, queue, conflict)
    except (curation.CurationError, ReadingError) as error:
        tell(request, str(error), messages.ERROR)
        return go(item_address(statement, queue))
    tell(request, done.told)
    if queue.where(statement):  # answered, but not decided on yet; or reported twice
        return go(item_address(statement, queue))
    return go_after(request, statement, queue, place)


def _previous(request: HttpRequest, statement: Statement) -> str:
    """The address of the one this curator looked at before; empty if there was none."""
    if not may_decide(request):
        return ""
    here = ReviewLock.objects.filter(statement=statement, by=curator(request)).first()
    moment = here.taken_at if here else None
    before = ReviewLock.objects.before(request.user, moment)
    return item_address(before.statement, Queue(request.GET)) if before else ""


@page
@require_POST
def hold(request: HttpRequest, key: str) -> HttpResponse:
    """Claim it, or hold it longer; told by the page's script while somebody is at it."""
    statement = get_object_or_404(Statement.objects.only("pk"), key=key)
    if ReviewLock.objects.renew(statement.pk, curator(request)):
        return JsonResponse({"held_by": None})
    other = ReviewLock.objects.of_others(request.user).filter(statement=statement)
    holder = other.select_related("by").first()
    return JsonResponse({"held_by": str(holder.by) if holder else None})


@page
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one's latest act, a bulk act as one, and look at it again."""
    pk = request.POST.get("decision", "")
    mine = Decision.objects.filter(by=curator(request)).select_related(
        "statement__article", "undoes", "speaker", "other"
    )
    decision = mine.filter(pk=pk).first() if pk.isascii() and pk.isdecimal() else None
    if decision is None:
        raise Http404("There is no such decision of yours.")
    try:
        _take_back(decision, curator(request))
        tell(request, f"{_how(decision)} {_what(decision)}")
    except curation.CurationError as error:
        tell(request, str(error), messages.ERROR)
    return go(_where(decision))


def _take_back(decision: Decision, by: User) -> None:
    if decision.batch:
        curation.undo_batch(decision.batch, by=by)
    else:
        curation.undo(decision, by=by)


def _how(decision: Decision) -> str:
    """What undoing it came to; to undo an undoing is to do the thing again."""
    if decision.deed != DecisionKind.UNDO or decision.undoes is None:
        return f"Undone: {decision.get_deed_display()}"
    return f"Done again: {decision.undoes.get_deed_display()}"


def _what(decision: Decision) -> str:
    if decision.batch:
        return "all of them"
    return actions.in_short(decision.statement) if decision.statement else ""


def _where(decision: Decision) -> str:
    if decision.batch and decision.article:
        return common.address("article", decision.article.slug)
    if decision.statement:
        return item_address(decision.statement)
    if decision.speaker and decision.other:
        pair = {"first": decision.speaker.slug, "second": decision.other.slug}
        return f"{reverse('identities:pair')}?{urlencode(pair)}"
    return common.address("queue")
