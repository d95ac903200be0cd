"""Whoever words are attributed to."""

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.addresses import not_called_none
from claims.extraction.findings import SpeakerKind as Kind


class SpeakerKind(models.TextChoices):
    PERSON = Kind.PERSON.value, "person"
    INSTITUTION = Kind.INSTITUTION.value, "institution"
    GROUP = Kind.GROUP.value, "group"
    OUTLET = Kind.OUTLET.value, "outlet"
    DOCUMENT = Kind.DOCUMENT.value, "document"
    ANONYMOUS = Kind.ANONYMOUS.value, "anonymous"


class NameWords(models.Func):
    """A name as it is searched: lower case, no accents, one space before each word, none after.

    An SQL function, immutable, so that an index holds what it makes (claims/migrations/0007).
    """

    function = "name_words"
    output_field = models.TextField()


class FormsQuerySet(models.QuerySet[Any]):
    """Rows with a ``name``: speakers, and the other forms of their names."""

    def worded(self, name: str) -> Self:
        """Each word of ``name`` begins a word of theirs, in any order; all rows if it has none."""
        found = self.alias(worded=NameWords("name"))
        for word in name.split():
            found = found.filter(worded__contains=NameWords(Value(word)))
        return found


class SpeakerQuerySet(FormsQuerySet):
    def called(self, name: str) -> Self:
        """By this name or the beginnings of its words, in any form some article has."""
        # A union, because an OR of the two would look at every speaker.
        own = Speaker.objects.worded(name).order_by().values("pk")
        others = Alias.objects.worded(name).order_by().values("speaker")
        return self.filter(pk__in=own.union(others, all=True))

    def quoted(self) -> "SpeakerQuerySet":
        """Those with at least one statement that readers see."""
        from claims.models.shown import Shown

        return self.filter(Exists(Shown.objects.filter(speaker=OuterRef("pk"))))

    def with_statement_count(self) -> "SpeakerQuerySet":
        """Adds ``statement_count``: the statements that readers see as theirs.

        Looked up speaker by speaker; for a long list see ``ranked``.
        """
        from claims.models.shown import Counted

        theirs = Counted.objects.filter(facet="speaker", ref=OuterRef("pk")).order_by()
        count = theirs.values("ref").annotate(sum=Sum("n")).values("sum")
        return self.annotate(statement_count=Coalesce(Subquery(count), 0))

    def ranked(self) -> "SpeakerQuerySet":
        """``quoted`` and ``with_statement_count`` in one: all speakers counted at once."""
        return self.filter(counted__statements__gt=0).annotate(
            statement_count=F("counted__statements")
        )

    def relaying(self) -> "SpeakerQuerySet":
        """Those through whom public statements came; adds ``resting``, how many."""
        return self.annotate(resting=F("resting_on__statements")).filter(resting__gt=0)


class Speaker(models.Model):
    """Person, institution, group, outlet, document, or somebody who is not named.

    ``identity`` is the folded name under which machines find the record again; two concurrent
    ingests can't make it twice. Someone not named belongs to one ``article`` and has no identity.
    """

    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=SpeakerKind)
    party = models.ForeignKey(
        "claims.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="speakers"
    )
    role = models.CharField(max_length=300, blank=True, help_text="As most recently stated.")
    note = models.TextField(blank=True)
    identity = models.CharField(max_length=300, null=True, unique=True, editable=False)  # noqa: DJ001 NULLs may repeat
    family = models.CharField(
        max_length=100, blank=True, db_index=True, editable=False
    )  # a person's folded surname: by it resolution finds who a name may be
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="anonymous_speakers",
    )
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="groups")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        indexes = [
            models.Index(fields=["name", "id"], name="speaker_by_name"),
            GinIndex(OpClass(NameWords("name"), "gin_trgm_ops"), name="speaker_name_words"),
        ]
        constraints = [
            not_called_none("slug", "speaker_not_called_none"),
            models.CheckConstraint(
                condition=~Q(kind="anonymous") | Q(identity=None),
                name="anonymous_speaker_has_no_identity",
                violation_error_message="Someone not named can't be found again by name.",
            ),
            models.UniqueConstraint(
                fields=["article", "name"], name="anonymous_speaker_once_an_article"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.slug])

    def with_merged(self) -> set[int]:
        """Its id and those of all records that were merged into it, step by step."""
        found: set[int] = set()
        newest = {self.pk}
        while newest:
            found |= newest
            merged = Speaker.objects.filter(merged_into__in=newest)
            newest = set(merged.values_list("pk", flat=True)) - found
        return found


class Alias(models.Model):
    """Another form of a speaker's name, as some article has it. ``folded`` is what is compared."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)

    objects = FormsQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "aliases"
        indexes = [GinIndex(OpClass(NameWords("name"), "gin_trgm_ops"), name="alias_name_words")]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "folded"], name="alias_once_a_speaker")
        ]

    def __str__(self) -> str:
        return self.name
