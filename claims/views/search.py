"""One box: statements by their words, speakers by name, articles by their text."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, web_query
from claims.models import Alias, Speaker, Statement
from claims.views.lists import drawn, lit, named

STATEMENTS, SPEAKERS, ARTICLES = 20, 8, 8
LONGEST = 500


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
    context: dict[str, object] = {"words": words}
    if words:
        query = web_query(words)
        matching = Statement.objects.public().matching(words)
        ranked = matching.annotate(rank=SearchRank(F("search"), query), headline=lit(words))
        context |= {
            "total": matching.count(),
            "statements": drawn(ranked).order_by("-rank", "-pk")[:STATEMENTS],
            "speakers": speakers_called(words)[:SPEAKERS],
            "articles": articles_matching(query)[:ARTICLES],
        }
    return render(request, "claims/search.html", context)


def speakers_called(name: str) -> QuerySet[Speaker]:
    aliases = Alias.objects.filter(speaker=OuterRef("pk"), name__icontains=name)
    return (
        named(Speaker.objects.all())
        .filter(Q(name__icontains=name) | Exists(aliases), merged_into=None)
        .quoted()
        .with_statement_count()
        .order_by("-statement_count", "name")
    )


def articles_matching(query: SearchQuery) -> QuerySet[Article]:
    return (
        Article.objects.public()
        .select_related("outlet")
        .defer("text", "raw", "search")
        .filter(search=query)
        .annotate(rank=SearchRank(F("search"), query))
        .order_by("-rank", "-pk")
    )
