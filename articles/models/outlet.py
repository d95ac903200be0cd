"""Who published an article."""

from itertools import count

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.addresses import NONE, not_called_none
from claims.extraction.folding import fold_name, slug_of


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
        if known := self.filter(name__iexact=name).first():
            return known
        base = slug_of(name, max_chars=70, default="outlet")
        for number in count(1):
            slug = base if number == 1 else f"{base}-{number}"
            if slug == NONE:
                continue
            outlet = self.get_or_create(slug=slug, defaults={"name": name})[0]
            if fold_name(outlet.name) == fold_name(name):
                return outlet
        raise AssertionError("count() ends never")


class Outlet(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    homepage = models.URLField(blank=True)
    rights = models.CharField(
        max_length=8,
        choices=Rights,
        default=rights_of_new,
        help_text="What readers, files, feeds, the API and public dumps get of its texts.",
    )
    excerpt_length = models.PositiveIntegerField(
        default=excerpt_of_new,
        help_text="Characters shown before and after a statement, where rights say excerpts.",
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
