"""The list of statements, and one statement with its evidence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims import evidence, filters
from claims.models import Statement
from claims.tables import StatementTable
from claims.views.lists import ListPage, drawn, lit


class StatementList(ListPage):
    read = staticmethod(filters.statements)
    table_class = StatementTable
    name, noun = "Statements", "statement"
    first_filters = ("q", "speaker", "party", "about", "act", "quotation")
    lede = "Words that belong to somebody other than the writer: whose they are, and how they came."

    def rows(self, found: Any) -> Any:
        sought = self.request.GET.get("q", "").strip()
        return drawn(found).annotate(headline=lit(sought)) if sought else drawn(found)


@require_safe
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """One statement; 410 with the reason for one that is withdrawn or rejected."""
    statements = Statement.objects.with_attribution().defer("search", "article__raw")
    found = get_object_or_404(statements, key=key)
    attribution = evidence.live_attribution(found)
    reason = _why_gone(found)
    if reason or attribution is None:
        context = {"statement": found, "reason": reason or "rejected"}
        return render(request, "claims/statement_gone.html", context, status=410)
    text = found.article.text
    context = {
        "statement": found,
        "attribution": attribution,
        "cue": " … ".join(text[slice(*piece)] for piece in attribution.cue),
        "passage": evidence.passage(text, evidence.mark_of(found)),
        "nearby": _nearby(found),
    }
    return render(request, "claims/statement.html", context)


def _why_gone(statement: Statement) -> str:
    """Why readers don't see it although it has an attribution; a word the template explains."""
    if statement.article.withdrawn_at:
        return "article"
    if statement.withdrawn_at:
        return "withdrawn"
    return "superseded" if statement.article.superseded_by_id else ""


def _nearby(statement: Statement) -> dict[str, Statement | None]:
    """The statements before and after it in its article."""
    others = Statement.objects.public().filter(article=statement.article).defer("search")
    after = others.filter(start__gt=statement.start).order_by("start", "pk").first()
    before = others.filter(start__lt=statement.start).order_by("-start", "-pk").first()
    return {"before": before, "after": after}
