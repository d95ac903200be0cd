"""Form fields of the desk: spans of a text, speakers, and the steps of a chain.

Each keeps what was typed, so that a form that can't be parsed comes back as it was.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims import curation
from claims.models import Party, Source, Speaker, SpeakerKind
from claims.models.spans import Spans
from claims.staff.review import spans_input
from claims.staff.review.spans_input import InputError

MAX_HOPS = 8
NUL_PROBLEM = "The name holds a NUL character; remove it."


class TypedSpansField(forms.CharField):
    """Pieces of a text, one a line, by place or by words. Cleans to spans of ``text``."""

    text = ""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def clean(self, value: Any) -> Any:
        try:
            return spans_input.parse_pieces(super().clean(value), self.text, str(self.label))
        except InputError as error:
            raise ValidationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class TypedSpeaker:
    """A speaker as the box and what stands beside it say it."""

    name: str = ""
    slug: str = ""
    unknown: bool = False
    is_new: bool = False
    kind: str = ""
    party: str = ""

    @classmethod
    def of(cls, speaker: Speaker | None) -> "TypedSpeaker":
        return cls(speaker.name, speaker.slug) if speaker else cls(unknown=True)


class SpeakerInput(forms.TextInput):
    """The box ``name``, and beside it ``name_slug _unknown _new _kind _party``."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedSpeaker:
        words = {part: data.get(f"{name}_{part}", "").strip() for part in ("slug", "kind", "party")}
        return TypedSpeaker(
            name=data.get(name, "").strip(),
            unknown=bool(data.get(f"{name}_unknown")),
            is_new=bool(data.get(f"{name}_new")),
            **words,
        )


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """A speaker that is there, one to be made, or nobody known."""

    speaker: Speaker | None = None
    new_name: str = ""
    kind: str = ""
    party: Party | None = None

    def get_or_create(self, by: User) -> Speaker | None:
        if not self.new_name:
            return self.speaker
        return curation.new_speaker(self.new_name, self.kind, party=self.party, by=by)


class SpeakerChoiceField(forms.Field):
    """Picked, typed, made new, or nobody known. Cleans to a ``SpeakerChoice``."""

    widget = SpeakerInput
    default_error_messages = {  # noqa: RUF012  Django's own name
        "required": "Name the speaker, or tick “nobody known”."
    }

    def clean(self, value: TypedSpeaker) -> SpeakerChoice:
        if any("\0" in word for word in (value.name, value.slug, value.party)):
            raise ValidationError(NUL_PROBLEM)
        if value.unknown:
            return SpeakerChoice()
        if not value.name and not value.slug:
            raise ValidationError(self.error_messages["required"])
        if value.is_new:
            return self._new(value)
        try:
            return SpeakerChoice(spans_input.parse_speaker(value.slug, value.name))
        except InputError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = (data.name, data.slug, data.unknown)
        before = initial and (initial.name, initial.slug, initial.unknown)
        return bool(data.is_new) or typed != before

    @staticmethod
    def _new(value: TypedSpeaker) -> SpeakerChoice:
        if value.kind not in SpeakerKind.values:
            raise ValidationError("Say what kind of speaker the new one is.")
        party = Party.objects.filter(pk=value.party).first() if value.party else None
        if value.party and party is None:
            raise ValidationError(f"There is no country or bloc “{value.party}”.")
        return SpeakerChoice(new_name=value.name, kind=value.kind, party=party)


@dataclass(frozen=True, slots=True)
class TypedHop:
    """One relay of the chain: the speaker, and the words that name it."""

    speaker: str = ""
    slug: str = ""
    words: str = ""

    @classmethod
    def of(cls, hop: Source) -> "TypedHop":
        return cls(hop.speaker.name, hop.speaker.slug, spans_input.as_text(hop.spans))


class HopsInput(forms.Widget):
    """Rows of ``hop1 hop1_slug hop1_words`` to ``MAX_HOPS``; empty ones are left out."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[TypedHop]:
        rows = [
            TypedHop(*(data.get(f"hop{n}{part}", "").strip() for part in ("", "_slug", "_words")))
            for n in range(1, MAX_HOPS + 1)
        ]
        return [row for row in rows if any(astuple(row))]


class HopsField(forms.Field):
    """The chain, innermost first. Cleans to speakers with spans of ``text``."""

    widget = HopsInput
    text = ""

    def clean(self, value: list[TypedHop]) -> list[tuple[Speaker, Spans]]:
        try:
            return [self._hop(f"Via {number}", row) for number, row in enumerate(value, start=1)]
        except InputError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != data)

    def _hop(self, name: str, row: TypedHop) -> tuple[Speaker, Spans]:
        if not row.speaker and not row.slug:
            raise InputError(f"{name}: say who it is, or remove its words.")
        if any("\0" in word for word in astuple(row)):
            raise InputError(NUL_PROBLEM)
        speaker = spans_input.parse_speaker(row.slug, row.speaker)
        return speaker, spans_input.parse_pieces(row.words, self.text, name)


class CodesField(forms.Field):
    """Codes of parties, in order, each once; ``curation`` says which there are."""

    widget = forms.SelectMultiple

    def clean(self, value: list[str] | None) -> list[str]:
        return sorted(set(value or []))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.clean(initial) != self.clean(data)
