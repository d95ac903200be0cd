"""What a reader says is wrong with a statement, and what curators answered."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class Fault(models.TextChoices):
    WRONG_SPEAKER = "wrong_speaker", "The wrong speaker: somebody else said it"
    WRONG_WORDS = "wrong_words", "The wrong words: too many, too few, or different ones"
    NOT_A_STATEMENT = "not_a_statement", "Not a statement: nobody says this"
    OUT_OF_CONTEXT = "out_of_context", "Out of context: in the article it means something else"
    NOT_TOGETHER = "not_together", "Not one claim: some of these statements say something else"
    WRONG_STANCE = (
        "wrong_stance",
        "The wrong side: somebody listed does not assert it, or deny it",
    )
    NOT_NEUTRAL = "not_neutral", "The wording is wrong, or takes a side"
    OTHER = "other", "Something else"


CLAIM_FAULTS = (Fault.NOT_TOGETHER, Fault.WRONG_STANCE, Fault.NOT_NEUTRAL)  # and OTHER


class ReportState(models.TextChoices):
    OPEN = "open", "open"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        """Not answered yet, the longest waiting first."""
        return self.filter(state=ReportState.OPEN).order_by("created_at", "pk")

    def with_token(self, token: str) -> "ReportQuerySet":
        return self.filter(digest=digest_of(token))


def digest_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


class Report(models.Model):
    """Written by ``claims.curation.reports`` alone. Nothing in it says who the reporter is.

    The reporter's secret link holds a token of which only the ``digest`` is kept. ``about`` is what
    stood on the page when it was reported.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    statement = models.ForeignKey(
        "claims.Statement", on_delete=models.PROTECT, related_name="reports"
    )
    # Of a report on a claim; the statement is then the first of its statements.
    claim = models.ForeignKey(
        "claims.Claim", on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    about = models.CharField(max_length=600)
    fault = models.CharField(max_length=16, choices=Fault, verbose_name="what is wrong")
    comment = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.OPEN)
    created_at = models.DateTimeField("sent", auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="open"), name="report_open"),
            models.Index(fields=["-created_at", "-id"], name="report_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state")
        ]

    def __str__(self) -> str:
        return f"{self.get_fault_display().partition(':')[0]}: {self.about}"

    @staticmethod
    def address(token: str) -> str:
        """Where the reporter sees what became of it."""
        return reverse("report", args=[token])


class ReportAnswer(models.Model):
    """One answer to a report, in a log that only grows; the latest stands."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=8, choices=ReportState.choices[1:])
    answer = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="accepted") | Q(verdict="declined") & ~Q(answer=""),
                name="declined_with_a_reason",
                violation_error_message="Say why the report is declined.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.by} at {self.at:%Y-%m-%d %H:%M}"
