"""What stands before Django: slow clients hold no thread, and too many are told so at once."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from config.front import MAX_HEADER_BYTES, MAX_WAITING
from tests.config.site_process import free_port

# Alone: they count requests that wait on a busy site.
pytestmark = [pytest.mark.process, pytest.mark.alone]

ROOT = Path(__file__).resolve().parents[2]
HEAD = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname="
PROCESSES, THREADS = 2, 4


class Site:
    """gunicorn with the configuration that ships, and the file that holds ``/held`` while it is."""

    def __init__(self, port: int, hold: Path) -> None:
        self.port, self.hold = port, hold

    def ask(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def send(self, *requests: bytes) -> "contextmanager[list[socket.socket]]":
        return _open(self.port, requests)

    def works(self) -> bool:
        return [self.ask(path).status for path in ("/robots.txt", "/livez", "/readyz")] == [200] * 3


@contextmanager
def _open(port: int, requests: tuple[bytes, ...]) -> Iterator[list[socket.socket]]:
    """A connection for each request, which has sent it and stays open."""
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_connection(("localhost", port))) for _ in requests
        ]
        for one, data in zip(sockets, requests, strict=True):
            one.sendall(data)
        yield sockets


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker) -> str:
    """The address of the test database, for another process."""
    with django_db_blocker.unblock():
        known = connection.get_connection_params()
    where = {name: known[name] for name in ("host", "port", "user") if known.get(name)}
    return f"postgres:///{known['dbname']}?{urlencode(where)}"


@pytest.fixture(scope="module")
def server(database, tmp_path_factory) -> Iterator[Site]:
    site = Site(free_port(), tmp_path_factory.mktemp("front") / "hold")
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, check=True)  # as `make run` does before it serves
    command = ["gunicorn", "--config", "python:config.gunicorn", "tests.config.front_app"]
    with subprocess.Popen(
        [sys.executable, "-m", *command, "--bind", f"127.0.0.1:{site.port}"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database, "HOLD": str(site.hold)},
        stderr=subprocess.DEVNULL,
    ) as process:
        for _ in range(300):
            time.sleep(0.1)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", site.port)) == 0:
                    break
        yield site
        process.terminate()


@pytest.fixture
def site(server) -> Iterator[Site]:
    server.hold.touch()
    yield server
    server.hold.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "data",
    [b"", b"GET / HT", HEAD, HEAD + b"X-Name: va", FORM],
    ids=["nothing", "half a line", "no end", "half a header", "half a body"],
)
def test_two_hundred_slow_clients_do_not_stop_the_site(site, data):
    with site.send(*[data] * 200):
        assert site.works()


def test_clients_that_do_not_read_their_answer_hold_no_thread(site):
    with site.send(*[b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"] * 40):
        assert site.works()


def test_a_header_that_never_ends_is_hung_up_on(site):
    with site.send(HEAD) as [slow]:
        slow.settimeout(30)
        slow.sendall(b"X-More: and more\r\n")

        assert slow.recv(100) == b""


def test_health_checks_are_answered_while_every_thread_is_busy_and_the_surplus_is_told_so(site):
    capacity = PROCESSES * (THREADS + MAX_WAITING)
    with ThreadPoolExecutor(capacity + 50) as clients:
        answers = [clients.submit(site.ask, "/held") for _ in range(capacity + 50)]
        refused = _wait_for_refusals(answers, 50)
        health = [site.ask("/livez").status, site.ask("/readyz").status]
        site.hold.unlink()
        statuses = Counter(one.result().status for one in answers)

    assert health == [200, 200]
    assert {one.getheader("Retry-After") for one in refused} == {"5"}
    assert "Try again" in refused[0].body.decode()
    assert statuses == {200: capacity, 503: 50}


def _wait_for_refusals(answers, number):
    for _ in range(200):
        done = [one.result() for one in answers if one.done()]
        if len(done) >= number:
            break
        time.sleep(0.1)
    return done


def test_an_answer_that_breaks_off_is_never_taken_for_whole(site):
    with pytest.raises(http.client.IncompleteRead):
        site.ask("/breaks")


@pytest.mark.parametrize("letter", ["a", "ж", "漢", "𝒜"])
def test_a_quote_to_verify_may_be_as_long_as_it_says_in_any_script(site, letter):
    words = f"{letter * 4} " * 200

    assert site.ask(f"/verify/?format=json&quote={quote(words)}").status == 200


def test_a_quote_that_is_too_long_gets_a_page_of_ours(site):
    answer = site.ask(f"/verify/?quote={quote('漢字 ' * 3_000)}")

    assert answer.status == 400
    assert "1000 is the most" in answer.body.decode()


def test_an_upload_beyond_all_bounds_gets_one_line_that_says_what_to_do(site):
    head = b"POST /add/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\n"
    with site.send(head) as [client]:
        client.settimeout(30)
        answer = b"".join(iter(lambda: client.recv(4096), b"")).decode()

    assert answer.startswith("HTTP/1.1 413 ")
    assert "larger than 20 MB. Send files one by one" in answer


def test_an_address_beyond_all_bounds_gets_one_clear_line(site):
    answer = site.ask("/verify/?quote=" + "a" * MAX_HEADER_BYTES)

    assert answer.status == 431
    assert "may have 1,000 characters" in answer.body.decode()
