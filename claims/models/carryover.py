"""A decision whose words a new text has only nearly: whether it holds there a curator says."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CarryoverQuerySet(models.QuerySet["Carryover"]):
    def waiting(self) -> "CarryoverQuerySet":
        """Nobody has answered yet, and readers see the text."""
        return self.filter(
            answered_at=None, article__withdrawn_at=None, article__superseded_by=None
        )


class Carryover(models.Model):
    """Proposed by ``claims.curation.carryovers``, never applied by a machine.

    ``annotation`` is the decision as ``decisions export`` writes it; ``uid`` is what it would have
    here.
    ``start`` to ``end`` are the words of the new text that are most like those decided on, in code
    points; ``likeness`` goes from 0 to 1. Without a place the words are gone from the text.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="carryovers"
    )
    uid = models.UUIDField(unique=True, editable=False)
    annotation = models.JSONField(db_column="told")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    likeness = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What became of it; empty where a curator said that it does not hold here.
    decision = models.ForeignKey(
        "claims.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_as",
    )

    objects = CarryoverQuerySet.as_manager()

    class Meta:
        ordering = ("-likeness", "pk")
        verbose_name = "decision on an earlier text"
        verbose_name_plural = "decisions on earlier texts"
        indexes = [models.Index(fields=["answered_at", "-likeness", "id"], name="carryover_waits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="carryover_start_before_end"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="carryover_answered_by_somebody_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annotation['body']['deed']} in {self.article}"
