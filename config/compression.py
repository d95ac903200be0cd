"""Pages go out compressed; files don't."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """All but what is streamed: an export must neither wait in a buffer nor cost twice the time.

    Django pads what it compresses by a random length, so that a page's size tells nothing of the
    tokens in it (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if response.streaming:
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
