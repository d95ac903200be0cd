"""One HTTP request for a page or a feed: checked at each redirect, limited in size and time."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

import certifi
import urllib3
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection

from articles.fetching.targets import FetchRefused, FetchTarget, Network, resolve_target

USER_AGENT = "OnRecord/0.1"
MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
READ_SECONDS, TOTAL_SECONDS = 15, 60
CHUNK_BYTES = 65_536
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
FEED_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    *("application/feed+json", "application/json", "application/rdf+xml"),
)


@dataclass(frozen=True)
class FetchResult:
    """What a server answered. ``body`` is empty where the page has not changed (304)."""

    url: str  # after redirects
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


@dataclass(frozen=True)
class FetchLimits:
    """``networks`` are own ones that may be fetched from; ``types`` those of content taken."""

    max_bytes: int
    networks: tuple[Network, ...] = ()
    types: tuple[str, ...] = PAGE_TYPES
    seconds: float = TOTAL_SECONDS


Check = Callable[[FetchTarget], None]  # raises FetchRefused, as for a page that robots.txt forbids


def file_name(result: FetchResult) -> str:
    """What the body would be called as a file, with the ending of its kind."""
    endings = {"text/plain": ".txt", "application/pdf": ".pdf"}
    return f"page{endings.get(result.content_type, '.html')}"


def fetch(
    url: str,
    limits: FetchLimits,
    *,
    etag: str = "",
    last_modified: str = "",
    check: Check | None = None,
) -> FetchResult:
    """GET an address, unless it has not changed since. Any status but 304 of no text is an error.

    ``check`` is asked of each address, that of a redirect too. Raises ``FetchRefused``.
    """
    deadline = time.monotonic() + limits.seconds
    headers = {"User-Agent": USER_AGENT, "Accept": ", ".join((*limits.types, "*/*;q=0.1"))}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    for _ in range(MAX_REDIRECTS + 1):
        target = resolve_target(url, allowed=limits.networks)
        if check:
            check(target)
        with (
            closing(_connect(target, deadline)) as connection,
            _limit(connection, deadline),
            closing(_ask(connection, target, headers)) as response,
        ):
            location = response.headers.get("Location", "")
            if response.status not in REDIRECTS or not location:
                return _result(target, response, limits, deadline)
            url = urljoin(target.url, location)
    raise FetchRefused(f"It leads from one address to the next, more than {MAX_REDIRECTS} times.")


def _connect(target: FetchTarget, deadline: float) -> HTTPConnection:
    """A connection to the first of the checked addresses that answers; never to the name."""
    problem = "no address"
    for ip in target.ips:
        connection = _connection(target, ip, max(deadline - time.monotonic(), 0.1))
        try:
            connection.connect()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            connection.close()
            problem = _in_words(error)
        else:
            return connection
    raise FetchRefused(f"{target.host} can’t be reached: {problem}. Try again later.")


def _connection(target: FetchTarget, ip: str, seconds: float) -> HTTPConnection:
    timeout = min(READ_SECONDS, seconds)
    if target.scheme == "http":
        return HTTPConnection(ip, target.port, timeout=timeout)
    return HTTPSConnection(
        ip,
        target.port,
        timeout=timeout,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        server_hostname=target.host,
        assert_hostname=target.host,
    )


@contextmanager
def _limit(connection: HTTPConnection, deadline: float) -> Iterator[None]:
    """Cut the connection at the deadline: a server may send a byte every few seconds for ever."""
    sock = connection.sock

    def cut() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(deadline - time.monotonic(), 0.1), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _ask(connection: HTTPConnection, target: FetchTarget, headers: dict[str, str]) -> HTTPResponse:
    fields = {**headers, "Host": target.authority, "Connection": "close"}
    try:
        connection.request("GET", target.path, headers=fields, preload_content=False)
        return connection.getresponse()
    except (urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise FetchRefused(
            f"{target.host} gave no answer: {_in_words(error)}. Try again later."
        ) from error


def _result(
    target: FetchTarget, response: HTTPResponse, limits: FetchLimits, deadline: float
) -> FetchResult:
    status = response.status
    if status not in (200, 304):
        raise FetchRefused(_status_in_words(target, status), status)
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if status == 200 and content_type and content_type not in limits.types:
        raise FetchRefused(
            f"{target.url} is {content_type[:80]}, which is not read from the web.", status
        )
    return FetchResult(
        target.url,
        status,
        b"" if status == 304 else _body(response, limits, deadline),
        content_type,
        response.headers.get("ETag", "")[:200],
        response.headers.get("Last-Modified", "")[:100],
    )


def _body(response: HTTPResponse, limits: FetchLimits, deadline: float) -> bytes:
    """Unpacked piece by piece, so that no bomb is unpacked whole."""
    body = bytearray()
    try:
        while piece := response.read(CHUNK_BYTES):
            body += piece
            if len(body) > limits.max_bytes:
                raise FetchRefused(
                    f"It is larger than {limits.max_bytes:,} bytes. Raise MAX_ARTICLE_BYTES, or "
                    f"save it and ingest the file."
                )
    except (urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise FetchRefused(_broken_off(error, limits, deadline)) from error
    if time.monotonic() > deadline:  # cut off, which may look like the end
        raise FetchRefused(_broken_off(None, limits, deadline))
    return bytes(body)


def _broken_off(error: Exception | None, limits: FetchLimits, deadline: float) -> str:
    if error is None or time.monotonic() > deadline:
        return f"It took longer than {limits.seconds:.0f} seconds to come. Try again later."
    return f"It broke off: {_in_words(error)}. Try again later."


def _status_in_words(target: FetchTarget, status: int) -> str:
    cures = {
        401: "It asks for a login. Save the page and hand it in by file or bookmarklet.",
        403: "The site refuses. Hand the page in by file or bookmarklet.",
        404: "The page is not there. Check the address.",
        410: "The page was taken away.",
        429: "The site asks for fewer requests. Try again later.",
    }
    cure = cures.get(status, "Try again later." if status >= 500 else "Check the address.")
    return f"{target.host} answered {status}. {cure}"


def _in_words(error: Exception) -> str:
    """The innermost reason, on one line."""
    while isinstance(error.__cause__ or error.__context__, Exception):
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return " ".join(str(getattr(error, "strerror", None) or error).split())[:200].rstrip(".")
