"""The chains of a list of statements, hop by hop: a file beside it, with its filters and order."""

from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict

from claims.listing.conditions import with_prefix
from claims.listing.filters.base import ActiveValue
from claims.listing.filters.statements import StatementFilter
from claims.models import Source

PUBLIC_ROW_PATH = "attribution__public_row__"


class Chains:
    """As much of a list as a file needs."""

    def __init__(self, params: QueryDict, statements: StatementFilter) -> None:
        self.data, self.statements = params, statements
        self.problems = statements.problems

    @property
    def active(self) -> list[ActiveValue]:
        return self.statements.active

    @cached_property
    def qs(self) -> QuerySet[Source]:
        if self.problems:
            return Source.objects.none()
        keys = (key._replace(path=f"{PUBLIC_ROW_PATH}{key.path}") for key in self.statements.keys)
        live = Source.objects.filter(**{f"{PUBLIC_ROW_PATH}isnull": False})
        hops = live.filter(with_prefix(self.statements.rows(), PUBLIC_ROW_PATH))
        return hops.order_by(*(key.by(empty_last=True) for key in keys), "position")
