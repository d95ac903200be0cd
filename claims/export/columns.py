"""Columns of the files, in order: their schema.

Names and meanings are fixed; new ones go to the end. The page /data/ and the description of the
API are drawn from here; docs/export.md says the same, and a test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.db.models.expressions import Combinable
from django.db.models.functions import Length

from claims import rights
from claims.export import expressions
from claims.export.statement_rows import HOP_SEPARATOR, LIST_SEPARATOR
from claims.models.spans import CONTEXT_CHARS

CellType = Literal["text", "code", "integer", "number", "truth", "day", "time", "texts", "objects"]


@dataclass(frozen=True, slots=True)
class RowField:
    """A field of ``claims.export.statement_rows.StatementRow``."""

    field: str


@dataclass(frozen=True, slots=True)
class Column:
    """``get`` is an ORM path, makes an expression, or names a column that is computed in Python.

    ``page``, a URL name, makes an address of it. ``separator`` is what joins several values.

    ``code`` is text that is ours and begins with a letter or digit, so that nothing can run it.
    """

    get: str | Callable[[], Combinable] | RowField
    meaning: str
    kind: CellType = "text"
    page: str = ""
    separator: str = ""

    @property
    def type(self) -> str:
        """As people read it."""
        return {"code": "text", "truth": "true or false"}.get(self.kind, self.kind)


def rights_of_article() -> Combinable:
    return rights.rights_name("")


STATEMENTS = {
    "key": Column("key", "the statement's permanent code", "code"),
    "permalink": Column("key", "its address on this site", "code", page="statement"),
    "words": Column(RowField("words"), "the words attributed, on one line"),
    "speaker": Column(
        "current_attribution__speaker__name", "whose they are; empty if the article does not say"
    ),
    "speaker_slug": Column(
        "current_attribution__speaker__slug", "the speaker's permanent name in addresses"
    ),
    "speaker_kind": Column(
        "current_attribution__speaker__kind",
        "person, institution, group, outlet, document or anonymous",
        "code",
    ),
    "speaker_party": Column(
        "current_attribution__speaker__party_id",
        "code of the party the speaker speaks for: ISO 3166-1 alpha-2, or a bloc's short name",
    ),
    "speaker_party_name": Column("current_attribution__speaker__party__name", "its name"),
    "role": Column("current_attribution__role", "the speaker's role as this article states it"),
    "act": Column("current_attribution__act", "what the cue does: says, claims, denies, warns …"),
    "negated": Column(
        "current_attribution__negated",
        '`true` if the article says that it was not done ("did not deny")',
        "truth",
    ),
    "quotation": Column(
        "quotation",
        "`direct` (all in quotation marks), `mixed` (partly) or `indirect` (none)",
        "code",
    ),
    "mode": Column("mode", "`said` or `thought`", "code"),
    "cue": Column(RowField("cue"), 'the words that attribute: "said", "according to"'),
    "source_words": Column(
        RowField("source_words"),
        'the words that name the speaker here: "he", "the official"',
    ),
    "chain": Column(
        RowField("chain"),
        'through whom it reached the article, innermost first, joined by " > ";'
        " the speaker, the article and its outlet are not repeated in it",
        separator=HOP_SEPARATOR,
    ),
    "chain_slugs": Column(
        RowField("chain_slugs"),
        "the same as permanent names; split this one",
        separator=HOP_SEPARATOR,
    ),
    "about": Column(
        RowField("about"),
        'codes of the parties the words speak of, joined by "; "',
        separator=LIST_SEPARATOR,
    ),
    "about_names": Column(RowField("about_names"), "their names", separator=LIST_SEPARATOR),
    "article": Column("article__title", "title of the article"),
    "article_slug": Column("article__slug", "its permanent name in addresses"),
    "article_permalink": Column(
        "article__slug", "its address on this site", "code", page="article"
    ),
    "article_url": Column("article__url", "its address at the outlet, where known"),
    "outlet": Column("article__outlet__name", "who published it"),
    "outlet_slug": Column("article__outlet__slug", "the outlet's permanent name"),
    "published_on": Column(
        "article__published_on", "day of publication (ISO 8601), empty if unknown", "day"
    ),
    "published_basis": Column(
        "article__published_basis",
        "stated (in the article), given (with it), inferred (from events) or curator",
        "code",
    ),
    "start": Column("start", "where the words begin", "integer"),
    "end": Column("end", "where they end", "integer"),
    "pieces": Column(RowField("pieces"), "every piece of them", "code", separator=";"),
    "exact": Column(RowField("exact"), "the article's text from `start` to `end`"),
    "prefix": Column(RowField("prefix"), f"up to {CONTEXT_CHARS} code points before `exact`"),
    "suffix": Column(RowField("suffix"), f"up to {CONTEXT_CHARS} code points after `exact`"),
    "text_sha256": Column("article__text_sha256", "which text the offsets count in", "code"),
    "review_status": Column(
        "current_attribution__status",
        "unreviewed, accepted or corrected; rejected attributions are in no file",
        "code",
    ),
    "confidence": Column(
        expressions.certainty,
        "probability that the attribution is right, 0 to 1; 1 where a curator has settled it",
        "number",
    ),
    "extractor_version": Column(
        "current_attribution__extractor_version",
        "what proposed the attribution; empty if a curator made it",
    ),
    "rights": Column(
        RowField("rights"),
        "what the outlet lets us show: full, excerpt (`prefix` and `suffix` may be shorter) or"
        " metadata (`words`, `cue`, `source_words`, `exact`, `prefix` and `suffix` are empty)",
        "code",
    ),
    "added_at": Column("created_at", "when it was first found (ISO 8601, UTC)", "time"),
    "changed_at": Column(RowField("changed_at"), "when it or its attribution last changed", "time"),
    "extractor_confidence": Column(
        expressions.extractor_confidence,
        "what the extractor gave the attribution, before review; empty if a curator made it",
        "number",
    ),
}

SPEAKERS = {
    "slug": Column("slug", "the speaker's permanent name in addresses"),
    "permalink": Column("slug", "address on this site", "code", page="speaker"),
    "name": Column("name", "the fullest form known"),
    "kind": Column("kind", "person, institution, group, outlet, document or anonymous", "code"),
    "party": Column("party_id", "code of the party spoken for"),
    "party_name": Column("party__name", "its name"),
    "role": Column("role", "as most recently stated"),
    "aliases": Column(
        expressions.aliases, 'other forms of the name, joined by "; "', separator=LIST_SEPARATOR
    ),
    "article_slug": Column(
        "article__slug", "for somebody not named: the one article they speak in"
    ),
    "statements": Column("statement_count", "number of statements shown as theirs", "integer"),
}

ARTICLES = {
    "slug": Column("slug", "the article's permanent name in addresses"),
    "permalink": Column("slug", "address on this site", "code", page="article"),
    "title": Column("title", "its title"),
    "url": Column("url", "its address at the outlet, where known"),
    "outlet": Column("outlet__name", "who published it"),
    "outlet_slug": Column("outlet__slug", "the outlet's permanent name"),
    "published_on": Column(
        "published_on", "day of publication (ISO 8601), empty if unknown", "day"
    ),
    "published_basis": Column("published_basis", "stated, given, inferred or curator", "code"),
    "published_note": Column("published_note", "what an inferred day rests on"),
    "language": Column("language", "ISO 639-1 code", "code"),
    "characters": Column(lambda: Length("text"), "length of the text in code points", "integer"),
    "text_sha256": Column("text_sha256", "SHA-256 of the text in UTF-8", "code"),
    "statements": Column("statement_count", "number of statements shown from it", "integer"),
    "extraction": Column(
        "extraction", "pending, done, language (not extracted: not English) or failed", "code"
    ),
    "extractor_version": Column("extractor_version", "what read it last"),
    "rights": Column(
        rights_of_article, "what the outlet lets us show: full, excerpt or metadata", "code"
    ),
    "added_at": Column("ingested_at", "when it was read in (ISO 8601, UTC)", "time"),
}

SOURCES = {
    "slug": Column("slug", "the source's permanent name in addresses"),
    "permalink": Column("slug", "address of what came through it", "code", page="source"),
    "name": Column("name", "the fullest form known"),
    "kind": Column("kind", "person, institution, group, outlet, document or anonymous", "code"),
    "party": Column("party_id", "code of the party spoken for"),
    "party_name": Column("party__name", "its name"),
    "article_slug": Column("article__slug", "for somebody not named: the one article they are in"),
    "statements": Column("resting", "number of statements shown that came through it", "integer"),
}

PARTIES = {
    "code": Column("code", "ISO 3166-1 alpha-2 in lower case, or a bloc's short name"),
    "permalink": Column("code", "address on this site", "code", page="party"),
    "name": Column("name", "its name"),
    "kind": Column("kind", "state, bloc or organisation", "code"),
    "statements_by": Column("by", "number of statements shown by its speakers", "integer"),
    "statements_about": Column("about", "number of statements shown that speak of it", "integer"),
}

# One row a hop of the chains in ``statements``; from ``Source``.
CHAINS = {
    "statement": Column("attribution__statement__key", "code of the statement", "code"),
    "statement_permalink": Column(
        "attribution__statement__key", "its address on this site", "code", page="statement"
    ),
    "hop": Column(expressions.hop, "1 is whoever told it first after the speaker", "integer"),
    "hops": Column(expressions.hops, "how many the chain has", "integer"),
    "source": Column("speaker__name", "through whom it came here: the fullest form known"),
    "source_slug": Column("speaker__slug", "the source's permanent name in addresses"),
    "source_permalink": Column(
        "speaker__slug", "address of what came through it", "code", page="source"
    ),
    "source_kind": Column(
        "speaker__kind", "person, institution, group, outlet, document or anonymous", "code"
    ),
    "source_party": Column("speaker__party_id", "code of the party the source speaks for"),
    "source_party_name": Column("speaker__party__name", "its name"),
    "pieces": Column(
        expressions.pieces,
        "where the article names it, in code points; may be empty",
        "code",
        separator=";",
    ),
    "speaker": Column("attribution__speaker__name", "whose the words are"),
    "speaker_slug": Column("attribution__speaker__slug", "the speaker's permanent name"),
    "article_slug": Column("attribution__statement__article__slug", "the article's permanent name"),
    "text_sha256": Column(
        "attribution__statement__article__text_sha256", "which text the offsets count in", "code"
    ),
}

CLAIMS = {
    "key": Column("key", "the claim's permanent code", "code"),
    "permalink": Column("key", "its address on this site", "code", page="claim"),
    "wording": Column("wording", "one of its statements' words, or a curator's"),
    "statements": Column("statements", "number of statements shown that report it", "integer"),
    "asserting": Column("asserting", "how many of them assert or repeat it", "integer"),
    "denying": Column("denying", "how many deny or doubt it", "integer"),
    "disputed": Column("disputed", "asserted by some, denied or doubted by others", "truth"),
    "wordings": Column("wordings", "number of different wordings", "integer"),
    "outlets": Column("outlets", "number of outlets", "integer"),
    "sources": Column("sources", "number of sources that all reports came through", "integer"),
    "first_on": Column("first_on", "day of the first dated report", "day"),
    "latest_on": Column("latest_on", "day of the latest dated report", "day"),
    "first_basis": Column(
        expressions.first_basis,
        "what `first_on` rests on: stated, given, inferred or curator; the surest of that day",
        "code",
    ),
    "latest_basis": Column(expressions.latest_basis, "the same of `latest_on`", "code"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "statements": STATEMENTS,
    "claims": CLAIMS,
    "speakers": SPEAKERS,
    "articles": ARTICLES,
    "sources": SOURCES,
    "parties": PARTIES,
    "chains": CHAINS,
}
