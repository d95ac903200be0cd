"""Who is looking at a statement right now, so that two people don't review the same one."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

LOCK_TIMEOUT = timedelta(minutes=5)  # without a sign of life; the review page renews it each minute
TRAIL_RETENTION = timedelta(days=1)  # after that the trail is of no use to "previous"


class ReviewLockQuerySet(models.QuerySet["ReviewLock"]):
    def held(self) -> "ReviewLockQuerySet":
        """Not expired: somebody is looking."""
        return self.filter(until__gt=timezone.now())

    def of_others(self, user: Any) -> "ReviewLockQuerySet":
        return self.held().exclude(by=user)

    def take(self, statement_id: int, user: Any) -> bool:
        """Claim it, or renew one's own claim; False if somebody else holds it."""
        now = timezone.now()
        times = {"taken_at": now, "until": now + LOCK_TIMEOUT}
        row = {"statement_id": statement_id, "by": user, **times}
        free = self.filter(statement=statement_id).filter(Q(by=user) | Q(until__lte=now))
        if free.update(by=user, **times):
            return True
        # Of two who take it at once the unique statement lets one in; the other finds it held.
        self.bulk_create([ReviewLock(**row)], ignore_conflicts=True)
        return self.filter(statement=statement_id, by=user, until__gt=now).exists()

    def renew(self, statement_id: int, user: Any) -> bool:
        """Hold it longer; False if it is no longer one's own."""
        mine = self.filter(statement=statement_id, by=user)
        if mine.update(until=timezone.now() + LOCK_TIMEOUT):
            return True
        return self.take(statement_id, user)

    def release(self, statement_id: int, user: Any) -> None:
        """Others may have it. The row stays as the trail that "previous" goes back on."""
        self.filter(statement=statement_id, by=user).update(until=timezone.now())

    def prune(self) -> int:
        """Delete what nobody goes back to; how many."""
        return self.filter(until__lt=timezone.now() - TRAIL_RETENTION).delete()[0]

    def before(self, user: Any, moment: datetime | None) -> "ReviewLock | None":
        """The one this user looked at before that moment, or last of all."""
        mine = self.filter(by=user).select_related("statement")
        if moment:
            mine = mine.filter(taken_at__lt=moment)
        return mine.order_by("-taken_at").first()


class ReviewLock(models.Model):
    """One row a statement at most. It expires by itself; nobody has to give it back."""

    statement = models.OneToOneField(
        "claims.Statement", on_delete=models.CASCADE, related_name="review_claim"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    objects = ReviewLockQuerySet.as_manager()

    class Meta:
        db_table = "claims_reviewclaim"
        indexes = [models.Index(fields=["by", "-taken_at"], name="review_claim_trail")]

    def __str__(self) -> str:
        return f"{self.by} looks at {self.statement_id} until {self.until:%H:%M}"
