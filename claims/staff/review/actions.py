"""What the buttons of the review page do: each reads its form and calls ``claims.curation``."""

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
from claims.staff.review import speaker_input
from claims.staff.review.spans_input import ReadingError
from claims.staff.review.statement_form import Draft, whose


@dataclass(frozen=True)
class Done:
    """What was done, in words; ``decision`` can be undone."""

    told: str
    decision: Decision | None = None


@dataclass(frozen=True)
class Asked:
    """One form: on which statement, by whom, and what it says."""

    statement: Statement
    post: QueryDict
    by: User

    def word(self, name: str) -> str:
        return self.post.get(name, "").strip()

    @property
    def attribution(self) -> Attribution:
        """The one the form was about; it may be settled by now, which ``curation`` notices."""
        answers = self.statement.attributions.select_related("statement", "speaker")
        found = answers.prefetch_related("sources").filter(pk=_number(self.word("attribution")))
        if one := found.first():
            return one
        raise ReadingError("The attribution is gone; look at the statement again.")

    @property
    def signed(self) -> dict[str, Any]:
        """Who asks, why, and which version they had seen."""
        return {"by": self.by, "why": self.word("why"), "expected_token": self.word("seen")}


def accept(asked: Asked) -> Done:
    decision = curation.accept(asked.attribution, **asked.signed)
    return Done(f"Accepted: {in_short(asked.statement)}", decision)


def reject(asked: Asked) -> Done:
    reason = asked.word("reason") or Reason.OTHER
    if reason not in Reason.values:
        raise ReadingError(f"“{reason}” is no reason. Known: {', '.join(Reason.values)}.")
    label = Reason(reason).label
    decision = curation.reject(asked.attribution, reason=reason, **asked.signed)
    return Done(f"Rejected, {label}: {in_short(asked.statement)}", decision)


def reassign(asked: Asked) -> Done:
    speaker = speaker_input.chosen(asked.post, asked.by, "speaker")
    decision = curation.reassign(asked.attribution, speaker, **asked.signed)
    return Done(f"Given to {speaker or 'nobody known'}: {in_short(asked.statement)}", decision)


def answer(asked: Asked) -> Done:
    """Tell a reporter what became of it. The statement itself is mended by the other acts."""
    report = asked.statement.reports.filter(pk=_number(asked.word("report"))).first()
    if report is None:
        raise ReadingError("There is no such report on this statement.")
    verdict = asked.word("verdict")
    reports.answer_report(report, by=asked.by, verdict=verdict, answer=asked.word("answer"))
    return Done(f"Answered, {verdict}: the reporter sees it at the secret link.")


DEEDS: dict[str, Callable[[Asked], Done]] = {
    "accept": accept,
    "reject": reject,
    "reassign": reassign,
    "answer": answer,
}


def carry_out(asked: Asked) -> Done:
    """Raises ``CurationError``, or ``ReadingError`` for what the form can't mean."""
    deed = DEEDS.get(asked.word("deed"))
    if deed is None:
        raise ReadingError(f"There is no such act. Known: {', '.join(DEEDS)}.")
    return deed(asked)


def edit(asked: Asked, draft: Draft) -> Done:
    """Put right whatever differs from what stands."""
    statement, attribution = asked.statement, asked.attribution
    changed = draft.changed_from(Draft.of(statement, attribution))
    values = draft.values(statement.article.text)
    wanted = {name: values[name] for name in values if name in changed}
    if asked.post.get("speaker_new") or changed & {"speaker", "slug", "unknown"}:
        wanted["speaker"] = whose(asked.post, draft, asked.by)
    if not wanted:
        raise ReadingError("Nothing was changed; change something, or accept it.")
    decision = curation.edit(statement, **wanted, **asked.signed)
    return Done(f"Corrected: {in_short(statement)}", decision)


def add(article: Article, post: QueryDict, draft: Draft, *, by: User) -> tuple[Statement, Done]:
    """A statement that the extractor missed."""
    values = draft.values(article.text)
    if not values["content"]:
        raise ReadingError("Content: choose the words of the statement in the text.")
    speaker = whose(post, draft, by)
    why = post.get("why", "")
    statement, decision = curation.add_statement(article, speaker=speaker, by=by, why=why, **values)
    return statement, Done(f"Added: {in_short(statement)}", decision)


def in_short(statement: Statement) -> str:
    words = statement.words
    return f"“{words if len(words) <= 60 else words[:59] + '…'}”"


def _number(typed: str) -> int:
    """An id; 0, which none has, where that is none."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
