"""What the pages of the desk share: who may write, the frame around them, and where they lead."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from articles.models import Article
from claims.models import Decision, DecisionKind, Party, SpeakerKind, Statement
from claims.staff.review.queue import Queue

View = Callable[..., HttpResponse]
LONG = 40_000  # code points of an article that are shown whole
AROUND = 8_000  # of a longer one, so much before and after the statement


def may_decide(request: HttpRequest) -> bool:
    return request.user.has_perm("claims.change_attribution")


def curator(request: HttpRequest) -> User:
    return cast(User, request.user)


def page(view: View) -> View:
    """To look at with the right to see attributions; a POST needs the right to decide on them."""

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
    """A page that is of no use to somebody who may only look."""

    @page
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_decide(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def draw(
    request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk, with what can be undone in its bar."""
    frame = {
        **admin.site.each_context(request),
        "title": title,
        "may_decide": may_decide(request),
        "undoable": _undoable(request),
        "redoable": _redoable(request),
    }
    path = template if "/" in template else f"admin/review/{template}"
    return TemplateResponse(request, path, {**frame, **context}, status=status)


def address(name: str, *args: str, query: str = "", fragment: str = "") -> str:
    """Of a page of the desk, with the queue's query string kept along."""
    path = reverse(f"review:{name}", args=args)
    return f"{path}{'?' if query else ''}{query}{'#' if fragment else ''}{fragment}"


def speaker_choices() -> dict[str, Any]:
    """What the form for a new speaker offers."""
    return {"kinds": SpeakerKind.choices, "parties": Party.objects.all()}


def item_address(statement: Statement, queue: Queue | None = None) -> str:
    """The fragment scrolls to the words where no script does."""
    return address("item", statement.key, query=queue.query if queue else "", fragment="here")


def log_address(statement: Statement) -> str:
    return f"{reverse('admin:claims_decision_changelist')}?{urlencode({'q': statement.key})}"


def tell(request: HttpRequest, told: str, level: int = messages.SUCCESS) -> None:
    messages.add_message(request, level, told)


def go(path: str) -> HttpResponse:
    return HttpResponseRedirect(path, status=303)


def near(article: Article, paragraphs: list[Any], start: int, end: int) -> tuple[list[Any], bool]:
    """The paragraphs to show, and whether any is left out."""
    if len(article.text) <= LONG:
        return paragraphs, False
    kept = [p for p in paragraphs if p.span.end > start - AROUND and p.span.start < end + AROUND]
    return kept, True


def _undoable(request: HttpRequest) -> Decision | None:
    """The latest thing this curator did that still stands; the next undo is for it."""
    if not may_decide(request):
        return None
    mine = Decision.objects.filter(by=curator(request), undone_by=None).exclude(
        deed=DecisionKind.UNDO
    )
    return mine.select_related("statement").order_by("-pk").first()


def _redoable(request: HttpRequest) -> Decision | None:
    """The latest undoing that still stands, unless something new was done since.

    Undoing that does the thing again, so that a row of undoings is walked back step by step.
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
