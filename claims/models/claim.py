"""Claims: one proposition, the statements that report it, and what the machine knows of each.

``ClaimMember`` says which claim a statement belongs to. ``StatementMeaning`` and ``StatementLink``
are worked out from the words and made anew at any time; a member that a curator settled stays.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Left
from django.urls import reverse

from articles.search import vector
from claims import glossary
from claims.confidence import LIKELY
from claims.models.statement import Statement, new_key

MAX_OPENING_CHARS = 100  # of a wording


class Stance(models.TextChoices):
    """What a statement does to its claim."""

    ASSERTS = "asserts", "asserts"
    DENIES = "denies", "denies"
    DOUBTS = "doubts", "doubts"
    ASKS = "asks", "asks"
    REPEATS = "repeats", "repeats"


FOR, AGAINST = (Stance.ASSERTS, Stance.REPEATS), (Stance.DENIES, Stance.DOUBTS)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def public(self) -> "ClaimQuerySet":
        """With two members that are public and likely, and not merged into another."""
        return self.filter(merged_into=None, statements__gt=1)

    def disputed(self) -> "ClaimQuerySet":
        return self.filter(disputed=True)


class Claim(models.Model):
    """A proposition with a permanent address. Counts are of members that are public and likely."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    wording = models.TextField()
    # Empty: the wording is a member's words, chosen anew as members come.
    worded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    first_on = models.DateField(null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    statements = models.PositiveIntegerField(default=0)
    asserting = models.PositiveIntegerField(default=0)
    denying = models.PositiveIntegerField(default=0)
    wordings = models.PositiveIntegerField(default=0)
    outlets = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)  # different ones at the chains' outer ends
    disputed = models.BooleanField(default=False)  # asserted by some, denied by others
    speakers = ArrayField(models.BigIntegerField(), default=list)  # ids, of members
    parties = ArrayField(models.CharField(max_length=20), default=list)  # codes they speak for
    # Of each stance how many speakers take it and the ids of the first few; whether an article
    # states the first and the latest day. Null: not worked out yet (``claim_summaries``).
    sides = models.JSONField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    search = models.GeneratedField(
        expression=vector("wording"), output_field=SearchVectorField(), db_persist=True
    )
    # By which the list is in order of words; a whole wording may be too long for an index.
    opening = models.GeneratedField(
        expression=Left("wording", MAX_OPENING_CHARS),
        output_field=models.CharField(max_length=MAX_OPENING_CHARS),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-denying", "-statements", "pk")
        indexes = [
            models.Index(
                fields=["-denying", "-statements", "id"], name="claim_by_dispute",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            models.Index(
                F("latest_on").desc(nulls_last=True), F("id").desc(), name="claim_newest",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            models.Index(
                fields=["-statements", "id"], name="claim_by_statements",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            models.Index(
                fields=["-outlets", "id"], name="claim_by_outlets",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            models.Index(
                fields=["opening", "id"], name="claim_by_opening",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            models.Index(
                F("first_on").asc(nulls_last=True), F("id").asc(), name="claim_oldest",
                condition=Q(merged_into=None, statements__gt=0),
            ),
            # All that the counts beside the list read.
            models.Index(
                fields=["latest_on"], name="claim_tally",
                include=["id", "statements", "disputed", "wordings", "sources", "merged_into"],
                condition=Q(merged_into=None, statements__gt=0),
            ),
            GinIndex(fields=["speakers"], name="claim_speakers"),
            GinIndex(fields=["parties"], name="claim_parties"),
            GinIndex(fields=["search"], name="claim_search"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.wording if len(self.wording) <= 80 else self.wording[:79] + "…"

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.key])


class ClaimMemberQuerySet(models.QuerySet["ClaimMember"]):
    def public(self) -> "ClaimMemberQuerySet":
        """Whose statement readers see."""
        return self.filter(statement__public_row__isnull=False)

    def likely(self) -> "ClaimMemberQuerySet":
        """Whose statement lists show unless doubtful ones are asked for."""
        return self.filter(statement__public_row__confidence__gte=LIKELY)

    def for_readers(self) -> "ClaimMemberQuerySet":
        """With statement, live attribution, article and outlet, in order of their appearance."""
        statements: Prefetch[Any, Any, Any] = Prefetch("statement", Statement.objects.for_list())
        day = F("statement__public_row__published_on").asc(nulls_last=True)
        return self.public().prefetch_related(statements).order_by(day, "statement")


class ClaimMember(models.Model):
    """A statement's place in a claim. ``by``: the curator who settled it; empty: the machine.

    Members of one ``utterance`` report one act of speech: the number is the least statement's id.
    """

    statement = models.OneToOneField(
        Statement, on_delete=models.CASCADE, primary_key=True, related_name="membership"
    )
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="members")
    stance = models.CharField(max_length=8, choices=Stance, default=Stance.ASSERTS)
    score = models.FloatField(default=1.0)  # 0..1, of its surest link inside the claim
    utterance = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stance_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ClaimMemberQuerySet.as_manager()

    class Meta:
        ordering = ("claim", "statement")

    def __str__(self) -> str:
        return f"{self.statement_id} {self.stance} {self.claim_id}"

    @property
    def stance_in_words(self) -> str:
        """For the speaker's name to follow: "denied by"."""
        return glossary.stances()[self.stance]


class StatementMeaning(models.Model):
    """What a statement says, as compared: its proposition, and keys to find the like."""

    statement = models.OneToOneField(
        Statement, on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    version = models.CharField(max_length=40)
    proposition = models.JSONField()
    keys = ArrayField(models.IntegerField())
    stance = models.CharField(max_length=8, choices=Stance)

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="meaning_keys"),
            models.Index(fields=["version"], name="meaning_version"),
        ]

    def __str__(self) -> str:
        return f"meaning of {self.statement_id}"


class StatementLink(models.Model):
    """Two statements that say the same, or may. The lower id comes first."""

    first = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="links_first")
    second = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="links_second")
    score = models.FloatField()
    joins = models.BooleanField()  # else it is proposed to curators
    opposite = models.BooleanField(default=False)  # one denies what the other asserts
    one_utterance = models.BooleanField(default=False)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="link_in_order_of_ids"),
            models.UniqueConstraint(fields=["first", "second"], name="one_link_a_pair"),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"],
                name="link_proposed",
                condition=Q(joins=False, dismissed_by=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}: {self.score:.2f}"


class CommonKey(models.Model):
    """A key that many statements have: alone it would find all of them, so it finds none."""

    key = models.IntegerField(primary_key=True)
    statements = models.PositiveIntegerField()  # when they were counted last

    def __str__(self) -> str:
        return f"{self.key}: {self.statements}"


class RebuildStep(models.IntegerChoices):
    """In their order: the next begins when no part of the one before is left."""

    READ = 1, "read"
    CLEAR = 2, "cleared"  # the earlier links, once
    COMPARE = 3, "compared"
    GROUP = 4, "grouped"
    TIDY = 5, "tidied"


class RebuildPart(models.Model):
    """What a rebuild has still to do, one row a piece of work; whoever did it deletes the row.

    ``first`` to ``last`` are ids: of articles, or of statements where they are grouped.
    """

    step = models.PositiveSmallIntegerField(choices=RebuildStep)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        ordering = ("step", "first")
        indexes = [models.Index(fields=["step", "first"], name="rebuild_in_order")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.first} to {self.last}"
