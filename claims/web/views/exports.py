"""Exports: the lists as files. Same filters, order and rows as the page; ``for`` names the dialect.

The URL name ``list_export`` takes the list and an ending of ``claims.export.formats.ENDINGS``;
``bibliography`` one of ``claims.export.bibliography.ENDINGS``, for statements. One record as
JSON-LD is its address with ``.jsonld`` for the last slash.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article
from claims import export
from claims.export import csvw, file_names
from claims.export.atom import MAX_ENTRIES
from claims.listing import filters
from claims.models import Speaker, Statement
from claims.web.views.gone import gone_as_text

LISTS: dict[str, Callable[[QueryDict], Any]] = {
    "statements": filters.statements,
    "claims": filters.claims,
    "speakers": filters.speakers,
    "articles": filters.articles,
    "sources": filters.sources,
    "parties": filters.parties,
}

FILES = {**LISTS, "chains": filters.chains}

View = Callable[..., HttpResponseBase]

METHODS = "GET, HEAD, OPTIONS"
EXPOSED = "X-Total-Rows, ETag, Last-Modified, Link, Content-Disposition"


def open_to_all(view: View) -> View:
    """Allow cross-origin reading (CORS): the response is public, and no cookie changes it.

    Adds ``Last-Modified`` and answers conditional requests.
    """

    @csrf_exempt  # nothing can be sent here: that is for the view to say
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _preflight()
        since = export.current_state().since  # before any row is read, so never too late
        response = _by_date(request, since) or view(request, *args, **kwargs)
        if since and response.status_code in (200, 304):
            response["Last-Modified"] = http_date(since.timestamp())
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            set_response_etag(response)  # of the body, while it is there
        return _with_cors(response)

    return wrapped


def _with_cors(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def _preflight() -> HttpResponseBase:
    """The answer to a preflight request (CORS) for conditional headers."""
    response = HttpResponse(status=204, headers={"Allow": METHODS})
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return _with_cors(response)


def _by_date(request: HttpRequest, since: datetime | None) -> HttpResponse | None:
    """304 or 412 for a request with a date and no ETag, which would take precedence.

    Only the exact date that was sent before proves the client's copy current. A later one proves
    nothing, since clocks are set back; so the header is removed, for the middleware too.
    """
    has_tag_condition = any(name in request.headers for name in ("If-None-Match", "If-Match"))
    if has_tag_condition or not since:
        return None
    date = int(since.timestamp())
    if parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", "")) != date:
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    return get_conditional_response(request, last_modified=date)


def site_of(request: HttpRequest) -> str:
    """Scheme and host, without a slash: what begins every absolute address."""
    return request.build_absolute_uri("/").rstrip("/")


def refused(problems: list[str]) -> HttpResponse:
    text = "\n".join(["No file, because:", *problems, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


@open_to_all
@require_safe
def list_export(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    listing = FILES[name](request.GET)
    dialect = request.GET.get("for") or "excel"
    if problems := [*listing.problems, *dialect_problems(dialect)]:
        return refused(problems)
    if unchanged := get_conditional_response(request, etag=export.current_state().tag):
        return unchanged  # 304, or 412 for what was asked under another condition
    site = site_of(request)
    subject = file_names.subject(name, listing.active)
    response = export.file_response(
        name, listing.qs, ending=ending, dialect=dialect, site=site, subject=subject
    )
    if ending in csvw.DIALECTS:
        response["Link"] = _csvw_link(request)
    if request.method == "HEAD":  # the headers are all it asks for: let go of the snapshot
        response.close()
    return response


def dialect_problems(dialect: str) -> list[str]:
    if dialect in export.DIALECTS:
        return []
    return [f"for: “{dialect}” is not known. Known: {', '.join(export.DIALECTS)}."]


def _csvw_link(request: HttpRequest) -> str:
    address = f"{request.path}-metadata.json?{request.GET.urlencode()}".rstrip("?")
    return f'<{address}>; rel="describedby"; type="{csvw.CONTENT_TYPE}"'


@open_to_all
@require_safe
def metadata(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """The columns of that file, in CSVW."""
    site, page = site_of(request), request.build_absolute_uri(reverse("data"))
    query = request.GET.urlencode()
    address = f"{site}/{name}.{ending}{'?' if query else ''}{query}"
    columns = export.columns_of(name, ending, request.GET.get("for") or "excel")
    content = csvw.table(name, columns, ending, address, page)
    return HttpResponse(f"{export.to_json(content)}\n", content_type=csvw.CONTENT_TYPE)


@open_to_all
@require_safe
def statement_linked(request: HttpRequest, key: str) -> HttpResponse:
    get_object_or_404(Statement, key=key)
    return _single_record(request, "statements", {"key": key})


@open_to_all
@require_safe
def speaker_linked(request: HttpRequest, slug: str) -> HttpResponseBase:
    speaker = get_object_or_404(Speaker.objects.select_related("merged_into"), slug=slug)
    if speaker.merged_into:
        return redirect("speaker_linked", speaker.merged_into.slug, permanent=True)
    return _single_record(request, "speakers", {"slug": slug})


@open_to_all
@require_safe
def article_linked(request: HttpRequest, slug: str) -> HttpResponse:
    get_object_or_404(Article, slug=slug)
    return _single_record(request, "articles", {"slug": slug})


def _single_record(request: HttpRequest, name: str, which: dict[str, str]) -> HttpResponse:
    """One record as a JSON-LD document; 410 where readers no longer see it."""
    rows = filters.records(name).filter(**which)
    document = export.document(name, rows, site=site_of(request))
    if document is None:
        gone = "It is no longer on record. Its page says why.\n"
        return gone_as_text(gone)
    return HttpResponse(document, content_type=export.ENDINGS["jsonld"].content_type)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The page of files, feeds and columns."""
    context = {
        "lists": export.COLUMNS,
        "readable": export.readable.COLUMNS,
        "endings": export.ENDINGS,
        "bibliographies": export.bibliography.ENDINGS,
        "newest": MAX_ENTRIES,
    }
    return render(request, "claims/data.html", context)
