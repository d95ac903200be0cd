"""Decisions as W3C Web Annotations, one JSON object each, and back.

The target holds the words by TextQuoteSelector and by TextPositionSelector in code points; the
body holds the decision. Nothing in it is an id of this database. docs/curation.md describes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from claims.curation.annotation_states import check_states
from claims.models import Decision, DecisionKind

JSON_LD_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"@vocab": "urn:on-record:"}]
ANCHOR_KEYS = ("exact", "prefix", "suffix", "start", "end")
# All other decisions say who is who: "identifying".
MOTIVATIONS = {
    **dict.fromkeys((DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.REVIEW), "assessing"),
    **dict.fromkeys((DecisionKind.WITHHOLD, DecisionKind.RELEASE), "moderating"),
    **dict.fromkeys(
        (DecisionKind.EDIT, DecisionKind.ADD, DecisionKind.UNDO, DecisionKind.REDO), "editing"
    ),
}


class InvalidAnnotation(ValueError):
    """A line is no annotation of a decision; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PortableDecision:
    """A decision without ids: speakers, users and places in the text by name and words."""

    uid: UUID
    deed: str
    by: str
    at: datetime
    reason: str = ""
    why: str = ""
    anchor: dict[str, Any] = field(default_factory=dict)
    state_before: dict[str, Any] = field(default_factory=dict)
    state_after: dict[str, Any] = field(default_factory=dict)
    batch: UUID | None = None
    undoes: UUID | None = None

    @classmethod
    def of(cls, decision: Decision) -> "PortableDecision":
        """From the log. Use ``select_related("by", "undoes", "article")``: no further queries."""
        anchor = decision.anchor
        if decision.article:
            anchor = {**anchor, "url": decision.article.url}
        return cls(
            uid=decision.uid,
            deed=decision.deed,
            by=decision.by.username,
            at=decision.at,
            reason=decision.reason,
            why=decision.why,
            anchor=anchor,
            state_before=decision.state_before or {},
            state_after=decision.state_after or {},
            batch=decision.batch,
            undoes=decision.undoes.uid if decision.undoes else None,
        )

    @property
    def target_name(self) -> str:
        """The words, article or speaker that it is about, for messages."""
        record = (self.state_after or self.state_before).get("speaker")
        name = record.get("name") if isinstance(record, dict) else ""
        return str(self.anchor.get("exact") or self.anchor.get("article") or name)

    def annotation(self) -> dict[str, Any]:
        body: dict[str, Any] = {"type": "Decision", "deed": self.deed}
        body |= {"reason": self.reason, "why": self.why} if self.deed == DecisionKind.REJECT else {}
        body |= {"why": self.why, "judged": self.state_before, "settled": self.state_after}
        if self.batch:
            body["batch"] = str(self.batch)
        if self.undoes:
            body["undoes"] = f"urn:uuid:{self.undoes}"
        return {
            "@context": JSON_LD_CONTEXT,
            "id": f"urn:uuid:{self.uid}",
            "type": "Annotation",
            "motivation": MOTIVATIONS.get(DecisionKind(self.deed), "identifying"),
            "created": self.at.isoformat(),
            "creator": {"type": "Person", "nickname": self.by},
            "body": body,
            "target": self._target(),
        }

    def _target(self) -> dict[str, Any]:
        if not self.anchor:
            return {"type": "Speaker", **(self.state_after or self.state_before).get("speaker", {})}
        more = {k: v for k, v in self.anchor.items() if k not in ANCHOR_KEYS}
        sha256 = self.anchor["text_sha256"]
        target = {"type": "SpecificResource", "source": f"urn:sha256:{sha256}", **more}
        if "exact" in self.anchor:
            quote = {k: self.anchor[k] for k in ("exact", "prefix", "suffix")}
            position = {k: self.anchor[k] for k in ("start", "end")}
            target["selector"] = [
                {"type": "TextQuoteSelector", **quote},
                {"type": "TextPositionSelector", **position},
            ]
        return target


def parse_annotation(annotation: Any) -> PortableDecision:
    """Read what ``PortableDecision.annotation`` wrote; else raise ``InvalidAnnotation``."""
    try:
        body, target = annotation["body"], annotation["target"]
        undoes, batch = body.get("undoes"), body.get("batch")
        decision = PortableDecision(
            uid=_uuid(annotation["id"]),
            deed=DecisionKind(body["deed"]).value,
            by=_text(annotation["creator"]["nickname"]),
            at=_time(annotation["created"]),
            reason=_text(body.get("reason", "")),
            why=_text(body.get("why", "")),
            anchor=_anchor(target),
            state_before=_mapping(body.get("judged")),
            state_after=_mapping(body.get("settled")),
            batch=UUID(batch) if batch else None,
            undoes=_uuid(undoes) if undoes else None,
        )
        check_states(decision.deed, decision.anchor, body, is_undo=decision.undoes is not None)
        return decision
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        fault = f"no “{error.args[0]}”" if isinstance(error, KeyError) else str(error)
        raise InvalidAnnotation(
            f"not a decision as “decisions export” writes it ({fault}); export it again."
        ) from error


def _anchor(target: Mapping[str, Any]) -> dict[str, Any]:
    if target["type"] != "SpecificResource":
        return {}
    anchor = {k: v for k, v in target.items() if k not in ("type", "source", "selector")}
    for selector in target.get("selector", ()):
        anchor |= {k: v for k, v in selector.items() if k in ANCHOR_KEYS}
    _text(anchor["text_sha256"])
    if "exact" in anchor:
        for name in ("exact", "prefix", "suffix"):
            _text(anchor[name])
        if anchor["end"] - anchor["start"] != len(anchor["exact"]) or anchor["start"] < 0:
            raise ValueError("its positions don't fit its words")
    return anchor


def _uuid(urn: str) -> UUID:
    return UUID(urn.removeprefix("urn:uuid:"))


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("its time has no time zone")
    return time


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(f"{value!r} is no text")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if value is not None and not isinstance(value, dict):
        raise ValueError(f"{value!r} is no object")
    return value or {}
