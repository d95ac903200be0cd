"""Who wrote a page: the names that its head and its byline give, without titles and papers."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from articles.readers.page.site_names import is_site_name
from articles.readers.page.source import WebPage, one_line, short_text

META_NAMES = (
    *("author", "article:author", "og:article:author", "parsely-author", "sailthru.author"),
    *("dc.creator", "dcterms.creator", "dcsext.author", "byl", "article_author", "author.name"),
)
BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|attribution|writer)(?:$|[\s_-])", re.I
)
BY = re.compile(
    r"^(?:(?:written|reported|posted|story|words|text|edited|published|article|analysis|opinion"
    r"|review|interview|commentary|perspective) )?(?:by|from|author:?)\s*:?\s+"
    r"|^(?:words|text|story|report|reporting)\s*:\s+",
    re.IGNORECASE,
)
HONORIFIC = re.compile(r"^(?:Dr|Prof|Rev|Mrs?|Ms|Sen|Rep|Gov)\.? (?=\S+ \S)|^Professor (?=\S+ \S)")
BEHIND_DAY = re.compile(r"(?<=\d)\s+(?=by\s)", re.IGNORECASE)
# What others than the writer did: "Edited by John Doe".
OTHER_WORK = re.compile(
    r"(?:edit(?:ed|ing)|photo\w*|pictures?|illustrat\w+|videos?|graphics?|produced|translated"
    r"|additional \w+) by\b",
    re.IGNORECASE,
)
SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|\s[–—-]\s|\band\b|&|\s(?:for|in|at)\s(?=[A-Z]|the ))\s*")
# Words of what a person is or works for, which follow a name: "Jane Roe, Staff Writer".
ROLE = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|contributors?|columnists?|photographers?"
    r"|staff|bureau|chief|desk|agency|agencies|press|news|media|times|post|business|services?|wire"
    r"|journalist|analyst|producer|associate|senior|reuters|afp|ap|bloomberg|guest|special|team"
    r"|newsroom|reports?|editorial|magazine|tribune|chronicle|herald|network|university|professor"
    r"|editor-at-large|for|of|the)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?:[^\W\d_][\w.’'ʼ-]*)(?:\s+[^\W\d_][\w.’'ʼ-]*){0,4}")
CREDENTIAL = re.compile(r"(?:[A-Z]\.?){2,5}|[JS]r\.?|Ph\.?D\.?|Dr\.?|II+")
NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net)\b|^\W*$|^(?:by|admin|author|unknown|null|none|view)$|\d{3}",
    re.I,
)
MAX_BYLINE_CHARS = 200  # code points; a longer one is no byline
MAX_ORGANISATION_CHARS = 60  # code points
MAX_BYLINE_ELEMENTS = 60  # of a page that are looked at
MAX_COMMENT_DEPTH = 12  # elements above a commenter's name that are looked at
MAX_NAMES = 6  # of one byline


def byline_of(page: WebPage, outlet: str) -> str:
    """The names, comma separated; an agency, a desk or a pseudonym where there are no people.

    Of several candidates the one whose name the page shows behind "by" comes first.
    """
    visible = list(_visible_bylines(page))
    declared = list(_declared(page))
    people = [names for text in declared if (names := names_in(text, outlet))]
    if visible_people := [names for names in people if _is_shown(names, " ".join(visible))]:
        people = visible_people
    people += [names for text in visible if (names := names_in(text, outlet))]
    if people:
        return ", ".join(people[0][:MAX_NAMES])
    others = (_organisation(text) for text in (*declared, *visible))
    return next(filter(None, others), "")


def names_in(byline: str, outlet: str = "") -> tuple[str, ...]:
    """The people that a byline names: "By JANE ROE and John Doe, Staff Writer" names two."""
    text = BY.sub("", one_line(byline))[:MAX_BYLINE_CHARS]
    if "://" in text:
        return ()
    names: list[str] = []
    for piece in SPLIT.split(BY.sub("", text)):
        if OTHER_WORK.match(piece):
            continue
        piece = HONORIFIC.sub("", BY.sub("", piece.strip(" .()[]")))
        if not piece or NO_NAME.search(piece) or CREDENTIAL.fullmatch(piece):
            continue
        if not NAME.fullmatch(piece) or ROLE.search(piece) or is_site_name(piece, outlet):
            continue
        if " " not in piece and (names or piece.isupper() or "_" in piece):
            continue  # a paper behind a name ("Jane Roe, Futurism"), initials, an account
        names.append(_in_mixed_case(piece))
    full = [name for name in names if " " in name]
    return tuple(dict.fromkeys(full or names))


def names_in_lines(lines: Iterable[str]) -> str:
    """The names in byline lines of a text, comma separated; a desk or agency where there are none.

    "July 2, 2022 by Jane Roe" names her.
    """
    texts = [BEHIND_DAY.split(line)[-1] for line in lines]
    # A single word without "by" is a place: "News Desk | Rome | 4 March 2022".
    names = dict.fromkeys(
        name for text in texts for name in names_in(text) if " " in name or BY.match(text)
    )
    desks = (_organisation(text.split("|", 1)[0]) for text in texts)
    return ", ".join(list(names)[:MAX_NAMES]) or next(filter(None, desks), "")


def _in_mixed_case(name: str) -> str:
    """JANE ROE as Jane Roe; what has small letters stays."""
    if " " not in name or not name.isupper():
        return name
    words = [word if word.endswith(".") else word.capitalize() for word in name.split()]
    return re.sub(r"(?<=\bMc|\bO['’])[a-z]|(?<=-)[a-z]", lambda m: m[0].upper(), " ".join(words))


def _organisation(byline: str) -> str:
    """An agency, a desk, the paper itself: what stands where people would."""
    text = BY.sub("", one_line(byline)).strip(" .|")
    is_name = text and len(text) <= MAX_ORGANISATION_CHARS and not NO_NAME.search(text)
    is_name = is_name and (" " in text or bool(ROLE.search(text)) or not text.isupper())
    return text if is_name and not re.search(r"[.!?:]\s", text) else ""


def _declared(page: WebPage) -> Iterator[str]:
    for name in ("author", "creator"):
        for value in page.linked(name):
            if joined := ", ".join(_linked_names(page, value)):
                yield joined
    for name in META_NAMES:
        if values := page.meta_values(name):
            yield ", ".join(dict.fromkeys(values))


def _linked_names(page: WebPage, value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        author = page.resolved(item)
        name = author.get("name", "") if isinstance(author, dict) else author
        for part in name if isinstance(name, list) else [name]:
            if text := one_line(part):
                yield text


def _visible_bylines(page: WebPage) -> Iterable[str]:
    """Texts of elements that are marked as the byline, above all of its article."""
    count = 0
    for element in page.tree.iter("a", "span", "div", "p", "address", "li", "cite", "strong"):
        if _is_byline(element) and not _is_in_comments(element):
            count += 1
            if text := short_text(element, MAX_BYLINE_CHARS):
                yield text
            if count >= MAX_BYLINE_ELEMENTS:
                return


def _is_byline(element: HtmlElement) -> bool:
    return (
        element.get("rel") == "author"
        or element.get("itemprop") == "author"
        or bool(BYLINE_CLASS.search(element.get("class") or ""))
    )


def _is_in_comments(element: HtmlElement) -> bool:
    """Readers who comment have bylines as well."""
    around = (element, *islice(element.iterancestors(), MAX_COMMENT_DEPTH))
    return any(
        "comment" in f"{other.get('class') or ''} {other.get('id') or ''}".lower()
        for other in around
        if other.tag not in ("html", "body")
    )


def _is_shown(names: tuple[str, ...], visible: str) -> bool:
    return all(name.casefold() in visible.casefold() for name in names)
