"""The lists as files. Same filters, order and rows as the page; ``for`` names the dialect.

URL names ``statement_export``, ``speaker_export`` and ``article_export`` take the ``ending``:
csv, tsv or ndjson.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.decorators.http import require_safe

from claims import export, filters


@require_safe
def statement_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, "statements", filters.statements, ending)


@require_safe
def speaker_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, "speakers", filters.speakers, ending)


@require_safe
def article_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    return _file(request, "articles", filters.articles, ending)


def _file(
    request: HttpRequest, name: str, read: Callable[[QueryDict], Any], ending: str
) -> HttpResponseBase:
    chosen = read(request.GET)
    dialect = request.GET.get("for") or "excel"
    problems = [*chosen.problems]
    if dialect not in export.DIALECTS:
        problems.append(f"for: “{dialect}” is not known. Known: {', '.join(export.DIALECTS)}.")
    if problems:
        text = "\n".join(["No file, because:", *problems, ""])
        return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
    site = request.build_absolute_uri("/").rstrip("/")
    response = export.file_response(name, chosen.qs, ending=ending, dialect=dialect, site=site)
    if request.method == "HEAD":  # the headers are all it asks for: let go of the snapshot
        response.close()
    return response
