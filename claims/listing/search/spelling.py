"""Words that were likely meant by misspelt ones, out of the words that the corpus has.

All of it is looked up by an index: words one edit away by equality, the others by groups of three
letters, and only these are compared letter by letter.
"""

from string import ascii_lowercase

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from rapidfuzz.distance import OSA

from articles.models import CorpusWord
from articles.search import CONFIG

MIN_SIMILARITY = 0.25  # of trigrams, of a word that differs by two edits
MAX_CANDIDATES = 40
MIN_TWO_EDITS_LETTERS = 7  # letters of a word; a shorter one is near to everything


def nearest_words(word: str, most: int = 3) -> list[str]:
    """Words of the corpus that differ least from this one, common ones first; never itself."""
    word = word.lower()
    if not CorpusWord.MIN_CHARS <= len(word) <= CorpusWord.MAX_CHARS:
        return []
    near = _one_edit_away(word) or _alike(word)
    edits = {candidate: OSA.distance(word, candidate) for candidate in near - {word}}
    limit = 2 if len(word) >= MIN_TWO_EDITS_LETTERS else 1
    candidates = [candidate for candidate in edits if edits[candidate] <= limit]
    frequency = _frequencies(candidates)
    # The first letter is seldom wrong.
    order = {
        candidate: (edits[candidate], candidate[0] != word[0], -frequency[candidate], candidate)
        for candidate in candidates
    }
    return sorted(candidates, key=order.__getitem__)[:most]


def _one_edit_away(word: str) -> set[str]:
    rows = CorpusWord.objects.filter(word__in=one_edit_variants(word)).values_list("word")
    return {variant for (variant,) in rows}


def one_edit_variants(word: str) -> set[str]:
    """With a letter left out, put in, changed, or two neighbours swapped (Damerau 1964)."""
    splits = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + letter + b[1:] for a, b in splits if b for letter in ascii_lowercase),
        *(a + letter + b for a, b in splits for letter in ascii_lowercase),
    }


@transaction.atomic
def _alike(word: str) -> set[str]:
    if len(word) < MIN_TWO_EDITS_LETTERS:
        return set()
    with connection.cursor() as cursor:  # until the end of the transaction
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(MIN_SIMILARITY)]
        )
    similar = CorpusWord.objects.filter(word__trigram_similar=word)
    ranked = similar.alias(similarity=TrigramSimilarity("word", word)).order_by("-similarity")
    return {other for (other,) in ranked.values_list("word")[:MAX_CANDIDATES]}


def _frequencies(words: list[str]) -> dict[str, float]:
    """Word → share of the statements that have its stem, 0 where it is not among the commonest."""
    common = common_stems()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, tsvector_to_array(to_tsvector(%s, word)) FROM unnest(%s::text[]) AS word",
            [CONFIG, words],
        )
        rows = cursor.fetchall()
    return {word: max((common.get(stem, 0) for stem in stems), default=0) for word, stems in rows}


def common_stems() -> dict[str, float]:
    """The commonest stems of statements, as the planner knows them: in which share they stand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE schemaname = 'public' AND tablename = 'claims_statement'"
            " AND attname = 'search'"
        )
        row = cursor.fetchone()
    return dict(zip(row[0], row[1], strict=False)) if row and row[0] else {}
