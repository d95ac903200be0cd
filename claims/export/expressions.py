"""Columns that the database computes."""

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from articles.models import DateBasis
from claims.export.statement_rows import LIST_SEPARATOR
from claims.models import Alias, ClaimMember, Source
from claims.models.attribution import SETTLED


def aliases() -> Subquery:
    """All names of a speaker in one text."""
    names = Alias.objects.filter(speaker=OuterRef("pk")).order_by().values("speaker")
    joined = names.annotate(text=StringAgg("name", LIST_SEPARATOR, order_by="name"))
    return Subquery(joined.values("text"), output_field=CharField())


def each_alias() -> ArraySubquery:
    return ArraySubquery(
        Alias.objects.filter(speaker=OuterRef("pk")).order_by("name").values("name")
    )


def certainty() -> Case:
    """Of a statement's answer, as ``Attribution.certainty``."""
    settled = When(current_attribution__status__in=SETTLED, then=1.0)
    return Case(settled, default=F("current_attribution__confidence"), output_field=FloatField())


def extractor_confidence() -> Case:
    """What stays of the extractor's figure; NULL where a curator made the attribution."""
    by_curator = When(current_attribution__extractor_version="", then=None)
    return Case(by_curator, default=F("current_attribution__confidence"), output_field=FloatField())


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


# Of several articles of one day the surest says what the day rests on.
_SURER_FIRST = (DateBasis.STATED, DateBasis.GIVEN, DateBasis.CURATOR, DateBasis.INFERRED)


def first_basis() -> Subquery:
    """Of a claim: what the day of its first report rests on."""
    return _basis_of("first_on")


def latest_basis() -> Subquery:
    """Of a claim: what the day of its latest report rests on."""
    return _basis_of("latest_on")


def _basis_of(day: str) -> Subquery:
    basis = "statement__article__published_basis"
    order = Case(
        *(When(**{basis: value}, then=Value(n)) for n, value in enumerate(_SURER_FIRST)),
        output_field=IntegerField(),
    )
    members = ClaimMember.objects.likely().filter(
        claim=OuterRef("pk"), statement__public_row__published_on=OuterRef(day)
    )
    return Subquery(members.order_by(order).values(basis)[:1], output_field=CharField())
