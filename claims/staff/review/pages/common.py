"""Shared by the pages of the desk: permissions, rendering with the frame, and addresses."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from articles.models import Article
from claims import curation
from claims.models import Decision, DecisionKind, Party, SpeakerKind, Statement
from claims.staff.admin.base import curator
from claims.staff.review.queue import Queue

View = Callable[..., HttpResponse]
MAX_WHOLE_TEXT_CHARS = 40_000  # code points of an article that are shown whole
CONTEXT_CHARS = 8_000  # of a longer one, so much before and after the statement


def may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("claims.change_attribution")


def page(view: View) -> View:
    """A view of the desk: permission to see attributions; a POST needs that to change them."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("claims.view_attribution"):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD") and not may_decide(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def for_curators(view: View) -> View:
    """A view for users who may decide, and nobody else."""

    @page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_decide(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def render_page(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of the desk; its bar has the decisions that can be undone and redone."""
    frame = {
        **admin.site.each_context(request),
        "title": title,
        "may_decide": may_decide(request),
        "undoable": _undoable(request),
        "redoable": _redoable(request),
    }
    path = template if "/" in template else f"admin/review/{template}"
    return TemplateResponse(request, path, {**frame, **context}, status=status)


def desk_url(name: str, *args: str, query: str = "", fragment: str = "") -> str:
    """The address of a page of the desk, with the query string of the queue."""
    path = reverse(f"review:{name}", args=args)
    return f"{path}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"


def speaker_choices() -> dict[str, Any]:
    """The template context of the form for a new speaker."""
    return {"kinds": SpeakerKind.choices, "parties": Party.objects.all()}


def statement_url(statement: Statement, queue: Queue | None = None) -> str:
    """The fragment scrolls to the words where no script does."""
    return desk_url("item", statement.key, query=queue.query if queue else "", fragment="here")


def log_url(statement: Statement) -> str:
    return f"{reverse('admin:claims_decision_changelist')}?{urlencode({'q': statement.key})}"


def carry_out(request: HttpRequest, decide: Callable[[], str]) -> None:
    """Make a decision, and tell what was done or why it can't be."""
    try:
        notify(request, decide())
    except curation.CurationError as error:
        notify(request, str(error), messages.ERROR)


def notify(request: HttpRequest, message: str, level: int = messages.SUCCESS) -> None:
    messages.add_message(request, level, message)


def redirect_to(path: str) -> HttpResponse:
    return HttpResponseRedirect(path, status=303)


def paragraphs_around(
    article: Article, paragraphs: list[Any], start: int, end: int
) -> tuple[list[Any], bool]:
    """The paragraphs to show, and whether any is left out."""
    if len(article.text) <= MAX_WHOLE_TEXT_CHARS:
        return paragraphs, False
    nearby = [
        p
        for p in paragraphs
        if p.span.end > start - CONTEXT_CHARS and p.span.start < end + CONTEXT_CHARS
    ]
    return nearby, True


def _undoable(request: HttpRequest) -> Decision | None:
    """This curator's latest decision that is not undone."""
    if not may_decide(request):
        return None
    mine = Decision.objects.filter(by=curator(request), undone_by=None).exclude(
        deed=DecisionKind.UNDO
    )
    return mine.select_related("statement").order_by("-pk").first()


def _redoable(request: HttpRequest) -> Decision | None:
    """This curator's latest undo, unless a new decision was made since.

    A redo is the undo of an undo, so that several undos are reversed step by step.
    """
    if not may_decide(request):
        return None
    mine = Decision.objects.filter(by=curator(request)).order_by("-pk")
    undone = mine.filter(deed=DecisionKind.UNDO, undone_by=None).first()
    done = (
        mine.exclude(deed__in=(DecisionKind.UNDO, DecisionKind.REDO))
        .values_list("pk", flat=True)
        .first()
    )
    return undone if undone and undone.pk > (done or 0) else None
