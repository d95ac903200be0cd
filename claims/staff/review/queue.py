"""What needs a curator's eyes, most urgent first.

The queue is a row of lanes, one after the other; a statement stands in one lane only. Each lane is
read in the order of an index and from a place on, so that a queue of a million costs no more than
a queue of ten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Extract
from django.http import QueryDict

from claims.confidence import LIKELY
from claims.listing import filters
from claims.models import Report, ReviewLock, SpeakerCount, Statement, StatementIndex, Status
from claims.timeouts import QueryTimeout, statement_timeout

OWN = ("need", "from", "stay")  # parameters of the desk that no filter knows
COUNTED = 1_000  # beyond it a lane says "more than"
EPOCH = "epoch"  # seconds since 1970, as PostgreSQL gives them
PATIENCE = 100  # milliseconds for each count
PROMINENT, FEW = 20, 3
TRIED = 10  # fetched at once when the next one is taken


class Place(NamedTuple):
    """Where a statement stands: its lane, and there by urgency, then by its id."""

    lane: int
    urgency: float
    statement: int


@dataclass(frozen=True)
class Lane:
    """``rows`` have a statement's id as their key, and ``urgency`` to sort by, least first."""

    need: str
    label: str
    why: str
    rows: Callable[["Queue"], QuerySet[Any]]


class Queue:
    """The statements that fit the query string; without filters all of them."""

    def __init__(self, params: QueryDict) -> None:
        self.params = params.copy()
        self.need = self.params.get("need", "")
        for name in OWN:
            self.params.pop(name, None)
        self.chosen = filters.statements(self.params)

    @property
    def problems(self) -> list[str]:
        unknown = self.need and self.need not in [lane.need for lane in LANES]
        known = ", ".join(lane.need for lane in LANES)
        told = [f"need: “{self.need}” is not known. Known: {known}."] if unknown else []
        return [*self.chosen.problems, *told]

    @property
    def query(self) -> str:
        """The query string that shows this queue again."""
        kept = self.params.copy()
        if self.need:
            kept["need"] = self.need
        return kept.urlencode()

    @property
    def without_need(self) -> str:
        return self.params.urlencode()

    def lanes(self) -> list[tuple[int, Lane]]:
        asked = [(n, lane) for n, lane in enumerate(LANES) if self.need in ("", lane.need)]
        return [] if self.problems else asked

    @cached_property
    def prominent(self) -> list[int]:
        """The speakers (ids) with the most statements; those of one or two are nobody's fame."""
        most = SpeakerCount.objects.filter(statements__gte=FEW).order_by("-statements", "pk")
        return list(most.values_list("pk", flat=True)[:PROMINENT])

    def fitting(self) -> Q:
        """What the filters let through of the rows that readers see; nothing, all of them."""
        return self.chosen.rows() if self.chosen.active else Q()

    def after(self, place: Place | None, count: int, *, unheld_by: Any = None) -> list[Place]:
        """The next ``count`` behind ``place``; without what others are looking at."""
        found: list[Place] = []
        for number, lane in self.lanes():
            if place and number < place.lane:
                continue
            rows = lane.rows(self)
            if place and number == place.lane:
                rows = rows.filter(_behind(place))
            if unheld_by is not None:
                held = ReviewLock.objects.of_others(unheld_by).values("statement")
                rows = rows.exclude(pk__in=held)
            values = rows.values_list("urgency", "pk")[: count - len(found)]
            found += [Place(number, *row) for row in values]
            if len(found) >= count:
                break
        return found

    def take_next(self, place: Place | None, *, by: Any, but: int | None = None) -> Place | None:
        """Claim the next one behind ``place``, or from the top again; None if nothing is free."""
        for start in (place, None) if place else (None,):
            while batch := self.after(start, TRIED, unheld_by=by):
                for one in batch:
                    if one.statement != but and ReviewLock.objects.take(one.statement, by):
                        return one
                start = batch[-1]
        return None

    def counts(self) -> list[tuple[Lane, int | None]]:
        """How many wait in each lane, to ``COUNTED`` + 1 at most; None where it takes too long."""
        return [(lane, _counted(lane.rows(self))) for _, lane in self.lanes()]

    def lane(self, place: Place) -> Lane:
        return LANES[place.lane]

    def where(self, statement: Statement) -> Place | None:
        """Where this statement stands now; None if nothing waits for a decision on it."""
        for number, lane in self.lanes():
            rows = lane.rows(self).filter(pk=statement.pk)
            for urgency in rows.values_list("urgency", flat=True):
                return Place(number, urgency, statement.pk)
        return None


def _counted(rows: QuerySet[Any]) -> int | None:
    """A filter that hardly anything fits would have to read a million rows to count to 1,000."""
    try:
        with statement_timeout(PATIENCE):
            return rows[: COUNTED + 1].count()
    except QueryTimeout:
        return None


def _behind(place: Place) -> Q:
    # The first condition repeats what follows from the second, in a form an index can begin at.
    later = Q(urgency__gt=place.urgency) | Q(urgency=place.urgency, pk__gt=place.statement)
    return Q(urgency__gte=place.urgency) & later


def _statements(queue: Queue) -> QuerySet[Any]:
    # Also those whose attribution was rejected, which readers don't see and no filter can tell of.
    found = Statement.objects.filter(
        withdrawn_at=None, article__withdrawn_at=None, article__superseded_by=None
    )
    if not queue.chosen.active:
        return found
    return found.filter(pk__in=StatementIndex.objects.filter(queue.fitting()).values("pk"))


def _reported(queue: Queue) -> QuerySet[Any]:
    """The longest waiting first; a statement waits until every report on it is answered."""
    reports = Report.objects.open()
    waiting = reports.filter(statement=OuterRef("pk")).annotate(since=Extract("created_at", EPOCH))
    since = Cast(Subquery(waiting.values("since")[:1]), FloatField())
    found = _statements(queue).filter(pk__in=reports.order_by().values("statement"))
    return found.annotate(urgency=since).order_by("urgency", "pk")


def _disagreeing(queue: Queue) -> QuerySet[Any]:
    found = _statements(queue).filter(disagreement__isnull=False)
    found = found.exclude(pk__in=Report.objects.open().order_by().values("statement"))
    return found.annotate(urgency=Value(0.0, output_field=FloatField())).order_by("pk")


def _unreviewed(queue: Queue, **match: Any) -> QuerySet[Any]:
    found = StatementIndex.objects.filter(queue.fitting(), status=Status.UNREVIEWED, **match)
    found = found.exclude(pk__in=Report.objects.open().order_by().values("statement"))
    return found.annotate(urgency=F("confidence")).order_by("confidence", "pk")


def _nobody(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker=None)


def _doubtful(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker__isnull=False, confidence__lt=LIKELY)


def _prominent(queue: Queue) -> QuerySet[Any]:
    return _surest(queue).filter(speaker__in=queue.prominent)


def _likely(queue: Queue) -> QuerySet[Any]:
    return _surest(queue).exclude(speaker__in=queue.prominent)


def _surest(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker__isnull=False, confidence__gte=LIKELY)


LANES = (
    Lane("reported", "reported", "A reader says that something is wrong with it.", _reported),
    Lane(
        "disagreeing", "disputed by the extractor",
        "A newer run of the extractor sees it otherwise than the curator who settled it.",
        _disagreeing,
    ),
    Lane("nobody", "speaker unknown", "No speaker was found.", _nobody),
    Lane("doubtful", "doubtful", "The extractor itself is not sure.", _doubtful),
    Lane(
        "prominent", "much quoted", "It is of one of those quoted most, whom most people look up.",
        _prominent,
    ),
    Lane("likely", "likely", "Nobody has looked at it yet.", _likely),
)  # fmt: skip
