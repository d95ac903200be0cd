"""All of articles up to 0013 in one; older databases go through the ones it replaces."""

import articles.models.article
import articles.models.outlet
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

from articles.migrations import _sql


class Migration(migrations.Migration):

    replaces = [
        ('articles', '0001_initial'),
        ('articles', '0002_outlet_rights'),
        ('articles', '0003_search_ignores_accents'),
        ('articles', '0004_reviewed'),
        ('articles', '0005_in_order_of_titles_and_names'),
        ('articles', '0006_shelves'),
        ('articles', '0007_newest_in_order'),
        ('articles', '0008_titles_alone'),
        ('articles', '0009_not_called_none'),
        ('articles', '0010_search_words'),
        ('articles', '0011_updated_on_and_canonical_url'),
        ('articles', '0012_corpus_word'),
        ('articles', '0013_waiting_since'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(_sql.CONFIGURATION, _sql.NO_CONFIGURATION),
        migrations.RunSQL(_sql.search_words(), 'DROP FUNCTION search_words(text)'),
        migrations.RunSQL(_sql.MARK_WORDS, 'DROP FUNCTION mark_words(text, text, text, text)'),
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
        migrations.CreateModel(
            name='Outlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('homepage', models.URLField(blank=True)),
                ('rights', models.CharField(choices=[('full', 'full text'), ('excerpt', 'the statements and a little around them'), ('metadata', 'metadata only, no words of the text')], default=articles.models.outlet.rights_of_new, help_text='What readers, files, feeds, the API and public dumps get of its texts.', max_length=8)),
                ('excerpt_length', models.PositiveIntegerField(default=articles.models.outlet.excerpt_of_new, help_text='Characters shown before and after a statement, where rights say excerpts.')),
            ],
            options={
                'ordering': ('name',),
                'indexes': [models.Index(fields=['name', 'id'], name='outlet_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('rights__in', ['full', 'excerpt', 'metadata'])), name='rights_are_known'), models.CheckConstraint(condition=models.Q(('slug', 'none'), _negated=True), name='outlet_not_called_none', violation_error_message='“none” is what filters call rows without one; choose another.')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('url', models.URLField(blank=True, max_length=1000)),
                ('canonical_url', articles.models.article.CanonicalURLField(blank=True, editable=False, max_length=1000)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('published_basis', models.CharField(blank=True, choices=[('stated', 'stated in the article'), ('given', 'given with the article'), ('inferred', 'estimated from events the article names'), ('curator', 'set by a curator')], max_length=10)),
                ('published_note', models.TextField(blank=True, help_text='What the date rests on.')),
                ('updated_on', models.DateField(blank=True, help_text='The day of the latest update that the article states.', null=True)),
                ('note', models.TextField(blank=True, help_text='Anything else a curator should know.')),
                ('credit', models.CharField(blank=True, help_text='A credit line found in the text, e.g. “Source: …”.', max_length=300)),
                ('text', models.TextField(editable=False)),
                ('text_sha256', models.CharField(editable=False, max_length=64, unique=True)),
                ('raw', models.BinaryField()),
                ('encoding', models.CharField(editable=False, max_length=40)),
                ('file_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('language', models.CharField(default='en', editable=False, max_length=8)),
                ('extraction', models.CharField(choices=[('pending', 'not extracted yet'), ('done', 'extracted'), ('language', 'not extracted: language'), ('failed', 'extraction failed')], default='pending', editable=False, max_length=10)),
                ('extraction_note', models.TextField(blank=True, editable=False)),
                ('extractor_version', models.CharField(blank=True, editable=False, max_length=60)),
                ('extracted_at', models.DateTimeField(editable=False, null=True)),
                ('ingested_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(models.Func(django.db.models.functions.text.Left(models.F('title'), 250000), function='search_words', output_field=models.TextField()), config='on_record', weight='A'), '||', django.contrib.postgres.search.SearchVector(models.Func(django.db.models.functions.text.Left(models.F('text'), 250000), function='search_words', output_field=models.TextField()), config='on_record', weight='D'), django.contrib.postgres.search.SearchConfig('on_record')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('reviewed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='articles.article')),
                ('outlet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.outlet')),
            ],
            options={
                'ordering': (models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True)),
            },
        ),
        migrations.CreateModel(
            name='RemovedPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(help_text='Code point in the decoded input.')),
                ('text', models.TextField()),
                ('reason', models.CharField(max_length=80)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removed', to='articles.article')),
            ],
            options={
                'ordering': ('article', 'position'),
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='article_search'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(models.Func(django.db.models.functions.text.Left(models.F('title'), 250000), function='search_words', output_field=models.TextField()), config='on_record', weight=None), name='article_title_words'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.HashIndex(fields=['canonical_url'], name='article_canonical_url'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('published_basis', 'inferred')), fields=['id'], name='article_of_inferred_date'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['title', 'id'], name='article_by_title'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('superseded_by', None), ('withdrawn_at', None)), fields=['id'], name='article_public'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('superseded_by', None), ('withdrawn_at', None)), fields=['outlet', 'published_on'], name='article_on_its_shelf'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['extraction', 'ingested_at'], name='article_waiting'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_basis', ''), ('published_on', None)), models.Q(('published_on__isnull', False), models.Q(('published_basis', ''), _negated=True)), _connector='OR'), name='date_has_basis', violation_error_message='A date needs its basis, and a basis needs a date.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_basis', 'inferred'), _negated=True), models.Q(('published_note', ''), _negated=True), _connector='OR'), name='inferred_date_has_note', violation_error_message='Say from what the date is inferred.'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('reviewed_by', None)), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='reviewed_by_somebody_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='removedpart',
            constraint=models.UniqueConstraint(fields=('article', 'position'), name='removed_part_once'),
        ),
        migrations.RunSQL(_sql.CORPUS_WORDS, _sql.NO_CORPUS_WORDS),
    ]
