"""Accuracy of the extractor by the verdicts of curators, from the log of decisions.

A verdict is what a curator made of an attribution that nobody had touched: accepted, or only its
act, kind or parties corrected, is right; rejected, given to another speaker, or its words or source
corrected, is wrong. The question is that of ``manage.py evaluate``: are content and source right?
Curators choose what they look at, the doubtful first, so these figures are of what they looked at
and not of everything; intervals are Wilson's (1927) at 95%.
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
MAX_PAGE_ROWS = 10  # values of a dimension on the page; the file has all
CACHE_KEY = "verdicts-of-curators"
CACHE_SECONDS = 600
Z_95 = 1.959964  # two-sided 95 %
VERSION = "state_before__attribution__extractor_version"


@dataclass(frozen=True, slots=True)
class AccuracyRow:
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
class Accuracy:
    """Rows by dimension, the most judged first, and the calibration error."""

    lines: dict[str, list[AccuracyRow]]

    @property
    def all(self) -> AccuracyRow | None:
        return next(iter(self.lines["all"]), None)

    @property
    def tables(self) -> list[tuple[str, list[AccuracyRow], int]]:
        """Name, the first lines, and how many more there are."""
        return [
            (name, self.lines[by][:MAX_PAGE_ROWS], max(0, len(self.lines[by]) - MAX_PAGE_ROWS))
            for by, name in DIMENSIONS.items()
            if by != "all"
        ]

    @property
    def error(self) -> float:
        """Expected calibration error over the ten bands (Naeini et al. 2015)."""
        bands = self.lines["confidence"]
        off = sum(band.judged * abs(band.confidence - band.precision) for band in bands)
        return off / sum(band.judged for band in bands) if bands else 0.0


def cached_accuracy() -> Accuracy:
    """The figures, at most ten minutes old; older ones are never shown after a change of rights."""
    hidden = Outlet.objects.filter(rights=Rights.METADATA).order_by("pk")
    hidden_outlets = ",".join(map(str, hidden.values_list("pk", flat=True)))
    cache_key = f"{CACHE_KEY}-{sha256(hidden_outlets.encode()).hexdigest()[:16]}"
    return cache.get_or_set(cache_key, compute_accuracy, CACHE_SECONDS)  # type: ignore[return-value]


def compute_accuracy() -> Accuracy:
    return Accuracy({by: list(_lines(by)) for by in DIMENSIONS})


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The 95% confidence interval of a share (Wilson 1927)."""
    if not judged:
        return 0.0, 1.0
    share = right / judged
    center = share + Z_95 * Z_95 / (2 * judged)
    spread = Z_95 * sqrt(share * (1 - share) / judged + Z_95 * Z_95 / (4 * judged * judged))
    below = 1 + Z_95 * Z_95 / judged
    return max(0.0, (center - spread) / below), min(1.0, (center + spread) / below)


def verdicts() -> QuerySet[Decision]:
    """Standing decisions on what the extractor had proposed and nobody had touched."""
    decisions = Decision.objects.standing().filter(
        deed__in=(
            DecisionKind.ACCEPT,
            DecisionKind.REJECT,
            DecisionKind.REASSIGN,
            DecisionKind.EDIT,
        ),
        state_before__attribution__status=Status.UNREVIEWED,
        anchor__carried_from__isnull=True,
    )
    return decisions.exclude(**{VERSION: ""})


def _lines(by: str) -> Iterator[AccuracyRow]:
    decisions = verdicts().annotate(
        value=_value(by),
        sure=Cast(KT("state_before__attribution__confidence"), FloatField()),
        is_right=_is_right(),
    )
    rows = decisions.values("value").annotate(
        judged_count=Count("pk"), right=Count("pk", filter=Q(is_right=True)), mean=Avg("sure")
    )
    order = ("value",) if by == "confidence" else ("-judged_count", "value")
    for row in rows.filter(judged_count__gt=0).order_by(*order):
        value = _band(row["value"]) if by == "confidence" else str(row["value"] or "none")
        yield AccuracyRow(by, value, row["judged_count"], row["right"], row["mean"])


def _is_right() -> Any:
    """Accepted, or edited but for the words, the source and the speaker."""
    only_labels_edited, none = Q(deed=DecisionKind.EDIT), Value("", TextField())
    for path in ("content", "attribution__source", "attribution__speaker__slug"):
        before, after = KT(f"state_before__{path}"), KT(f"state_after__{path}")
        only_labels_edited &= Q(Exact(Coalesce(before, none), Coalesce(after, none)))
    return Case(
        When(Q(deed=DecisionKind.ACCEPT) | only_labels_edited, then=Value(True)),
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
    return f"{tenth * 10} to {tenth * 10 + 10}%"
