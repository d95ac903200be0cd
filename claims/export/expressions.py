"""What a column is computed from, in SQL."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, JSONObject, Least, Substr

from claims import rights
from claims.models import About, Alias, Source

AROUND = 32  # code points of prefix and suffix, enough to tell repeated words apart
HOP = " > "
JOINER = "; "


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


def joined(rows: QuerySet, to: str, what: str, by: str, order: str) -> Subquery:  # type: ignore[type-arg]
    """One text from the ``what`` of all related rows."""
    texts = rows.order_by().values(to).annotate(text=StringAgg(what, by, order_by=order))
    return Subquery(texts.values("text"), output_field=CharField())


def hops(what: str) -> Subquery:
    """One text of the chain, innermost first."""
    found = Source.objects.filter(attribution=OuterRef("answer__pk"))
    return joined(found, "attribution", what, HOP, "position")


def about(what: str) -> Subquery:
    mentions = About.objects.filter(statement=OuterRef("pk"))
    return joined(mentions, "statement", what, JOINER, "party")


def aliases() -> Subquery:
    found = Alias.objects.filter(speaker=OuterRef("pk"))
    return joined(found, "speaker", "name", JOINER, "name")


def each_hop() -> ArraySubquery:
    """The chain as a list of objects."""
    found = Source.objects.filter(attribution=OuterRef("answer__pk")).order_by("position")
    told = JSONObject(slug="speaker__slug", name="speaker__name", kind="speaker__kind")
    return ArraySubquery(found.values(hop=told))


def each_party() -> ArraySubquery:
    """The parties spoken of as a list of objects."""
    mentions = About.objects.filter(statement=OuterRef("pk")).order_by("party")
    return ArraySubquery(
        mentions.values(party_told=JSONObject(code="party_id", name="party__name"))
    )


def each_alias() -> ArraySubquery:
    return ArraySubquery(
        Alias.objects.filter(speaker=OuterRef("pk")).order_by("name").values("name")
    )


def covered(spans: str) -> Combinable:
    return rights.if_words_are_shown(Covered(spans, "article__text"))


def exact() -> Combinable:
    return rights.if_words_are_shown(Substr("article__text", F("start") + 1, F("end") - F("start")))


def prefix() -> Combinable:
    number: IntegerField[int, int] = IntegerField()
    length = Least(F("start"), rights.reach(AROUND), output_field=number)
    begin = ExpressionWrapper(F("start") - length + 1, output_field=number)
    return Substr("article__text", begin, length)


def suffix() -> Combinable:
    return Substr("article__text", F("end") + 1, rights.reach(AROUND))


def changed() -> Combinable:
    """When the statement or its attribution changed last; PostgreSQL's greatest skips NULL."""
    return Greatest("created_at", "answer__created_at", "answer__decided_at")
