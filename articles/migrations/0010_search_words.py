"""Texts are indexed, and searches read, in one plain form: ``search_words()``; see articles/search.py.

``Covid-19``, ``F.B.I.``, ``1,200`` and ``well-known`` are several kinds of token to PostgreSQL's
parser, each with positions of its own. In the plain form there are only words and numbers.

The body is parsed here and now, so the function works under any search_path, also pg_restore's.
Classes are listed by code point: what a server's locale calls a letter differs from host to host.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import F, Func
from django.db.models.functions import Left

from articles.migrations._sql import MARK_WORDS, search_words


def part(field, weight=None):
    plain = Func(Left(F(field), 250_000), function="search_words", output_field=models.TextField())
    return django.contrib.postgres.search.SearchVector(plain, config="on_record", weight=weight)


class Migration(migrations.Migration):

    dependencies = [("articles", "0009_not_called_none")]

    operations = [
        migrations.RunSQL(search_words(), "DROP FUNCTION search_words(text)"),
        migrations.RunSQL(
            MARK_WORDS, "DROP FUNCTION mark_words(text, text, text, text)"
        ),
        migrations.RemoveIndex("article", "article_search"),
        migrations.RemoveIndex("article", "article_title_words"),
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
        migrations.AddIndex(
            "article",
            django.contrib.postgres.indexes.GinIndex(part("title"), name="article_title_words"),
        ),
    ]
