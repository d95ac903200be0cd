"""What a curator has handed in through the browser and not yet stored: the queue of /add/."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

MAX_SUBMISSION_AGE = timedelta(days=7)  # what nobody stored by then is dropped


class SubmissionState(models.TextChoices):
    QUEUED = "queued", "waits to be fetched"
    READY = "ready", "can be stored"
    FAILED = "failed", "can't be used"
    STORED = "stored", "stored"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def waiting(self) -> "SubmissionQuerySet":
        """Not stored yet, the latest first."""
        return self.exclude(state=SubmissionState.STORED).order_by("-pk")

    def storable(self) -> "SubmissionQuerySet":
        """Those whose text is not stored, by this way or another, in the order they came."""
        return self.filter(state=SubmissionState.READY, article=None).order_by("pk")

    def useless(self) -> "SubmissionQuerySet":
        """Those of which nothing can be stored: they can't be used, or their text is here."""
        is_here = models.Q(state=SubmissionState.READY, article__isnull=False)
        return self.filter(is_here | models.Q(state=SubmissionState.FAILED))

    def queued(self) -> "SubmissionQuerySet":
        """Pages that are still to be fetched, the first come first."""
        return self.filter(state=SubmissionState.QUEUED).order_by("pk")

    def drop_old(self) -> int:
        """Delete what waited for longer than ``MAX_SUBMISSION_AGE``; how many."""
        old = self.exclude(state=SubmissionState.STORED).filter(
            added_at__lt=timezone.now() - MAX_SUBMISSION_AGE
        )
        return old.delete()[0]


class Submission(models.Model):
    """``raw`` is the file byte for byte, empty before it is fetched and after it is stored.

    ``article`` is the one that has its text: stored from it, or there before. A row of a stored
    submission stays, as the trace of who added the article.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=6, choices=SubmissionState, default=SubmissionState.READY)
    file_name = models.CharField(max_length=255)
    raw = models.BinaryField()
    url = models.URLField(max_length=1000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    documents = models.PositiveIntegerField(default=1, help_text="How many articles it holds.")
    note = models.TextField(blank=True, help_text="Why it can't be used, and what to do.")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.SET_NULL, null=True, related_name="submissions"
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["by", "-id"],
                condition=~models.Q(state="stored"),
                name="submission_waiting",
            ),
            models.Index(
                fields=["added_at"],
                condition=~models.Q(state="stored"),
                name="submission_by_age",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.file_name

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.pk])

    @property
    def can_be_fetched(self) -> bool:
        """Whether its page may be asked for once more."""
        return settings.FETCH and bool(self.url) and self.state == SubmissionState.FAILED

    def queue_again(self) -> None:
        self.state, self.note, self.raw = SubmissionState.QUEUED, "", b""
        self.save(update_fields=["state", "note", "raw"])
