"""One answer to "whose words are these?", and the chain of sources it came through."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.spans import SpansField, spans_are_valid


class Status(models.TextChoices):
    """One state machine: proposed by the pipeline, then settled by a curator."""

    UNREVIEWED = "unreviewed", "not reviewed"
    ACCEPTED = "accepted", "accepted"
    CORRECTED = "corrected", "corrected"
    REJECTED = "rejected", "rejected"


SETTLED = (Status.ACCEPTED, Status.CORRECTED)


class AttributionQuerySet(models.QuerySet["Attribution"]):
    def live(self) -> "AttributionQuerySet":
        """Not rejected. A statement has one at most."""
        return self.exclude(status=Status.REJECTED)

    def public(self) -> "AttributionQuerySet":
        """What readers see: of a statement and an article that are neither withdrawn nor old."""
        return self.filter(public_row__isnull=False)


class Attribution(models.Model):
    """Proposed by the pipeline, settled by a curator. Rejected ones stay as history."""

    statement = models.ForeignKey(
        "claims.Statement", on_delete=models.CASCADE, related_name="attributions"
    )
    speaker = models.ForeignKey(
        "claims.Speaker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attributions",
        help_text="Empty when the text does not say whose words these are.",
    )
    role = models.CharField(max_length=300, blank=True, help_text="As stated in this article.")
    source = SpansField(default=tuple, blank=True)  # the words that name the speaker
    cue = SpansField(default=tuple, blank=True)
    act = models.CharField(max_length=20, default="says")
    negated = models.BooleanField(default=False)
    confidence = models.FloatField()
    notes = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    status = models.CharField(
        max_length=10, choices=Status, default=Status.UNREVIEWED, db_default=Status.UNREVIEWED
    )
    extractor_version = models.CharField(max_length=60, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField("decided on", null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        ordering = ("confidence", "pk")
        indexes = [
            models.Index(fields=["status", "confidence", "id"], name="attribution_to_review"),
            models.Index(fields=["act"], name="attribution_act"),
            models.Index(
                fields=["speaker", "-id"], condition=~Q(role=""), name="attribution_with_role"
            ),
            models.Index(
                fields=["statement", "act"],
                name="attribution_negated",
                condition=Q(negated=True) & ~Q(status="rejected"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=~Q(status="rejected"),
                name="one_live_attribution",
                violation_error_message="Reject the current attribution before adding another.",
            ),
            models.CheckConstraint(
                condition=Q(status="unreviewed", decided_by=None, decided_at=None)
                | ~Q(status="unreviewed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="decision_has_curator_and_time",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=spans_are_valid("source") & spans_are_valid("cue"),
                name="attribution_spans_are_valid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker or 'unknown'} ({self.get_status_display()})"

    @property
    def is_settled(self) -> bool:
        """Whether a curator says that it is right, or has made it so."""
        return self.status in SETTLED

    @property
    def certainty(self) -> float:
        """0 to 1, as readers see it: what a curator has settled is certain.

        ``confidence`` stays what the extractor gave it.
        """
        return 1.0 if self.is_settled else self.confidence


class Source(models.Model):
    """One hop of the chain beyond the speaker; position 0 is the innermost."""

    attribution = models.ForeignKey(Attribution, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField()
    speaker = models.ForeignKey("claims.Speaker", on_delete=models.PROTECT, related_name="relayed")
    spans = SpansField(default=tuple, blank=True)

    class Meta:
        ordering = ("attribution", "position")
        constraints = [
            models.UniqueConstraint(fields=["attribution", "position"], name="one_hop_a_position"),
            models.CheckConstraint(
                condition=spans_are_valid("spans"), name="source_spans_are_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"via {self.speaker_id}"
