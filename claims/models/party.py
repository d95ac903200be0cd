"""The state or bloc a speaker speaks for, or that a statement is about."""

from django.db import models
from django.urls import reverse

from articles.addresses import not_called_none


class PartyKind(models.TextChoices):
    STATE = "state", "country"
    TERRITORY = "territory", "territory"
    BLOC = "bloc", "bloc"
    ORGANISATION = "organisation", "international organisation"


class Party(models.Model):
    """``code`` is ISO 3166-1 alpha-2 in lower case, or a bloc's short name (``nato``, ``eu``)."""

    code = models.SlugField("code in addresses and files", max_length=20, primary_key=True)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=PartyKind, default=PartyKind.STATE)

    class Meta:
        ordering = ("name",)
        verbose_name, verbose_name_plural = "country or bloc", "countries and blocs"
        constraints = [not_called_none("code", "party_not_called_none")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("party", args=[self.code])
