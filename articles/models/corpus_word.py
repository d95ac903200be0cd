"""The words of all texts, once each, from which a misspelt search is put right."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class CorpusWord(models.Model):
    """A word of some article in its plain form, lower case, without accents.

    Nothing here is written by Python: a trigger (migration ``corpus_word``) adds the new words of
    each article that is stored. A word may stand twice, for writers never wait for one another; and
    it stays when its articles go, so whoever offers it has to see that it finds something.
    """

    MIN_CHARS, MAX_CHARS = 4, 30

    word = models.CharField(max_length=MAX_CHARS)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="corpus_word"),
            GinIndex(fields=["word"], name="corpus_word_like", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word
