"""What a decision changed, in words: each fact with its value before and after."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from claims import glossary
from claims.models import Decision, DecisionKind, Party, SpeakerKind

Json = dict[str, Any]
Facts = dict[str, str]
NOTHING = "–"
MAX_SUMMARY_CHARS = 160
DEEDS_WITH_FACTS = (
    DecisionKind.REASSIGN,
    DecisionKind.EDIT,
    DecisionKind.DESCRIBE,
    DecisionKind.MERGE,
)
SLUG = re.compile(r" \([\w-]+\)")  # tells namesakes apart, in the table of one decision


def changed_facts(decision: Decision) -> list[tuple[str, str, str]]:
    """Each fact that differs: its name, and how it was before and after."""
    text = decision.article.text if decision.article else ""
    names = _party_names([decision])
    before = _facts(decision.state_before, text, names)
    after = _facts(decision.state_after, text, names)
    return [
        (name, before.get(name, NOTHING), after.get(name, NOTHING))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, NOTHING) != after.get(name, NOTHING)
    ]


def summary(decision: Decision) -> str:
    """The same in a line for lists, without what needs the article's text; fetch ``undoes`` too."""
    if decision.undoes:
        return f"undone: {decision.undoes.get_deed_display()}"
    if decision.deed not in DEEDS_WITH_FACTS:
        return NOTHING  # its name says it all
    before, after = _facts(decision.state_before), _facts(decision.state_after)
    parts = [
        f"{name}: {before.get(name, NOTHING)} → {words}"
        for name, words in after.items()
        if before and before.get(name, NOTHING) != words and name != "review"
    ]
    line = SLUG.sub("", "; ".join(parts)) or NOTHING
    return line if len(line) <= MAX_SUMMARY_CHARS else f"{line[: MAX_SUMMARY_CHARS - 1]}…"


def _facts(state: Any, text: str = "", party_names: Facts | None = None) -> Facts:
    """A logged state in words. Older logs may lack any key, so each is optional."""
    if not isinstance(state, dict):
        return {}
    if "content" in state or "attribution" in state:
        return _statement_facts(state, text, party_names or {})
    return _speaker_facts(state, party_names or {})


def _statement_facts(state: Json, text: str, party_names: Facts) -> Facts:
    attribution = state.get("attribution") or {}
    facts = {
        "words": " ".join(str(state.get("words") or "").split()) or _words(state, "content", text),
        "speaker": _name(attribution.get("speaker")) if attribution else NOTHING,
        "role": attribution.get("role") or NOTHING,
        "what they did": _act(attribution),
        "cue": " ".join(str(attribution.get("cue_words") or "").split()) or NOTHING,
        "via": " → ".join(_name(hop.get("speaker")) for hop in attribution.get("hops", ())),
        "quotation": _label(glossary.quotations(), state.get("quotation")),
        "said or thought": _label(glossary.modes(), state.get("mode")),
        "countries and blocs named": ", ".join(
            party_names.get(code, code) for code in sorted(state.get("about") or ())
        ),
        "review": _label(glossary.reviews(), attribution.get("status")),
        "shown to readers": "no" if state.get("withdrawn") else "yes",
    }
    if text:
        facts["words naming the speaker"] = _words(attribution, "source", text)
    return {name: words or NOTHING for name, words in facts.items()}


def _speaker_facts(state: Json, party_names: Facts) -> Facts:
    facts: Facts = {}
    for key, label in (("speaker", "speaker"), ("other", "other speaker")):
        speaker = state.get(key)
        if not isinstance(speaker, dict):
            continue
        party = speaker.get("party")
        facts |= {
            label: _name(speaker),
            f"{label}: kind": _label(dict(SpeakerKind.choices), speaker.get("kind")),
            f"{label}: role": speaker.get("role") or NOTHING,
            f"{label}: country or bloc": _party(party, party_names),
        }
    for key, label in (("names", "other names"), ("moved", "statements moved")):
        values = state.get(key)
        if isinstance(values, list) and values:
            named = all(isinstance(value, str) for value in values)
            facts[label] = ", ".join(values) if named else str(len(values))
    return facts


def _party_names(decisions: Iterable[Decision]) -> Facts:
    """The names of the parties that the states give by code."""
    codes: set[str] = set()
    for decision in decisions:
        for state in (decision.state_before or {}, decision.state_after or {}):
            codes.update(state.get("about") or ())
            speakers = (state.get(key) for key in ("speaker", "other"))
            codes.update(s["party"] for s in speakers if isinstance(s, dict) and s.get("party"))
    return dict(Party.objects.filter(pk__in=codes).values_list("pk", "name"))


def _party(code: Any, party_names: Facts) -> str:
    return party_names.get(str(code), str(code)) if code else NOTHING


def _name(speaker: Json | None) -> str:
    return f"{speaker['name']} ({speaker['slug']})" if speaker else "nobody known"


def _act(attribution: Json) -> str:
    act = attribution.get("act")
    return glossary.did(act, bool(attribution.get("negated"))) if act else NOTHING


def _label(labels: Mapping[str, str], code: Any) -> str:
    return str(labels.get(code, code or NOTHING))


def _words(state: Json, key: str, text: str) -> str:
    """The words that spans cover; of several pieces joined."""
    spans = state.get(key) or ()
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans) if text else ""
