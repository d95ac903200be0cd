"""Columns that the database computes."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery

from claims.export.made import JOINER
from claims.models import Alias


def aliases() -> Subquery:
    """All names of a speaker in one text."""
    names = Alias.objects.filter(speaker=OuterRef("pk")).order_by().values("speaker")
    joined = names.annotate(text=StringAgg("name", JOINER, order_by="name"))
    return Subquery(joined.values("text"), output_field=CharField())


def each_alias() -> ArraySubquery:
    return ArraySubquery(
        Alias.objects.filter(speaker=OuterRef("pk")).order_by("name").values("name")
    )
