"""The state of a statement or speaker, typed and without ids of this database, and its JSON.

The log, exported decisions and conflicts of the desk hold these states.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from claims.models import Status

Json = dict[str, Any]
Pieces = tuple[tuple[int, int], ...]  # spans in code points


@dataclass(frozen=True, slots=True)
class SpeakerState:
    """A speaker by what another database finds it: its identity, slug and name.

    ``text_sha256`` is the hash of the text to which a speaker without a name belongs.
    """

    slug: str
    name: str
    kind: str
    identity: str | None
    role: str
    party: str | None
    text_sha256: str = ""

    @classmethod
    def from_json(cls, data: Json) -> "SpeakerState":
        text_sha256, role = data.get("text_sha256", ""), data.get("role", "")
        required = {name: data[name] for name in ("slug", "name", "kind", "identity", "party")}
        return cls(**required, role=role, text_sha256=text_sha256)

    def to_json(self) -> Json:
        data = asdict(self)
        if not self.text_sha256:
            del data["text_sha256"]
        return data


@dataclass(frozen=True, slots=True)
class HopState:
    """One step of the chain: its speaker, and the words that name it."""

    speaker: SpeakerState | None
    spans: Pieces

    @classmethod
    def from_json(cls, data: Json) -> "HopState":
        return cls(_speaker(data), pieces(data["spans"]))

    def to_json(self) -> Json:
        return {"speaker": self.speaker and self.speaker.to_json(), "spans": _lists(self.spans)}


@dataclass(frozen=True, slots=True)
class AttributionState:
    """An attribution; ``hops`` are innermost first, ``id`` is its row's in the own database."""

    id: int
    speaker: SpeakerState | None
    role: str
    source: Pieces
    cue: Pieces
    act: str
    negated: bool
    confidence: float
    extractor_version: str
    status: str
    cue_words: str = ""
    hops: tuple[HopState, ...] = ()
    decided_at: str | None = None

    @classmethod
    def from_json(cls, data: Json) -> "AttributionState":
        names = ("role", "act", "negated", "confidence", "extractor_version", "status")
        return cls(
            id=data.get("id", 0),
            speaker=_speaker(data),
            source=pieces(data["source"]),
            cue=pieces(data["cue"]),
            cue_words=data.get("cue_words", ""),
            hops=tuple(map(HopState.from_json, data["hops"])),
            decided_at=data.get("decided_at"),
            **{name: data[name] for name in names},
        )

    def to_json(self) -> Json:
        return {
            **asdict(self),
            "speaker": self.speaker and self.speaker.to_json(),
            "source": _lists(self.source),
            "cue": _lists(self.cue),
            "hops": [hop.to_json() for hop in self.hops],
        }

    def shifted(self, by: int) -> "AttributionState":
        """The same with all spans ``by`` code points further on."""
        hops = tuple(replace(hop, spans=_shifted(hop.spans, by)) for hop in self.hops)
        source, cue = _shifted(self.source, by), _shifted(self.cue, by)
        return replace(self, source=source, cue=cue, hops=hops)


@dataclass(frozen=True, slots=True)
class StatementState:
    """A statement with all its attributions, by id."""

    content: Pieces
    quotation: str
    mode: str
    about: tuple[str, ...]
    withdrawn: bool
    key: str = ""
    words: str = ""
    disagreement: Json | None = None
    attributions: tuple[AttributionState, ...] = ()

    @classmethod
    def from_json(cls, data: Json) -> "StatementState":
        """Read the state of a logged decision, which has one attribution or none."""
        logged = filter(None, [data["attribution"]])
        return cls(
            content=pieces(data["content"]),
            about=tuple(sorted(data["about"])),
            attributions=tuple(map(AttributionState.from_json, logged)),
            **{name: data[name] for name in ("quotation", "mode", "withdrawn")},
        )

    def to_json(self, attribution: AttributionState | None) -> Json:
        """The state as the log holds it, with the one attribution that was decided on."""
        data = asdict(self)
        del data["attributions"]
        return {
            **data,
            "content": _lists(self.content),
            "about": list(self.about),
            "attribution": attribution and attribution.to_json(),
        }

    @property
    def live(self) -> AttributionState | None:
        """The attribution that readers see."""
        standing = (item for item in self.attributions if item.status != Status.REJECTED)
        return next(standing, None)

    @property
    def logged_attribution(self) -> AttributionState | None:
        """The one attribution of a logged state, whatever its status."""
        return self.attributions[0] if self.attributions else None

    def attribution(self, pk: int | None) -> AttributionState | None:
        """The attribution of this id, else the live one."""
        return next((item for item in self.attributions if item.id == pk), self.live)

    def shifted(self, by: int) -> "StatementState":
        """The same with all spans ``by`` code points further on."""
        attributions = tuple(item.shifted(by) for item in self.attributions)
        return replace(self, content=_shifted(self.content, by), attributions=attributions)


def _speaker(data: Json) -> SpeakerState | None:
    return SpeakerState.from_json(data["speaker"]) if data["speaker"] else None


def pieces(spans: Iterable[Iterable[int]]) -> Pieces:
    """Spans as they are in JSON, as tuples."""
    return tuple((start, end) for start, end in spans)


def _lists(spans: Pieces) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _shifted(spans: Pieces, by: int) -> Pieces:
    return tuple((start + by, end + by) for start, end in spans)
