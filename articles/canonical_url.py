"""One form for all addresses of one page, to compare by; what was given is kept beside it."""

import re
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from articles.tracking import is_tracking

SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
INDEX = re.compile(r"/index\.(?:html?|php|aspx?)$", re.IGNORECASE)
DEFAULT_PORTS = (None, 80, 443)


def canonical_url(url: str) -> str:
    """``url`` without scheme, "www.", default port, tracking parameters, fragment, last slash.

    What is no address comes back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    if not parts.hostname:
        return url
    host = parts.hostname.rstrip(".").removeprefix("www.")
    path = INDEX.sub("", SESSION.sub("", unquote(parts.path))).rstrip("/")
    address = f"{host}{'' if port in DEFAULT_PORTS else f':{port}'}{path}{_query(parts)}"
    return (address + _route(parts)).replace("\0", "")


def fill_canonical_urls(articles: Any) -> None:
    """Of rows from before there was the column. ``articles``: the model, or a migration's."""
    rows = articles.objects.exclude(url="").only("url")
    for article in rows.iterator(chunk_size=500):
        articles.objects.filter(pk=article.pk).update(canonical_url=canonical_url(article.url))


def _query(parts: SplitResult) -> str:
    """The parameters that tell pages apart, in order of their names."""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    identifying = sorted(pair for pair in pairs if not is_tracking(pair[0]))
    return "?" + unquote(urlencode(identifying)) if identifying else ""


def _route(parts: SplitResult) -> str:
    """A fragment is a place on the page, but for sites that show pages by "#!/name"."""
    return f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
