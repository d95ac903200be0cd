"""Who takes which side of a claim, told alike on every page, picture and file.

Whoever says it first comes first. Whoever only passes it on never stands among those who say it,
however many they are; a denial is told apart from a doubt.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q

from articles.models import DateBasis
from claims import glossary
from claims.claim_summaries import MAX_NAMES
from claims.dates import ReportDay
from claims.models import AGAINST, FOR, Claim, ClaimMember, Speaker, Stance
from claims.models.claim import ClaimMemberQuerySet
from claims.presentation.claim_provenance import ClaimProvenance, provenance_of

ORDER = (Stance.ASSERTS, Stance.REPEATS, Stance.DENIES, Stance.DOUBTS, Stance.ASKS)
UNKNOWN = "an unknown speaker"
_DAY = "statement__public_row__published_on"
_SPEAKER = "statement__public_row__speaker"
_STATED = ~Q(statement__article__published_basis=DateBasis.INFERRED)


@dataclass(frozen=True, slots=True)
class ClaimSide:
    """Those of one stance, the first to be reported first; None: a speaker who is not known."""

    stance: Stance
    speakers: tuple[Speaker | None, ...]
    more: int  # beyond ``MAX_NAMES``

    @property
    def words(self) -> str:
        """For the names to follow: "claimed by"."""
        return glossary.stances()[self.stance]

    @property
    def total(self) -> int:
        return len(self.speakers) + self.more

    @property
    def names(self) -> str:
        """ "Russia, US officials and 3 more"."""
        names = ", ".join(str(speaker or UNKNOWN) for speaker in self.speakers)
        return f"{names} and {self.more:,} more" if self.more else names

    def __str__(self) -> str:
        return f"{self.words} {self.names}"


@dataclass(frozen=True, slots=True)
class ClaimOutline:
    """What stands beside a claim's wording wherever it is shown, so that it never looks ours."""

    sides: tuple[ClaimSide, ...] = ()
    first: ReportDay = ReportDay(None)
    latest: ReportDay = ReportDay(None)

    @property
    def is_disputed(self) -> bool:
        stances = {side.stance for side in self.sides}
        return bool(stances & {*FOR}) and bool(stances & {*AGAINST})

    @property
    def kind(self) -> str:
        return "Disputed claim" if self.is_disputed else "Claim"

    @property
    def label(self) -> str:
        """For the wording to follow: "Disputed claim, made by Russia and 2 others"."""
        origin = self.side(Stance.ASSERTS)
        if origin is None or origin.speakers[0] is None:
            return self.kind
        first, *others = origin.speakers
        if origin.total == 2 and others[0] is not None:
            return f"{self.kind}, made by {first} and {others[0]}"
        more = origin.total - 1
        and_more = f" and {more:,} other{'' if more == 1 else 's'}" if more else ""
        return f"{self.kind}, made by {first}{and_more}"

    @property
    def in_words(self) -> str:
        return "; ".join(map(str, self.sides))

    def side(self, stance: Stance) -> ClaimSide | None:
        return next((side for side in self.sides if side.stance == stance), None)


class _Group(NamedTuple):
    """What the members of one claim, stance and speaker have in common."""

    claim: int
    stance: str
    speaker: int | None
    first: date | None
    first_stated: date | None
    latest: date | None
    latest_stated: date | None
    statement: int


def outlines_of(members: ClaimMemberQuerySet) -> dict[int, ClaimOutline]:
    """The outline of each claim (by id) that these members belong to."""
    days: dict[str, Any] = {
        "first": Min(_DAY), "first_stated": Min(_DAY, filter=_STATED),
        "latest": Max(_DAY), "latest_stated": Max(_DAY, filter=_STATED),
        "least": Min("statement"),
    }  # fmt: skip
    rows = members.order_by().values_list("claim", "stance", _SPEAKER).annotate(**days)
    groups = sorted((_Group(*row) for row in rows), key=lambda group: group.claim)
    by_claim = {claim: list(own) for claim, own in groupby(groups, lambda group: group.claim)}
    drafts = {claim: _OutlineDraft(_sides(own), *_days(own)) for claim, own in by_claim.items()}
    return _outlines(drafts)


def _stored_outlines(claims: Iterable[Claim]) -> dict[int, ClaimOutline]:
    """The same of likely members, as it was worked out when they last changed."""
    return _outlines({claim.pk: _stored_draft(claim, claim.sides) for claim in claims})


def _stored_draft(claim: Claim, stored: Any) -> "_OutlineDraft":
    stances = stored["stances"]
    return _OutlineDraft(
        [
            _SideDraft(stance, stances[stance]["speakers"], stances[stance]["total"])
            for stance in ORDER
            if stance in stances
        ],
        ReportDay(claim.first_on, not stored["first_stated"]),
        ReportDay(claim.latest_on, not stored["latest_stated"]),
    )


class _SideDraft(NamedTuple):
    """``speakers``: ids of those who are named, the first to be reported first."""

    stance: Stance
    speakers: list[int | None]
    total: int


class _OutlineDraft(NamedTuple):
    """An outline whose speakers are not looked up yet."""

    sides: list[_SideDraft]
    first: ReportDay
    latest: ReportDay


def _outlines(drafts: dict[int, _OutlineDraft]) -> dict[int, ClaimOutline]:
    ids = {pk for draft in drafts.values() for side in draft.sides for pk in side.speakers}
    speakers = Speaker.objects.filter(pk__in=ids - {None}).select_related("party")
    by_id: dict[int | None, Speaker] = {speaker.pk: speaker for speaker in speakers}
    return {
        claim: ClaimOutline(
            tuple(
                ClaimSide(
                    side.stance,
                    tuple(by_id.get(pk) for pk in side.speakers),
                    side.total - len(side.speakers),
                )
                for side in draft.sides
            ),
            draft.first,
            draft.latest,
        )
        for claim, draft in drafts.items()
    }


def _sides(groups: list[_Group]) -> list[_SideDraft]:
    ordered = sorted(groups, key=lambda group: (group.first or date.max, group.statement))
    speakers = {stance: [g.speaker for g in ordered if g.stance == stance] for stance in ORDER}
    return [
        _SideDraft(stance, all_of_it[:MAX_NAMES], len(all_of_it))
        for stance, all_of_it in speakers.items()
        if all_of_it
    ]


def _days(groups: list[_Group]) -> tuple[ReportDay, ReportDay]:
    """First and latest day; each is inferred unless an article of that day states it."""
    first = min((g.first for g in groups if g.first), default=None)
    latest = max((g.latest for g in groups if g.latest), default=None)
    return (
        ReportDay(first, first not in {g.first_stated for g in groups}),
        ReportDay(latest, latest not in {g.latest_stated for g in groups}),
    )


def with_outlines(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with ``outline`` and ``provenance``, of its likely or settled members."""
    rows = list(claims)
    new = [claim for claim in rows if claim.sides is None]
    outlines = _stored_outlines(claim for claim in rows if claim.sides is not None)
    if new:
        outlines |= outlines_of(ClaimMember.objects.likely().filter(claim__in=new))
    provenance = provenance_of(rows) if rows else {}
    for claim in rows:
        claim.provenance = provenance.get(claim.pk, ClaimProvenance())  # type: ignore[attr-defined]
        claim.outline = outlines.get(claim.pk, ClaimOutline())  # type: ignore[attr-defined]
    return rows
