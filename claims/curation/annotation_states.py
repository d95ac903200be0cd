"""Whether an exported decision has the states and the place that replaying it needs."""

from collections.abc import Callable, Mapping
from typing import Any

from claims.curation.states import SpeakerState, StatementState
from claims.models import DecisionKind, SpeakerKind

ON_ARTICLES = (DecisionKind.WITHHOLD, DecisionKind.RELEASE, DecisionKind.REVIEW)
# What a decision on speakers names: body.judged or body.settled, and a record there.
SPEAKERS_NEEDED = {
    DecisionKind.NEW: (("settled", "speaker"),),
    DecisionKind.DESCRIBE: (("judged", "speaker"), ("settled", "speaker")),
    DecisionKind.MERGE: (("judged", "speaker"), ("judged", "other")),
    DecisionKind.SPLIT: (("judged", "speaker"), ("settled", "other")),
    DecisionKind.NOT_THE_SAME: (("judged", "speaker"), ("judged", "other")),
    DecisionKind.MAYBE_THE_SAME: (("judged", "speaker"), ("judged", "other")),
}
# What a decision on a claim names: in body.settled.claim.
CLAIMS_NEEDED = {
    DecisionKind.JOIN: "other",
    DecisionKind.PART: "other",
    DecisionKind.STANCE: "stance",
    DecisionKind.WORDING: "wording",
}
PLACE_KEYS = ("text_sha256", "article")
WORDS_KEYS = (*PLACE_KEYS, "exact", "prefix", "suffix", "start", "end")


def check_states(
    deed: str, anchor: Mapping[str, Any], body: Mapping[str, Any], *, is_undo: bool
) -> None:
    """Raise ValueError, with the path of the key, where something is missing or of a wrong type."""
    kind = DecisionKind(deed)
    if is_undo:
        return  # what it undoes is here, with all its states
    if kind in SPEAKERS_NEEDED:
        _check_speakers(kind, body)
    elif "exact" in anchor or kind not in ON_ARTICLES:
        _need(anchor, WORDS_KEYS, "target")
        for name in ("judged", "settled"):
            _parse(StatementState.from_json, body.get(name), f"body.{name}", _statement_fault)
        if kind in CLAIMS_NEEDED:
            _check_claim(CLAIMS_NEEDED[kind], body["settled"])
    else:
        _need(anchor, PLACE_KEYS, "target")


def _check_speakers(kind: DecisionKind, body: Mapping[str, Any]) -> None:
    for name, record in SPEAKERS_NEEDED[kind]:
        _need(body, (name,), "body")
        _need(body[name], (record,), f"body.{name}")
        path = f"body.{name}.{record}"
        _parse(SpeakerState.from_json, body[name][record], path, _speaker_fault)
    settled = body.get("settled") or {}
    if kind == DecisionKind.SPLIT:
        _need(settled, ("moved",), "body.settled")
        for number, place in enumerate(_list(settled["moved"], "body.settled.moved")):
            _need(place, ("text_sha256", "content"), f"body.settled.moved.{number}")
    for name in _list(settled.get("names", []), "body.settled.names"):
        if not isinstance(name, str):
            raise ValueError(f"body.settled.names: {name!r} is no text")


def _check_claim(name: str, settled: Mapping[str, Any]) -> None:
    path = "body.settled.claim"
    _need(settled, ("claim",), "body.settled")
    _need(settled["claim"], (name,), path)
    value = settled["claim"][name]
    if name == "other":
        _need(value, ("text_sha256", "content", "exact"), f"{path}.other")
        texts = [value["text_sha256"], value["exact"]]
        for number, span in enumerate(_list(value["content"], f"{path}.other.content")):
            if len(_list(span, f"{path}.other.content.{number}")) != 2:
                raise ValueError(f"{path}.other.content.{number}: no [start, end]")
            if not all(isinstance(edge, int) for edge in span):
                raise ValueError(f"{path}.other.content.{number}: no numbers")
    else:
        texts = [value]
    for text in texts:
        if not isinstance(text, str) or "\0" in text:
            raise ValueError(f"{path}.{name}: {text!r} is no text")


def _need(values: Any, keys: tuple[str, ...], path: str) -> None:
    if not isinstance(values, Mapping):
        raise ValueError(f"{path}: {values!r} is no object")
    for key in keys:
        if key not in values:
            raise ValueError(f"no “{path}.{key}”")


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{path}: {value!r} is no list")
    return value


def _parse(read: Callable[[Any], Any], data: Any, path: str, fault: Callable[[Any], str]) -> None:
    """Read ``data`` as replaying will; say which key is missing or has a wrong value."""
    try:
        wrong = fault(read(data))
    except KeyError as error:
        raise ValueError(f"no “{path}….{error.args[0]}”") from error
    except (TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path}: {error}") from error
    if wrong:
        raise ValueError(f"{path}: {wrong}")


def _speaker_fault(state: SpeakerState) -> str:
    texts = {"slug": state.slug, "name": state.name, "kind": state.kind, "role": state.role}
    optional = {"identity": state.identity, "party": state.party, "text_sha256": state.text_sha256}
    texts |= {key: value for key, value in optional.items() if value is not None}
    for key, value in texts.items():
        if not isinstance(value, str) or "\0" in value:
            return f"{key} is {value!r}, not text"
    return "" if state.kind in SpeakerKind.values else f"no kind of speaker is called {state.kind}"


def _statement_fault(state: StatementState) -> str:
    spans = list(state.content)
    speakers: list[SpeakerState | None] = []
    texts = {"quotation": state.quotation, "mode": state.mode}
    texts |= {f"about.{number}": code for number, code in enumerate(state.about)}
    flags = {"withdrawn": state.withdrawn}
    for attribution in state.attributions:
        spans += [*attribution.source, *attribution.cue]
        speakers += [attribution.speaker, *(hop.speaker for hop in attribution.hops)]
        for hop in attribution.hops:
            spans += hop.spans
        texts |= {key: getattr(attribution, key) for key in ("role", "act", "status")}
        flags["negated"] = attribution.negated
        if not isinstance(attribution.confidence, int | float):
            return f"confidence is {attribution.confidence!r}, no number"
    if not state.content or not all(isinstance(edge, int) for span in spans for edge in span):
        return "a span is not [start, end]"
    for kind, values, noun in ((str, texts, "text"), (bool, flags, "true or false")):
        for key, value in values.items():
            if not isinstance(value, kind):
                return f"{key} is {value!r}, not {noun}"
    return next(filter(None, (_speaker_fault(speaker) for speaker in speakers if speaker)), "")
