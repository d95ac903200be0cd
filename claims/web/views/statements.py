"""The list of statements, and one statement with its evidence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import rights
from claims.listing import filters
from claims.models import Decision, Statement
from claims.presentation import highlighting
from claims.web.tables import StatementTable
from claims.web.views.citation import sharing
from claims.web.views.gone import tombstone, with_reason
from claims.web.views.lists import ListPage, lit

MOST_DECISIONS = 20  # of curators, shown on a statement's page


class StatementList(ListPage):
    read = staticmethod(filters.statements)
    table_class = StatementTable
    name, noun = "Statements", "statement"
    first_filters = ("q", "speaker")
    more_filters = ("since", "until", "source", "only", "outlet", "article")
    more = "By date, source, outlet or article"
    lede = "Words that belong to somebody other than the writer: whose they are, and how they came."

    def rows(self, found: Any) -> Any:
        sought = self.request.GET.get("q", "").strip()
        return found.for_list().annotate(headline=lit(sought)) if sought else found.for_list()


@require_safe
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """One statement; 410 with the reason for one that is withdrawn or rejected."""
    found, gone = with_reason(key)
    if gone:
        return tombstone(request, found, gone)
    context = {
        "statement": found,
        "attribution": highlighting.live_attribution(found),
        **_quoted(found),
        "passage": highlighting.passage_for(found),
        "nearby": _nearby(found),
        "decisions": Decision.objects.on_statement(found).in_public()[:MOST_DECISIONS],
        **sharing(request, found),
    }
    return render(request, "claims/statement.html", context)


def _quoted(statement: Statement) -> dict[str, Any]:
    """What of its attribution quotes the text: nothing where that may not be shown."""
    attribution = highlighting.live_attribution(statement)
    if attribution is None or not rights.shows_words(statement):
        return {"cue": "", "notes": []}
    pieces = (statement.article.text[slice(*piece)] for piece in attribution.cue)
    return {"cue": " … ".join(pieces), "notes": attribution.notes}


def _nearby(statement: Statement) -> dict[str, Statement | None]:
    """The statements before and after it in its article."""
    others = Statement.objects.public().filter(article=statement.article).defer("search")
    after = others.filter(start__gt=statement.start).order_by("start", "pk").first()
    before = others.filter(start__lt=statement.start).order_by("-start", "-pk").first()
    return {"before": before, "after": after}
