"""The front page."""

from collections import Counter
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Outlet
from claims.listing import filters
from claims.listing.conditions import LIKELY_ROWS
from claims.listing.corpus import corpus_size
from claims.listing.counts import facet_counts
from claims.listing.joint import with_joint_counts
from claims.models import FacetCount, Speaker, SpeakerKind, Statement, StatementIndex, Status
from claims.models.speaker import SpeakerQuerySet
from claims.quotes.restatements import WORDING_FIELDS, Wording, group_restatements, make_wording
from claims.web.views.claim_lists import newest_dispute
from claims.web.views.exchange import whole_exchange
from claims.web.views.lists import LATEST_FIRST, with_party_and_article

MAX_LATEST, MAX_RESTATEMENTS, MAX_SPEAKERS = 6, 3, 10
CHECKED = (Status.ACCEPTED, Status.CORRECTED)  # by a person
MAX_CANDIDATES = 60  # speakers, unnamed ones among them
MAX_PER_ARTICLE = 2  # of the latest, so that one article does not fill the page
MAX_COMPARED = 120  # of the newest statements, so that the page costs the same at any size


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "numbers": corpus_in_numbers(),
        "dispute": newest_dispute(),
        "teaser": whole_exchange().teaser(),
        "most_cited": most_cited(),
        **newest_sure_ones(),
    }
    return render(request, "claims/home.html", context)


def newest_sure_ones() -> dict[str, list[Any]]:
    """Likely or certain statements of the newest articles; nothing doubtful is shown here."""
    rows = StatementIndex.objects.filter(LIKELY_ROWS).order_by(*LATEST_FIRST)
    wordings = [make_wording(*row) for row in rows.values_list(*WORDING_FIELDS)[:MAX_COMPARED]]
    latest, groups = spread(wordings)[:MAX_LATEST], group_restatements(wordings)[:MAX_RESTATEMENTS]
    ids = [wording.statement for wording in chain(latest, *groups)]
    by_id = Statement.objects.order_by().for_list().in_bulk(ids)
    return {
        "latest": [by_id[wording.statement] for wording in latest if wording.statement in by_id],
        "restatements": [
            [by_id[wording.statement] for wording in group if wording.statement in by_id]
            for group in groups
        ],
    }


def most_cited() -> list[Speaker]:
    """The speakers with most statements; unnamed ones are nobody to look up."""
    ids = facet_counts(LIKELY_ROWS, ["speaker"], MAX_CANDIDATES)["speaker"]
    named = Speaker.objects.filter(pk__in=ids, article=None).exclude(kind=SpeakerKind.ANONYMOUS)
    speakers: SpeakerQuerySet = with_party_and_article(named)
    ranked = speakers.with_statement_count().order_by("-statement_count", "name")
    return with_joint_counts(ranked[:MAX_SPEAKERS])


def spread(wordings: list[Wording]) -> list[Wording]:
    """The wordings in the same order, a few from each article."""
    per_article: Counter[int] = Counter()
    selected = []
    for wording in wordings:
        per_article[wording.article] += 1
        if per_article[wording.article] <= MAX_PER_ARTICLE:
            selected.append(wording)
    return selected


def corpus_in_numbers() -> dict[str, Any]:
    """The number of records of each kind, and the days from which they are."""
    size, by_status = corpus_size(), FacetCount.objects.of("review")
    return {
        "days": size.days,
        "statements": FacetCount.objects.total(likely=True),
        "checked": sum(by_status.get(status.value, 0) for status in CHECKED),
        "articles": size.articles,
        "outlets_known": Outlet.objects.exists(),
        "speakers": filters.speakers(QueryDict()).total,
    }
