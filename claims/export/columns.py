"""Which columns a file has, in order: its schema.

Names and meanings are fixed; new ones go to the end. docs/export.md is the dictionary, and a test
holds the two together.
"""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, F, Func, OuterRef, Subquery, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, Least, Length, Substr

from claims.models import About, Alias, Source

AROUND = 32  # code points of prefix and suffix, enough to tell repeated words apart
HOP = " > "
JOINER = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """``get`` is an ORM path or expression; ``page`` a URL name that makes an address of it."""

    get: str | Combinable
    page: str = ""

    @property
    def expression(self) -> Combinable:
        return F(self.get) if isinstance(self.get, str) else self.get


class Covered(Func):
    """The words that an array of spans covers in a text, pieces joined by " … "."""

    template = (
        "(SELECT string_agg(substr(given.text, lower(piece) + 1, upper(piece) - lower(piece)),"
        " ' … ' ORDER BY piece)"
        " FROM (SELECT %(expressions)s) AS given(spans, text), unnest(given.spans) AS piece)"
    )
    output_field = TextField()


class Pieces(Func):
    """An array of spans as "12..30;45..60", which no spreadsheet takes for a date or a time."""

    template = (
        "(SELECT string_agg(lower(piece) || '..' || upper(piece), ';' ORDER BY piece)"
        " FROM unnest(%(expressions)s) AS piece)"
    )
    output_field = TextField()


def joined(rows: object, to: str, what: str, by: str, order: str) -> Subquery:
    """One text from the ``what`` of all related rows."""
    texts = rows.order_by().values(to).annotate(text=StringAgg(what, by, order_by=order))  # type: ignore[attr-defined]
    return Subquery(texts.values("text"), output_field=CharField())


def _hops(what: str) -> Subquery:
    hops = Source.objects.filter(attribution=OuterRef("answer__pk"))
    return joined(hops, "attribution", what, HOP, "position")


def _about(what: str) -> Subquery:
    mentions = About.objects.filter(statement=OuterRef("pk"))
    return joined(mentions, "statement", what, JOINER, "party")


STATEMENTS = {
    "key": Column("key"),
    "permalink": Column("key", page="statement"),
    "words": Column("words"),
    "speaker": Column("answer__speaker__name"),
    "speaker_slug": Column("answer__speaker__slug"),
    "speaker_kind": Column("answer__speaker__kind"),
    "speaker_party": Column("answer__speaker__party_id"),
    "speaker_party_name": Column("answer__speaker__party__name"),
    "role": Column("answer__role"),
    "act": Column("answer__act"),
    "negated": Column("answer__negated"),
    "quotation": Column("quotation"),
    "mode": Column("mode"),
    "cue": Column(Covered("answer__cue", "article__text")),
    "source_words": Column(Covered("answer__source", "article__text")),
    "chain": Column(_hops("speaker__name")),
    "chain_slugs": Column(_hops("speaker__slug")),
    "about": Column(_about("party_id")),
    "about_names": Column(_about("party__name")),
    "article": Column("article__title"),
    "article_slug": Column("article__slug"),
    "article_permalink": Column("article__slug", page="article"),
    "article_url": Column("article__url"),
    "outlet": Column("article__outlet__name"),
    "outlet_slug": Column("article__outlet__slug"),
    "published_on": Column("article__published_on"),
    "published_basis": Column("article__published_basis"),
    "start": Column("start"),
    "end": Column("end"),
    "pieces": Column(Pieces("content")),
    "exact": Column(Substr("article__text", F("start") + 1, F("end") - F("start"))),
    "prefix": Column(
        Substr("article__text", Greatest(F("start") - AROUND, 0) + 1, Least(F("start"), AROUND))
    ),
    "suffix": Column(Substr("article__text", F("end") + 1, AROUND)),
    "text_sha256": Column("article__text_sha256"),
    "review_status": Column("answer__status"),
    "confidence": Column("answer__confidence"),
    "extractor_version": Column("answer__extractor_version"),
}

SPEAKERS = {
    "slug": Column("slug"),
    "permalink": Column("slug", page="speaker"),
    "name": Column("name"),
    "kind": Column("kind"),
    "party": Column("party_id"),
    "party_name": Column("party__name"),
    "role": Column("role"),
    "aliases": Column(
        joined(Alias.objects.filter(speaker=OuterRef("pk")), "speaker", "name", JOINER, "name")
    ),
    "article_slug": Column("article__slug"),
    "statements": Column("statement_count"),
}

ARTICLES = {
    "slug": Column("slug"),
    "permalink": Column("slug", page="article"),
    "title": Column("title"),
    "url": Column("url"),
    "outlet": Column("outlet__name"),
    "outlet_slug": Column("outlet__slug"),
    "published_on": Column("published_on"),
    "published_basis": Column("published_basis"),
    "published_note": Column("published_note"),
    "language": Column("language"),
    "characters": Column(Length("text")),
    "text_sha256": Column("text_sha256"),
    "statements": Column("statement_count"),
    "extraction": Column("extraction"),
    "extractor_version": Column("extractor_version"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "statements": STATEMENTS,
    "speakers": SPEAKERS,
    "articles": ARTICLES,
}
