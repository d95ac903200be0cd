"""A request for a page: redirects, sizes, times, types, and nothing of the own network."""

import gzip
import socket
import time
from dataclasses import replace

import pytest

from articles.fetching.client import FetchLimits, fetch
from articles.fetching.targets import FetchRefused
from tests.articles.fetching.web_server import LOOPBACK

LIMITS = FetchLimits(max_bytes=100_000, networks=LOOPBACK, seconds=5)


def refusal(url, limits=LIMITS):
    with pytest.raises(FetchRefused) as caught:
        fetch(url, limits)
    return str(caught.value)


def test_a_page_comes_with_its_address_type_and_marks(site):
    site.pages["/a"] = (200, {"ETag": '"1"', "Last-Modified": "Mon, 1 Jan 2024"}, "<p>Hello")

    result = fetch(f"{site.url}/a", LIMITS)

    assert (result.url, result.body, result.content_type) == (
        f"{site.url}/a",
        b"<p>Hello",
        "text/html",
    )
    assert (result.etag, result.last_modified) == ('"1"', "Mon, 1 Jan 2024")


def test_a_page_that_has_not_changed_is_not_sent_again(site):
    site.pages["/a"] = (304, {}, b"")

    result = fetch(f"{site.url}/a", LIMITS, etag='"1"', last_modified="Mon")

    assert result.is_unchanged
    asked = site.requests[0][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Mon")


def test_a_redirect_is_followed_and_told(site):
    site.pages |= {"/a": (302, {"Location": "b?c=d"}, b""), "/b?c=d": "here"}

    assert fetch(f"{site.url}/a", LIMITS).url == f"{site.url}/b?c=d"


@pytest.mark.parametrize(
    "place",
    ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "file:///etc/passwd",
     "http://[::ffff:10.0.0.1]/", "//192.168.1.1/", "http://0xa9fea9fe/"],
)  # fmt: skip
def test_a_redirect_into_the_own_network_is_refused(site, place):
    site.pages["/a"] = (302, {"Location": place}, b"")

    refusal(f"{site.url}/a")
    assert site.paths == ["/a"]


def test_a_redirect_to_this_machine_is_refused_where_only_another_network_is_allowed(site):
    words = "127.0.0.1 is no address of the public web"
    assert words in refusal(site.url, replace(LIMITS, networks=()))
    assert site.requests == []


def test_a_ring_of_redirects_ends(site):
    site.pages["/a"] = (302, {"Location": "/a"}, b"")

    assert "more than 5 times" in refusal(f"{site.url}/a")


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name that answers otherwise the second time (DNS rebinding) is asked only once."""
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        ip = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, *a, **k: (
            resolve(host, port) if host == "rebind.example" else real(host, port, *a, **k)
        ),
    )
    site.pages["/"] = "page"

    result = fetch(f"http://rebind.example:{site.port}/", LIMITS)

    assert result.body == b"page"
    assert asked == ["rebind.example"]
    assert site.requests[0][1]["Host"] == f"rebind.example:{site.port}"


def test_a_page_that_is_too_large_is_refused(site):
    site.pages["/a"] = "x" * 200_000

    assert "larger than 100,000 bytes" in refusal(f"{site.url}/a")


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(site):
    packed = {"Content-Encoding": "gzip"}
    site.pages["/a"] = (200, packed, gzip.compress(b"small"))
    site.pages["/bomb"] = (200, packed, gzip.compress(b"\0" * 50_000_000))

    assert fetch(f"{site.url}/a", LIMITS).body == b"small"
    assert "larger than" in refusal(f"{site.url}/bomb")


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_cut_off(site, part):
    def drip(handler):
        if part == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            handler.wfile.write(b"x")
            time.sleep(0.1)

    site.pages["/a"] = drip
    start = time.monotonic()

    refusal(f"{site.url}/a", replace(LIMITS, seconds=1))

    assert time.monotonic() - start < 8


def test_a_page_that_breaks_off_is_refused(site):
    def break_off(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nonly this")

    site.pages["/a"] = break_off

    assert "broke off" in refusal(f"{site.url}/a")


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "Check the address"), (403, "bookmarklet"), (401, "login"), (500, "Try again later"),
     (429, "fewer requests")],
)  # fmt: skip
def test_an_error_comes_with_its_cure(site, status, words):
    site.pages["/a"] = (status, {}, b"")

    assert words in refusal(f"{site.url}/a")


def test_what_is_no_page_is_refused(site):
    site.pages["/a"] = (200, {"Content-Type": "video/mp4"}, b"x")

    assert "video/mp4" in refusal(f"{site.url}/a")


def test_a_host_that_is_not_there_is_said_so(site):
    site.stop()

    assert "be reached" in refusal(f"{site.url}/a")
