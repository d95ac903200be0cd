"""SSRF: no way of writing an address leads into the own network."""

import socket
from ipaddress import ip_address, ip_network

import pytest

from articles.fetching.targets import FetchRefused, is_public, resolve_target

PRIVATE = (
    "127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 "
    "100.100.100.200 192.0.0.192 168.63.129.16 224.0.0.1 255.255.255.255 198.18.0.1 240.0.0.1 "
    "::1 :: fe80::1 fc00::1 fd00:ec2::254 ff02::1 fec0::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1 "
    "2002:a00:1::"
).split()
PUBLIC = "93.184.216.34 8.8.8.8 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()

# Ways of writing 127.0.0.1 and 169.254.169.254 that resolvers understand.
DISGUISED = (
    *("http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/"),
    *(
        "http://0x7f.1/",
        "http://0/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    ),
    *("http://localhost/", "http://LOCALHOST./", "http://2852039166/", "http://[::]/"),
    *("http://127.0.0.1.:80/", "http://①②⑦.⓪.⓪.①/", "http://[::1]:443/"),
)


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_that_is_not_of_the_public_web_is_refused(ip):
    assert not is_public(ip_address(ip))


@pytest.mark.parametrize("ip", PUBLIC)
def test_an_address_of_the_public_web_is_taken(ip):
    assert is_public(ip_address(ip))


@pytest.mark.parametrize("url", DISGUISED)
def test_a_private_address_is_refused_however_it_is_written(url):
    with pytest.raises(FetchRefused):
        resolve_target(url)


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.org/", "gopher://8.8.8.8/", "//8.8.8.8/", "", "x"),
        *(
            "http://user:secret@8.8.8.8/",
            "http://user@8.8.8.8/",
            "http:///path",
            "http://8.8.8.8:22/",
        ),
        *("http://8.8.8.8\\@127.0.0.1/", "http://8.8.8.8 /", "http://8.8.8.8/\r\nHost: x"),
        *("http://8.8.8.8:99999/", "http://[::1", "http://exa_mple!.org/", "http://" + "a" * 2000),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        resolve_target(url)


def test_a_name_that_leads_to_a_private_address_among_others_is_refused(monkeypatch):
    rows = [(0, 0, 0, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)

    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        resolve_target("http://example.org/")


def test_an_own_network_is_fetched_from_once_it_is_named():
    target = resolve_target("http://127.0.0.1:8123/a?b=c", allowed=[ip_network("127.0.0.0/8")])

    assert (target.ips, target.port, target.path) == (("127.0.0.1",), 8123, "/a?b=c")


def test_signs_that_need_it_are_encoded_once():
    target = resolve_target("https://8.8.8.8/caf\u00e9/%20a?q=\u00fc&b=1#part")

    assert target.path == "/caf%C3%A9/%20a?q=%C3%BC&b=1"
