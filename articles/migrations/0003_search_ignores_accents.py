"""Full text that stems English, ignores accents and keeps small words; see articles/search.py.

The two extensions are part of PostgreSQL and trusted: whoever may create things in the database
may create them. The search column is built anew, which rewrites the table.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models
from django.db.models.functions import Left

from articles.migrations._sql import CONFIGURATION, NO_CONFIGURATION


def part(field, weight):
    return django.contrib.postgres.search.SearchVector(
        Left(models.F(field), 250_000), config="on_record", weight=weight
    )


class Migration(migrations.Migration):

    dependencies = [("articles", "0002_outlet_rights")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATION, NO_CONFIGURATION),
        migrations.RemoveIndex("article", "article_search"),
        migrations.RemoveField("article", "search"),
        migrations.AddField(
            "article",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=part("title", "A") + part("text", "D"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "article",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="article_search"),
        ),
    ]
