"""One act of a curator, in an append-only log from which it can be undone, replayed, exported."""

from django.conf import settings
from django.db import models


class Deed(models.TextChoices):
    """What the curator did."""

    ACCEPT = "accept", "accepted"
    REJECT = "reject", "rejected"
    REASSIGN = "reassign", "gave to another speaker"
    UNDO = "undo", "undid"


class Decision(models.Model):
    """Written by ``curation.py`` alone. ``before`` and ``after`` hold the attribution's state."""

    deed = models.CharField(max_length=12, choices=Deed)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=500, blank=True)
    statement = models.ForeignKey(
        "claims.Statement", on_delete=models.PROTECT, related_name="decisions"
    )
    before = models.JSONField()
    after = models.JSONField()
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["-at", "-id"], name="decision_newest")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} by {self.by} at {self.at:%Y-%m-%d %H:%M}"
