"""Which addresses may be fetched: the web's, never the own network's (SSRF).

A host is resolved once, all its addresses are checked, and the connection goes to a checked
address: a name that answers otherwise the second time (DNS rebinding) leads nowhere else.
"""

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import quote, urlsplit

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
MAX_URL_CHARS = 1000
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\.?|[0-9a-f:.]+")
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
# Addresses that are global by the register, and lead to the machinery of a cloud all the same.
REFUSED_NETWORKS = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "64:ff9b:1::/48")))
NAT64 = ip_network("64:ff9b::/96")


class FetchRefused(Exception):
    """What is not fetched, or could not be. The message says why and what to do.

    ``status`` is that of the server's answer; 0 where there was none.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class FetchTarget:
    """An address of the web, taken apart; ``ips`` were checked when it was resolved."""

    scheme: str
    host: str
    port: int
    path: str
    ips: tuple[str, ...]

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def resolve_target(url: str, *, allowed: Iterable[Network] = ()) -> FetchTarget:
    """Take an address apart, resolve its host and check where it leads.

    ``allowed`` are networks of one's own that may be fetched from, on any port. Raises
    ``FetchRefused``.
    """
    scheme, host, port, path = _parts(url)
    ips = _resolve(host, port)
    networks = tuple(allowed)
    for ip in ips:
        own = any(ip in network for network in networks)
        if not own and not is_public(ip):
            raise FetchRefused(
                f"{_place(host, ip)} is no address of the public web. Nothing was fetched. If "
                f"that is your own server, name its network in FETCH_NETWORKS."
            )
        if not own and port not in PORTS.values():
            raise FetchRefused(f"Port {port} is none of the web’s: 80 and 443 are fetched from.")
    return FetchTarget(scheme, host, port, path, tuple(map(str, ips)))


def _place(host: str, ip: Address) -> str:
    return host if host == str(ip) else f"{host} leads to {ip}, which"


def is_public(ip: Address) -> bool:
    """Whether an address is one of the public internet, whatever it is wrapped in."""
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64 or ip in ip_network("::/96"):
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if ip.is_site_local:
            return False
    if any(ip in network for network in REFUSED_NETWORKS):
        return False
    return ip.is_global and not ip.is_multicast


def _parts(url: str) -> tuple[str, str, int, str]:
    if len(url) > MAX_URL_CHARS or UNSAFE.search(url):
        raise FetchRefused("That is no web address: it is too long, or has blanks in it.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise FetchRefused(f"That is no web address ({error}).") from error
    if parts.scheme not in PORTS:
        raise FetchRefused("Only addresses that begin with https:// or http:// are fetched.")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("An address with a user or a password in it is not fetched.")
    if not HOST.fullmatch(host):
        raise FetchRefused("That is no web address: it names no host.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    return parts.scheme, host, PORTS[parts.scheme] if port is None else port, path + query


def _resolve(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(f"The host {host} is not known. Check the address.") from error
    # "%eth0" names an interface of this machine: such an address is none of the web's.
    return [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
