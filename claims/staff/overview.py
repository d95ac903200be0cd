"""What waits for curators and what they did lately, for the front page of the admin."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ExtractionState, Submission, heavy_columns
from claims.models import Carryover, Decision, Report, StatementIndex, Status
from claims.staff.claims.proposals import waiting_links
from claims.staff.review.queue import COUNT_TIMEOUT_MS, MAX_COUNTED, Queue, bounded_count
from claims.timeouts import QueryTimeout, statement_timeout

LATEST_DECISIONS, WEEKS = 8, 6


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that waits; ``count`` is None where counting it took too long."""

    label: str
    meaning: str
    count: int | None
    address: str

    @property
    def count_in_words(self) -> str:
        if self.count is None:
            return "many"
        return f"more than {MAX_COUNTED:,}" if self.count > MAX_COUNTED else f"{self.count:,}"


def work(user: Any) -> list[WorkItem]:
    """What this user may look at, the most urgent first."""
    queue = reverse("review:queue")
    stages = {stage.need: count for stage, count in Queue(QueryDict()).counts()}
    unreviewed = StatementIndex.objects.filter(status=Status.UNREVIEWED)
    failed = Article.objects.filter(extraction=ExtractionState.FAILED)
    items = [
        WorkItem("Reported", "A reader says that something is wrong.",
                 _count(Report.objects.open()), f"{queue}?need=reported"),
        WorkItem("Disagreeing", "The extractor now disagrees with a curator.",
                 stages["disagreeing"], f"{queue}?need=disagreeing"),
        WorkItem("Earlier texts", "Decisions on an earlier text wait for a yes or no.",
                 _count(Carryover.objects.waiting()), reverse("admin:claims_carryover_changelist")),
        WorkItem("Failed articles", "The machine failed to read them.",
                 _count(failed), _articles(ExtractionState.FAILED)),
        WorkItem("Claims", "Two statements may say the same, or contradict each other.",
                 _count(waiting_links()), reverse("claim_desk:proposals")),
        WorkItem("To review", "Found by machine; nobody has looked at it yet.",
                 _count(unreviewed), queue),
    ]  # fmt: skip
    if user.has_perm("articles.add_article"):
        mine = Submission.objects.waiting().filter(by=user)
        items.append(WorkItem("To store", "Articles you added and have not stored.",
                              _count(mine), reverse("add")))  # fmt: skip
    return items


def latest_decisions() -> QuerySet[Decision]:
    decisions = Decision.objects.select_related("by", "statement", "article", "speaker", "undoes")
    light = decisions.defer("statement__search", *heavy_columns("article__"))
    return light.order_by("-at", "-pk")[:LATEST_DECISIONS]


@dataclass(frozen=True, slots=True)
class WeeksTable:
    """Decisions a curator and week; ``rows`` hold the name, their numbers by week, the sum."""

    weeks: list[date]
    rows: list[tuple[str, list[int], int]]


def decisions_by_week() -> WeeksTable | None:
    """Of the last weeks, those who decided most first; None where counting takes too long."""
    this_week = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    weeks = [this_week - timedelta(weeks=n) for n in range(WEEKS)]
    since = timezone.make_aware(datetime.combine(weeks[-1], time.min))
    recent = Decision.objects.filter(at__gte=since).order_by()
    counts = (
        recent.annotate(week=TruncWeek("at"))
        .values_list("by__username", "by__first_name", "by__last_name", "week")
        .annotate(count=Count("pk"))
    )
    numbers: dict[str, dict[date, int]] = defaultdict(dict)
    try:
        with statement_timeout(COUNT_TIMEOUT_MS * 5):
            for username, first, last, week, count in counts:
                name = f"{first} {last}".strip() or username
                numbers[name][timezone.localdate(week)] = count
    except QueryTimeout:
        return None
    rows = [
        (name, [by_week.get(week, 0) for week in weeks], sum(by_week.values()))
        for name, by_week in numbers.items()
    ]
    return WeeksTable(weeks, sorted(rows, key=lambda row: (-row[2], row[0])))


def _articles(state: ExtractionState) -> str:
    return f"{reverse('admin:articles_article_changelist')}?extraction__exact={state}"


def _count(rows: QuerySet[Any]) -> int | None:
    return bounded_count(rows.order_by())
