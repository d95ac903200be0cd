"""Failed logins, counted for each account and each address."""

from django.db import models


class LoginAttempts(models.Model):
    """``key`` is a digest: no names, no addresses. ``since`` is the first that counts."""

    key = models.CharField(max_length=64, primary_key=True)
    failed = models.PositiveIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "login attempts"

    def __str__(self) -> str:
        return f"{self.failed} since {self.since:%Y-%m-%d %H:%M}"
