"""How right the extractor is, as far as curators have looked: from the log of decisions.

A verdict is what a curator made of an attribution that nobody had touched: accepted, or only its
act, kind or parties corrected, is right; rejected, given to another speaker, or its words or source
corrected, is wrong. The question is that of ``manage.py evaluate``: are content and source right?
Curators choose what they look at, the doubtful first, so these figures are of what they looked at
and not of everything; intervals are Wilson's (1927) at 95 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from typing import Any

from django.core.cache import cache
from django.db.models import (
    Avg,
    BooleanField,
    Case,
    Count,
    F,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Floor, Least
from django.db.models.lookups import Exact

from articles.models import Outlet, Rights
from claims import rights
from claims.models import Decision, DecisionKind, Status

DIMENSIONS = {
    "all": "all verdicts",
    "version": "extractor version",
    "quotation": "quotation",
    "confidence": "confidence",
    "outlet": "outlet",
    "cue": "cue",
}
SHOWN = 10  # values of a dimension on the page; the file has all
KEPT = "verdicts-of-curators"
SECONDS = 600
Z = 1.959964  # two-sided 95 %
VERSION = "state_before__attribution__extractor_version"


@dataclass(frozen=True, slots=True)
class Line:
    """``judged`` verdicts, of which ``right`` were for the extractor, between ``low`` and ``high``.

    ``by`` is a key of ``DIMENSIONS``; ``confidence`` is the mean of what the extractor had said.
    """

    by: str
    value: str
    judged: int
    right: int
    confidence: float

    @property
    def precision(self) -> float:
        return self.right / self.judged

    @property
    def low(self) -> float:
        return wilson(self.right, self.judged)[0]

    @property
    def high(self) -> float:
        return wilson(self.right, self.judged)[1]


@dataclass(frozen=True, slots=True)
class Measured:
    """Lines by dimension, the most judged first, and how far confidence is off."""

    lines: dict[str, list[Line]]

    @property
    def all(self) -> Line | None:
        return next(iter(self.lines["all"]), None)

    @property
    def tables(self) -> list[tuple[str, list[Line], int]]:
        """Name, the first lines, and how many more there are."""
        return [
            (name, self.lines[by][:SHOWN], max(0, len(self.lines[by]) - SHOWN))
            for by, name in DIMENSIONS.items()
            if by != "all"
        ]

    @property
    def error(self) -> float:
        """Expected calibration error over the ten bands (Naeini et al. 2015)."""
        bands = self.lines["confidence"]
        off = sum(band.judged * abs(band.confidence - band.precision) for band in bands)
        return off / sum(band.judged for band in bands) if bands else 0.0


def measured() -> Measured:
    """The figures, at most ten minutes old; those of before a change of rights are never told."""
    shut = Outlet.objects.filter(rights=Rights.METADATA).order_by("pk")
    told = ",".join(map(str, shut.values_list("pk", flat=True)))
    kept = f"{KEPT}-{sha256(told.encode()).hexdigest()[:16]}"
    return cache.get_or_set(kept, measure, SECONDS)  # type: ignore[return-value]


def measure() -> Measured:
    return Measured({by: list(_lines(by)) for by in DIMENSIONS})


def wilson(right: int, judged: int) -> tuple[float, float]:
    """Between what the true share lies, 19 times of 20 (Wilson 1927)."""
    if not judged:
        return 0.0, 1.0
    share = right / judged
    middle = share + Z * Z / (2 * judged)
    spread = Z * sqrt(share * (1 - share) / judged + Z * Z / (4 * judged * judged))
    below = 1 + Z * Z / judged
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


def verdicts() -> QuerySet[Decision]:
    """Standing decisions on what the extractor had proposed and nobody had touched."""
    found = Decision.objects.standing().filter(
        deed__in=(
            DecisionKind.ACCEPT,
            DecisionKind.REJECT,
            DecisionKind.REASSIGN,
            DecisionKind.EDIT,
        ),
        state_before__attribution__status=Status.UNREVIEWED,
        anchor__carried_from__isnull=True,
    )
    return found.exclude(**{VERSION: ""})


def _lines(by: str) -> Iterator[Line]:
    told = verdicts().annotate(
        value=_value(by),
        sure=Cast(KT("state_before__attribution__confidence"), FloatField()),
        is_right=_is_right(),
    )
    counted = told.values("value").annotate(
        judged_count=Count("pk"), right=Count("pk", filter=Q(is_right=True)), mean=Avg("sure")
    )
    order = ("value",) if by == "confidence" else ("-judged_count", "value")
    for row in counted.filter(judged_count__gt=0).order_by(*order):
        value = _band(row["value"]) if by == "confidence" else str(row["value"] or "none")
        yield Line(by, value, row["judged_count"], row["right"], row["mean"])


def _is_right() -> Any:
    """Accepted, or edited but for the words, the source and the speaker."""
    unmoved, none = Q(deed=DecisionKind.EDIT), Value("", TextField())
    for path in ("content", "attribution__source", "attribution__speaker__slug"):
        here, there = KT(f"state_before__{path}"), KT(f"state_after__{path}")
        unmoved &= Q(Exact(Coalesce(here, none), Coalesce(there, none)))
    return Case(
        When(Q(deed=DecisionKind.ACCEPT) | unmoved, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )


def _value(by: str) -> Any:
    if by == "all":
        return Value("all")
    if by == "outlet":
        return F("article__outlet__name")
    if by == "confidence":
        sure = Cast(KT("state_before__attribution__confidence"), FloatField())
        return Least(Cast(Floor(sure * 10), IntegerField()), Value(9))
    if by == "cue":
        cue = KT("state_before__attribution__cue_words")
        return rights.if_words_are_shown(cue, otherwise=Value("not shown", TextField()))
    return KT({"version": VERSION, "quotation": "state_before__quotation"}[by])


def _band(tenth: int) -> str:
    return f"{tenth * 10} to {tenth * 10 + 10} %"
