"""One form for all addresses of one page, to compare by; what was given is kept beside it."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

# Parameters that say where a reader came from, never which page it is. Names that some sites use
# for the page itself (id, source, cid) are not among them: two articles must not become one.
TRACKING = re.compile(
    r"(?:utm|at|ns|oly|vero|mc|mkt|mtm|pk|hsa|sc|soc|guce|__s)_\w+"
    r"|(?:fb|g|d|y|ys|tw|tt|msclk|li_fat_|sc)(?:cl)?id|[gw]braid|igshid|igsh|_g[al]|_hs(?:enc|mi)"
    r"|hsctatracking|s_cid|cmp(?:id)?|ocid|icid|ito|xtor|wt\.\w+|spm|smid|smtyp|ref|ref_?(?:src|url)"
    r"|referr?er|share|sr_share|sref|srnd|guccounter|campaign_id|emc|taid|traffic_source|leadsource"
    r"|__twitter_impression|__tn__|cn-reloaded",
    re.IGNORECASE,
)
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


def _query(parts: SplitResult) -> str:
    """The parameters that tell pages apart, in order of their names."""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not TRACKING.fullmatch(pair[0]))
    return "?" + unquote(urlencode(kept)) if kept else ""


def _route(parts: SplitResult) -> str:
    """A fragment is a place on the page, but for sites that show pages by "#!/name"."""
    return f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
