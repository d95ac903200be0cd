"""Forms of the admin in which a curator decides on an attribution."""

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from claims import curation
from claims.models import Attribution, DecisionKind, Speaker
from claims.models.decision import NAMED_REASONS
from claims.staff.admin.widgets import RecordSelect


def version(attribution: Attribution) -> str:
    """A version token of an attribution: it changes whenever the attribution does."""
    values = json.dumps(curation.attribution_values(attribution), sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:16]


def reason_field(help_text: str = "") -> forms.CharField:
    """The box for the reason of a decision, for every form of the admin."""
    return forms.CharField(
        required=False, max_length=curation.MAX_WHY_CHARS, label="Why", help_text=help_text,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip


class SpeakerChoiceForm(forms.Form):
    """The choice of a speaker, or of nobody known."""

    speaker = forms.ModelChoiceField(
        Speaker.objects.filter(merged_into=None), required=False, label="Another speaker"
    )
    unknown = forms.BooleanField(required=False, label="Nobody known: the article does not say")

    def __init__(self, data: Any, *, site: admin.AdminSite, **options: Any) -> None:
        super().__init__(data, **options)
        field = Attribution._meta.get_field("speaker")
        speaker: Any = self.fields["speaker"]
        speaker.widget = RecordSelect(field, site, choices=speaker.choices)

    def is_needed(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        count = bool(cleaned.get("speaker")) + bool(cleaned.get("unknown"))
        if self.is_needed() and count != 1:
            raise ValidationError("To reassign, choose the other speaker or “nobody known”.")
        return cleaned


class DecisionForm(SpeakerChoiceForm):
    """The form of a decision. ``deed`` comes from the button; ``seen`` is the version shown."""

    deed = forms.ChoiceField(
        choices=[(d, d) for d in (DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.REASSIGN)]
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    why = reason_field(f"Needed to reject, e.g. {', '.join(NAMED_REASONS.values())}.")

    def __init__(self, data: Any, *, attribution: Attribution, site: admin.AdminSite) -> None:
        super().__init__(data, site=site, initial={"seen": version(attribution)})
        self.attribution = attribution

    def is_needed(self) -> bool:
        return self.cleaned_data.get("deed") == DecisionKind.REASSIGN

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("seen") and cleaned["seen"] != version(self.attribution):
            raise ValidationError("This was changed meanwhile. Look at it again before you decide.")
        return cleaned
