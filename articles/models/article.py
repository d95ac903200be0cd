"""One frozen text from one outlet."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.canonical_url import canonical_url
from articles.search import vector


class DateBasis(models.TextChoices):
    """Where ``published_on`` comes from."""

    STATED = "stated", "stated in the article"
    GIVEN = "given", "given with the article"
    INFERRED = "inferred", "estimated from events the article names"
    CURATOR = "curator", "set by a curator"


class ExtractionState(models.TextChoices):
    PENDING = "pending", "not extracted yet"
    DONE = "done", "extracted"
    LANGUAGE = "language", "not extracted: not in English"
    FAILED = "failed", "extraction failed"


NEWEST_FIRST = (F("published_on").desc(nulls_last=True), F("id").desc())


class CanonicalURLField(models.CharField):
    """The canonical form of the row's ``url``, derived whenever the row is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = canonical_url(model_instance.url)[: self.max_length]  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


def heavy_columns(path: str = "") -> list[str]:
    """What is long of an article, for lists to defer; ``path`` leads to it, with its "__"."""
    return [f"{path}{name}" for name in ("text", "raw", "search")]


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self) -> "ArticleQuerySet":
        """What readers see: not withdrawn, not superseded by a newer text."""
        return self.filter(withdrawn_at=None, superseded_by=None)

    def at(self, url: str) -> "ArticleQuerySet":
        """Those of the page at ``url``, in whatever form its address was given; none for ""."""
        return self.filter(canonical_url=canonical_url(url)) if url else self.none()

    def pending(self) -> "ArticleQuerySet":
        """Still to be extracted: new ones and those whose extraction failed."""
        return self.filter(extraction__in=[ExtractionState.PENDING, ExtractionState.FAILED])


class Article(models.Model):
    """``text`` is what readers see; it never changes, and every offset counts its code points."""

    slug = models.SlugField("name in addresses", max_length=100, unique=True)
    outlet = models.ForeignKey(
        "articles.Outlet", on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    title = models.CharField(max_length=500)
    url = models.URLField("web address", max_length=1000, blank=True)
    canonical_url = CanonicalURLField(max_length=1000, blank=True, editable=False)
    published_on = models.DateField(null=True, blank=True)
    published_basis = models.CharField("the date is", max_length=10, choices=DateBasis, blank=True)
    published_note = models.TextField("how the date is known", blank=True)
    updated_on = models.DateField(
        "last updated on", null=True, blank=True, help_text="As the article says."
    )
    note = models.TextField(blank=True, help_text="Anything else a curator should know.")
    credit = models.CharField(
        "credit line", max_length=300, blank=True, help_text="Found in the text, e.g. “Source: …”."
    )

    text = models.TextField(editable=False)
    text_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    raw = models.BinaryField(editable=False)  # the input, byte for byte
    encoding = models.CharField(max_length=40, editable=False)
    file_name = models.CharField("file", max_length=255, blank=True, editable=False)
    language = models.CharField(max_length=8, editable=False, default="en")
    # By which near-duplicates are found, see articles/near_duplicates.py; empty for a short text.
    bands = ArrayField(models.BigIntegerField(), default=list, editable=False)
    copy_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        help_text="The leading article of those that have its text.",
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    extraction = models.CharField(
        max_length=10, choices=ExtractionState, default=ExtractionState.PENDING, editable=False
    )
    extraction_note = models.TextField("note on the extraction", blank=True, editable=False)
    extractor_version = models.CharField("extractor", max_length=60, blank=True, editable=False)
    extracted_at = models.DateTimeField(null=True, editable=False)
    ingested_at = models.DateTimeField("stored on", auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_why = models.TextField(blank=True)
    # When a curator had read all of it: what is settled then is everything that is said in it.
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    search = models.GeneratedField(
        expression=vector("title", weight="A") + vector("text", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = NEWEST_FIRST
        indexes = [
            GinIndex(fields=["search"], name="article_search"),
            GinIndex(fields=["bands"], name="article_bands"),
            GinIndex(vector("title"), name="article_title_words"),  # of texts not shown whole
            HashIndex(fields=["canonical_url"], name="article_canonical_url"),
            models.Index(*NEWEST_FIRST, name="article_newest"),
            models.Index(
                fields=["id"],
                condition=Q(published_basis="inferred"),
                name="article_of_inferred_date",
            ),
            models.Index(fields=["title", "id"], name="article_by_title"),
            models.Index(
                fields=["id"],
                condition=Q(withdrawn_at=None, superseded_by=None),
                name="article_public",
            ),
            models.Index(
                fields=["outlet", "published_on"],
                condition=Q(withdrawn_at=None, superseded_by=None),
                name="article_on_its_shelf",
            ),
            models.Index(fields=["extraction", "ingested_at"], name="article_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None, published_basis="")
                | Q(published_on__isnull=False) & ~Q(published_basis=""),
                name="date_has_basis",
                violation_error_message="A date needs its basis, and a basis needs a date.",
            ),
            models.CheckConstraint(
                condition=~Q(published_basis="inferred") | ~Q(published_note=""),
                name="inferred_date_has_note",
                violation_error_message="Say from what the date is inferred.",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="reviewed_by_somebody_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class RemovedPart(models.Model):
    """A stretch of the input that cleaning left out of ``text``, kept for the curator."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="removed")
    position = models.PositiveIntegerField(help_text="Code point in the decoded input.")
    text = models.TextField()
    reason = models.CharField(max_length=80)

    class Meta:
        ordering = ("article", "position")
        constraints = [
            models.UniqueConstraint(fields=["article", "position"], name="removed_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.reason}: {self.text[:60]}"
