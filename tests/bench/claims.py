"""Claims over the bench's statements: what each says, groups with Zipf's sizes, stances, links.

    DATABASE_URL=postgres://…/on_record_bench python -m tests.bench.claims

``make bench-data`` does this at its end; the command gives claims to a database that has none.
Meanings are made from the words without a parse: a million parses take the better part of an hour.
Groups are drawn, not found: the words of the corpus are, and hardly two of its statements agree.
"""

import json
import os
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from tests.bench.copying import copy_rows, make_indexes, strip_indexes
from tests.bench.rows import NOW, key_of

TABLES = ("claims_claim", "claims_claimmember", "claims_statementmeaning", "claims_statementlink")
STEP = 20_000  # rows sent at once
LARGEST, CLAIMS_A_STATEMENT, SKEW = 500, 0.08, 1.2
IN_FIRST_UTTERANCE, PROPOSED = 0.3, 0.05  # shares of members
STANCES = ("asserts", "repeats", "denies", "doubts", "asks")
STANCE_SHARES = (0.72, 0.16, 0.08, 0.03, 0.01)
# As refresh_summaries does, but for the wording, which here is the first member's words.
WORDINGS = """
    UPDATE claims_claim c SET wording = s.words
    FROM (SELECT claim_id, min(statement_id) AS first FROM claims_claimmember GROUP BY 1) m
    JOIN claims_statement s ON s.id = m.first
    WHERE c.id = m.claim_id"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.db import connection

    from claims.models import Claim, StatementMeaning

    if Claim.objects.exists() or StatementMeaning.objects.exists():
        sys.exit(f"{connection.settings_dict['NAME']} holds claims; nothing was done.")
    with connection.cursor() as cursor:
        fill_claims(cursor.cursor, seed=1)
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def fill_claims(cursor: Any, seed: int) -> None:
    """``cursor`` is psycopg2's own, for COPY."""
    from claims.grouping.candidates import COUNT_ALL_KEYS_SQL, MAX_STATEMENTS_OF_RARE_KEY

    indexes = strip_indexes(cursor, TABLES)
    _copy_meanings(cursor)
    cursor.execute(COUNT_ALL_KEYS_SQL, [MAX_STATEMENTS_OF_RARE_KEY])  # recording counts as it goes
    _copy_groups(cursor, np.random.default_rng(seed))
    for table in ("claims_claim", "claims_statementlink"):
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )
    cursor.execute(f"ANALYZE {', '.join(TABLES)}")
    _sum_up(cursor)
    make_indexes(cursor, indexes)


def _copy_meanings(cursor: Any) -> None:
    from claims.models import StatementMeaning

    meaning = MeaningMaker()
    last = 0
    while True:
        cursor.execute(
            "SELECT id, words FROM claims_statement JOIN claims_shown ON statement_id = id"
            " WHERE id > %s ORDER BY id LIMIT %s",
            [last, STEP],
        )
        rows = cursor.fetchall()
        if not rows:
            return
        copy_rows(cursor, StatementMeaning, (meaning.row(*row) for row in rows))
        last = rows[-1][0]


class MeaningMaker:
    """Words to a meaning of one clause: the second content word is what the others hang on."""

    def __init__(self) -> None:
        from spacy.lang.en.stop_words import STOP_WORDS

        from claims.extraction import parties
        from claims.grouping.meanings import VERSION

        self._version, self._light, self._gazetteer = VERSION, STOP_WORDS, parties.load()
        self._terms: dict[str, tuple[str, str]] = {}  # word → kind, lemma

    def row(self, statement: int, words: str) -> dict[str, Any]:
        from claims.propositions.keys import candidate_keys
        from claims.propositions.types import Clause, Proposition, Term, TermKind

        content = [word for word in words.lower().split() if word not in self._light]
        terms = []
        for place, word in enumerate(content):
            kind, lemma = self._term(word)
            pos, role = (
                ("v", "") if place == 1 else ("n", ("subject", "", "object", "")[min(place, 3)])
            )
            head = -1 if place == 1 else 1 if len(content) > 1 else -1
            weight = 1.5 if kind == TermKind.PARTY else 0.9 if pos == "v" else 1.0
            terms.append(Term(lemma, pos, TermKind(kind), head, role=role, weight=weight))
        clauses = (Clause(1, terms=tuple(range(len(terms)))),) if len(terms) > 1 else ()
        proposition = Proposition(tuple(terms), clauses)
        return {
            "statement_id": statement, "version": self._version, "stance": "asserts",
            "proposition": json.dumps(proposition.to_json()), "keys": candidate_keys(proposition),
        }  # fmt: skip

    def _term(self, word: str) -> tuple[str, str]:
        if word not in self._terms:
            matches = list(self._gazetteer.matches(word.title()))
            code = matches[0].code if matches else ""
            self._terms[word] = ("party", code) if code else ("word", word)
        return self._terms[word]


def _copy_groups(cursor: Any, random: np.random.Generator) -> None:
    from claims.models import Claim, ClaimMember, StatementLink

    cursor.execute("SELECT statement_id FROM claims_shown ORDER BY 1")
    ids = random.permutation([pk for (pk,) in cursor.fetchall()])
    groups = list(_groups(ids.tolist(), random))
    claims = ({"id": n, "key": key_of(n), "created_at": NOW} for n in range(1, len(groups) + 1))
    copy_rows(cursor, Claim, claims)
    for start in range(0, len(groups), STEP):
        part = list(enumerate(groups[start : start + STEP], start=start + 1))
        copy_rows(cursor, ClaimMember, _members(part, random))
    copy_rows(cursor, StatementLink, _links(groups, random))


def _groups(ids: list[int], random: np.random.Generator) -> Iterator[list[int]]:
    """Each statement in one group at most, the largest first."""
    drawn = 2 * random.random(int(len(ids) * CLAIMS_A_STATEMENT)) ** (-1 / SKEW)
    sizes = sorted((min(int(size), LARGEST) for size in drawn), reverse=True)
    start = 0
    for size in sizes:
        if start + size > len(ids):
            return
        yield sorted(ids[start : start + size])
        start += size


def _members(
    groups: list[tuple[int, list[int]]], random: np.random.Generator
) -> Iterator[dict[str, Any]]:
    for claim, statements in groups:
        stances = random.choice(len(STANCES), len(statements), p=STANCE_SHARES)
        draws = random.random(len(statements))
        first = next((pk for pk, draw in zip(statements, draws, strict=True)
                      if draw < IN_FIRST_UTTERANCE), 0)  # fmt: skip
        for pk, stance, draw in zip(statements, stances, draws, strict=True):
            yield {
                "statement_id": pk, "claim_id": claim, "stance": STANCES[stance],
                "score": round(0.5 + float(draw) / 2, 4),
                "utterance": first if draw < IN_FIRST_UTTERANCE else pk,
            }  # fmt: skip


def _links(groups: list[list[int]], random: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Each member to the next; and some pairs of two claims' that are proposed."""
    number = 0
    for group, following in pairwise([*groups, groups[0]]):
        pairs = [(*pair, True) for pair in pairwise(group)]
        if random.random() < PROPOSED * len(group):
            pairs.append((*sorted((group[0], following[-1])), False))
        for first, second, joins in pairs:
            number += 1
            yield {
                "id": number, "first_id": first, "second_id": second, "joins": joins,
                "score": 0.9 if joins else round(0.3 + 0.2 * random.random(), 4),
            }  # fmt: skip


def _sum_up(cursor: Any) -> None:
    from claims.claim_summaries import count_members

    cursor.execute(WORDINGS)
    cursor.execute("SELECT max(id) FROM claims_claim")
    [(last,)] = cursor.fetchall()
    for start in range(1, last + 1, STEP):
        count_members(range(start, min(start + STEP, last + 1)))


if __name__ == "__main__":
    main()
