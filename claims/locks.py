"""Who waits for whom.

Whoever records or decides on an article locks its row, so that neither writes over the other
unseen. Whoever decides who is who moves rows in many articles: that waits until nobody records or
decides on any, and they wait for it.
"""

from django.db import connection

SPEAKERS = 0x5350454B  # the key of an advisory lock; only one place may use it


def share_speakers() -> None:
    """Who is who stays as it is until the transaction ends. Take it before any row's lock."""
    _lock("SELECT pg_advisory_xact_lock_shared(%s)")


def lock_speakers() -> None:
    """Nobody records an article, or decides on one or on speakers, until the transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s)")


def _lock(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [SPEAKERS])
