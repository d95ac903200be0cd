"""Who published an article."""

from itertools import count

from django.db import models
from django.urls import reverse
from django.utils.text import slugify


class OutletQuerySet(models.QuerySet["Outlet"]):
    def named(self, name: str) -> "Outlet":
        """The outlet of this name, made if it is new; case does not make another one."""
        if known := self.filter(name__iexact=name).first():
            return known
        base = slugify(name)[:70].strip("-") or "outlet"  # 新华社 has no letter a slug can hold
        for number in count(1):
            slug = base if number == 1 else f"{base}-{number}"
            outlet = self.get_or_create(slug=slug, defaults={"name": name})[0]
            if outlet.name.casefold() == name.casefold():
                return outlet
        raise AssertionError("count() ends never")


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
