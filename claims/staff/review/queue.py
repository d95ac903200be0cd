"""The review queue: statements that need a curator, the most urgent first.

The queue is a row of stages, one after the other; a statement stands in one stage only. Each stage
is read by keyset pagination in the order of an index, so that a queue of a million costs no more
than a queue of ten.
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

DESK_PARAMETERS = ("need", "from", "stay")  # parameters of the desk that no filter knows
MAX_COUNTED = 1_000  # beyond it a stage says "more than"
EPOCH = "epoch"  # seconds since 1970, as PostgreSQL gives them
COUNT_TIMEOUT_MS = 100  # for each count
PROMINENT_SPEAKERS, MIN_STATEMENTS = 20, 3
CANDIDATES_PER_QUERY = 10  # fetched at once when the next one is taken


class QueuePosition(NamedTuple):
    """The keyset of a statement in the queue: its stage, its urgency there, then its id."""

    stage: int
    urgency: float
    statement: int


@dataclass(frozen=True)
class QueueStage:
    """A stage: ``rows`` have a statement's id as key, and ``urgency`` to sort by, least first."""

    need: str
    label: str
    why: str
    rows: Callable[["Queue"], QuerySet[Any]]


class Queue:
    """The statements that fit the query string; without filters all of them."""

    def __init__(self, params: QueryDict) -> None:
        self.params = params.copy()
        self.need = self.params.get("need", "")
        for name in DESK_PARAMETERS:
            self.params.pop(name, None)
        self.listing = filters.statements(self.params, with_doubtful=True)

    @property
    def problems(self) -> list[str]:
        unknown = self.need and self.need not in [stage.need for stage in STAGES]
        needs = ", ".join(stage.need for stage in STAGES)
        problems = [f"need: “{self.need}” is not known. Known: {needs}."] if unknown else []
        return [*self.listing.problems, *problems]

    @property
    def query(self) -> str:
        """The query string that shows this queue again."""
        params = self.params.copy()
        if self.need:
            params["need"] = self.need
        return params.urlencode()

    @property
    def without_need(self) -> str:
        return self.params.urlencode()

    def stages(self) -> list[tuple[int, QueueStage]]:
        if self.problems:
            return []
        return [(n, stage) for n, stage in enumerate(STAGES) if self.need in ("", stage.need)]

    @cached_property
    def prominent(self) -> list[int]:
        """The speakers (ids) with the most statements, of at least ``MIN_STATEMENTS``."""
        quoted = SpeakerCount.objects.filter(statements__gte=MIN_STATEMENTS)
        ids = quoted.order_by("-statements", "pk").values_list("pk", flat=True)
        return list(ids[:PROMINENT_SPEAKERS])

    def fitting(self) -> Q:
        """The condition of the filters on the rows that readers see; without filters, all."""
        return self.listing.rows() if self.listing.active else Q()

    def positions_after(
        self, position: QueuePosition | None, count: int, *, unheld_by: Any = None
    ) -> list[QueuePosition]:
        """The next ``count`` after ``position``, without those locked by users other than this."""
        positions: list[QueuePosition] = []
        for number, stage in self.stages():
            if position and number < position.stage:
                continue
            rows = stage.rows(self)
            if position and number == position.stage:
                rows = rows.filter(_behind(position))
            if unheld_by is not None:
                held = ReviewLock.objects.of_others(unheld_by).values("statement")
                rows = rows.exclude(pk__in=held)
            values = rows.values_list("urgency", "pk")[: count - len(positions)]
            positions += [QueuePosition(number, *row) for row in values]
            if len(positions) >= count:
                break
        return positions

    def take_next(
        self, position: QueuePosition | None, *, by: Any, excluding: int | None = None
    ) -> QueuePosition | None:
        """Lock the next one after ``position``, or from the top again; None if nothing is free."""
        for start in (position, None) if position else (None,):
            while batch := self.positions_after(start, CANDIDATES_PER_QUERY, unheld_by=by):
                for free in batch:
                    if free.statement != excluding and ReviewLock.objects.take(free.statement, by):
                        return free
                start = batch[-1]
        return None

    def counts(self) -> list[tuple[QueueStage, int | None]]:
        """The count of each stage, ``MAX_COUNTED`` + 1 at most; None after the time limit."""
        return [(stage, bounded_count(stage.rows(self))) for _, stage in self.stages()]

    def stage(self, position: QueuePosition) -> QueueStage:
        return STAGES[position.stage]

    def position_of(self, statement: Statement) -> QueuePosition | None:
        """Where this statement stands now; None if nothing waits for a decision on it."""
        for number, stage in self.stages():
            rows = stage.rows(self).filter(pk=statement.pk)
            for urgency in rows.values_list("urgency", flat=True):
                return QueuePosition(number, urgency, statement.pk)
        return None


def bounded_count(rows: QuerySet[Any]) -> int | None:
    """A filter that hardly anything fits would have to read a million rows to count to 1,000."""
    try:
        with statement_timeout(COUNT_TIMEOUT_MS):
            return rows[: MAX_COUNTED + 1].count()
    except QueryTimeout:
        return None


def _behind(position: QueuePosition) -> Q:
    # The first condition repeats what follows from the second, in a form an index can begin at.
    later = Q(urgency__gt=position.urgency) | Q(urgency=position.urgency, pk__gt=position.statement)
    return Q(urgency__gte=position.urgency) & later


def _statements(queue: Queue) -> QuerySet[Any]:
    # Also those whose attribution was rejected, which readers don't see and no filter can tell of.
    rows = Statement.objects.filter(
        withdrawn_at=None, article__withdrawn_at=None, article__superseded_by=None
    )
    if not queue.listing.active:
        return rows
    return rows.filter(pk__in=StatementIndex.objects.filter(queue.fitting()).values("pk"))


def _reported(queue: Queue) -> QuerySet[Any]:
    """The longest waiting first; a statement waits until every report on it is answered."""
    reports = Report.objects.open()
    waiting = reports.filter(statement=OuterRef("pk")).annotate(since=Extract("created_at", EPOCH))
    since = Cast(Subquery(waiting.values("since")[:1]), FloatField())
    rows = _statements(queue).filter(pk__in=reports.order_by().values("statement"))
    return rows.annotate(urgency=since).order_by("urgency", "pk")


def _disagreeing(queue: Queue) -> QuerySet[Any]:
    rows = _statements(queue).filter(disagreement__isnull=False)
    rows = rows.exclude(pk__in=Report.objects.open().order_by().values("statement"))
    return rows.annotate(urgency=Value(0.0, output_field=FloatField())).order_by("pk")


def _unreviewed(queue: Queue, **match: Any) -> QuerySet[Any]:
    rows = StatementIndex.objects.filter(queue.fitting(), status=Status.UNREVIEWED, **match)
    rows = rows.exclude(pk__in=Report.objects.open().order_by().values("statement"))
    return rows.annotate(urgency=F("confidence")).order_by("confidence", "pk")


def _unknown_speaker(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker=None)


def _doubtful(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker__isnull=False, confidence__lt=LIKELY)


def _prominent(queue: Queue) -> QuerySet[Any]:
    return _surest(queue).filter(speaker__in=queue.prominent)


def _likely(queue: Queue) -> QuerySet[Any]:
    return _surest(queue).exclude(speaker__in=queue.prominent)


def _surest(queue: Queue) -> QuerySet[Any]:
    return _unreviewed(queue, speaker__isnull=False, confidence__gte=LIKELY)


STAGES = (
    QueueStage("reported", "reported", "A reader says that something is wrong with it.", _reported),
    QueueStage(
        "disagreeing", "disputed by the extractor",
        "A newer run of the extractor disagrees with the curator who settled it.",
        _disagreeing,
    ),
    QueueStage("nobody", "speaker unknown", "No speaker was found.", _unknown_speaker),
    QueueStage("doubtful", "doubtful", "The extractor itself is not sure.", _doubtful),
    QueueStage(
        "prominent", "much quoted", "Its speaker is among the most quoted.",
        _prominent,
    ),
    QueueStage("likely", "likely", "Nobody has looked at it yet.", _likely),
)  # fmt: skip
