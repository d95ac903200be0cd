"""The forms in which a curator says whose words these are, or all that a statement is."""

from typing import Any

from django import forms
from django.contrib.auth.models import User

from claims.models import Attribution, Mode, Quotation, Speaker, Statement
from claims.staff.review import spans_input
from claims.staff.review.fields import (
    MAX_HOPS,
    CodesField,
    HopsField,
    SpeakerChoiceField,
    TypedHop,
    TypedSpansField,
    TypedSpeaker,
)
from claims.staff.review.spans_input import InputError

SPARE_HOPS = 1  # empty rows offered for more


class CheckedForm(forms.Form):
    """A form whose first error is told as the desk tells it."""

    def cleaned(self) -> dict[str, Any]:
        """The cleaned values. Raises ``InputError``."""
        if not self.is_valid():
            raise InputError(str(next(iter(self.errors.values()))[0]))
        return self.cleaned_data


class ReassignForm(CheckedForm):
    """Whose words these are."""

    speaker = SpeakerChoiceField()

    def speaker_for(self, by: User) -> Speaker | None:
        """The speaker, created if new; None is nobody known. Raises ``InputError``."""
        speaker: Speaker | None = self.cleaned()["speaker"].get_or_create(by)
        return speaker


class StatementForm(ReassignForm):
    """All that a statement says, for an edit or a new one."""

    content = TypedSpansField(label="Content", required=False, initial="")
    source = TypedSpansField(label="Source", required=False, initial="")
    cue = TypedSpansField(label="Cue", required=False, initial="")
    hops = HopsField()
    role = forms.CharField(required=False, initial="")
    act = forms.CharField(required=False, initial="says")
    negated = forms.BooleanField(required=False)
    quotation = forms.CharField(required=False, empty_value=None)
    mode = forms.CharField(required=False, initial=Mode.SAID)
    about = CodesField(initial=list)

    field_order = ("content", "source", "cue", "hops")

    def __init__(self, data: Any = None, *, text: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("content", "source", "cue", "hops"):
            field: Any = self.fields[name]
            field.text = text

    @classmethod
    def initial_values(cls, statement: Statement, attribution: Attribution) -> dict[str, Any]:
        """The current values, as they would be typed."""
        return {
            "content": spans_input.as_text(statement.content),
            "source": spans_input.as_text(attribution.source),
            "cue": spans_input.as_text(attribution.cue),
            "speaker": TypedSpeaker.of(attribution.speaker),
            "hops": [TypedHop.of(hop) for hop in attribution.sources.all()],
            "role": attribution.role,
            "act": attribution.act,
            "negated": attribution.negated,
            "quotation": Quotation(statement.quotation).value,
            "mode": statement.mode,
            "about": sorted(item.party_id for item in statement.mentions.all()),
        }

    def rows(self) -> list[TypedHop]:
        """The relays, and room for more."""
        hops = list(self["hops"].value() or [])
        room = min(SPARE_HOPS, MAX_HOPS - len(hops))
        return [*hops, *(TypedHop() for _ in range(room))]

    def values(self) -> dict[str, Any]:
        """What ``curation.edit`` and ``add_statement`` take, but for the speaker.

        Raises ``InputError``.
        """
        return {name: value for name, value in self.cleaned().items() if name != "speaker"}
