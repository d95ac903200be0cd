"""Decisions of curators: an append-only log from which each can be undone, replayed, exported."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateformat import format as date_format


class DecisionKind(models.TextChoices):
    """The kind of a decision: what the curator did."""

    ACCEPT = "accept", "accepted"
    REJECT = "reject", "rejected"
    REASSIGN = "reassign", "gave to another speaker"
    EDIT = "edit", "corrected"
    ADD = "add", "added"
    WITHHOLD = "withhold", "withheld from readers"
    RELEASE = "release", "released to readers"
    REVIEW = "review", "marked as fully reviewed"
    NEW = "new", "made a speaker"
    DESCRIBE = "describe", "changed a speaker"
    MERGE = "merge", "merged two speakers"
    SPLIT = "split", "split a speaker"
    NOT_THE_SAME = "different", "told two speakers apart"
    MAYBE_THE_SAME = "perhaps", "no longer tells two speakers apart"
    JOIN = "join", "put two statements into one claim"
    PART = "part", "told two statements apart"
    STANCE = "stance", "set a stance"
    WORDING = "wording", "worded a claim"
    UNDO = "undo", "undid"
    REDO = "redo", "did again"  # it undoes an undoing


class Reason(models.TextChoices):
    """Why an attribution is rejected."""

    NOT_A_STATEMENT = "not_a_statement", "not a statement"
    WRONG_SPEAKER = "wrong_speaker", "wrong speaker"
    WRONG_SPAN = "wrong_span", "wrong span"
    DUPLICATE = "duplicate", "duplicate"
    BOILERPLATE = "boilerplate", "boilerplate"
    OTHER = "other", "other"


# The reasons that forms offer for a rejection, by value.
NAMED_REASONS = {value: label for value, label in Reason.choices if value != Reason.OTHER}


class DecisionQuerySet(models.QuerySet["Decision"]):
    """The vocabulary in which pages, files and figures ask for decisions."""

    def standing(self) -> "DecisionQuerySet":
        """In force: not undone, or done again since. Undoings themselves are left out."""
        return self.filter(root=None).exclude(self.undone())

    @staticmethod
    def undone() -> Exists:
        """Whether a decision is out of force."""
        undoings = Decision.objects.filter(
            root=OuterRef("pk"), deed=DecisionKind.UNDO, undone_by=None
        )
        return Exists(undoings)

    def in_public(self) -> "DecisionQuerySet":
        """The latest first, with ``undone``; undoings speak through what they undo."""
        return self.filter(root=None).annotate(undone=self.undone()).order_by("-pk")

    def on_statement(self, statement: Any) -> "DecisionQuerySet":
        return self.filter(statement=statement)

    def on_speaker(self, speaker: Any) -> "DecisionQuerySet":
        """What was decided on who a speaker is."""
        return self.filter(Q(speaker=speaker) | Q(other=speaker))

    def on_article(self, article: Any) -> "DecisionQuerySet":
        """On the article itself and on every statement in it."""
        return self.filter(article=article)


class Decision(models.Model):
    """A curator's decision, written by ``claims.curation`` alone.

    ``diff_before`` and ``diff_after`` hold the rows and columns it changed, by table and id; an
    undo restores them. ``state_before`` and ``state_after`` describe the statement or the speakers
    before and after, without ids of this database; of a machine's attribution also its confidence
    and version. ``anchor`` locates the words in the text, also in another database.
    """

    # The same for ever and in every database: by it an import knows what it has already.
    uid = models.UUIDField(
        "identifier in files", unique=True, editable=False, db_default=RandomUUID()
    )
    deed = models.CharField(max_length=12, choices=DecisionKind)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=500, blank=True)
    statement = models.ForeignKey(
        "claims.Statement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    # Of a speaker that was made and unmade again only the log remains: hence no constraint.
    speaker = models.ForeignKey(
        "claims.Speaker",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="decisions",
    )
    other = models.ForeignKey(
        "claims.Speaker",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="decisions_other",
        verbose_name="other speaker",
    )
    anchor = models.JSONField(default=dict, blank=True)
    state_before = models.JSONField(null=True, blank=True, db_column="judged")
    state_after = models.JSONField(null=True, blank=True, db_column="settled")
    diff_before = models.JSONField(db_column="before")
    diff_after = models.JSONField(db_column="after")
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    # The decision at the beginning of a chain of undoings.
    root = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversals"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["-at", "-id"], name="decision_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False)
                | Q(article__isnull=False)
                | Q(speaker__isnull=False),
                name="decision_is_on_something",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(deed="reject"),
                name="only_a_rejection_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(undoes=None, root=None) & ~Q(deed__in=("undo", "redo"))
                | Q(undoes__isnull=False, root__isnull=False, deed__in=("undo", "redo")),
                name="an_undoing_undoes_something",
            ),
        ]

    def __str__(self) -> str:
        at = date_format(timezone.localtime(self.at), "j F Y, H:i")
        return f"{self.get_deed_display()} by {self.by}, {at}"
