"""What is answered while the database is away (503), and where something of ours broke (500).

Programs get a problem as RFC 9457 has it, files a line of text, people a page; none of them needs
the database.
"""

import json
import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.db import Error, IntegrityError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.utils.cache import add_never_cache_headers

from config.database import explain, is_conflict, is_outage

logger = logging.getLogger(__name__)

RETRY_SECONDS = 30
CONFLICT_RETRY_SECONDS = 1
# They answer without the database, or say themselves that it is away.
NO_DATABASE = {"/livez", "/readyz", "/robots.txt", "/favicon.ico"}
DETAILS = {
    503: "The database is away for a moment. Nothing you sent was stored; try again soon.",
    500: "Something broke on our side. It was noted; nothing you sent was half stored.",
}
CONFLICT = "Somebody else wrote the same at this moment. Nothing you sent was stored; try again."
JSON_PATHS = ("/oembed", "/search/names/")  # for programs, though not under /api/


class AnswerOutages:
    """Asks for a connection before any view does, so that no answer is begun that can't be ended;
    and answers for a view that lost it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """Only for an address that exists, asked of a host that is ours."""
        if request.path not in NO_DATABASE:
            try:
                connection.close_if_health_check_failed()
                connection.ensure_connection()
            except Error as error:
                return _unavailable(request, error)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _unavailable(request, error) if _is_temporary(error) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``; also for an outage that no view was there to meet."""
    error = sys.exc_info()[1]
    if error is not None and _is_temporary(error):
        return _unavailable(request, error)
    return _answer(request, 500, DETAILS[500])


def _is_temporary(error: BaseException) -> bool:
    """A broken constraint is none: it would break again, so that it counts as a fault of ours."""
    return is_outage(error) or (is_conflict(error) and not isinstance(error, IntegrityError))


def _unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    conflict = is_conflict(error)
    words = CONFLICT if conflict else explain(error)
    logger.error("%s %s: %s", request.method, request.path, words)
    answer = _answer(request, 503, CONFLICT if conflict else DETAILS[503])
    answer["Retry-After"] = str(CONFLICT_RETRY_SECONDS if conflict else RETRY_SECONDS)
    return answer


def _answer(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    if _wants_json(request):
        title = HTTPStatus(status).phrase
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        answer = HttpResponse(json.dumps(problem) + "\n", content_type="application/problem+json")
    elif "." in request.path.rsplit("/", 1)[-1]:
        answer = HttpResponse(f"{detail}\n", content_type="text/plain; charset=utf-8")
    else:
        page = loader.get_template(f"{status}.html").render({"detail": detail})
        answer = HttpResponse(page)
    if not answer["Content-Type"].startswith("text/html"):
        answer["Access-Control-Allow-Origin"] = "*"  # pages of other sites may read why
    answer.status_code = status
    add_never_cache_headers(answer)
    return answer


def _wants_json(request: HttpRequest) -> bool:
    by_address = request.path.startswith(("/api/", *JSON_PATHS)) and request.path != "/api/"
    asks_only = not request.accepts("text/html") and request.accepts("application/json")
    return by_address or asks_only or request.GET.get("format") == "json"
