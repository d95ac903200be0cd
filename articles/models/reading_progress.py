"""How far a large file was read, so that an ingest that was stopped goes on there."""

from django.db import models


class ReadingProgress(models.Model):
    """``position`` counts the records of the file that are done; gone once all are."""

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    file_name = models.CharField(max_length=255, editable=False)
    position = models.PositiveBigIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "reading progress"

    def __str__(self) -> str:
        return f"{self.file_name}: {self.position}"
