"""Columns that the database computes."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, Func, OuterRef, Subquery
from django.db.models.expressions import Combinable

from claims.export.made import JOINER
from claims.models import Alias, Source


def aliases() -> Subquery:
    """All names of a speaker in one text."""
    names = Alias.objects.filter(speaker=OuterRef("pk")).order_by().values("speaker")
    joined = names.annotate(text=StringAgg("name", JOINER, order_by="name"))
    return Subquery(joined.values("text"), output_field=CharField())


def each_alias() -> ArraySubquery:
    return ArraySubquery(
        Alias.objects.filter(speaker=OuterRef("pk")).order_by("name").values("name")
    )


def hop() -> Combinable:
    """Of a source: its place in the chain, from 1."""
    return F("position") + 1


def hops() -> Subquery:
    chain = Source.objects.filter(attribution=OuterRef("attribution")).order_by()
    return Subquery(chain.values("attribution").annotate(n=Count("*")).values("n"))


def pieces() -> Func:
    """Of a source: ``12..30;45..60``; NULL where the article does not name it."""
    bare = "replace(translate(array_to_string(%(expressions)s, ';'), '[)', ''), ',', '..')"
    return Func("spans", template=f"nullif({bare}, '')", output_field=CharField())
