"""How a claim reached us, in one line: in how many articles, of which outlets, via whom, how sure.

A list of claims names who takes which side; this says what these names rest on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Outlet
from claims import confidence, glossary
from claims.models import Claim, Speaker, Status


@dataclass(frozen=True, slots=True)
class ClaimProvenance:
    """Of one claim. ``machine``: least and greatest confidence of what no curator has settled.

    ``outlets`` and ``via`` are the first of them. Of a claim that was counted by an earlier version
    only ``statements`` and ``outlet_count`` are known.
    """

    statements: int = 0
    outlet_count: int = 0
    articles: int = 0
    outlets: tuple[str, ...] = ()
    via: tuple[Speaker, ...] = ()
    via_total: int = 0
    passed_on: int = 0  # statements that somebody passed on
    settled: int = 0
    machine: tuple[float, float] | None = None

    @property
    def more_via(self) -> int:
        return self.via_total - len(self.via)

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
        names, more = self.outlets, self.outlet_count - len(self.outlets)
        if not names:
            return f" of {self.outlet_count:,} outlets" if self.outlet_count > 1 else ""
        more_names = [f"{more:,} more"] if more > 0 else []
        return f" of {glossary.join_names([*names, *more_names], 'and')}"

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


def provenance_of(claims: Iterable[Claim]) -> dict[int, ClaimProvenance]:
    """By the claims' ids, of their members that are likely or settled."""
    rows = list(claims)
    drafts = {claim.pk: (claim.sides or {}).get("provenance") for claim in rows}
    summed = [draft for draft in drafts.values() if draft]
    outlets = Outlet.objects.in_bulk({pk for draft in summed for pk in draft["outlets"]})
    relays = Speaker.objects.in_bulk({pk for draft in summed for pk in draft["via"]})
    return {
        claim.pk: _provenance(claim, draft, outlets, relays)
        if (draft := drafts[claim.pk])
        else ClaimProvenance(claim.statements, outlet_count=claim.outlets)
        for claim in rows
    }


def _provenance(
    claim: Claim, draft: Mapping[str, Any], outlets: dict[int, Outlet], relays: dict[int, Speaker]
) -> ClaimProvenance:
    """``draft`` is what is stored of it, with the ids of outlets and of those who passed it on."""
    return ClaimProvenance(
        statements=claim.statements,
        outlet_count=claim.outlets,
        articles=draft["articles"],
        outlets=tuple(outlets[pk].name for pk in draft["outlets"] if pk in outlets),
        via=tuple(relays[pk] for pk in draft["via"] if pk in relays),
        via_total=draft["via_total"],
        passed_on=draft["passed_on"],
        settled=draft["settled"],
        machine=None if draft["least"] is None else (draft["least"], draft["most"]),
    )
