"""Who published a page: the name that most of its places agree on, and its domain."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from articles.outlet_list import outlet_at
from articles.readers.page.source import WebPage, node_type, one_line

SEPARATOR = re.compile(r"\s+[|–—·•»«›-]+\s+|\s*\|\s*")
LOOKS_LIKE_ADDRESS = re.compile(r"https?://|^[\w-]+(?:\.[\w-]+)+$|/|@")
MAX_NAME_CHARS = 60  # code points
MIN_PREFIX_LETTERS = 3  # of a domain that stand for a name: "cnn" of CNNPolitics
# How much each place is worth: a site's own name for itself is seldom wrong.
SITE_NAME, WEBSITE, PUBLISHER, APPLICATION, TITLE_END, META_PUBLISHER = 3, 3, 2, 1, 2, 1
IS_IN_DOMAIN, LOOKS_LIKE_DOMAIN = 3, -3


def outlet_of(page: WebPage) -> str:
    """The outlet's name: by its domain, else as the page says; the domain where it says nothing."""
    if outlet := outlet_at(page.domain):
        return outlet.name
    votes: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    for name, worth in _candidates(page):
        letters = _letters(name)
        votes[letters] += worth
        if letters not in spellings or name[:1].isupper() > spellings[letters][:1].isupper():
            spellings[letters] = name
    for letters in votes:
        votes[letters] += _fit(letters, spellings[letters], page.domain)
    best = max(votes, key=lambda letters: votes[letters], default="")
    name = spellings.get(best, "")
    is_code = name.islower() and " " not in name and bool(page.domain)  # "nj" of nj.com
    return page.domain if is_code or votes[best] <= 0 else name


def title_parts(page: WebPage) -> list[str]:
    """The pieces of the title element between its separators."""
    title = page.tree.findtext(".//title") or ""
    return [part for part in SEPARATOR.split(one_line(title)) if part]


def is_site_name(text: str, outlet: str) -> bool:
    """The same name, whatever the spelling; with what a section adds: "CNNPolitics" of CNN."""
    letters, own = _letters(text), _letters(outlet)
    if not letters or not own:
        return False
    is_longer = letters.startswith(own) or own.startswith(letters)
    is_short = len(text.split()) <= len(outlet.split()) + 1
    has_prefix = is_longer and is_short and min(len(own), len(letters)) >= MIN_PREFIX_LETTERS
    return letters == own or has_prefix


def _candidates(page: WebPage) -> Iterator[tuple[str, int]]:
    for value, worth in _sources(page):
        name = SEPARATOR.split(one_line(value))[0].strip() if worth != TITLE_END else value
        if name and len(name) <= MAX_NAME_CHARS and not name.startswith("@"):
            yield name, worth


def _sources(page: WebPage) -> Iterator[tuple[str, int]]:
    for value in page.meta_values("og:site_name"):
        yield value, SITE_NAME
    for node in page.linked_nodes:
        if node_type(node) in ("WebSite", "NewsMediaOrganization"):
            yield _name(node), WEBSITE
    for value in page.linked("publisher"):
        yield _name(page.resolved(value)), PUBLISHER
    for value in page.meta_values("application-name", "apple-mobile-web-app-title"):
        yield value, APPLICATION
    for value in page.meta_values("dc.publisher", "publisher", "article:publisher"):
        yield value, META_PUBLISHER
    parts = title_parts(page)
    if len(parts) > 1 and _is_confirmed(parts[-1], page):
        yield parts[-1], TITLE_END
    for value in page.tree.xpath("//*[@itemprop='publisher']//*[@itemprop='name']")[:1]:
        yield one_line(value.get("content") or value.text_content()), PUBLISHER


def _is_confirmed(title_end: str, page: WebPage) -> bool:
    """The end of a title is a site's name where it goes with the domain, or stands elsewhere on the
    page too: "Headline - live updates" has none."""
    if _fit(_letters(title_end), title_end, page.domain) > 0:
        return True
    name = title_end.casefold()
    declared = (content.casefold() for contents in page.meta.values() for content in contents)
    if sum(name in content for content in declared) > 2:
        return True
    texts = (
        one_line(text).casefold() for text in page.tree.itertext("a", "p", "div", "span", "li")
    )
    alternatives = ((image.get("alt") or "").casefold() for image in page.tree.iter("img"))
    return any(name in text for text in chain(alternatives, texts))


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return one_line(value.get("name", "") if isinstance(value, dict) else value)


def _fit(letters: str, name: str, domain: str) -> int:
    """How the name goes with the domain: livescience.com is that of Live Science, not of itself."""
    host = _letters(domain.rsplit(".", 1)[0])
    bare = letters.removeprefix("the")
    fit = (
        IS_IN_DOMAIN if bare and len(bare) > 1 and (bare in host or _initials(name) in host) else 0
    )
    if LOOKS_LIKE_ADDRESS.search(name) or (name.islower() and " " not in name):
        fit += LOOKS_LIKE_DOMAIN
    return fit


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words).casefold() if len(words) > 2 else " "


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))
