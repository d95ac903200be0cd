"""The log of what curators decided: read, searched, undone, never edited."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from claims import curation
from claims.admin.base import DecidingAdmin, curator, link, posted, table, tell
from claims.models import Decision


class UndoForm(forms.Form):
    why = forms.CharField(
        required=False, max_length=curation.LONGEST_WHY, label="Why",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("at", "by", "deed", "on", "why", "undone")
    list_filter = ("deed", "at", "by")
    list_select_related = ("by", "statement", "undone_by")
    search_fields = ("statement__words", "statement__key", "why", "by__username")
    search_help_text = "Words, key, reason or curator"
    actions = ("undo",)
    fieldsets = (
        (None, {"fields": ("at", "by", "deed", "why", "on_link")}),
        ("What it changed", {"fields": ("changes", "reverses", "undone")}),
    )

    class Media:
        css = {"all": ("curation/evidence.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).defer("statement__search")

    def form_for(self, request: HttpRequest, record: Decision) -> UndoForm:
        return UndoForm(posted(request))

    def decide(self, request: HttpRequest, record: Decision, form: UndoForm) -> str:
        curation.undo(record, by=curator(request), why=form.cleaned_data["why"])
        return "Undone. Undo that decision to do it again."

    @admin.action(permissions=["change"], description="Undo")
    def undo(self, request: HttpRequest, chosen: QuerySet[Decision]) -> None:
        tell(self, request, curation.undo_all(chosen, by=curator(request)))

    @admin.display(description="undone")
    def undone(self, decision: Decision) -> str:
        later = getattr(decision, "undone_by", None)
        return f"yes, {later.at:%Y-%m-%d %H:%M} by {later.by}" if later else "no"

    @admin.display(description="on")
    def on(self, decision: Decision) -> str:
        return str(decision.statement or decision.article or _speakers(decision))

    @admin.display(description="on")
    def on_link(self, decision: Decision) -> SafeString | str:
        if decision.statement:
            return link(decision.statement, "statement")
        return self.on(decision)

    @admin.display(description="undoes")
    def reverses(self, decision: Decision) -> object:
        return link(decision.undoes, "decision") if decision.undoes else "–"

    @admin.display(description="before and after")
    def changes(self, decision: Decision) -> SafeString:
        return table(("What", "Before", "After"), list(_rows(decision)))

    def view_on_site(self, decision: Decision) -> str | None:
        on = decision.statement or decision.article or decision.speaker
        return on.get_absolute_url() if on else None


def _speakers(decision: Decision) -> str:
    """Their names as they were then: one that was unmade is in the log alone."""
    told = {**(decision.judged or {}), **(decision.settled or {})}
    return " and ".join(told[k]["name"] for k in ("speaker", "other") if told.get(k))


def _rows(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """Facts that the decision changed, in words."""
    before, after = _facts(decision.judged), _facts(decision.settled)
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, before.get(name, "–"), after.get(name, "–")


def _facts(told: Any, path: str = "") -> dict[str, str]:
    """A nested state as flat "name → words"."""
    if not isinstance(told, dict):
        return {path: "–" if told in (None, "", []) else str(told)} if path else {}
    if "slug" in told and "name" in told:
        return {path: f"{told['name']} ({told['slug']})"}
    found: dict[str, str] = {}
    for name, value in told.items():
        found |= _facts(value, f"{path} {name}".strip())
    return found
