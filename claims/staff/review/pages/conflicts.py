"""Somebody was quicker: both versions side by side, and one's own form, which is not lost."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse

from claims import curation
from claims.curation import states
from claims.models import Mode, Quotation, Statement, Status
from claims.staff.review import spans_input
from claims.staff.review.pages.common import draw, item_address
from claims.staff.review.queue import Queue
from claims.staff.review.spans_input import ReadingError

PLACES = ("content", "source", "cue")
ASKED = ("deed", "reason", *PLACES, "speaker", "role", "act", "quotation", "mode", "why")
UNSENT = ("csrfmiddlewaretoken", "seen", "attribution")


def show(
    request: HttpRequest, statement: Statement, queue: Queue, conflict: curation.StaleStatement
) -> HttpResponse:
    """409 with what was seen, what stands now, and the choice between the two."""
    now = conflict.current or curation.statement_state(statement)
    live = states.live_attribution(now)
    last = statement.decisions.select_related("by").order_by("-pk").first()
    posted = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in UNSENT
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
        "attribution_pk": live["id"] if live else request.POST.get("attribution", ""),
        "theirs": item_address(statement, queue),
    }
    return draw(request, "conflict.html", "Changed meanwhile", 409, **context)


def _mine(request: HttpRequest, statement: Statement) -> Any:
    """What was asked for, in words: of places the words that stand there."""
    text = statement.article.text
    for name in ASKED:
        value = request.POST.get(name, "").strip()
        if name in PLACES and value:
            with suppress(ReadingError):
                pieces = spans_input.pieces(value, text, name)
                value = " … ".join(text[start:end] for start, end in pieces)
        if value:
            yield name, value.replace("_", " ")


def _rows(seen: Any, now: Any) -> Any:
    """What differs: name, as it was seen, as it is now."""
    before, after = _told(seen), _told(now)
    for name, words in after.items():
        yield {
            "name": name,
            "seen": before.get(name, "") if before else "",
            "now": words,
            "differs": bool(before) and before.get(name) != words,
        }


def _told(state: Any) -> dict[str, str]:
    """A state in words, the facts that a curator sets."""
    if not state or "content" not in state:
        return {}
    live = states.live_attribution(state) or {}
    speaker, hops = live.get("speaker"), live.get("hops", [])
    words = " ".join(str(state["words"]).split())
    return {
        "words": words,
        "speaker": speaker["name"] if speaker else "nobody known",
        "review": str(Status(live["status"]).label) if live else "rejected",
        "act": f"{'not: ' if live.get('negated') else ''}{live.get('act', '–')}",
        "chain": " ▸ ".join(hop["speaker"]["name"] for hop in hops) or "–",
        "quotation": str(Quotation(state["quotation"]).label),
        "mode": str(Mode(state["mode"]).label),
        "speaks of": ", ".join(state["about"]) or "–",
    }
