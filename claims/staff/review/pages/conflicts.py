"""The page of an edit conflict: both versions side by side, and the posted form, kept."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse

from claims import curation, glossary
from claims.curation.states import StatementState
from claims.models import Statement, Status
from claims.staff.review import spans_input
from claims.staff.review.pages.common import render_page, statement_url
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import InputError

SPAN_FIELDS = ("content", "source", "cue")
FIELD_LABELS = {
    "deed": "decision",
    "reason": "reason",
    "content": "words",
    "source": "words that name the speaker",
    "cue": "words for what they did",
    "speaker": "speaker",
    "role": "role",
    "act": "what they did",
    "quotation": "quoted or not",
    "mode": "said or thought",
    "why": "why",
}
VALUE_LABELS = {
    "act": glossary.acts,
    "quotation": glossary.quotations,
    "mode": glossary.modes,
}
DROPPED_FIELDS = ("csrfmiddlewaretoken", "seen", "attribution")


def show(
    request: HttpRequest, statement: Statement, queue: Queue, conflict: curation.StaleStatement
) -> HttpResponse:
    """409 with the expected state, the current state, and the choice between the two."""
    now = conflict.current or curation.statement_state(statement)
    live = now.live
    last = statement.decisions.select_related("by").order_by("-pk").first()
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in DROPPED_FIELDS
        for value in values
    ]
    context = {
        "statement": statement,
        "message": str(conflict),
        "rows": list(_rows(conflict.expected, now)),
        "last": last,
        "posted": posted,
        "mine": list(_mine(request, statement)),
        "action": request.get_full_path(),
        "token": curation.state_token(statement),
        "attribution_pk": live.id if live else request.POST.get("attribution", ""),
        "theirs": statement_url(statement, queue),
    }
    return render_page(request, "conflict.html", "Changed meanwhile", 409, **context)


def _mine(request: HttpRequest, statement: Statement) -> Any:
    """The posted fields in words; of spans the words that stand there."""
    text = statement.article.text
    for name, label in FIELD_LABELS.items():
        value = request.POST.get(name, "").strip()
        if name in SPAN_FIELDS and value:
            with suppress(InputError):
                pieces = spans_input.parse_pieces(value, text, name)
                value = " … ".join(text[start:end] for start, end in pieces)
        if name in VALUE_LABELS:
            value = VALUE_LABELS[name]().get(value, value)
        if value:
            yield label, value.replace("_", " ")


def _rows(expected: Any, now: Any) -> Any:
    """The rows of the comparison: name, expected value, current value."""
    before, after = _facts(expected), _facts(now)
    for name, words in after.items():
        yield {
            "name": name,
            "seen": before.get(name, "") if before else "",
            "now": words,
            "differs": bool(before) and before.get(name) != words,
        }


def _facts(state: Any) -> dict[str, str]:
    """A state in words: the facts that a curator sets."""
    if not isinstance(state, StatementState):
        return {}
    live = state.live
    hops = live.hops if live else ()
    return {
        "words": " ".join(state.words.split()),
        "speaker": live.speaker.name if live and live.speaker else "nobody known",
        "review": str(Status(live.status).label) if live else "rejected",
        FIELD_LABELS["act"]: glossary.did(live.act, live.negated) if live else "–",
        "via": " → ".join(hop.speaker.name for hop in hops if hop.speaker) or "–",
        FIELD_LABELS["quotation"]: glossary.quotations()[state.quotation],
        FIELD_LABELS["mode"]: glossary.modes()[state.mode],
        "countries mentioned": ", ".join(state.about) or "–",
    }
