"""A page's headline: as readers see it, without the site's name."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from articles.cleaning.menus import names_sections
from articles.readers.page.documents import FILE_TITLE
from articles.readers.page.site_names import SEPARATOR, is_site_name
from articles.readers.page.source import WebPage, one_line

MAX_TITLE_CHARS = 500  # code points
MIN_SHARED_WORDS = 0.5  # of the shorter, for two wordings of one headline
# Parts of a page that have headings of their own.
ASIDE = frozenset({"aside", "nav", "footer", "dialog", "template", "noscript"})


def headline_of(page: WebPage, outlet: str) -> str:
    """The first heading that agrees with what the head declares, else the article's own.

    Where it has none, what the head declares, which may be worded to be clicked on elsewhere.
    """
    declared = [bare_title(title, outlet) for title in _declared(page)]
    declared = [title for title in declared if title and not is_site_name(title, outlet)]
    headings = [
        title
        for title in map(_heading_text, _headings(page.tree))
        if title and not is_site_name(title, outlet)
    ]
    for heading in headings:
        if agreeing := [title for title in declared if agrees(heading, title)]:
            return _without_kicker(bare_title(heading, outlet), agreeing[0])
    if own := _own_heading(page.tree, outlet):
        return own
    if declared:
        return declared[0]
    return headings[0] if headings else ""


def bare_title(title: str, outlet: str) -> str:
    """Without the site's name at either end ("<title> - Some Paper"), and without its section's."""
    text = one_line(title)[:MAX_TITLE_CHARS]
    while match := list(SEPARATOR.finditer(text)):
        first, last = match[0], match[-1]
        end = text[last.end() :]
        if is_site_name(end, outlet) or not end.strip() or names_sections(end):
            text = text[: last.start()].strip()
        elif is_site_name(text[: first.start()], outlet):
            text = text[first.end() :].strip()
        else:
            break
    return text.rstrip("|—– ").strip()


def _declared(page: WebPage) -> Iterator[str]:
    for node in page.article_nodes:
        for name in ("headline", "name"):
            if isinstance(node.get(name), str):
                yield node[name]
                break
    yield from page.meta_values("og:title", "twitter:title", "dc.title", "sailthru.title", "title")
    title = page.tree.findtext(".//title") or ""
    if not FILE_TITLE.fullmatch(title.strip()):
        yield title


def _headings(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Its main headings; a word processor's titles are paragraphs in a style."""
    yield from tree.iter("h1")
    yield from (line for line in tree.iter("p") if (line.get("class") or "") == "MsoTitle")


def _own_heading(tree: HtmlElement, outlet: str) -> str:
    """The page's only main heading, if it stands in an article and leads to no other page."""
    headings = [heading for heading in tree.iter("h1") if _heading_text(heading)]
    if len(headings) != 1 or headings[0].find(".//a") is not None:
        return ""
    text = bare_title(_heading_text(headings[0]), outlet)
    is_inside = any(element.tag == "article" for element in headings[0].iterancestors())
    is_headline = " " in text and not is_site_name(text, outlet) and not names_sections(text)
    return text if is_inside and is_headline else ""


def _heading_text(heading: HtmlElement) -> str:
    if any(element.tag in ASIDE for element in heading.iterancestors()):
        return ""
    for break_ in heading.iter("br"):
        break_.tail = f" {break_.tail or ''}"
    text = one_line(heading.text_content())
    return text if len(text) <= MAX_TITLE_CHARS else ""


def agrees(heading: str, title: str) -> bool:
    """Two wordings of one headline."""
    words, others = _words(heading), _words(title)
    shared = len(words & others)
    return shared > 0 and shared >= MIN_SHARED_WORDS * min(len(words), len(others))


def _without_kicker(heading: str, title: str) -> str:
    """ "Politics" above the headline, in one element with it, is no part of it."""
    before = heading.removesuffix(title)
    is_kicker = before != heading and before[-1:] in (" ", ":") and len(before.split()) <= 3
    return title if is_kicker and names_sections(before) else heading


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
