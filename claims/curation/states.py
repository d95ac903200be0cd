"""What a statement says now, in words that outlive the database's ids, and its version token."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from claims.curation import changes
from claims.curation.changes import MACHINES, Picture, Row
from claims.curation.errors import CurationConflict
from claims.models import Attribution, Speaker, Statement, Status, words

State = dict[str, Any]
LONGEST_WALK = 50  # decisions looked back through for the state that a curator saw


def state(statement: Statement) -> State:
    """Everything a statement says, with all its attributions, as plain JSON.

    ``content words quotation mode about withdrawn disagreement`` and ``attributions`` by id, each
    with ``status speaker role source cue cue_words act negated hops confidence
    extractor_version``. A speaker is ``{slug name kind party role identity}`` or None, a hop
    ``{speaker spans}``, innermost first.
    """
    return told(changes.of_statement(statement.pk), statement.article.text)


def state_token(statement: Statement) -> str:
    """Changes whenever the statement does: a form tells by it what its reader had seen."""
    return token(changes.of_statement(statement.pk))


def state_tokens(statements: Iterable[Statement]) -> dict[int, str]:
    """The token of each, by its id; four queries in all."""
    pks = [statement.pk for statement in statements]
    whole = changes.of_statement(*pks)
    parts: dict[int, Picture] = {pk: {name: {} for name in whole} for pk in pks}
    of_attribution: dict[int, int] = {}
    for name, rows in whole.items():
        for pk, row in rows.items():
            assert row is not None  # a picture of what is there
            if name == "statement":
                owner = int(pk)
            elif name == "source":
                owner = of_attribution[row["attribution_id"]]
            else:
                owner = row["statement_id"]
                if name == "attribution":
                    of_attribution[int(pk)] = owner
            parts[owner][name][pk] = row
    return {pk: token(part) for pk, part in parts.items()}


def token(rows: Picture) -> str:
    seen = {
        name: {
            pk: {c: v for c, v in (row or {}).items() if (name, c) not in MACHINES}
            for pk, row in table.items()
        }
        for name, table in rows.items()
    }
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:16]


def refuse_stale(statement: Statement, seen: str, rows: Picture) -> None:
    """Raises ``CurationConflict`` with both states unless ``seen`` is the token of ``rows``."""
    if not seen or seen == token(rows):
        return
    text = statement.article.text
    earlier = _walk_back(statement, seen, rows)
    raise CurationConflict(
        f"“{statement}” was changed meanwhile. Look at it again before you decide.",
        seen=earlier and told(earlier, text),
        now=told(rows, text),
    )


def _walk_back(statement: Statement, seen: str, rows: Picture) -> Picture | None:
    """The rows that had this token, found by taking back one decision after the other."""
    for decision in statement.decisions.order_by("-pk")[:LONGEST_WALK]:
        rows = changes.reverted(rows, decision.before, decision.after)
        if token(rows) == seen:
            return rows
    return None


def told(rows: Picture, text: str) -> State:
    """A picture of one statement in words; ``text`` is its article's."""
    ((_, found),) = rows["statement"].items()
    assert found is not None
    names = _Names(rows)
    content = found["content"]
    hops: dict[int, list[Row]] = {}
    for hop in rows["source"].values():
        assert hop is not None
        hops.setdefault(hop["attribution_id"], []).append(hop)
    return {
        "key": found["key"],
        "content": content,
        "words": " … ".join(text[start:end] for start, end in content),
        "quotation": found["quotation"],
        "mode": found["mode"],
        "about": sorted(row["party_id"] for row in rows["about"].values() if row),
        "withdrawn": found["withdrawn_at"] is not None,
        "disagreement": found["disagreement"],
        "attributions": [
            _attribution(int(pk), row, hops.get(int(pk), []), names, text)
            for pk, row in sorted(rows["attribution"].items(), key=lambda one: int(one[0]))
            if row
        ],
    }


def live(state: State) -> dict[str, Any] | None:
    """The attribution of a state that readers see."""
    standing = (one for one in state["attributions"] if one["status"] != Status.REJECTED)
    return next(standing, None)


def _attribution(pk: int, row: Row, hops: list[Row], names: "_Names", text: str) -> dict[str, Any]:
    kept = ("role", "source", "cue", "act", "negated", "confidence", "extractor_version", "status")
    chain = sorted(hops, key=lambda hop: hop["position"])
    return {
        "id": pk,
        "speaker": names[row["speaker_id"]],
        **{name: row[name] for name in kept},
        "cue_words": words(text, row["cue"]).casefold(),
        "hops": [{"speaker": names[h["speaker_id"]], "spans": h["spans"]} for h in chain],
        "decided_at": row["decided_at"],
    }


def speaker_in_words(speaker: Speaker) -> dict[str, Any]:
    """By what another database finds the same speaker."""
    return speakers_in_words([speaker.pk])[speaker.pk]


def speakers_in_words(pks: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Each by its id; one query. Of somebody who is not named also the text it belongs to."""
    columns = ("slug", "name", "kind", "identity", "party_id", "role", "article__text_sha256")
    found = {}
    for pk, *values in Speaker.objects.filter(pk__in=pks).values_list("pk", *columns):
        told = dict(zip(columns, values, strict=True))
        told["party"], of_text = told.pop("party_id"), told.pop("article__text_sha256")
        found[pk] = {**told, "text_sha256": of_text} if of_text else told
    return found


class _Names:
    """The speakers of a picture in words, by id; one query."""

    def __init__(self, rows: Picture) -> None:
        tables = (*rows["attribution"].values(), *rows["source"].values())
        wanted = {row["speaker_id"] for row in tables if row}
        self._known = speakers_in_words(wanted - {None})

    def __getitem__(self, pk: int | None) -> dict[str, Any] | None:
        return self._known.get(pk) if pk else None


def as_json(attribution: Attribution) -> dict[str, Any]:
    """Everything an attribution says, from the object at hand; two that give the same are one."""
    fields = attribution._meta.concrete_fields
    return {
        **{f.attname: changes.plain(getattr(attribution, f.attname)) for f in fields},
        "status": str(attribution.status),
        "sources": sorted(
            [hop.position, hop.speaker_id, changes.plain(hop.spans)]
            for hop in attribution.sources.all()
        ),
    }
