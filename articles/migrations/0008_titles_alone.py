"""Texts that are not shown whole are found by their titles alone, from an index of these."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.functions import Left


class Migration(migrations.Migration):

    dependencies = [("articles", "0007_newest_in_order")]

    operations = [
        migrations.AddIndex(
            "article",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    Left(models.F("title"), 250_000), config="on_record", weight=None
                ),
                name="article_title_words",
            ),
        ),
    ]
