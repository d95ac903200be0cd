"""Who published an article."""

from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class OutletQuerySet(models.QuerySet["Outlet"]):
    def named(self, name: str) -> "Outlet":
        """The outlet of this name, made if it is new; case does not make another one."""
        known = self.filter(name__iexact=name).first()
        return known or self.get_or_create(slug=slugify(name), defaults={"name": name})[0]


class Outlet(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    homepage = models.URLField(blank=True)

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("statement_list") + f"?outlet={self.slug}"
