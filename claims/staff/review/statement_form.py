"""The form to edit a statement: its current values, what was typed, and the parsed values."""

from dataclasses import dataclass, field, fields
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict

from claims.models import Attribution, Source, Speaker, Statement
from claims.staff.review import spans_input, speaker_input
from claims.staff.review.spans_input import InputError

MAX_HOPS = 8
SPARE_HOPS = 1  # empty rows offered for more


@dataclass
class HopForm:
    """One relay of the chain: the speaker, and the words that name it."""

    speaker: str = ""
    slug: str = ""
    words: str = ""

    @classmethod
    def of(cls, hop: Source) -> "HopForm":
        return cls(hop.speaker.name, hop.speaker.slug, spans_input.typed(hop.spans))


@dataclass
class StatementForm:
    """Everything as text, so that a form that can't be read comes back as it was typed."""

    content: str = ""
    source: str = ""
    cue: str = ""
    speaker: str = ""
    slug: str = ""
    unknown: bool = False
    role: str = ""
    act: str = "says"
    negated: bool = False
    quotation: str = ""
    mode: str = "said"
    about: list[str] = field(default_factory=list)
    hops: list[HopForm] = field(default_factory=list)

    @classmethod
    def of(cls, statement: Statement, attribution: Attribution) -> "StatementForm":
        speaker = attribution.speaker
        return cls(
            content=spans_input.typed(statement.content),
            source=spans_input.typed(attribution.source),
            cue=spans_input.typed(attribution.cue),
            speaker=speaker.name if speaker else "",
            slug=speaker.slug if speaker else "",
            unknown=speaker is None,
            role=attribution.role,
            act=attribution.act,
            negated=attribution.negated,
            quotation=statement.quotation,
            mode=statement.mode,
            about=sorted(item.party_id for item in statement.mentions.all()),
            hops=[HopForm.of(hop) for hop in attribution.sources.all()],
        )

    @classmethod
    def posted(cls, post: QueryDict) -> "StatementForm":
        words = ("content", "source", "cue", "speaker", "role", "act", "quotation", "mode")
        hops = [
            HopForm(*(post.get(f"hop{n}{part}", "").strip() for part in ("", "_slug", "_words")))
            for n in range(1, MAX_HOPS + 1)
        ]
        return cls(
            **{name: post.get(name, "").replace("\r\n", "\n").strip() for name in words},
            slug=post.get("speaker_slug", "").strip(),
            unknown=bool(post.get("speaker_unknown")),
            negated=bool(post.get("negated")),
            about=sorted(set(post.getlist("about"))),
            hops=[hop for hop in hops if hop.speaker or hop.slug or hop.words],
        )

    def rows(self) -> list[HopForm]:
        """The relays, and room for more."""
        room = min(SPARE_HOPS, MAX_HOPS - len(self.hops))
        return [*self.hops, *(HopForm() for _ in range(room))]

    def changed_from(self, other: "StatementForm") -> set[str]:
        """The names of what differs, in whatever way it was typed."""
        return {f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name)}

    def values(self, text: str) -> dict[str, Any]:
        """What ``curation.edit`` and ``add_statement`` take, but for the speaker."""
        return {
            "content": spans_input.pieces(self.content, text, "Content"),
            "source": spans_input.pieces(self.source, text, "Source"),
            "cue": spans_input.pieces(self.cue, text, "Cue"),
            "hops": [self._hop(n, hop, text) for n, hop in enumerate(self.hops, start=1)],
            "quotation": self.quotation or None,
            "act": self.act,
            "negated": self.negated,
            "mode": self.mode,
            "about": self.about,
            "role": self.role,
        }

    @staticmethod
    def _hop(number: int, hop: HopForm, text: str) -> tuple[Speaker, Any]:
        name = f"Relay {number}"
        if not hop.speaker and not hop.slug:
            raise InputError(f"{name}: say who it is, or take its words away.")
        return spans_input.speaker(hop.slug, hop.speaker), spans_input.pieces(hop.words, text, name)


def speaker_of_form(post: QueryDict, form: StatementForm, by: User) -> Speaker | None:
    """The speaker of a form; None is nobody known."""
    return None if form.unknown else speaker_input.read_speaker(post, by, "speaker")
