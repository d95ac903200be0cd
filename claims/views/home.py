"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article
from claims.models import Speaker, Statement
from claims.retold import retold
from claims.views.lists import drawn, named
from claims.views.sources import relays

LATEST, RETOLD, SPEAKERS = 5, 3, 10
COMPARED = 500  # of the newest statements, so that the page costs the same at any size


def home(request: HttpRequest) -> HttpResponse:
    newest = drawn(Statement.objects.public()).order_by("-created_at", "-pk")
    context = {
        "numbers": corpus_in_numbers(),
        "latest": newest[:LATEST],
        "retold": retold(newest[:COMPARED])[:RETOLD],
        "most_quoted": named(Speaker.objects.quoted())
        .with_statement_count()
        .order_by("-statement_count", "name")[:SPEAKERS],
    }
    return render(request, "claims/home.html", context)


def corpus_in_numbers() -> dict[str, int]:
    """The only counts over everything on any page."""
    return {
        "statements": Statement.objects.public().count(),
        "articles": Article.objects.public().count(),
        "speakers": Speaker.objects.quoted().count(),
        "sources": relays().count(),
    }
