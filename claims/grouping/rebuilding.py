"""Grouping of all statements anew, in pieces that any number of processes share.

What is still to do stands in the database (``RebuildPart``). A process locks a part while it works
on it: one that is stopped or killed loses that part alone, and the next run goes on from there.
"""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, Max, Min, OuterRef

from claims.batches import batches
from claims.claim_summaries import refresh_summaries
from claims.grouping import rebuild_worker
from claims.grouping.candidates import count_all_keys
from claims.grouping.groups import regroup
from claims.grouping.links import find_links, write_links
from claims.grouping.meanings import make_meanings, outdated, public_statements
from claims.locks import lock_grouping, lock_rebuild
from claims.models import (
    Claim,
    ClaimMember,
    RebuildPart,
    RebuildStep,
    StatementIndex,
    StatementLink,
)
from config.interrupts import left_to_this_process

PART_STATEMENTS = 200  # statements of a part that is read or compared, whole articles of them
GROUPED_PART_STATEMENTS = 1_000  # ids of statements that are grouped in one transaction
BATCH_STATEMENTS = 200  # statements grouped together, claims summed up together

# Statements with a link, or in a claim. Of a claim with a member of an earlier part that part
# groups all, so large groups are not done once for each of their members.
LINKED_STATEMENTS_SQL = """
    SELECT first_id FROM claims_statementlink
    WHERE joins AND first_id BETWEEN %(first)s AND %(last)s
    UNION
    SELECT second_id FROM claims_statementlink
    WHERE joins AND second_id BETWEEN %(first)s AND %(last)s
    UNION
    SELECT statement_id FROM claims_claimmember WHERE statement_id BETWEEN %(first)s AND %(last)s
    EXCEPT
    SELECT m.statement_id FROM claims_claimmember m JOIN claims_claimmember earlier USING (claim_id)
    WHERE m.statement_id BETWEEN %(first)s AND %(last)s AND earlier.statement_id < %(first)s
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class RebuildProgress:
    """How far a rebuild is: the step, and how many of its parts are done."""

    step: str
    done: int
    total: int


class RebuildWorkersLost(Exception):
    """A process that shared the rebuild has failed; this one has done its parts."""


def rebuild(workers: int = 1) -> Iterator[RebuildProgress]:
    """Links and groups of all statements anew; meanings only where their version is old.

    Groups do not depend on the order in which articles came, nor on who does which part.
    Raises ``RebuildWorkersLost`` at the end, when all is done, where one of the processes failed.
    """
    _plan()
    with worker_processes(workers - 1):
        yield from do_remaining_parts()


@contextmanager
def worker_processes(count: int) -> Iterator[None]:
    """So many other processes that take parts meanwhile."""
    context = multiprocessing.get_context("spawn")  # connections survive no fork
    processes = [
        context.Process(target=rebuild_worker.do_remaining_parts, daemon=True) for _ in range(count)
    ]
    with left_to_this_process():
        for process in processes:
            process.start()
    yield
    for process in processes:
        process.join()
    if failed := sum(process.exitcode != 0 for process in processes):
        raise RebuildWorkersLost(f"{failed} of {count + 1} processes ended before the rebuild did.")


def do_remaining_parts() -> Iterator[RebuildProgress]:
    totals = {step: RebuildPart.objects.filter(step=step).count() for step in RebuildStep}
    while (step := _current_step()) is not None:
        with transaction.atomic():
            if part := _take(step):
                do_part(part)
                part.delete()
        left = RebuildPart.objects.filter(step=step).count()
        yield RebuildProgress(step.label, totals[step] - left, totals[step])


def _plan() -> None:
    """Parts of all that is to do, unless an earlier run has left some."""
    with transaction.atomic():
        lock_rebuild()
        if RebuildPart.objects.exists():
            return
        for step in (RebuildStep.CLEAR, RebuildStep.TIDY):
            RebuildPart.objects.create(step=step, first=0, last=0)
        for ranges in batches(_article_parts(), BATCH_STATEMENTS):
            RebuildPart.objects.bulk_create(
                RebuildPart(step=step, first=first, last=last)
                for first, last in ranges
                for step in (RebuildStep.READ, RebuildStep.COMPARE)
            )
        ids = StatementIndex.objects.aggregate(first=Min("pk"), last=Max("pk"))
        RebuildPart.objects.bulk_create(
            (
                RebuildPart(
                    step=RebuildStep.GROUP, first=first, last=first + GROUPED_PART_STATEMENTS - 1
                )
                for first in range(
                    ids["first"] or 0, (ids["last"] or -1) + 1, GROUPED_PART_STATEMENTS
                )
            ),
            batch_size=BATCH_STATEMENTS,
        )


def _article_parts() -> Iterator[tuple[int, int]]:
    """Ranges of articles: what an article's text ties is found where it is whole."""
    articles = public_statements().order_by("article").values_list("article", flat=True)
    first = last = count = 0
    for article in articles.iterator(chunk_size=5_000):
        if count >= PART_STATEMENTS and article != last:
            yield first, last
            count = 0
        first = first if count else article
        last = article
        count += 1
    if count:
        yield first, last


def _current_step() -> RebuildStep | None:
    step = RebuildPart.objects.values_list("step", flat=True).first()
    return None if step is None else RebuildStep(step)


def _take(step: RebuildStep) -> RebuildPart | None:
    """A part that nobody works on; if there is none, wait for one that somebody does."""
    parts = RebuildPart.objects.filter(step=step)
    return parts.select_for_update(skip_locked=True).first() or parts.select_for_update().first()


def do_part(part: RebuildPart) -> None:
    match part.step:
        case RebuildStep.READ:
            make_meanings(list(outdated().filter(article__gte=part.first, article__lte=part.last)))
        case RebuildStep.CLEAR:
            StatementLink.objects.filter(dismissed_by=None).delete()
            count_all_keys()
        case RebuildStep.COMPARE:
            statements = public_statements().filter(article__gte=part.first, article__lte=part.last)
            search = find_links(statements.values_list("pk", flat=True), among_longer=True)
            lock_grouping()
            write_links(search)
        case RebuildStep.GROUP:
            _group(part)
        case RebuildStep.TIDY:
            _drop_untied()


def _group(part: RebuildPart) -> None:
    lock_grouping()
    with connection.cursor() as cursor:
        cursor.execute(LINKED_STATEMENTS_SQL, {"first": part.first, "last": part.last})
        ids = [pk for (pk,) in cursor]
    for batch in batches(ids, BATCH_STATEMENTS):
        regroup(batch)


def _drop_untied() -> None:
    """Claims that have no members left keep their address, as a tombstone."""
    lock_grouping()
    member = ClaimMember.objects.filter(claim=OuterRef("pk"))
    gone = Claim.objects.filter(~Exists(member), merged_into=None, statements__gt=0)
    for ids in batches(gone.values_list("pk", flat=True).iterator(), BATCH_STATEMENTS):
        refresh_summaries(ids)
