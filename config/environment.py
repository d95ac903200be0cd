"""Reads settings from the environment once, typed; an unusable value stops with its cure."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

MAX_PORT = 65535


def load_settings() -> None:
    """Read all settings; a value that can't be used ends the program with the line that says so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    try:
        settings.ENVIRONMENT  # noqa: B018  the first look at any setting reads them all
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None


def text(name: str, default: str = "") -> str:
    """The variable ``name``, or the content of the file that ``name_FILE`` points to.

    A variable that is empty counts as unset: so Compose passes what nobody has set.
    """
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "").strip() or default
    if os.environ.get(name):
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set. Unset one of them.")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE={file} can't be read ({error.strerror}). "
            f"Point it at a readable file or unset it."
        ) from error


def flag(name: str, default: bool) -> bool:
    value = text(name)
    if not value:
        return default
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Set {name}=1 or {name}=0.")


def number(name: str, default: int, *, minimum: int, maximum: int) -> int:
    value = text(name) or str(default)
    if value.isdecimal() and minimum <= int(value) <= maximum:
        return int(value)
    raise ImproperlyConfigured(
        f"{name}={value!r} is not a whole number from {minimum} to {maximum}. Set {name}={default}."
    )


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value in allowed:
        return value
    raise ImproperlyConfigured(
        f"{name}={value!r} is not known. Set it to one of: {', '.join(allowed)}."
    )


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """A comma-separated list of addresses or networks."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {error}. Set addresses or networks by comma, e.g. 127.0.0.1,10.0.0.0/8."
        ) from error


def contact(name: str) -> str:
    """An address that readers can write to, as a link: an e-mail address or that of a page."""
    address = text(name)
    if address.startswith(("https://", "http://")) or not address:
        return address
    if " " not in address and "@" in address.strip("@"):
        return f"mailto:{address.removeprefix('mailto:')}"
    raise ImproperlyConfigured(
        f"{name}={address!r} is neither an e-mail address nor that of a page. "
        f"Example: {name}=desk@example.org"
    )


def _split(name: str, url: str, example: str) -> tuple[SplitResult, int | None]:
    """The parts of an address, and its port."""
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} can't be read: {error}. Example: {example}") from error


def database(url: str) -> dict[str, Any]:
    """Django's database settings for ``postgres://user:password@host:port/name?option=value``.

    A socket folder goes into ``?host=/var/run/postgresql``.
    """
    example = "DATABASE_URL=postgres://user:password@localhost:5432/on_record"
    parts, port = _split("DATABASE_URL", url, example)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme + '://'!r}; On Record needs PostgreSQL. "
            f"Example: {example}"
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(f"DATABASE_URL names no database. Example: {example}")
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


class MailServer(NamedTuple):
    """Where mail is handed in; ``tls`` from the start, or ``starttls``. No host: nowhere."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


def mail(url: str) -> MailServer:
    """Read ``smtp://user:password@host:587``: STARTTLS where there is a login. ``smtps://`` is TLS
    from the start.
    """
    example = "EMAIL_URL=smtp://user:password@mail.example.org:587"
    parts, port = _split("EMAIL_URL", url, example)
    if url and (parts.scheme not in ("smtp", "smtps") or not parts.hostname):
        raise ImproperlyConfigured(f"EMAIL_URL is no address of a mail server. Example: {example}")
    tls = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    default_port = 465 if tls else 587 if user else 25
    starttls = bool(user) and not tls
    return MailServer(parts.hostname or "", port or default_port, user, password, tls, starttls)
