"""The page of one statement under review: the text, the decision, and the way to the next."""

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
from claims.models.decision import NAMED_REASONS
from claims.presentation import highlighting
from claims.staff.admin.base import disagreement
from claims.staff.review import actions
from claims.staff.review.pages import common, conflicts
from claims.staff.review.pages.common import (
    carry_out,
    curator,
    may_decide,
    notify,
    page,
    redirect_to,
    render_page,
    statement_url,
)
from claims.staff.review.pages.queue import redirect_after_decision, redirect_to_next
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import InputError
from claims.whole_numbers import whole_number

MAX_LATEST_DECISIONS = 8  # decisions shown beside the statement; the log has them all


def get_statement(key: str) -> Statement:
    """The statement with all that its page shows, withdrawn ones too; else a 404."""
    statements = (
        Statement.objects.with_attribution().with_mentions().defer("search", "article__raw")
    )
    return get_object_or_404(statements, key=key)


@dataclass(frozen=True)
class StatementView:
    """A statement with the attribution that its page shows."""

    statement: Statement
    attribution: Attribution | None

    @classmethod
    def of(cls, statement: Statement) -> "StatementView":
        """With its live attribution, or the latest of those that were rejected."""
        live = statement.live_attribution
        rejected = statement.attributions.select_related("speaker__party").order_by("-pk")
        return cls(statement, live or rejected.first())

    def text(self) -> dict[str, Any]:
        """The article's paragraphs with the statement marked."""
        statement, mark = self.statement, highlighting.mark_of(self.statement)
        whole = highlighting.paragraphs(statement.article.text, [mark])
        low, high = min(s.start for s in mark.spans), max(s.end for s in mark.spans)
        paragraphs, cut = common.paragraphs_around(statement.article, whole, low, high)
        first = next(p.span.start for p in paragraphs if p.span.end > statement.start)
        return {"paragraphs": paragraphs, "cut": cut, "here": first}


@page
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: str) -> HttpResponse:
    statement, queue = get_statement(key), Queue(request.GET)
    if request.method == "POST":
        return _decide(request, statement, queue)
    view = StatementView.of(statement)
    decisions = statement.decisions.select_related("by").order_by("-pk")
    position = queue.position_of(statement)
    context = {
        **view.text(),
        **facts(view),
        **common.speaker_choices(),
        "queue": queue,
        "stage": queue.stage(position) if position else None,
        "token": curation.state_token(statement),
        "disagreement": statement.disagreement and disagreement(statement),
        "decisions": decisions[:MAX_LATEST_DECISIONS],
        "log": common.log_url(statement),
        "reasons": NAMED_REASONS.items(),
        "reports": Report.objects.open().filter(statement=statement).select_related("claim"),
        "held": ReviewLock.objects.of_others(request.user).filter(statement=statement).first(),
        "previous": _previous(request, statement),
    }
    return render_page(request, "item.html", "Review a statement", **context)


def facts(view: StatementView) -> dict[str, Any]:
    """The template context of the facts of one statement."""
    statement, attribution = view.statement, view.attribution
    text, cue = statement.article.text, attribution.cue if attribution else ()
    return {
        "statement": statement,
        "article": statement.article,
        "attribution": attribution,
        "cue": " … ".join(text[slice(*piece)] for piece in cue),
    }


def _decide(request: HttpRequest, statement: Statement, queue: Queue) -> HttpResponse:
    """Carry out the decision and redirect to the next; errors redirect to the same statement."""
    position = queue.position_of(statement)
    if request.POST.get("deed") == "skip":
        ReviewLock.objects.release(statement.pk, curator(request))
        return redirect_to_next(request, queue, position, excluding=statement.pk)
    try:
        result = actions.carry_out(
            actions.DecisionRequest(statement, request.POST, curator(request))
        )
    except curation.StaleStatement as conflict:
        return conflicts.show(request, statement, queue, conflict)
    except (curation.CurationError, InputError) as error:
        notify(request, str(error), messages.ERROR)
        return redirect_to(statement_url(statement, queue))
    notify(request, result.message)
    if queue.position_of(statement):  # answered, but not decided on yet; or reported twice
        return redirect_to(statement_url(statement, queue))
    return redirect_after_decision(request, statement, queue, position)


def _previous(request: HttpRequest, statement: Statement) -> str:
    """The address of the one this curator looked at before; empty if there was none."""
    if not may_decide(request):
        return ""
    own_lock = ReviewLock.objects.filter(statement=statement, by=curator(request)).first()
    moment = own_lock.taken_at if own_lock else None
    previous_lock = ReviewLock.objects.before(request.user, moment)
    return statement_url(previous_lock.statement, Queue(request.GET)) if previous_lock else ""


@page
@require_POST
def renew_lock(request: HttpRequest, key: str) -> HttpResponse:
    """Lock it, or renew the lock; called by the page's script while somebody is at it."""
    statement = get_object_or_404(Statement.objects.only("pk"), key=key)
    if ReviewLock.objects.renew(statement.pk, curator(request)):
        return JsonResponse({"held_by": None})
    other = ReviewLock.objects.of_others(request.user).filter(statement=statement)
    holder = other.select_related("by").first()
    return JsonResponse({"held_by": str(holder.by) if holder else None})


@page
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Undo one's latest decision, a bulk decision as one, and redirect to it."""
    pk = request.POST.get("decision", "")
    mine = Decision.objects.filter(by=curator(request)).select_related(
        "statement__article", "undoes", "speaker", "other"
    )
    decision = mine.filter(pk=whole_number(pk)).first()
    if decision is None:
        raise Http404("There is no such decision of yours.")
    carry_out(request, lambda: _undo(decision, curator(request)))
    return redirect_to(undone_address(decision))


def _undo(decision: Decision, by: User) -> str:
    if decision.batch:
        curation.undo_batch(decision.batch, by=by)
    else:
        curation.undo(decision, by=by)
    return f"{undo_sentence(decision)} {undone_words(decision)}"


def undo_sentence(decision: Decision) -> str:
    """A sentence on an undo; the undo of an undo is a redo."""
    if decision.deed != DecisionKind.UNDO or decision.undoes is None:
        return f"Undone: {decision.get_deed_display()}"
    return f"Done again: {decision.undoes.get_deed_display()}"


def undone_words(decision: Decision) -> str:
    """The words of the statement, in the same sentence."""
    if decision.batch:
        return "all of them"
    return actions.short_words(decision.statement) if decision.statement else ""


def undone_address(decision: Decision) -> str:
    """The page on which the undo shows."""
    if decision.batch and decision.article:
        return common.desk_url("article", decision.article.slug)
    if decision.statement:
        return statement_url(decision.statement)
    if decision.speaker and decision.other:
        pair = {"first": decision.speaker.slug, "second": decision.other.slug}
        return f"{reverse('identities:pair')}?{urlencode(pair)}"
    return common.desk_url("queue")
