"""The statement index: what readers see, one narrow row a statement, and the facet counts.

Nothing here is written by Python. Triggers (claims/models/sql/statement_index.sql,
docs/decisions/0004-counts.md) follow every write to statements, attributions, hops, mentions,
articles and speakers, whoever makes it, so that a list, its facets and its counts can't disagree
with the records, and what is withdrawn, rejected or superseded is gone from all of them in the same
transaction.
"""

import logging
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import InterfaceError, OperationalError, connection, models
from django.db.models import F, Sum

logger = logging.getLogger(__name__)

TEXT_ORDER = (F("article").desc(), "start", "statement")
# Stands in the ledger before a facet's name where only what is likely or settled is counted.
LIKELY_MARK = "+"
MAX_UNFOLDED_ROWS = 2_000  # of the ledger; a page looks at each of them
NEWEST_FIRST = (F("published_on").desc(nulls_last=True), *TEXT_ORDER)


def reference_to(model: str) -> Any:
    # No constraint and nothing to do on delete: the triggers keep the row true.
    return models.ForeignKey(
        model, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip


class IndexRow(models.Model):
    """The facets of a statement and of its live attribution. Read only."""

    article = reference_to("articles.Article")
    start = models.PositiveIntegerField()
    outlet = reference_to("articles.Outlet")
    outlets = ArrayField(models.BigIntegerField(), default=list)  # of all articles it appears in
    published_on = models.DateField(null=True)
    speaker = reference_to("claims.Speaker")
    party = reference_to("claims.Party")
    about = ArrayField(models.CharField(max_length=20))  # codes of the parties spoken of
    sources = ArrayField(models.BigIntegerField())  # ids of the chain's speakers, innermost first
    act = models.CharField(max_length=20)
    quotation = models.CharField(max_length=8)
    mode = models.CharField(max_length=8)
    status = models.CharField(max_length=10)
    confidence = models.FloatField()  # 1 where a curator has settled it

    class Meta:
        abstract = True


class StatementIndex(IndexRow):
    """A statement that readers see."""

    statement = models.OneToOneField(
        "claims.Statement", on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True,
        related_name="public_row",
    )  # fmt: skip
    attribution = models.OneToOneField(
        "claims.Attribution", on_delete=models.DO_NOTHING, db_constraint=False,
        related_name="public_row",
    )  # fmt: skip

    articles = ArrayField(models.BigIntegerField(), default=list)  # ids of all in which it appears

    class Meta:
        db_table = "claims_shown"
        verbose_name_plural = "statement index"
        indexes = [
            models.Index(*NEWEST_FIRST, name="shown_by_day"),
            models.Index("speaker", *NEWEST_FIRST, name="shown_by_speaker"),
            models.Index("party", *NEWEST_FIRST, name="shown_by_party"),
            models.Index("act", *NEWEST_FIRST, name="shown_by_act"),
            models.Index("confidence", *TEXT_ORDER, name="shown_by_sureness"),
            models.Index("status", *TEXT_ORDER, name="shown_by_status"),
            models.Index("quotation", *TEXT_ORDER, name="shown_by_quoting"),
            models.Index("mode", *TEXT_ORDER, name="shown_by_mode"),
            models.Index(*TEXT_ORDER, name="shown_by_article"),
            # The review desk's queue, and within it those of nobody known.
            models.Index(
                "confidence", "statement", name="shown_to_review",
                condition=models.Q(status="unreviewed"),
            ),
            models.Index(
                "confidence", "statement", name="shown_of_nobody",
                condition=models.Q(status="unreviewed", speaker=None),
            ),
            GinIndex(fields=["about"], name="shown_about", opclasses=["array_ops"]),
            GinIndex(fields=["outlets"], name="shown_outlets", opclasses=["array_ops"]),
            GinIndex(fields=["articles"], name="shown_articles", opclasses=["array_ops"]),
            GinIndex(fields=["sources"], name="shown_sources", opclasses=["array_ops"]),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"shown: {self.statement_id}"


class StatementSample(IndexRow):
    """One in ``SHARE`` of the shown statements, by a hash of their ids, with their words' index.

    Small enough to be read whole: from it come the counts that would take too long to be exact.
    """

    SHARE = 20

    statement = models.OneToOneField(
        "claims.Statement", on_delete=models.DO_NOTHING, db_constraint=False, primary_key=True,
        related_name="sampled",
    )  # fmt: skip
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "claims_sampled"
        verbose_name_plural = "statement sample"
        indexes = [
            models.Index(fields=["speaker"], name="sampled_by_speaker"),
            models.Index(fields=["party"], name="sampled_by_party"),
            models.Index(fields=["act"], name="sampled_by_act"),
            models.Index(fields=["published_on"], name="sampled_by_day"),
            GinIndex(fields=["about"], name="sampled_about", opclasses=["array_ops"]),
            GinIndex(fields=["outlets"], name="sampled_outlets", opclasses=["array_ops"]),
            GinIndex(fields=["sources"], name="sampled_sources", opclasses=["array_ops"]),
            GinIndex(fields=["search"], name="sampled_search"),
        ]

    def __str__(self) -> str:
        return f"sampled: {self.statement_id}"


class FacetCountQuerySet(models.QuerySet["FacetCount"]):
    def of(self, facet: str) -> dict[Any, int]:
        """Value → number of shown statements. Values are ids where the facet is a record's."""
        rows = self.filter(facet=facet).values_list("ref", "word").annotate(sum=Sum("n"))
        return {word or ref or "": count for ref, word, count in rows if count > 0}

    def total(self, likely: bool = False) -> int:
        """How many statements readers see; ``likely``: without doubtful ones."""
        return self.filter(facet=f"{LIKELY_MARK}all" if likely else "all").sum()

    def sum(self) -> int:
        return self.aggregate(sum=Sum("n"))["sum"] or 0

    def fold_if_long(self) -> None:
        """Makes one row of those of one value, once many have been added; the sums stay the same.

        For after a commit: whoever writes does not wait for it, and it waits for nobody. Where the
        connection is lost meanwhile it is left to the next commit.
        """
        try:
            if self.filter(level__lt=2)[:MAX_UNFOLDED_ROWS].count() == MAX_UNFOLDED_ROWS:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT counted_fold(0), counted_fold(1)")
        except (InterfaceError, OperationalError) as error:
            logger.debug("The ledger of counts is folded later: %s", str(error).splitlines()[0])


class FacetCount(models.Model):
    """A ledger: the sum of ``n`` over all its rows is how many shown statements have the value.

    Rows are only ever added, and now and then several become one; so writers never wait for one
    another. Each facet is there twice: of all statements, and under its name with ``LIKELY_MARK``
    before it of those that are likely or settled. ``ref`` is a record's id, ``word`` anything else;
    both empty: the statement has none.
    """

    facet = models.CharField(max_length=16)
    ref = models.BigIntegerField(default=0)
    word = models.CharField(max_length=60, blank=True)
    n = models.IntegerField()
    level = models.SmallIntegerField(default=0)  # how often it was folded with others

    objects = FacetCountQuerySet.as_manager()

    class Meta:
        db_table = "claims_counted"
        indexes = [
            models.Index(fields=["facet", "ref", "word"], include=["n"], name="counted_values"),
            models.Index(
                fields=["level", "facet"], name="counted_unfolded", condition=models.Q(level__lt=2)
            ),
            models.Index(fields=["facet", "-n"], name="counted_most", condition=models.Q(level=2)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "ref", "word"],
                condition=models.Q(level=2),
                name="counted_once_folded",
            )
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.word or self.ref}: {self.n:+}"


class _Count(models.Model):
    statements = models.IntegerField()

    class Meta:
        abstract = True


class SpeakerCount(_Count):
    """A view: how many likely or settled statements are a speaker's; none, no row."""

    speaker = models.OneToOneField(
        "claims.Speaker", on_delete=models.DO_NOTHING, primary_key=True, related_name="counted"
    )

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.speaker_id}: {self.statements}"


class SourceCount(_Count):
    """A view: how many likely or settled statements came through a speaker."""

    speaker = models.OneToOneField(
        "claims.Speaker", on_delete=models.DO_NOTHING, primary_key=True, related_name="resting_on"
    )

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.speaker_id}: {self.statements}"


class ArticleCount(_Count):
    """A view: how many likely or settled statements stand in an article."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.DO_NOTHING, primary_key=True, related_name="counted"
    )

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.article_id}: {self.statements}"
