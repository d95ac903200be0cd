"""Advisory locks: who waits for whom, and under which key.

Whoever records or decides on an article locks its row, so that neither writes over the other
unseen. Whoever decides who is who moves rows in many articles: that waits until nobody records or
decides on any, and they wait for it. Whoever records may make speakers and join them, so articles
are recorded one at a time: what is found then does not depend on how many processes work.
"""

from enum import IntEnum

from django.db import connection


class LockKey(IntEnum):
    """Keys of advisory locks; only one place may use each.

    The layer of articles locks single texts, outlets and sites by hashes of their own, which are
    keys of 64 bits with the seeds 0, 1 and 2 (articles/storing.py, articles/models/outlet.py,
    articles/fetching/sites.py).
    """

    SPEAKERS = 0x5350454B
    RECORDING = 0x5245434F
    SPEAKER_PARTY = 7007  # with a hash of the speaker's id, in claims/models/sql
    GROUPING = 7009  # of statements to claims
    REBUILDING = 7010  # planning it, by several processes at once
    FOLDING = 7008  # of the ledger of counts, in claims/models/sql


def lock_recording() -> None:
    """Nobody else records an article, and who is who stays as it is, until the transaction ends.

    Take it before any other lock.
    """
    both = "SELECT pg_advisory_xact_lock(%s), pg_advisory_xact_lock_shared(%s)"
    _lock(both, LockKey.RECORDING, LockKey.SPEAKERS)


def share_speakers() -> None:
    """Who is who stays as it is until the transaction ends. Take it before any row's lock."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s)", LockKey.SPEAKERS)


def lock_speakers() -> None:
    """Nobody records an article, or decides on one or on speakers, until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s)", LockKey.SPEAKERS)


def lock_grouping() -> None:
    """Nobody else groups statements to claims until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s)", LockKey.GROUPING)


def lock_rebuild() -> None:
    """Nobody else plans a rebuild of the claims until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s)", LockKey.REBUILDING)


def _lock(sql: str, *keys: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, keys)
