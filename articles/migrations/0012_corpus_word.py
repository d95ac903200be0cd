"""The words of all texts, kept by a trigger. Nothing is locked: two writers may both add a word."""

import django.contrib.postgres.indexes
from django.db import migrations, models

from articles.migrations._sql import CORPUS_WORDS, NO_CORPUS_WORDS


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_updated_on_and_canonical_url'),
    ]

    operations = [
        migrations.CreateModel(
            name='CorpusWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=30)),
            ],
            options={
                'indexes': [models.Index(fields=['word'], name='corpus_word'), django.contrib.postgres.indexes.GinIndex(fields=['word'], name='corpus_word_like', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.RunSQL(CORPUS_WORDS, NO_CORPUS_WORDS),
        migrations.RunSQL("SELECT corpus_words_rebuild()", migrations.RunSQL.noop),
    ]
