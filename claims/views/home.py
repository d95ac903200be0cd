"""The front page."""

from collections import Counter

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.filters import LIKELY
from claims.models import Attribution, Speaker, Statement, Status
from claims.models.statement import StatementQuerySet
from claims.retold import retold
from claims.views.exchange import whole_exchange
from claims.views.lists import drawn, named
from claims.views.sources import relays

LATEST, RETOLD, SPEAKERS = 6, 3, 10
AN_ARTICLE = 2  # of the latest, so that one article does not fill the page
COMPARED = 200  # of the newest statements, so that the page costs the same at any size


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest = list(newest_sure_ones())
    context = {
        "numbers": corpus_in_numbers(),
        "latest": spread(newest)[:LATEST],
        "teaser": whole_exchange().teaser(),
        "retold": retold(newest)[:RETOLD],
        "most_quoted": named(Speaker.objects.ranked()).order_by("-statement_count", "name")[
            :SPEAKERS
        ],
    }
    return render(request, "claims/home.html", context)


def newest_sure_ones() -> StatementQuerySet:
    """From the newest articles. The front page holds up nobody's words on a doubtful guess."""
    settled = Q(status__in=[Status.ACCEPTED, Status.CORRECTED])
    sure = Attribution.objects.live().filter(settled | Q(confidence__gte=LIKELY))
    public = Statement.objects.public().filter(Exists(sure.filter(statement=OuterRef("pk"))))
    newest = F("article__published_on").desc(nulls_last=True)
    return drawn(public).order_by(newest, "-article", "start")[:COMPARED]


def spread(statements: list[Statement]) -> list[Statement]:
    """In the same order, a few from each article."""
    taken: Counter[int] = Counter()
    kept = []
    for statement in statements:
        taken[statement.article_id] += 1
        if taken[statement.article_id] <= AN_ARTICLE:
            kept.append(statement)
    return kept


def corpus_in_numbers() -> dict[str, int]:
    """The only counts over everything on any page."""
    return {
        "statements": Statement.objects.public().count(),
        "articles": Article.objects.public().count(),
        "speakers": Speaker.objects.quoted().count(),
        "sources": relays().count(),
    }
