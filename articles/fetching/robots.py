"""robots.txt: what a site lets us fetch, and how quickly (RFC 9309)."""

from urllib.robotparser import RobotFileParser

from articles.fetching.client import USER_AGENT, FetchLimits, fetch
from articles.fetching.targets import FetchRefused, FetchTarget, Network

MAX_ROBOTS_BYTES = 500_000
MAX_DELAY_SECONDS = 60
TIMEOUT_SECONDS = 15
CONTENT_TYPES = ("text/plain", "text/html", "application/octet-stream")


def load_robots(target: FetchTarget, networks: tuple[Network, ...]) -> str:
    """The text of the site's robots.txt; empty where it has none: then everything is allowed.

    Raises ``FetchRefused`` where it can't be read for a fault of the site: that is left alone.
    """
    limits = FetchLimits(MAX_ROBOTS_BYTES, networks, CONTENT_TYPES, TIMEOUT_SECONDS)
    address = f"{target.scheme}://{target.authority}/robots.txt"
    try:
        result = fetch(address, limits)
    except FetchRefused as error:
        if 200 <= error.status < 500 and error.status != 429:
            return ""
        raise FetchRefused(
            f"The robots.txt of {target.host} can’t be read, so nothing is fetched there. {error}"
        ) from error
    return result.body.decode("utf-8", "replace").replace("\0", "")


def parse_robots(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    return parser


def may_fetch(robots: str, url: str) -> bool:
    return parse_robots(robots).can_fetch(USER_AGENT, url)


def delay_seconds(robots: str, least: float) -> float:
    """The pause between two requests to the site, at least so long."""
    delay = parse_robots(robots).crawl_delay(USER_AGENT)
    try:
        seconds = float(delay or 0)
    except ValueError:
        seconds = 0
    return min(max(seconds, least), MAX_DELAY_SECONDS)
