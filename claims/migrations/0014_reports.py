"""Reports of mistakes, and a log of the answers to them that only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from claims.migrations._roles import grant, permissions_on
from claims.migrations._sql import ANSWERS_ONLY_GROW


def give_permissions(apps, schema_editor):
    grant(apps, permissions_on("report"))


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0013_carryover_without_a_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('about', models.CharField(max_length=600)),
                ('fault', models.CharField(choices=[('wrong_speaker', 'The wrong speaker: somebody else said it'), ('wrong_words', 'The wrong words: too many, too few, or not these'), ('not_a_statement', 'Not a statement of anybody'), ('out_of_context', 'Out of context: it means something else there'), ('other', 'Something else')], max_length=16, verbose_name='what is wrong')),
                ('comment', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined')], default='open', max_length=8)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.statement')),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='ReportAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('accepted', 'accepted'), ('declined', 'declined')], max_length=8)),
                ('answer', models.TextField(blank=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='claims.report')),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['created_at'], name='report_open'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['-created_at', '-id'], name='report_newest'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined'])), name='report_state'),
        ),
        migrations.AddConstraint(
            model_name='reportanswer',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'accepted'), models.Q(('verdict', 'declined'), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='declined_with_a_reason', violation_error_message='Say why the report is declined.'),
        ),
        migrations.RunSQL(*ANSWERS_ONLY_GROW),
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
    ]
