"""A parsed page with what its head declares: meta elements, and linked data (JSON-LD)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

from articles.readers.document import Unreadable, storable

ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|Recipe|WebPage|CreativeWork|ClaimReview")
CONTROL_BYTES = bytes({*range(32), 127} - set(b"\t\n\r"))
MAX_LINKED_NODES = 2000  # objects of JSON-LD that are looked at
MAX_URL_CHARS = 2000
NO_ADDRESS = re.compile(r"[\s<>\"\x00-\x1f\ud800-\udfff]")  # what stands in no address
WHITE_SPACE_FACTOR = 4  # of the characters of a line in markup, white space among them
# One class for all elements: lxml.html looks up that of forms by a function, for each element.
ELEMENT_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
Node = dict[str, Any]


@dataclass(frozen=True)
class WebPage:
    """``address`` is where it was fetched, "" if unknown."""

    tree: HtmlElement
    address: str = ""

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of its meta elements by name, property or itemprop in lower case."""
        contents: dict[str, list[str]] = defaultdict(list)
        for element in self.tree.iter("meta"):
            content = one_line(element.get("content") or "")
            name = element.get("name") or element.get("property") or element.get("itemprop") or ""
            if content:
                contents[name.strip().lower()].append(content)
        return dict(contents)

    def meta_values(self, *names: str) -> list[str]:
        """The contents of these meta elements, in the order of the names."""
        return [content for name in names for content in self.meta.get(name, ())]

    @cached_property
    def linked_nodes(self) -> list[Node]:
        """Every object of the page's JSON-LD, nested ones after the one they stand in."""
        nodes: list[Node] = []
        for script in self.tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                nodes += _nodes(_parsed(script.text or ""))
        return nodes[:MAX_LINKED_NODES]

    @cached_property
    def article_nodes(self) -> list[Node]:
        """The objects that describe an article, best first: those of other articles on the page
        come last, and a page is less than an article."""
        nodes = [node for node in self.linked_nodes if ARTICLE_TYPES.search(node_type(node))]
        titles = _letters(" ".join([*self.meta_values("og:title"), self._title]))
        return sorted(nodes, key=lambda node: _rank(node, titles))

    @property
    def _title(self) -> str:
        return self.tree.findtext(".//title") or ""

    def linked(self, name: str) -> Iterator[Any]:
        """The values of this property in the page's article nodes."""
        for node in self.article_nodes:
            if node.get(name):
                yield node[name]

    def resolved(self, node: Any) -> Any:
        """The object that a reference ({"@id": …}) means, itself where it is none."""
        if isinstance(node, dict) and set(node) == {"@id"}:
            same = (other for other in self.linked_nodes if other.get("@id") == node["@id"])
            return next((other for other in same if len(other) > 1), node)
        return node

    @cached_property
    def url(self) -> str:
        """The canonical address, else the one that it was fetched from; "" if there is neither."""
        links = [
            link.get("href") or ""
            for link in self.tree.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ]
        for href in (*links, *self.meta_values("og:url", "twitter:url"), *self._linked_urls()):
            address = web_address(href, self.address)
            if address and not (urlsplit(address).path in ("", "/") and self._is_deeper(address)):
                return address
        return web_address(self.address)

    def _is_deeper(self, address: str) -> bool:
        """The page itself has a path, so a canonical link to a home page is a mistake."""
        return urlsplit(self.address).path not in ("", "/") if self.address else False

    def _linked_urls(self) -> Iterator[str]:
        for value in self.linked("mainEntityOfPage"):
            href = value.get("@id") if isinstance(value, dict) else value
            if isinstance(href, str):
                yield href

    @cached_property
    def domain(self) -> str:
        """The host of its address without "www."; "" if unknown."""
        return domain_of(self.url)


def _rank(node: Node, titles: str) -> tuple[bool, bool, bool]:
    """``titles``: the letters of what the page calls itself."""
    headline = _letters(one_line(node.get("headline") or node.get("name")))
    is_other = bool(headline) and headline not in titles
    is_article = bool(re.search("Article|Posting|Report", node_type(node)))
    is_part = not is_article and node_type(node) != "WebPage"  # a recipe, a review
    return is_part, is_other, not is_article


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w", unescape(text).casefold()))


def parse_page(text: str, address: str = "") -> WebPage:
    """Raises Unreadable where there is no element in it."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(ELEMENT_CLASSES)
    try:
        raw = text.encode("utf-8", errors="replace").translate(None, CONTROL_BYTES)
        return WebPage(document_fromstring(raw, parser=parser), address)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable("is no HTML page: nothing in it. Check the file.") from error


def node_type(node: Node) -> str:
    """Its @type; of several all, with blanks between."""
    kind = node.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def one_line(value: object) -> str:
    """Text of a page as people read it: entities as characters, no tags, single blanks."""
    if not isinstance(value, str):
        return ""
    text = storable(unescape(unescape(value)))
    return " ".join(re.sub(r"<[^<>]{0,500}>", " ", text).split())


def short_text(element: _Element, max_chars: int) -> str:
    """Its text as one line, "" where that is longer: no more of a large element is read."""
    pieces, length = [], 0
    for piece in element.itertext() if len(element) else (element.text or "",):
        pieces.append(piece)
        length += len(piece)
        if length > WHITE_SPACE_FACTOR * max_chars:
            return ""
    text = " ".join("".join(pieces).split())  # entities are characters in a tree
    return text if len(text) <= max_chars else ""


def web_address(href: str, base: str = "") -> str:
    """The absolute http address, "" for whatever is none."""
    if not href or len(href) > MAX_URL_CHARS:
        return ""
    try:
        address = urljoin(base, href.strip()) if base else href.strip()
        if address.startswith("//"):
            address = f"https:{address}"
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
        return address.split("#")[0] if is_web and not NO_ADDRESS.search(address) else ""
    except ValueError:
        return ""


def domain_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _parsed(script: str) -> Any:
    """JSON-LD as it is found: wrapped in comments, with line breaks inside strings."""
    text = script.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->")
    text = text.removesuffix("//]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Node]:
    """Every object in it, without recursion: it may be nested deeper than Python allows."""
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting += [child for child in item.values() if isinstance(child, dict | list)]
        elif isinstance(item, list):
            waiting += [child for child in item if isinstance(child, dict | list)]
