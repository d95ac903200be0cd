"""The front page."""

from collections import Counter

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.counting import counts
from claims.filters import LIKELY
from claims.models import Counted, SourceCount, Speaker, SpeakerCount, Statement, Status
from claims.models.speaker import SpeakerQuerySet
from claims.retold import retold
from claims.views.exchange import whole_exchange
from claims.views.lists import named, newest

LATEST, RETOLD, SPEAKERS = 6, 3, 10
AN_ARTICLE = 2  # of the latest, so that one article does not fill the page
COMPARED = 120  # of the newest statements, so that the page costs the same at any size


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    newest_ones = newest_sure_ones()
    context = {
        "numbers": corpus_in_numbers(),
        "latest": spread(newest_ones)[:LATEST],
        "teaser": whole_exchange().teaser(),
        "retold": retold(newest_ones)[:RETOLD],
        "most_quoted": most_quoted(),
    }
    return render(request, "claims/home.html", context)


def newest_sure_ones() -> list[Statement]:
    """From the newest articles. The front page holds up nobody's words on a doubtful guess."""
    settled = Q(status__in=[Status.ACCEPTED, Status.CORRECTED])
    return newest(settled | Q(confidence__gte=LIKELY), COMPARED)


def most_quoted() -> SpeakerQuerySet:
    ids = counts(Q(), ["speaker"], SPEAKERS)["speaker"]
    found: SpeakerQuerySet = named(Speaker.objects.filter(pk__in=ids))
    return found.with_statement_count().order_by("-statement_count", "name")


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
    """How much there is of everything."""
    return {
        "statements": Counted.objects.total(),
        "articles": Article.objects.public().count(),
        "speakers": SpeakerCount.objects.count(),
        "sources": SourceCount.objects.count(),
    }
