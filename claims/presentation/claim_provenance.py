"""How a claim reached us, in one line: in how many articles, of which outlets, via whom, how sure.

A list of claims names who takes which side; this says what these names rest on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min

from articles.models import Outlet
from claims import confidence, glossary
from claims.models import Claim, ClaimMember, Speaker, Status
from claims.models.attribution import SETTLED

MAX_NAMED = 3  # outlets, and those who passed the words on
# A list shows fifty claims, and some have hundreds of members: of these only what stands in the
# claim's own row is told.
MAX_MEMBERS_READ = 50
_ROW = "statement__public_row"


@dataclass(frozen=True, slots=True)
class ClaimProvenance:
    """Of one claim. ``machine``: least and greatest confidence of what no curator has settled.

    Of a claim with more than ``MAX_MEMBERS_READ`` statements only ``statements`` and
    ``outlet_count`` are known.
    """

    statements: int = 0
    outlet_count: int = 0
    articles: int = 0
    outlets: tuple[str, ...] = ()
    via: tuple[Speaker, ...] = ()
    passed_on: int = 0  # statements that somebody passed on
    settled: int = 0
    machine: tuple[float, float] | None = None

    @property
    def named_via(self) -> tuple[Speaker, ...]:
        return self.via[:MAX_NAMED]

    @property
    def more_via(self) -> int:
        return max(0, len(self.via) - MAX_NAMED)

    @property
    def is_complete(self) -> bool:
        return self.articles > 0

    @property
    def where(self) -> str:
        """ "All 3 statements in one article", "5 statements in 4 articles of Daily and Wire"."""
        if not self.is_complete:
            return f"{self.statements:,} statements{self._of_outlets}"
        articles = "one article" if self.articles == 1 else f"{self.articles:,} articles"
        if self.statements == 1:
            count = "One statement"
        elif self.articles == 1:
            count = f"All {self.statements:,} statements"
        else:
            count = f"{self.statements:,} statements"
        return f"{count} in {articles}{self._of_outlets}"

    @property
    def _of_outlets(self) -> str:
        names, more = self.outlets[:MAX_NAMED], self.outlet_count - MAX_NAMED
        if not names:
            return f" of {self.outlet_count:,} outlets" if self.outlet_count > 1 else ""
        return f" of {_listed([*names, f'{more:,} more'] if more > 0 else [*names])}"

    @property
    def how_sure(self) -> str:
        checked = glossary.reviews()[Status.ACCEPTED]
        if self.machine is None:
            return checked
        least, most = (confidence.percent(figure) for figure in self.machine)
        figures = least if least == most else f"{least} to {most}"
        by_machine = f"found by machine, not checked: {figures} sure of speaker and words"
        if not self.settled:
            return by_machine
        return f"{self.settled:,} of {self.statements:,} {checked}; the others {by_machine}"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


class _MemberGroup(NamedTuple):
    """Members of one claim with the same outlet, chain and status."""

    claim: int
    outlet: int | None
    sources: list[int]
    status: str
    statements: int
    least: float
    most: float
    articles: list[int]


def provenance_of(claims: Iterable[Claim]) -> dict[int, ClaimProvenance]:
    """By the claims' ids, of their members that are likely or settled."""
    rows = list(claims)
    large = [claim for claim in rows if claim.statements > MAX_MEMBERS_READ]
    small = [claim for claim in rows if claim.statements <= MAX_MEMBERS_READ]
    members = ClaimMember.objects.likely().filter(claim__in=small).order_by("claim")
    fields = [f"{_ROW}__{name}" for name in ("outlet", "sources", "status")]
    counts = members.values_list("claim", *fields).annotate(
        statements=Count("statement"),
        least=Min(f"{_ROW}__confidence"),
        most=Max(f"{_ROW}__confidence"),
        articles=ArrayAgg(f"{_ROW}__article", distinct=True),
    )
    groups = [_MemberGroup(*row) for row in counts]
    outlets = Outlet.objects.in_bulk({group.outlet for group in groups if group.outlet})
    relays = Speaker.objects.in_bulk({pk for group in groups for pk in group.sources})
    summed = {
        claim: _summed(list(own), outlets, relays)
        for claim, own in groupby(groups, lambda group: group.claim)
    }
    counted = {
        claim.pk: ClaimProvenance(claim.statements, outlet_count=claim.outlets) for claim in large
    }
    return summed | counted


def _summed(
    groups: list[_MemberGroup], outlets: dict[int, Outlet], relays: dict[int, Speaker]
) -> ClaimProvenance:
    by_machine = [group for group in groups if group.status not in SETTLED]
    via = {relays[pk] for group in groups for pk in group.sources if pk in relays}
    names = tuple(sorted({outlets[g.outlet].name for g in groups if g.outlet in outlets}))
    return ClaimProvenance(
        statements=sum(group.statements for group in groups),
        articles=len({pk for group in groups for pk in group.articles}),
        outlet_count=len(names),
        outlets=names,
        via=tuple(sorted(via, key=lambda speaker: speaker.name)),
        passed_on=sum(group.statements for group in groups if group.sources),
        settled=sum(group.statements for group in groups if group.status in SETTLED),
        machine=(min(g.least for g in by_machine), max(g.most for g in by_machine))
        if by_machine
        else None,
    )
