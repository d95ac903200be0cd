"""Readers' reports of mistakes: rate limits, signed forms, and curators' answers.

The only writer of ``Report`` and ``ReportAnswer``. No name, no e-mail, no address is kept: the
limits count digests (accounts/limits.py), and the reporter comes back by a secret link.
"""

import time
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.limits import Limit, prune
from claims.curation import CurationError
from claims.models import Claim, Fault, Report, ReportAnswer, ReportState, Statement
from claims.models.report import digest_of

MAX_COMMENT_CHARS, MAX_ANSWER_CHARS = 2_000, 1_000
BY_ADDRESS = Limit("report from an address", max_attempts=5, period=timedelta(hours=1))
ON_STATEMENT = Limit("report on a statement", max_attempts=20, period=timedelta(days=1))
MIN_FORM_SECONDS, MAX_FORM_SECONDS = 3, 24 * 60 * 60  # in which people fill in a form
MAX_SENTENCE_CHARS = 600
SALT = "claims.reports"


class SentTooSoon(Exception):
    """No person fills in a form in so short a time. Sent again, the same form will do."""


class FormExpired(Exception):
    """The form was open for too long, or is none of ours; a new one has to be sent."""


class TooManyReports(Exception):
    """From one address, or on one statement; ``until`` then nothing is taken."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"no more reports until {until:%H:%M} UTC")
        self.until = until


def sign_form(subject: Statement | Claim) -> str:
    """A signed token for a form: for which record it was opened, and when. Used once."""
    return signing.dumps([subject.key, token_urlsafe(9), int(time.time())], salt=SALT)


@transaction.atomic
def submit_report(
    statement: Statement,
    form: str,
    *,
    sentence: str,
    fault: str,
    comment: str,
    address: str,
    claim: Claim | None = None,
) -> str:
    """Store a report and give its token; a form sent twice makes one report.

    ``sentence`` tells what the statement said then, for whoever reads the report later. A report on
    a ``claim`` names one of its statements, too. Raises
    ``SentTooSoon``, ``FormExpired`` or ``TooManyReports``.
    """
    subject = claim or statement
    _check(form, subject.key)
    token = salted_hmac(SALT, form, algorithm="sha256").hexdigest()
    if Report.objects.with_token(token).exists():
        return token
    prune()
    blocked = [BY_ADDRESS.count(address), ON_STATEMENT.count(subject.key)]
    if until := max(filter(None, blocked), default=None):
        raise TooManyReports(until)
    report = {
        "about": sentence[:MAX_SENTENCE_CHARS],
        "fault": Fault(fault),
        "comment": _clean(comment),
    }
    Report.objects.get_or_create(
        digest=digest_of(token), defaults={"statement": statement, "claim": claim, **report}
    )
    return token


@transaction.atomic
def answer_report(report: Report, *, by: User, verdict: str, answer: str = "") -> ReportAnswer:
    """Tell the reporter what became of it; the statement itself is mended by ``curation``.

    May be answered anew: the latest answer stands, the earlier ones stay in the log.
    """
    answer = _clean(answer)
    if verdict not in (ReportState.ACCEPTED, ReportState.DECLINED):
        raise CurationError(f"{verdict!r} is not an answer; choose accepted or declined.")
    if verdict == ReportState.DECLINED and not answer:
        raise CurationError("Say why the report is declined; the reporter reads it.")
    if len(answer) > MAX_ANSWER_CHARS:
        raise CurationError(f"The answer has {len(answer)} characters; {MAX_ANSWER_CHARS} at most.")
    fresh = Report.objects.select_for_update().get(pk=report.pk)
    report_answer = ReportAnswer.objects.create(report=fresh, verdict=verdict, answer=answer, by=by)
    Report.objects.filter(pk=fresh.pk).update(state=verdict)
    return report_answer


def _check(form: str, key: str) -> None:
    try:
        own_key, _, opened = signing.loads(form, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise FormExpired from error
    age = time.time() - opened
    if own_key != key or age > MAX_FORM_SECONDS:
        raise FormExpired
    if age < MIN_FORM_SECONDS:
        raise SentTooSoon


def _clean(text: str) -> str:
    return text.replace("\0", "").replace("\r\n", "\n").strip()
