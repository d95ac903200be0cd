"""How requests come in: gunicorn keeps the processes, waitress reads and writes the sockets.

One loop in each process takes in whole requests and sends answers, however slow the other end is;
threads only work on requests that are complete. docs/decisions/0005-front.md says why.
"""

import os
import socket
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask
from waitress.utilities import Error, RequestEntityTooLarge, RequestHeaderFieldsTooLarge

MAX_WAITING = 32  # complete requests in each process that no thread has taken up
MAX_HEADER_BYTES = 128 * 1024  # a quote of 1,000 characters to verify takes up to 12 KB of address
MAX_CONNECTIONS = 450  # in each process; a process may have 1,024 files open where nobody set more
HEADER_SECONDS = 10  # from the first byte of a request to the end of its header
REQUEST_SECONDS = 300  # … and to the end of its body
STALL_SECONDS = 60  # a client that takes nothing of its answer, or sends nothing of its body
RETRY_SECONDS = 5


TOO_LONG = (
    f"The address or the header of this request is longer than {MAX_HEADER_BYTES // 1024} KB. "
    f"A quote to verify may have 1,000 characters."
)
TOO_LARGE = (
    "What was sent is larger than {size} MB. Send files one by one, and split a text that is "
    "larger; on the server, `manage.py ingest` reads files of any size."
)
BUSY = (
    "On Record has more requests than it can answer just now. "
    f"Try again in {RETRY_SECONDS} seconds."
)


class Overloaded(Error):  # type: ignore[misc]
    """The answer to a request that would wait too long."""

    code, reason = 503, "Service Unavailable"


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """One plain line to a request that never reaches Django."""

    def execute(self) -> None:
        error = self.request.error
        line = _plain_line(error, self.channel.adj.max_request_body_size)
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if isinstance(error, Overloaded):
            self.response_headers.append(("Retry-After", str(RETRY_SECONDS)))
        self.set_close_on_finish()
        body = f"{error.reason}: {line}\n".encode()
        self.content_length = len(body)
        self.write(body)


def _plain_line(error: Error, max_bytes: int) -> str:
    """What is wrong, with its cure, for whoever reads it in a browser."""
    if isinstance(error, RequestHeaderFieldsTooLarge):
        return TOO_LONG
    if isinstance(error, RequestEntityTooLarge):
        return TOO_LARGE.format(size=max_bytes // 1_000_000)
    return str(error.body)


class Dispatcher:
    """Gives complete requests to threads; what health checks ask for has threads of its own."""

    def __init__(self, threads: int) -> None:
        self.pages, self.live, self.ready = (ThreadedTaskDispatcher() for _ in range(3))
        for dispatcher, count in ((self.pages, threads), (self.live, 1), (self.ready, 1)):
            dispatcher.queue_logger = SimpleNamespace(warning=lambda *_: None)  # to wait is normal
            dispatcher.set_thread_count(count)

    def add_task(self, channel: HTTPChannel) -> None:
        request = channel.requests[0]
        if request.error or request.path == "/livez":
            self.live.add_task(channel)
        elif request.path == "/readyz":
            self._add(self.ready, channel)
        else:
            self._add(self.pages, channel)

    def _add(self, dispatcher: ThreadedTaskDispatcher, channel: HTTPChannel) -> None:
        if len(dispatcher.queue) >= MAX_WAITING:
            channel.requests[0].error = Overloaded(BUSY)
            dispatcher = self.live
        dispatcher.add_task(channel)

    def shutdown(self) -> None:
        for dispatcher in (self.pages, self.live, self.ready):
            dispatcher.shutdown(timeout=1)


class LoggedTask(WSGITask):  # type: ignore[misc]
    """A request that reaches Django, with its line in the access log."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ["RAW_URI"] = environ["REQUEST_URI"]
        return environ

    def finish(self) -> None:
        super().finish()
        response = SimpleNamespace(
            status=self.status, sent=self.content_bytes_written, headers=self.response_headers
        )
        seconds = timedelta(seconds=max(0.0, time.time() - self.start_time))
        self.channel.server.log.access(response, {}, self.environ, seconds)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection, which can tell when it is held without use."""

    task_class, error_task_class = LoggedTask, RefusalTask
    request_started = 0.0  # when the first byte of the current request came; monotonic clock
    last_activity = 0.0  # when bytes last went either way

    def received(self, data: bytes) -> bool:
        self.last_activity = time.monotonic()
        if self.request is None:
            self.request_started = self.last_activity
        return bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        if sent:
            self.last_activity = time.monotonic()
        return sent

    def is_stuck(self, now: float) -> bool:
        if self.total_outbufs_len and now - self.last_activity > STALL_SECONDS:
            return True
        if self.request is None:
            return False
        allowed = REQUEST_SECONDS if self.request.headers_finished else HEADER_SECONDS
        return now - self.request_started > allowed or now - self.last_activity > STALL_SECONDS


class FrontWorker(Worker):  # type: ignore[misc]
    """A process of gunicorn's in which waitress serves gunicorn's sockets."""

    def run(self) -> None:
        self.map: dict[int, Any] = {}
        self.dispatcher = Dispatcher(self.cfg.threads)
        servers = [self._server(listener.sock) for listener in self.sockets]
        while self.alive and self.ppid == os.getppid():
            self._serve_events(servers)
        for server in servers:
            server.accepting = False
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < deadline and any(map(_has_work, servers)):
            self._serve_events(servers)
        self.dispatcher.shutdown()

    def _serve_events(self, servers: list[TcpWSGIServer]) -> None:
        self.notify()
        wasyncore.loop(timeout=1, use_poll=True, map=self.map, count=1)
        now = time.monotonic()
        for server in servers:
            for channel in list(server.active_channels.values()):
                if channel.is_stuck(now):
                    channel.handle_close()

    def _server(self, listener: socket.socket) -> TcpWSGIServer:
        kind = UnixWSGIServer if listener.family == socket.AF_UNIX else TcpWSGIServer
        server = kind(
            self.wsgi,
            self.map,
            _sock=listener,
            dispatcher=self.dispatcher,
            adj=self._adjustments(),
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )
        server.channel_class = Channel
        server.log = self.log
        return server

    def _adjustments(self) -> Adjustments:
        return Adjustments(
            backlog=self.cfg.backlog,
            channel_timeout=STALL_SECONDS,
            clear_untrusted_proxy_headers=False,  # TRUSTED_PROXIES and BEHIND_TLS_PROXY have a say
            connection_limit=MAX_CONNECTIONS,
            ident="",
            max_request_body_size=2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            max_request_header_size=MAX_HEADER_BYTES,
        )


def _has_work(server: TcpWSGIServer) -> bool:
    return any(
        channel.requests or channel.total_outbufs_len for channel in server.active_channels.values()
    )
