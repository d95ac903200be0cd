"""All of claims up to 0024 in one; older databases go through the ones it replaces.

Views and triggers of the statement index are installed afterwards (claims/listing/index_sql.py).
"""

import claims.models.spans
import claims.models.statement
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from claims.migrations import _roles, _sql


def make_roles(apps, schema_editor):
    _roles.grant(
        apps,
        _roles.ROLES,
        _roles.permissions_on('carryover'),
        _roles.permissions_on('report'),
    )


class Migration(migrations.Migration):

    replaces = [
        ('claims', '0001_initial'),
        ('claims', '0002_statement_withdrawn_by'),
        ('claims', '0003_speaker_family'),
        ('claims', '0004_roles'),
        ('claims', '0005_distinction'),
        ('claims', '0006_review_claim'),
        ('claims', '0007_search_by_words_and_names'),
        ('claims', '0008_decisions_on_anything'),
        ('claims', '0009_shown'),
        ('claims', '0010_queue_of_review'),
        ('claims', '0011_carryover'),
        ('claims', '0012_acts_about'),
        ('claims', '0013_carryover_without_a_place'),
        ('claims', '0014_reports'),
        ('claims', '0015_counts_found_sooner'),
        ('claims', '0016_sample_by_facet'),
        ('claims', '0017_counted_without'),
        ('claims', '0018_name_keys'),
        ('claims', '0019_names_folded_anew'),
        ('claims', '0020_search_words'),
        ('claims', '0021_settled_is_certain'),
        ('claims', '0022_names_of_models'),
        ('claims', '0023_decision_field_names'),
        ('claims', '0024_public_statement_view'),
    ]

    initial = True

    dependencies = [
        ('articles', '0001_squashed_0013_waiting_since'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(_sql.SPANS_ARE_VALID, _sql.NO_SPANS_ARE_VALID),
        migrations.CreateModel(
            name='ArticleCount',
            fields=[
                ('statements', models.IntegerField()),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='counted', serialize=False, to='articles.article')),
            ],
            options={
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('person', 'person'), ('institution', 'institution'), ('group', 'group'), ('outlet', 'outlet'), ('document', 'document'), ('anonymous', 'anonymous')], max_length=12)),
                ('role', models.CharField(blank=True, help_text='As most recently stated.', max_length=300)),
                ('note', models.TextField(blank=True)),
                ('identity', models.CharField(editable=False, max_length=300, null=True, unique=True)),
                ('family', models.CharField(blank=True, db_index=True, editable=False, max_length=100)),
                ('searchable_name', models.TextField(blank=True, default='', editable=False)),
                ('match_keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, editable=False, size=None)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='anonymous_speakers', to='articles.article')),
                ('members', models.ManyToManyField(blank=True, related_name='groups', to='claims.speaker')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.speaker')),
            ],
            options={
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='About',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spans', claims.models.spans.SpansField(size=None)),
            ],
            options={
                'verbose_name_plural': 'about',
                'ordering': ('statement', 'party'),
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, unique=True)),
                ('kind', models.CharField(choices=[('state', 'state'), ('bloc', 'bloc'), ('organisation', 'international organisation')], default='state', max_length=12)),
            ],
            options={
                'verbose_name_plural': 'parties',
                'ordering': ('name',),
            },
        ),
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
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='ReviewLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_at', models.DateTimeField()),
                ('until', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'claims_reviewclaim',
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('spans', claims.models.spans.SpansField(blank=True, default=tuple, size=None)),
            ],
            options={
                'ordering': ('attribution', 'position'),
            },
        ),
        migrations.CreateModel(
            name='SpeakerKey',
            fields=[
                ('pk', models.CompositePrimaryKey('key', 'speaker_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.TextField()),
                ('speaker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker')),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=claims.models.statement.new_key, editable=False, max_length=12, unique=True)),
                ('content', claims.models.spans.SpansField(size=None)),
                ('start', models.PositiveIntegerField(editable=False)),
                ('end', models.PositiveIntegerField(editable=False)),
                ('words', models.TextField(editable=False)),
                ('quotation', models.CharField(choices=[('direct', 'direct'), ('mixed', 'mixed'), ('indirect', 'indirect')], max_length=8)),
                ('mode', models.CharField(choices=[('said', 'said'), ('thought', 'thought')], default='said', max_length=8)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_why', models.CharField(blank=True, editable=False, max_length=300)),
                ('disagreement', models.JSONField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector(models.Func(django.db.models.functions.text.Left(models.F('words'), 250000), function='search_words', output_field=models.TextField()), config='on_record', weight=None), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'ordering': ('article', 'start', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SourceCount',
            fields=[
                ('statements', models.IntegerField()),
                ('speaker', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='resting_on', serialize=False, to='claims.speaker')),
            ],
            options={
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='SpeakerCount',
            fields=[
                ('statements', models.IntegerField()),
                ('speaker', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='counted', serialize=False, to='claims.speaker')),
            ],
            options={
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('folded', models.CharField(db_index=True, editable=False, max_length=300)),
                ('searchable_name', models.TextField(blank=True, default='', editable=False)),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='claims.speaker')),
            ],
            options={
                'verbose_name_plural': 'aliases',
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Attribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, help_text='As stated in this article.', max_length=300)),
                ('source', claims.models.spans.SpansField(blank=True, default=tuple, size=None)),
                ('cue', claims.models.spans.SpansField(blank=True, default=tuple, size=None)),
                ('act', models.CharField(default='says', max_length=20)),
                ('negated', models.BooleanField(default=False)),
                ('confidence', models.FloatField()),
                ('notes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('status', models.CharField(choices=[('unreviewed', 'not reviewed'), ('accepted', 'accepted'), ('corrected', 'corrected'), ('rejected', 'rejected')], db_default='unreviewed', default='unreviewed', max_length=10)),
                ('extractor_version', models.CharField(blank=True, editable=False, max_length=60)),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('speaker', models.ForeignKey(blank=True, help_text='Empty when the text does not say whose words these are.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attributions', to='claims.speaker')),
            ],
            options={
                'ordering': ('confidence', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                ('deed', models.CharField(choices=[('accept', 'accepted'), ('reject', 'rejected'), ('reassign', 'gave to another speaker'), ('edit', 'corrected'), ('add', 'added'), ('withhold', 'withheld from readers'), ('release', 'released to readers'), ('review', 'marked as fully reviewed'), ('new', 'made a speaker'), ('describe', 'changed a speaker'), ('merge', 'merged two speakers'), ('split', 'split a speaker'), ('different', 'told two speakers apart'), ('perhaps', 'no longer tells two speakers apart'), ('undo', 'undid'), ('redo', 'did again')], max_length=12)),
                ('reason', models.CharField(blank=True, choices=[('not_a_statement', 'not a statement'), ('wrong_speaker', 'wrong speaker'), ('wrong_span', 'wrong span'), ('duplicate', 'duplicate'), ('boilerplate', 'boilerplate'), ('other', 'other')], max_length=20)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('anchor', models.JSONField(blank=True, default=dict)),
                ('state_before', models.JSONField(blank=True, db_column='judged', null=True)),
                ('state_after', models.JSONField(blank=True, db_column='settled', null=True)),
                ('diff_before', models.JSONField(db_column='before')),
                ('diff_after', models.JSONField(db_column='after')),
                ('batch', models.UUIDField(blank=True, db_index=True, null=True)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='articles.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='decisions_other', to='claims.speaker', verbose_name='other speaker')),
                ('root', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='claims.decision')),
                ('speaker', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='decisions', to='claims.speaker')),
                ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='claims.decision')),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Carryover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('told', models.JSONField()),
                ('start', models.PositiveIntegerField(null=True)),
                ('end', models.PositiveIntegerField(null=True)),
                ('likeness', models.FloatField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carryovers', to='articles.article')),
                ('decision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_as', to='claims.decision')),
            ],
            options={
                'verbose_name': 'decision on an earlier text',
                'verbose_name_plural': 'decisions on earlier texts',
                'ordering': ('-likeness', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Distinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='distinctions_first', to='claims.speaker')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='distinctions_second', to='claims.speaker')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='FacetCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(max_length=16)),
                ('ref', models.BigIntegerField(default=0)),
                ('word', models.CharField(blank=True, max_length=60)),
                ('n', models.IntegerField()),
                ('level', models.SmallIntegerField(default=0)),
            ],
            options={
                'db_table': 'claims_counted',
                'indexes': [models.Index(fields=['facet', 'ref', 'word'], include=('n',), name='counted_values'), models.Index(condition=models.Q(('level__lt', 2)), fields=['level', 'facet'], name='counted_unfolded'), models.Index(condition=models.Q(('level', 2)), fields=['facet', '-n'], name='counted_most')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('level', 2)), fields=('facet', 'ref', 'word'), name='counted_once_folded')],
            },
        ),
        migrations.AddField(
            model_name='speaker',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='claims.party'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('code', 'none'), _negated=True), name='party_not_called_none', violation_error_message='“none” is what filters call rows without one; choose another.'),
        ),
        migrations.AddField(
            model_name='about',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='claims.party'),
        ),
        migrations.AddField(
            model_name='reportanswer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reportanswer',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='claims.report'),
        ),
        migrations.AddField(
            model_name='reviewlock',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='source',
            name='attribution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='claims.attribution'),
        ),
        migrations.AddField(
            model_name='source',
            name='speaker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relayed', to='claims.speaker'),
        ),
        migrations.CreateModel(
            name='StatementIndex',
            fields=[
                ('start', models.PositiveIntegerField()),
                ('published_on', models.DateField(null=True)),
                ('about', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('act', models.CharField(max_length=20)),
                ('quotation', models.CharField(max_length=8)),
                ('mode', models.CharField(max_length=8)),
                ('status', models.CharField(max_length=10)),
                ('confidence', models.FloatField()),
                ('statement', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='public_row', serialize=False, to='claims.statement')),
            ],
            options={
                'verbose_name_plural': 'statement index',
                'db_table': 'claims_shown',
            },
        ),
        migrations.CreateModel(
            name='StatementSample',
            fields=[
                ('start', models.PositiveIntegerField()),
                ('published_on', models.DateField(null=True)),
                ('about', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('act', models.CharField(max_length=20)),
                ('quotation', models.CharField(max_length=8)),
                ('mode', models.CharField(max_length=8)),
                ('status', models.CharField(max_length=10)),
                ('confidence', models.FloatField()),
                ('statement', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='sampled', serialize=False, to='claims.statement')),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'verbose_name_plural': 'statement sample',
                'db_table': 'claims_sampled',
            },
        ),
        migrations.AddField(
            model_name='statement',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='articles.article'),
        ),
        migrations.AddField(
            model_name='statement',
            name='parties',
            field=models.ManyToManyField(related_name='statements', through='claims.About', to='claims.party'),
        ),
        migrations.AddField(
            model_name='statement',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewlock',
            name='statement',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review_claim', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='report',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='decision',
            name='statement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='attribution',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attributions', to='claims.statement'),
        ),
        migrations.AddField(
            model_name='about',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='claims.statement'),
        ),
        migrations.AddIndex(
            model_name='alias',
            index=django.contrib.postgres.indexes.GinIndex(fields=['searchable_name'], name='alias_searchable', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.UniqueConstraint(fields=('speaker', 'folded'), name='alias_once_a_speaker'),
        ),
        migrations.AddIndex(
            model_name='carryover',
            index=models.Index(fields=['answered_at', '-likeness', 'id'], name='carryover_waits'),
        ),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='carryover_start_before_end'),
        ),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='carryover_answered_by_somebody_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='distinction',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='distinction_in_order_of_ids'),
        ),
        migrations.AddConstraint(
            model_name='distinction',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('first', 'second'), name='one_standing_distinction_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='distinction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='taken_back_by_somebody_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=models.Index(fields=['name', 'id'], name='speaker_by_name'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(fields=['searchable_name'], name='speaker_searchable', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(('slug', 'none'), _negated=True), name='speaker_not_called_none', violation_error_message='“none” is what filters call rows without one; choose another.'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'anonymous'), _negated=True), ('identity', None), _connector='OR'), name='anonymous_speaker_has_no_identity', violation_error_message="Someone not named can't be found again by name."),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.UniqueConstraint(fields=('article', 'name'), name='anonymous_speaker_once_an_article'),
        ),
        migrations.AddConstraint(
            model_name='reportanswer',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'accepted'), models.Q(('verdict', 'declined'), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='declined_with_a_reason', violation_error_message='Say why the report is declined.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.UniqueConstraint(fields=('attribution', 'position'), name='one_hop_a_position'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Func(models.F('spans'), function='spans_are_valid', output_field=models.BooleanField()), name='source_spans_are_valid'),
        ),
        migrations.AddField(
            model_name='statementindex',
            name='article',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='statementindex',
            name='attribution',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='public_row', to='claims.attribution'),
        ),
        migrations.AddField(
            model_name='statementindex',
            name='outlet',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.outlet'),
        ),
        migrations.AddField(
            model_name='statementindex',
            name='party',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.party'),
        ),
        migrations.AddField(
            model_name='statementindex',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddField(
            model_name='statementsample',
            name='article',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='statementsample',
            name='outlet',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.outlet'),
        ),
        migrations.AddField(
            model_name='statementsample',
            name='party',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.party'),
        ),
        migrations.AddField(
            model_name='statementsample',
            name='speaker',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='claims.speaker'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['article', 'start'], name='statement_in_article'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['quotation'], name='statement_quotation'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['-created_at', '-id'], name='statement_newest'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='statement_search'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('disagreement__isnull', False)), fields=['id'], name='statement_disagreeing'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('article', 'content'), name='statement_once_a_place'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('content'), function='spans_are_valid', output_field=models.BooleanField()), models.Q(('content__len__gt', 0))), name='content_spans_are_valid', violation_error_message='The content needs pieces in order, each start < end.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='statement_start_before_end'),
        ),
        migrations.AddIndex(
            model_name='reviewlock',
            index=models.Index(fields=['by', '-taken_at'], name='review_claim_trail'),
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
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['-at', '-id'], name='decision_newest'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('statement__isnull', False), ('article__isnull', False), ('speaker__isnull', False), _connector='OR'), name='decision_is_on_something'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('deed', 'reject'), _connector='OR'), name='only_a_rejection_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('root', None), ('undoes', None), models.Q(('deed__in', ('undo', 'redo')), _negated=True)), models.Q(('deed__in', ('undo', 'redo')), ('root__isnull', False), ('undoes__isnull', False)), _connector='OR'), name='an_undoing_undoes_something'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(fields=['status', 'confidence', 'id'], name='attribution_to_review'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(fields=['act'], name='attribution_act'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('role', ''), _negated=True), fields=['speaker', '-id'], name='attribution_with_role'),
        ),
        migrations.AddIndex(
            model_name='attribution',
            index=models.Index(condition=models.Q(('negated', True), models.Q(('status', 'rejected'), _negated=True)), fields=['statement', 'act'], name='attribution_negated'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'rejected'), _negated=True), fields=('statement',), name='one_live_attribution', violation_error_message='Reject the current attribution before adding another.'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'unreviewed')), models.Q(models.Q(('status', 'unreviewed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decision_has_curator_and_time'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='confidence_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='attribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('source'), function='spans_are_valid', output_field=models.BooleanField()), models.Func(models.F('cue'), function='spans_are_valid', output_field=models.BooleanField())), name='attribution_spans_are_valid'),
        ),
        migrations.AddConstraint(
            model_name='about',
            constraint=models.UniqueConstraint(fields=('statement', 'party'), name='about_party_once'),
        ),
        migrations.AddConstraint(
            model_name='about',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('spans'), function='spans_are_valid', output_field=models.BooleanField()), models.Q(('spans__len__gt', 0))), name='about_spans_are_valid'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_day'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('speaker'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_speaker'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('party'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_party'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('outlet'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_outlet'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('act'), models.OrderBy(models.F('published_on'), descending=True, nulls_last=True), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_act'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('confidence'), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_sureness'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('status'), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_status'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('quotation'), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_quoting'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('mode'), models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_mode'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.OrderBy(models.F('article'), descending=True), models.F('start'), models.F('statement'), name='shown_by_article'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('confidence'), models.F('statement'), condition=models.Q(('status', 'unreviewed')), name='shown_to_review'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=models.Index(models.F('confidence'), models.F('statement'), condition=models.Q(('speaker', None), ('status', 'unreviewed')), name='shown_of_nobody'),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=django.contrib.postgres.indexes.GinIndex(fields=['about'], name='shown_about', opclasses=['array_ops']),
        ),
        migrations.AddIndex(
            model_name='statementindex',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sources'], name='shown_sources', opclasses=['array_ops']),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=models.Index(fields=['speaker'], name='sampled_by_speaker'),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=models.Index(fields=['party'], name='sampled_by_party'),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=models.Index(fields=['outlet'], name='sampled_by_outlet'),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=models.Index(fields=['act'], name='sampled_by_act'),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=models.Index(fields=['published_on'], name='sampled_by_day'),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=django.contrib.postgres.indexes.GinIndex(fields=['about'], name='sampled_about', opclasses=['array_ops']),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sources'], name='sampled_sources', opclasses=['array_ops']),
        ),
        migrations.AddIndex(
            model_name='statementsample',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='sampled_search'),
        ),
        migrations.RunSQL(*_sql.DECISIONS_ONLY_GROW),
        migrations.RunSQL(*_sql.ANSWERS_ONLY_GROW),
        migrations.RunSQL(_sql.read('0018_speaker_keys.sql'), _sql.read('0018_speaker_keys_down.sql')),
        migrations.RunPython(make_roles, _roles.drop),
    ]
