"""How often a login may fail, for one account and from one address, kept in the database.

An attempt is counted before the password is looked at, so that many at once gain nothing; a
success takes it back. An account that does not exist is counted and refused like any other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import LoginAttempts

ATTEMPT_RETENTION = timedelta(days=1)

COUNT_SQL = """
INSERT INTO accounts_loginattempts AS attempts (key, failed, since) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    failed = CASE WHEN attempts.since < %(from)s THEN 1 ELSE attempts.failed + 1 END,
    since = CASE WHEN attempts.since < %(from)s THEN %(now)s ELSE attempts.since END
RETURNING failed, since
"""


@dataclass(frozen=True)
class Limit:
    """At most ``max_attempts`` in a ``period``; after them none until the period is over."""

    name: str
    max_attempts: int
    period: timedelta

    def key(self, value: str) -> str:
        label = f"{self.name}:{value}"
        return salted_hmac("accounts.limits", label, algorithm="sha256").hexdigest()

    def count(self, value: str) -> datetime | None:
        """Count one more attempt; until when it is refused, None if it may go on."""
        now = timezone.now()
        with connection.cursor() as cursor:
            parameters: dict[str, str | datetime] = {"key": self.key(value), "now": now}
            cursor.execute(COUNT_SQL, {**parameters, "from": now - self.period})
            failed, since = cursor.fetchone()
        return since + self.period if failed > self.max_attempts else None


ACCOUNT = Limit("account", max_attempts=5, period=timedelta(minutes=15))
ADDRESS = Limit("address", max_attempts=30, period=timedelta(minutes=15))


def count_attempt(account: str, address: str) -> datetime | None:
    """Count an attempt to log in; until when it is refused, None if it may go on."""
    prune()
    refusals = [ACCOUNT.count(_folded(account)), ADDRESS.count(address)]
    return max((refusal for refusal in refusals if refusal), default=None)


def forget_attempts(account: str, address: str) -> None:
    """Forget what failed for this account; of its address only this attempt."""
    LoginAttempts.objects.filter(key=ACCOUNT.key(_folded(account))).delete()
    from_address = LoginAttempts.objects.filter(key=ADDRESS.key(address), failed__gt=0)
    from_address.update(failed=F("failed") - 1)


def prune() -> int:
    """Delete counts that no limit looks at any more; how many."""
    return LoginAttempts.objects.filter(since__lt=timezone.now() - ATTEMPT_RETENTION).delete()[0]


def _folded(account: str) -> str:
    return account.strip().casefold()
