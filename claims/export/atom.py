"""Lists as Atom feeds (RFC 4287), paged (RFC 5005): the newest first, older ones by "next"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article
from claims import rights
from claims.models import Statement
from claims.presentation import citation
from claims.presentation.lead import colon, leading_verb

MAX_ENTRIES = 50  # entries of one page of a feed
MAX_TITLE_CHARS = 140  # code points
EMPTY_FEED_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was changed
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, § 2.2


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page of a feed; addresses are absolute, ``next`` is empty on the last page."""

    title: str
    list_address: str
    first: str
    address: str
    next: str


class Feed(Atom1Feed):
    """Django's Atom with the links of a paged feed, and entries that hold their content."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("link", None, {"rel": "first", "href": self.feed["first"]})
        if self.feed["next"]:
            handler.addQuickElement("link", None, {"rel": "next", "href": self.feed["next"]})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EMPTY_FEED_TIME)


def legal(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return _ILLEGAL.sub("�", text)


def of_statements(statements: Iterable[Statement], page: FeedPage, site: str) -> str:
    """An Atom feed of statements; quickest with those of ``with_attribution()``."""
    feed = _feed(page, "Statements and whose they are, as found")
    for statement in statements:
        _add(
            feed,
            address=f"{site}{statement.get_absolute_url()}",
            title=title_of(statement),
            content=render_to_string("feeds/statement.html", {"statement": statement}),
            published=statement.created_at,
            updated=changed_at(statement),
        )
    return feed.writeString("utf-8")


def of_articles(articles: Iterable[Article], page: FeedPage, site: str) -> str:
    """Needs ``statement_count``, as ``claims.listing.filters.articles`` gives it."""
    feed = _feed(page, "Articles as they are read in")
    for article in articles:
        _add(
            feed,
            address=f"{site}{article.get_absolute_url()}",
            title=article.title,
            content=render_to_string("feeds/article.html", {"article": article}),
            published=article.ingested_at,
            updated=article.extracted_at or article.ingested_at,
        )
    return feed.writeString("utf-8")


def title_of(statement: Statement) -> str:
    """Whose, what was done, and the beginning of the words."""
    attribution = statement.live_attribution
    speaker = attribution.speaker.name if attribution and attribution.speaker else "Speaker unknown"
    words = (
        citation.words_in_marks(statement)
        if rights.shows_words(statement)
        else statement.article.title
    )
    title = f"{speaker} {leading_verb(statement)}{colon(statement)} {words}"
    return title if len(title) <= MAX_TITLE_CHARS else title[: MAX_TITLE_CHARS - 1] + "…"


def changed_at(statement: Statement) -> datetime:
    """When the statement or its attribution changed last."""
    attribution = statement.live_attribution
    times = [statement.created_at]
    if attribution:
        times += [attribution.created_at, attribution.decided_at or attribution.created_at]
    return max(times)


def _feed(page: FeedPage, what: str) -> Feed:
    return Feed(
        title=legal(page.title),
        link=page.list_address,
        description=None,
        subtitle=f"{what}: the newest {MAX_ENTRIES}, older ones on the next page.",
        author_name="On Record",
        feed_url=page.address,
        feed_guid=page.first,
        first=page.first,
        next=page.next,
        language="en",
    )


def _add(
    feed: Feed, *, address: str, title: str, content: str, published: datetime, updated: datetime
) -> None:
    feed.add_item(
        title=legal(title),
        link=address,
        description=cast(str, None),  # no summary: the content is all there is
        unique_id=address,
        pubdate=published,
        updateddate=updated,
        content=legal(content),
    )
