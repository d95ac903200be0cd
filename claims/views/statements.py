"""The list of statements, and one statement with its evidence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims import evidence, filters
from claims.models import Statement
from claims.tables import StatementTable
from claims.views.lists import ListPage, drawn


class StatementList(ListPage):
    read = staticmethod(filters.statements)
    table_class = StatementTable
    name, noun = "Statements", "statement"
    first_filters = ("q", "speaker", "party", "about", "act", "quotation")
    lede = "Words that belong to somebody other than the writer: whose they are, and how they came."

    def rows(self, found: Any) -> Any:
        return drawn(found)


def statement(request: HttpRequest, key: str) -> HttpResponse:
    """One statement; 410 with the reason for one that is withdrawn or rejected."""
    found = get_object_or_404(Statement.objects.with_attribution(), key=key)
    if reason := _why_gone(found):
        context = {"statement": found, "reason": reason}
        return render(request, "claims/statement_gone.html", context, status=410)
    attribution, text = found.live[0], found.article.text
    context = {
        "statement": found,
        "attribution": attribution,
        "cue": " … ".join(text[slice(*piece)] for piece in attribution.cue),
        "passage": evidence.passage(text, evidence.mark_of(found)),
        "nearby": _nearby(found),
    }
    return render(request, "claims/statement.html", context)


def _why_gone(statement: Statement) -> str:
    """Why readers don't see it, in a word the template explains; empty if they do."""
    if statement.article.withdrawn_at:
        return "article"
    if statement.withdrawn_at:
        return "withdrawn"
    if statement.article.superseded_by_id:
        return "superseded"
    return "" if statement.live else "rejected"


def _nearby(statement: Statement) -> dict[str, Statement | None]:
    """The statements before and after it in its article."""
    others = Statement.objects.public().filter(article=statement.article).defer("search")
    after = others.filter(start__gt=statement.start).order_by("start", "pk").first()
    before = others.filter(start__lt=statement.start).order_by("-start", "-pk").first()
    return {"before": before, "after": after}
