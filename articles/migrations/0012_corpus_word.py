"""The words of all texts, kept by a trigger. Nothing is locked: two writers may both add a word."""

import django.contrib.postgres.indexes
from django.db import migrations, models


# Of a table or of what was just inserted: the words that are not there yet. ``rebuild`` repairs the
# table, and drops words whose articles have gone.
NEW_WORDS = """
    INSERT INTO articles_corpusword (word)
    SELECT DISTINCT piece FROM {articles} AS article, regexp_split_to_table(
        lower(unaccent(search_words(left(article.title || ' ' || article.text, 250000)))), ' '
    ) AS piece
    WHERE length(piece) BETWEEN 4 AND 30 AND piece !~ '[0-9]'
    AND NOT EXISTS (SELECT FROM articles_corpusword known WHERE known.word = piece)
"""
TRIGGER = f"""
CREATE FUNCTION add_corpus_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {NEW_WORDS.format(articles="added")};
    RETURN NULL;
END $$;
CREATE TRIGGER corpus_words AFTER INSERT ON articles_article
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_corpus_words();

CREATE FUNCTION corpus_words_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM articles_corpusword;
    {NEW_WORDS.format(articles="articles_article")};
END $$;
"""
NO_TRIGGER = """
DROP TRIGGER corpus_words ON articles_article;
DROP FUNCTION add_corpus_words();
DROP FUNCTION corpus_words_rebuild();
"""


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
        migrations.RunSQL(TRIGGER, NO_TRIGGER),
        migrations.RunSQL("SELECT corpus_words_rebuild()", migrations.RunSQL.noop),
    ]
