"""Stored keys of names from before ł, ø and the like were written out, as names are folded now.

Two records that get one key stay two: the one that had it keeps it, the other is proposed as its
duplicate. An address from which letters were missing ("lech-waesa") becomes one that has them, and
the old one leads there, as a merged record's does.

A migration and the loading of earlier dumps do this, so the models are given: a migration's are
those of its time.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.text import slugify
from psycopg2.extras import execute_values

from articles.slugs import free_slugs
from claims.extraction.folding import fold_name, searchable_name, slug_of
from claims.extraction.name_matching import match_keys
from claims.extraction.noun_phrases import person_names

ROWS_PER_QUERY = 1000
SLUG_CHARS, FALLBACK_SLUG = 80, "speaker"
OLD_ADDRESS = "An address that missed letters of the name; it leads to the record."


def refold_names(speakers: Any, aliases: Any) -> None:
    """Write keys, search words and addresses of all records anew, in batches."""
    _fold_speakers(speakers)
    _fold_aliases(aliases)
    _name_addresses(speakers)


def _in_batches(rows: Any) -> Iterator[list[Any]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:ROWS_PER_QUERY]):
        last = batch[-1].pk
        yield batch


# As one statement of values, which is many times quicker than bulk_update's cases.
SPEAKERS_SQL = """
UPDATE claims_speaker AS s SET searchable_name = v.words, match_keys = v.keys::text[],
    family = v.family, identity = CASE WHEN v.stays THEN s.identity END
FROM (VALUES %s) AS v (id, words, keys, family, stays) WHERE s.id = v.id
"""
IDENTITIES_SQL = """
UPDATE claims_speaker AS s SET identity = v.key FROM (VALUES %s) AS v (id, key)
WHERE s.id = v.id AND NOT EXISTS (SELECT FROM claims_speaker t WHERE t.identity = v.key)
"""
ALIASES_SQL = """
UPDATE claims_alias AS a SET searchable_name = v.words FROM (VALUES %s) AS v (id, words)
WHERE a.id = v.id
"""


def _update(sql: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        execute_values(cursor, sql, rows, page_size=ROWS_PER_QUERY)


def _fold_speakers(model: Any) -> None:
    """Keys that change are given up first, so that no two stand in each other's way."""
    new_keys: dict[str | None, int] = {}  # key → the first record that gets it
    for batch in _in_batches(model.objects.all()):
        rows = []
        for row in batch:
            person = row.kind == "person"
            family = person_names.parse(row.name).family[:100] if person else row.family
            key = _identity_of(row)
            if key != row.identity:
                new_keys.setdefault(key, row.pk)
            keys = match_keys(row.name, row.kind)
            rows.append((row.pk, searchable_name(row.name), keys, family, key == row.identity))
        _update(SPEAKERS_SQL, rows)
    _update(IDENTITIES_SQL, [(pk, key) for key, pk in new_keys.items()])


def _identity_of(row: Any) -> str | None:
    """By the name; by the old key where the record was renamed and is found by its first name."""
    if row.identity is None:
        return None
    return fold_name(row.name if row.identity == _old_key(row.name) else row.identity)


def _old_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s?$", "", name.strip()))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[.,]", " ", plain.replace("’", "'"))
    return " ".join(re.sub(r"^(the|an?)\s+", "", plain).split())[:300]


def _fold_aliases(model: Any) -> None:
    for batch in _in_batches(model.objects.all()):
        for row in batch:
            if (key := fold_name(row.name)) == row.folded:
                continue
            if model.objects.filter(speaker_id=row.speaker_id, folded=key).exists():
                # The other is one spelling of it, which is enough to find it by.
                model.objects.filter(pk=row.pk).delete()
            else:
                model.objects.filter(pk=row.pk).update(folded=key)
        _update(ALIASES_SQL, [(row.pk, searchable_name(row.name)) for row in batch])


def _name_addresses(model: Any) -> None:
    """Of records whose address is what was left of a name with other letters than ASCII."""
    for batch in _in_batches(model.objects.filter(merged_into=None)):
        for row in batch:
            old = slugify(row.name)[:SLUG_CHARS].strip("-") or FALLBACK_SLUG
            better = slug_of(row.name, max_chars=SLUG_CHARS, default=FALLBACK_SLUG)
            if (
                not row.name.isascii()
                and better != old
                and re.fullmatch(f"{old}(-[0-9]+)?", row.slug)
            ):
                _readdress(model, row)


def _readdress(model: Any, row: Any) -> None:
    former = row.slug
    (row.slug,) = free_slugs(model.objects, [row.name], fallback=FALLBACK_SLUG, length=SLUG_CHARS)
    row.save(update_fields=["slug"])
    model.objects.create(
        slug=former,
        name=row.name,
        kind=row.kind,
        family=row.family,
        searchable_name=row.searchable_name,
        match_keys=row.match_keys,
        note=OLD_ADDRESS,
        merged_into=row,
    )
