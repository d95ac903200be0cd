"""The list of statements, and one statement with its evidence."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims import rights
from claims.listing import filters
from claims.listing.joint import joint_listing
from claims.models import Decision, Statement
from claims.presentation import highlighting
from claims.web.tables import StatementTable
from claims.web.views.citation import sharing
from claims.web.views.claims import claim_context
from claims.web.views.gone import tombstone, with_reason
from claims.web.views.lists import ListPage, highlighted_words

MAX_APPEARANCES = 100  # in other articles, listed
MAX_DECISIONS = 20  # of curators, shown on a statement's page


class StatementList(ListPage):
    read = staticmethod(filters.statements)
    table_class = StatementTable
    name, noun = "Statements", "statement"
    first_filters = ("q", "speaker", "since", "until")
    more_filters = ("source", "only", "outlet", "article")
    more = "More filters"
    lede = "Who said what in the articles read so far, via whom, and how sure we are."

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(joint=joint_listing(context["listing"]), **context)

    def rows(self, rows: Any) -> Any:
        query = self.request.GET.get("q", "").strip()
        if not query:
            return rows.for_list()
        with_synonyms = self.request.GET.get("synonyms") == "yes"
        return rows.for_list().annotate(headline=highlighted_words(query, with_synonyms))


@require_safe
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """One statement; 410 with the reason for one that is withdrawn or rejected."""
    statement_, reason = with_reason(key)
    if reason:
        return tombstone(request, statement_, reason)
    context = {
        "statement": statement_,
        "attribution": statement_.live_attribution,
        **_attribution_text(statement_),
        "passage": highlighting.passage_for(statement_),
        **claim_context(statement_),
        "nearby": neighbours_in_article(statement_),
        "appearances": _appearances(statement_),
        "decisions": Decision.objects.on_statement(statement_).in_public()[:MAX_DECISIONS],
        **sharing(request, statement_),
    }
    return render(request, "claims/statement.html", context)


def _attribution_text(statement: Statement) -> dict[str, Any]:
    """The cue and notes, which quote the text: empty where it may not be shown."""
    attribution = statement.live_attribution
    if attribution is None or not rights.shows_words(statement):
        return {"cue": "", "notes": []}
    pieces = (statement.article.text[slice(*piece)] for piece in attribution.cue)
    return {"cue": " … ".join(pieces), "notes": attribution.notes}


def _appearances(statement: Statement) -> list[Statement]:
    """The same words in other copies of the text; the one that stands for all comes first."""
    lead_id = statement.lead_id or statement.pk  # of the statement that stands for all copies
    same = Statement.objects.filter(Q(pk=lead_id) | Q(lead=lead_id), withdrawn_at=None)
    same = same.filter(article__withdrawn_at=None, article__superseded_by=None)
    listed = same.exclude(pk=statement.pk).for_list()
    return sorted(
        listed[:MAX_APPEARANCES], key=lambda appearance: (appearance.pk != lead_id, appearance.pk)
    )


def neighbours_in_article(statement: Statement) -> dict[str, Statement | None]:
    """The previous and next statement of its article."""
    others = Statement.objects.in_texts().filter(article=statement.article).defer("search")
    after = others.filter(start__gt=statement.start).order_by("start", "pk").first()
    before = others.filter(start__lt=statement.start).order_by("-start", "-pk").first()
    return {"before": before, "after": after}
