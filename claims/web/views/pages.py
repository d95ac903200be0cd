"""Pages about the site, health checks and files for crawlers."""

import logging
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from articles.backlog import backlog
from articles.models import Article
from claims.confidence import LIKELY
from claims.models import Attribution, Status
from claims.quality import accuracy
from claims.quality.evaluation import figures, page
from config.database import explain
from config.outage import RETRY_SECONDS

logger = logging.getLogger(__name__)

DISALLOWED_PATHS = ("/admin/", "/add/", "/search/", "/reports/")
ROBOTS_TXT = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in DISALLOWED_PATHS)


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """How extraction works, how good it is, and how far people have checked it."""
    reviewed = Attribution.objects.public().values("status").annotate(count=Count("pk"))
    counts = {row["status"]: row["count"] for row in reviewed.order_by("status")}
    context = {
        "likely": LIKELY,
        "states": [(label, counts.get(state, 0)) for state, label in Status.choices[:-1]],
        "versions": Article.objects.public()
        .exclude(extractor_version="")
        .values("extractor_version")
        .annotate(count=Count("pk"))
        .order_by("-count"),
        "figures": extractor_figures(),
        "verdicts": accuracy.cached_accuracy(),
        "model": settings.SPACY_MODEL,
    }
    return render(request, "claims/methods.html", context)


def extractor_figures() -> dict[str, Any]:
    """The figures of the extractor; empty where none can be read."""
    try:
        return page.build_page(figures.load())
    except (ValueError, KeyError):
        logger.exception("The figures can't be shown; measure them anew (docs/evaluation.md).")
        return {}


@require_safe
def how_to_read(request: HttpRequest) -> HttpResponse:
    """One statement explained, part by part, and the other words on screen."""
    return render(request, "claims/reading.html")


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration; else 503 and what is missing.

    With what waits for extraction: a backlog that grows is no reason to take the site away.
    """
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            return _plain("not ready: migrations are missing; run manage.py migrate\n", 503)
        return _plain(f"ready\n{_waiting()}", 200)
    except Error as error:
        logger.error("readyz: %s", explain(error))
        return _plain("not ready: the database does not answer\n", 503)


def _waiting() -> str:
    """Lines for a monitor: how many articles wait for extraction or failed, and since when."""
    counts, oldest = backlog()
    since = f"{oldest.ingested_at:%Y-%m-%dT%H:%M:%SZ}" if oldest else "none"
    return f"pending: {counts['pending']}\nfailed: {counts['failed']}\noldest pending: {since}\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _plain(ROBOTS_TXT, 200)


class Favicon(RedirectView):
    """For those who ask at the root whatever the page says."""

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        return static("favicon.ico")


def _plain(text: str, status: int) -> HttpResponse:
    answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "no-store"
    if status == 503:
        answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
