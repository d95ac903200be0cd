"""Who published an article."""

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.urls import reverse

from articles.addresses import not_called_none
from articles.outlet_list import outlet_called
from articles.slugs import insert_with_slug
from claims.extraction.folding import fold_name, slug_of

MAX_SLUG_CHARS = 70  # before the number that tells two of one name apart
NAMELESS = "outlet"  # what a name without any letter is called in addresses


class Rights(models.TextChoices):
    """How much of its texts an outlet lets us show. Everybody who shows text asks claims.rights."""

    FULL = "full", "full text"
    EXCERPT = "excerpt", "the statements and a little around them"
    METADATA = "metadata", "metadata only, no words of the text"


def rights_of_new() -> str:
    return str(settings.NEW_OUTLET_RIGHTS)


def excerpt_of_new() -> int:
    return int(settings.NEW_OUTLET_EXCERPT)


class OutletQuerySet(models.QuerySet["Outlet"]):
    def named(self, name: str) -> "Outlet":
        """The outlet of this name, made if it is new; case and accents make no other one."""
        if outlet := self.filter(name__iexact=name).first():
            return outlet
        folded = fold_name(name)
        with transaction.atomic(), connection.cursor() as cursor:
            # Two who meet a new name at once make one outlet: the second sees the first one's.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [folded])
            base = slug_of(name, max_chars=MAX_SLUG_CHARS, default=NAMELESS)
            for outlet in self.filter(slug__startswith=base).order_by("pk"):
                if fold_name(outlet.name) == folded:
                    return outlet
            outlet = Outlet(name=name)
            if (listed := outlet_called(name)) and listed.rights in Rights.values:
                outlet.rights = listed.rights
            insert_with_slug(outlet, name, fallback=NAMELESS, length=MAX_SLUG_CHARS)
            return outlet


class Outlet(models.Model):
    slug = models.SlugField("name in addresses", max_length=80, unique=True)
    name = models.CharField(max_length=200)
    homepage = models.URLField(blank=True)
    rights = models.CharField(
        "what we may show",
        max_length=8,
        choices=Rights,
        default=rights_of_new,
        help_text="Of its texts: on pages, in files, feeds, the API and public dumps.",
    )
    excerpt_length = models.PositiveIntegerField(
        default=excerpt_of_new,
        help_text="Characters before and after a statement, where only excerpts may be shown.",
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        indexes = [models.Index(fields=["name", "id"], name="outlet_by_name")]
        constraints = [
            models.CheckConstraint(condition=Q(rights__in=Rights.values), name="rights_are_known"),
            not_called_none("slug", "outlet_not_called_none"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("statement_list") + f"?outlet={self.slug}"
