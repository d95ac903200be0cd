"""A curator's "these two are not the same", which no machine overrules."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.speaker import Speaker


class DistinctionQuerySet(models.QuerySet["Distinction"]):
    def standing(self) -> "DistinctionQuerySet":
        """Not taken back. A pair has one at most."""
        return self.filter(taken_back_at=None)

    def between(self, first: Speaker, other: Speaker) -> "DistinctionQuerySet":
        """Those that hold for these two, said of them or of what was merged into them."""
        first_records, other_records = first.with_merged(), other.with_merged()
        return self.standing().filter(
            Q(first__in=first_records, second__in=other_records)
            | Q(first__in=other_records, second__in=first_records)
        )


class Distinction(models.Model):
    """Written by ``claims.curation`` alone. The pair has no order; the lower id comes first.

    One that is taken back stays as history.
    """

    first = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="distinctions_first")
    second = models.ForeignKey(
        Speaker, on_delete=models.CASCADE, related_name="distinctions_second"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=500, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="distinction_in_order_of_ids"
            ),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(taken_back_at=None),
                name="one_standing_distinction_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by=None, taken_back_at=None)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False),
                name="taken_back_by_somebody_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
