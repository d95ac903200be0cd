"""Whoever words are attributed to."""

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles.addresses import not_called_none
from claims.extraction.folding import search_words, searchable_name
from claims.extraction.name_matching import form_key, match_keys
from claims.extraction.types import MentionKind as Kind


class SpeakerKind(models.TextChoices):
    PERSON = Kind.PERSON.value, "person"
    INSTITUTION = Kind.INSTITUTION.value, "institution"
    GROUP = Kind.GROUP.value, "group"
    OUTLET = Kind.OUTLET.value, "outlet"
    DOCUMENT = Kind.DOCUMENT.value, "document"
    ANONYMOUS = Kind.ANONYMOUS.value, "anonymous"


class FromNameField(models.Field):
    """A column that follows the row's ``name`` (and kind): written whenever the row is.

    The folding of names is Python's alone; stored, it is what SQL compares.
    """

    column: str  # the kind of field that a migration makes

    def __init__(self, **options: Any):
        super().__init__(**{"editable": False, "blank": True, **options})

    def deconstruct(self) -> Any:
        """Migrations hold the plain column."""
        name, _, args, options = super().deconstruct()
        return name, self.column, args, options

    def pre_save(self, row: models.Model, add: bool) -> Any:
        value = self.value_for(row)
        setattr(row, self.attname, value)
        return value

    def value_for(self, row: Any) -> Any:
        raise NotImplementedError


class SearchableNameField(FromNameField, models.TextField):
    """The words by which a name is found: see ``searchable_name``."""

    column = "django.db.models.TextField"

    def value_for(self, row: Any) -> str:
        return searchable_name(row.name)


class MatchKeysField(FromNameField, ArrayField):
    """The keys under which a speaker is compared with others: see ``match_keys``."""

    column = "django.contrib.postgres.fields.ArrayField"

    def __init__(self, base_field: models.Field | None = None, **options: Any):
        super().__init__(base_field=base_field or models.TextField(), **options)

    def value_for(self, row: Any) -> list[str]:
        return match_keys(row.name, row.kind)


class FormsQuerySet(models.QuerySet[Any]):
    """Rows with a ``name``: speakers, and the other forms of their names."""

    def worded(self, name: str) -> Self:
        """Each word of ``name`` begins a word of theirs, in any order; all rows if it has none."""
        matches = self.all()
        for word in search_words(name):
            matches = matches.filter(searchable_name__contains=f" {word}")
        return matches

    def update(self, **values: Any) -> int:
        """As ever; what follows from the name is written with it."""
        if not {"name", "kind"} & values.keys():
            return super().update(**values)
        pks = list(self.values_list("pk", flat=True))
        changed = super().update(**values)
        derived = [f.name for f in self.model._meta.fields if isinstance(f, FromNameField)]
        for row in self.model._default_manager.filter(pk__in=pks):
            row.save(update_fields=derived)
        return changed


class SpeakerQuerySet(FormsQuerySet):
    def called(self, name: str) -> Self:
        """By this name or the beginnings of its words, in any form some article has."""
        # A union, because an OR of the two would look at every speaker.
        own = Speaker.objects.worded(name).order_by().values("pk")
        others = Alias.objects.worded(name).order_by().values("speaker")
        return self.filter(pk__in=own.union(others, all=True))

    def spelt(self, name: str) -> Self:
        """Named, unmerged ones of this name, but for case, accents and the like."""
        same = SpeakerKey.objects.filter(key=form_key(name))
        return self.filter(pk__in=same.values("speaker"))

    def quoted(self) -> "SpeakerQuerySet":
        """Those with at least one statement that readers see."""
        from claims.models.index import StatementIndex

        return self.filter(Exists(StatementIndex.objects.filter(speaker=OuterRef("pk"))))

    def with_statement_count(self) -> "SpeakerQuerySet":
        """Adds ``statement_count``: the likely and settled statements that are theirs.

        Looked up speaker by speaker; for a long list see ``ranked``.
        """
        from claims.models.index import LIKELY_MARK, FacetCount

        theirs = FacetCount.objects.filter(facet=f"{LIKELY_MARK}speaker", ref=OuterRef("pk"))
        count = theirs.order_by().values("ref").annotate(sum=Sum("n")).values("sum")
        return self.annotate(statement_count=Coalesce(Subquery(count), 0))

    def ranked(self) -> "SpeakerQuerySet":
        """Those with a likely or settled statement; adds ``statement_count``, all at once."""
        return self.filter(counted__statements__gt=0).annotate(
            statement_count=F("counted__statements")
        )

    def relaying(self, with_doubtful: bool = False) -> "SpeakerQuerySet":
        """Those via whom likely or settled statements came; adds ``resting``, how many.

        ``with_doubtful``: also those via whom only doubtful ones came.
        """
        from claims.models.index import FacetCount

        if not with_doubtful:
            return self.annotate(resting=F("resting_on__statements")).filter(resting__gt=0)
        counts = FacetCount.objects.filter(facet="source", ref=OuterRef("pk")).order_by()
        some = counts.values("ref").annotate(sum=Sum("n")).filter(sum__gt=0)
        return self.annotate(resting=Coalesce("resting_on__statements", 0)).filter(Exists(some))


class Speaker(models.Model):
    """Person, institution, group, outlet, document, or somebody who is not named.

    ``identity`` is the folded name under which machines find the record again; two concurrent
    ingests can't make it twice. Someone not named belongs to one ``article`` and has no identity.
    """

    slug = models.SlugField("name in addresses", max_length=100, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=SpeakerKind)
    party = models.ForeignKey(
        "claims.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="speakers",
        verbose_name="country or bloc",
    )  # fmt: skip
    role = models.CharField(max_length=300, blank=True, help_text="As most recently stated.")
    note = models.TextField(blank=True)
    identity = models.CharField(max_length=300, null=True, unique=True, editable=False)  # noqa: DJ001 NULLs may repeat
    # A person's folded surname: by it resolution finds who a name may be.
    family = models.CharField(max_length=100, blank=True, db_index=True, editable=False)
    searchable_name = SearchableNameField(default="")
    match_keys = MatchKeysField(default=list)
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
            GinIndex(
                fields=["searchable_name"], name="speaker_searchable", opclasses=["gin_trgm_ops"]
            ),
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

    def voices(self) -> "list[Speaker]":
        """The speaker, and the groups in whose joint statements they speak."""
        return [self, *self.groups.filter(merged_into=None)]

    def follow_merges(self) -> "Speaker":
        """The speaker that this one has been merged into, at last; itself if it was not merged."""
        speaker = self
        while speaker.merged_into:
            speaker = speaker.merged_into
        return speaker

    def with_merged(self) -> set[int]:
        """Its id and those of all records that were merged into it, step by step."""
        merged: set[int] = set()
        newest = {self.pk}
        while newest:
            merged |= newest
            records = Speaker.objects.filter(merged_into__in=newest)
            newest = set(records.values_list("pk", flat=True)) - merged
        return merged


class Alias(models.Model):
    """Another form of a speaker's name, as some article has it. ``folded`` is what is compared."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True, editable=False)
    searchable_name = SearchableNameField(default="")

    objects = FormsQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name, verbose_name_plural = "other name", "other names"
        indexes = [
            GinIndex(
                fields=["searchable_name"], name="alias_searchable", opclasses=["gin_trgm_ops"]
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["speaker", "folded"], name="alias_once_a_speaker")
        ]

    def __str__(self) -> str:
        return self.name


class SpeakerKey(models.Model):
    """A key under which a named, unmerged speaker is compared. Kept by triggers from its keys."""

    pk = models.CompositePrimaryKey("key", "speaker_id")
    key = models.TextField()
    speaker = models.ForeignKey(
        Speaker, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.speaker_id}: {self.key}"
