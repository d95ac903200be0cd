"""Addresses of pages go without what tracks readers: others put it there, and nobody needs it."""

import re
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from articles.tracking import is_tracking

# Not files, nor what programs and curators ask for: there a parameter that is not known is refused.
PAGE = re.compile(r"/(?!admin/|api/.|oembed)[^.]*")


class DropTracking:
    """Leads a page's address with ``fbclid``, ``utm_source`` and the like to the one without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        clean = without_tracking(query)
        if clean == query or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if not PAGE.fullmatch(request.path):
            return self.get_response(request)
        path = escape_leading_slashes(escape_uri_path(request.path))  # "//" would be another host
        return HttpResponseRedirect(f"{path}?{clean}" if clean else path)


def without_tracking(query: str) -> str:
    """A query string as it is, but for the parameters that track."""
    parts = [part for part in query.split("&") if not is_tracking(_name(part))]
    return "&".join(parts)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])
