"""Actions of the review page: each reads its form and calls ``claims.curation``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict

from articles.models import Article
from claims import curation
from claims.curation import reports
from claims.models import Attribution, Decision, Statement
from claims.models.decision import Reason
from claims.staff.review.spans_input import InputError, shorten
from claims.staff.review.statement_form import ReassignForm, StatementForm
from claims.whole_numbers import whole_number


@dataclass(frozen=True)
class DecisionResult:
    """The result of a decision: a message, and the decision, which can be undone."""

    message: str
    decision: Decision | None = None


@dataclass(frozen=True)
class DecisionRequest:
    """A posted decision: on which statement, by whom, and the form."""

    statement: Statement
    post: QueryDict
    by: User

    def word(self, name: str) -> str:
        return self.post.get(name, "").strip()

    @property
    def attribution(self) -> Attribution:
        """The one the form was about; it may be settled by now, which ``curation`` notices."""
        attributions = self.statement.attributions.select_related("statement", "speaker")
        attributions = attributions.prefetch_related("sources")
        if attribution := attributions.filter(pk=whole_number(self.word("attribution"))).first():
            return attribution
        raise InputError("This attribution no longer exists. Reload the statement.")

    @property
    def decision_fields(self) -> dict[str, Any]:
        """The arguments of every decision: the user, the reason, and the version they looked at."""
        return {"by": self.by, "why": self.word("why"), "expected_token": self.word("seen")}


def accept(request: DecisionRequest) -> DecisionResult:
    decision = curation.accept(request.attribution, **request.decision_fields)
    return DecisionResult(f"Accepted: {short_words(request.statement)}", decision)


def reject(request: DecisionRequest) -> DecisionResult:
    reason = request.word("reason") or Reason.OTHER
    if reason not in Reason.values:
        raise InputError(f"“{reason}” is not a reason. Choose one of: {', '.join(Reason.values)}.")
    label = Reason(reason).label
    decision = curation.reject(request.attribution, reason=reason, **request.decision_fields)
    return DecisionResult(f"Rejected, {label}: {short_words(request.statement)}", decision)


def reassign(request: DecisionRequest) -> DecisionResult:
    speaker = ReassignForm(request.post).speaker_for(request.by)
    decision = curation.reassign(request.attribution, speaker, **request.decision_fields)
    return DecisionResult(
        f"Given to {speaker or 'nobody known'}: {short_words(request.statement)}", decision
    )


def answer(request: DecisionRequest) -> DecisionResult:
    """Answer a report. The statement itself is corrected by the other actions."""
    report = request.statement.reports.filter(pk=whole_number(request.word("report"))).first()
    if report is None:
        raise InputError("There is no such report on this statement.")
    verdict = request.word("verdict")
    reports.answer_report(report, by=request.by, verdict=verdict, answer=request.word("answer"))
    return DecisionResult(f"Answered, {verdict}: the reporter can read it at the secret link.")


ACTIONS: dict[str, Callable[[DecisionRequest], DecisionResult]] = {
    "accept": accept,
    "reject": reject,
    "reassign": reassign,
    "answer": answer,
}


def carry_out(request: DecisionRequest) -> DecisionResult:
    """Raises ``CurationError``, or ``InputError`` for what the form can't mean."""
    action = ACTIONS.get(request.word("deed"))
    if action is None:
        raise InputError(f"There is no such action. Choose one of: {', '.join(ACTIONS)}.")
    return action(request)


def edit(request: DecisionRequest, form: StatementForm) -> DecisionResult:
    """Edit whatever differs from the current values."""
    statement = request.statement
    changed = form.changed_data
    values = {name: value for name, value in form.values().items() if name in changed}
    if "speaker" in changed:
        values["speaker"] = form.speaker_for(request.by)
    if not values:
        raise InputError("Nothing was changed; change something, or accept it.")
    decision = curation.edit(statement, **values, **request.decision_fields)
    return DecisionResult(f"Corrected: {short_words(statement)}", decision)


def add(
    article: Article, form: StatementForm, *, by: User, why: str
) -> tuple[Statement, DecisionResult]:
    """Add a statement that the extractor missed."""
    values = form.values()
    if not values["content"]:
        raise InputError("Content: choose the words of the statement in the text.")
    speaker = form.speaker_for(by)
    statement, decision = curation.add_statement(article, speaker=speaker, by=by, why=why, **values)
    return statement, DecisionResult(f"Added: {short_words(statement)}", decision)


def short_words(statement: Statement) -> str:
    return f"“{shorten(statement.words)}”"
