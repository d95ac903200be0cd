"""A statement, or the reason why it is gone, for every page about one statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.models import Statement


def with_reason(key: str) -> tuple[Statement, str]:
    """The statement of this key, and why readers don't see it: empty if they do.

    Raises ``Http404`` for a key that was never given.
    """
    statements = Statement.objects.with_attribution().with_mentions()
    statement: Statement = get_object_or_404(statements.defer("search", "article__raw"), key=key)
    return statement, _why_gone(statement)


def _why_gone(statement: Statement) -> str:
    """A word that ``statement_gone.html`` explains."""
    if statement.article.withdrawn_at:
        return "article"
    if statement.withdrawn_at:
        return "withdrawn"
    if statement.article.superseded_by_id:
        return "superseded"
    return "" if statement.live_attribution else "rejected"


def tombstone(
    request: HttpRequest,
    statement: Statement,
    reason: str,
    template: str = "claims/statement_gone.html",
) -> HttpResponse:
    """What stands at its address for ever: why it is gone, and nothing of what it said."""
    return render(request, template, {"statement": statement, "reason": reason}, status=410)


def gone_as_text(text: str) -> HttpResponse:
    """410 for programs, pictures and files, which show no page."""
    return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")
