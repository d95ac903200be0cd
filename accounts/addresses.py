"""From which address a request comes, also behind proxies."""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network


def client_address(request: HttpRequest) -> str:
    """The last address that no proxy of ours (``TRUSTED_PROXIES``) has vouched for.

    What a client writes into ``X-Forwarded-For`` itself stands left of what our proxies add, and
    is not believed. Of IPv6 the network of 64 bits, which is what one customer has.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while forwarded and _is_trusted(address):
        before = forwarded.pop().strip()
        if not _is_address(before):
            break
        address = before
    return _network(address)


def _is_trusted(address: str) -> bool:
    networks: list[Network] = settings.TRUSTED_PROXIES
    return _is_address(address) and any(ip_address(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _network(address: str) -> str:
    if not _is_address(address):
        return "unknown"  # e.g. through a socket; then all share one limit
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is None:
        return str(ip_network(f"{ip}/64", strict=False))
    return str(ip.ipv4_mapped if isinstance(ip, IPv6Address) else ip)
