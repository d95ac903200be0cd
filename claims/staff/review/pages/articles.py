"""The page of a whole article: correct what is wrong, then accept the rest."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims import curation
from claims.models import Statement, Status
from claims.models.decision import NAMED_REASONS
from claims.presentation import highlighting
from claims.staff.review.pages.common import (
    curator,
    desk_url,
    notify,
    page,
    redirect_to,
    render_page,
)

TOKEN_FIELD_PREFIX = "seen-"  # before the attribution's id, in the name of the field with the token


@page
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, slug: str) -> HttpResponse:
    articles = Article.objects.select_related("outlet", "superseded_by").defer("raw", "search")
    record = get_object_or_404(articles, slug=slug)
    if request.method == "POST":
        _decide(request, record)
        return redirect_to(desk_url("article", slug))
    statements = _statements(record)
    marks = [highlighting.mark_of(item, number) for number, item in enumerate(statements, start=1)]
    context = {
        "article": record,
        "paragraphs": highlighting.paragraphs(record.text, marks),
        "rows": _rows(statements),
        "waiting": sum(item.live_attribution.status == Status.UNREVIEWED for item in statements),
        "rejected": _rejected_statements(record),
        "reasons": NAMED_REASONS.items(),
    }
    return render_page(request, "article.html", "Review an article", **context)


def _decide(request: HttpRequest, article: Article) -> None:
    """Accept the unreviewed attributions; mark the article as reviewed, if that was posted."""
    tokens = {
        int(name.removeprefix(TOKEN_FIELD_PREFIX)): str(token)
        for name, token in request.POST.dict().items()
        if name.startswith(TOKEN_FIELD_PREFIX) and name.removeprefix(TOKEN_FIELD_PREFIX).isdecimal()
    }
    reviewed = bool(request.POST.get("reviewed"))
    try:
        if tokens or not reviewed:
            result = curation.accept_rest(article, tokens, by=curator(request), reviewed=reviewed)
            for problem in result.problems:
                notify(request, problem, messages.WARNING)
            notify(request, _summary(result, reviewed))
        else:
            curation.mark_reviewed(article, by=curator(request))
            notify(request, "The article is marked as fully reviewed.")
    except curation.CurationError as error:
        notify(request, str(error), messages.ERROR)


def _summary(result: curation.BulkResult, reviewed: bool) -> str:
    marked = reviewed and not result.problems
    accepted = len(result.decisions) - marked
    sentence = f"{accepted} accepted." if accepted else "Nothing was left to accept."
    return f"{sentence} The article is marked as fully reviewed." if marked else sentence


def _statements(article: Article) -> list[Any]:
    """The live statements, in the order of the text."""
    live = Statement.objects.filter(article=article, withdrawn_at=None).with_live()
    return list(live.for_list().order_by("start", "end", "pk"))


def _rows(statements: list[Any]) -> list[dict[str, Any]]:
    tokens = curation.state_tokens(statements)
    return [
        {
            "number": number,
            "statement": item,
            "attribution": item.live_attribution,
            "token": tokens[item.pk],
            "waits": item.live_attribution.status == Status.UNREVIEWED,
        }
        for number, item in enumerate(statements, start=1)
    ]


def _rejected_statements(article: Article) -> list[Statement]:
    not_withdrawn = Statement.objects.filter(article=article, withdrawn_at=None).defer("search")
    rejected = not_withdrawn.exclude(pk__in=Statement.objects.filter(article=article).with_live())
    return list(rejected.order_by("start", "pk"))
