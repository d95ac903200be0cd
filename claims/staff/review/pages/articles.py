"""A whole article: put right what is wrong, then accept the rest."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims import curation
from claims.models import Statement, Status
from claims.presentation import highlighting
from claims.staff.review.pages.common import address, curator, draw, go, page, tell
from claims.staff.review.pages.items import REASONS

PREFIX = "seen-"  # before the attribution's id, in the name of the field with the token


@page
@require_http_methods(["GET", "HEAD", "POST"])
def article(request: HttpRequest, slug: str) -> HttpResponse:
    articles = Article.objects.select_related("outlet", "superseded_by").defer("raw", "search")
    found = get_object_or_404(articles, slug=slug)
    if request.method == "POST":
        _decide(request, found)
        return go(address("article", slug))
    statements = _statements(found)
    marks = [highlighting.mark_of(one, number) for number, one in enumerate(statements, start=1)]
    context = {
        "article": found,
        "paragraphs": highlighting.paragraphs(found.text, marks),
        "rows": _rows(statements),
        "waiting": sum(one.live[0].status == Status.UNREVIEWED for one in statements),
        "rejected": _rejected(found),
        "reasons": REASONS,
    }
    return draw(request, "article.html", "Review an article", **context)


def _decide(request: HttpRequest, article: Article) -> None:
    """Accept what was seen and stands unsettled; mark the article as read, if that was asked."""
    tokens = {
        int(name.removeprefix(PREFIX)): str(token)
        for name, token in request.POST.dict().items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).isdecimal()
    }
    reviewed = bool(request.POST.get("reviewed"))
    try:
        if tokens or not reviewed:
            tally = curation.accept_rest(article, tokens, by=curator(request), reviewed=reviewed)
            for problem in tally.problems:
                tell(request, problem, messages.WARNING)
            tell(request, _told(tally, reviewed))
        else:
            curation.mark_reviewed(article, by=curator(request))
            tell(request, "The article is marked as fully reviewed.")
    except curation.CurationError as error:
        tell(request, str(error), messages.ERROR)


def _told(tally: curation.BulkResult, reviewed: bool) -> str:
    marked = reviewed and not tally.problems
    accepted = len(tally.decisions) - marked
    told = f"{accepted} accepted." if accepted else "Nothing was left to accept."
    return f"{told} The article is marked as fully reviewed." if marked else told


def _statements(article: Article) -> list[Any]:
    """Those that stand, in the order of the text."""
    standing = Statement.objects.filter(article=article, withdrawn_at=None).with_live()
    return list(standing.for_list().order_by("start", "end", "pk"))


def _rows(statements: list[Any]) -> list[dict[str, Any]]:
    tokens = curation.state_tokens(statements)
    return [
        {
            "number": number,
            "statement": one,
            "attribution": one.live[0],
            "token": tokens[one.pk],
            "waits": one.live[0].status == Status.UNREVIEWED,
        }
        for number, one in enumerate(statements, start=1)
    ]


def _rejected(article: Article) -> list[Statement]:
    gone = Statement.objects.filter(article=article, withdrawn_at=None).defer("search")
    rejected = gone.exclude(pk__in=Statement.objects.filter(article=article).with_live())
    return list(rejected.order_by("start", "pk"))
