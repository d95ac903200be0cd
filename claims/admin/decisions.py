"""The log of what curators decided: read, searched, undone, never edited."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from claims import curation
from claims.admin.base import DecidingAdmin, curator, link, posted, table, tell
from claims.models import Decision, Speaker


class UndoForm(forms.Form):
    why = forms.CharField(
        required=False, max_length=curation.LONGEST_WHY, label="Why",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("at", "by", "deed", "statement", "why", "undone")
    list_filter = ("deed", "at", "by")
    list_select_related = ("by", "statement", "undone_by")
    search_fields = ("statement__words", "statement__key", "why", "by__username")
    search_help_text = "Words, key, reason or curator"
    actions = ("undo",)
    fieldsets = (
        (None, {"fields": ("at", "by", "deed", "why", "statement_link")}),
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

    @admin.display(description="statement")
    def statement_link(self, decision: Decision) -> SafeString:
        return link(decision.statement, "statement")

    @admin.display(description="undoes")
    def reverses(self, decision: Decision) -> object:
        return link(decision.undoes, "decision") if decision.undoes else "–"

    @admin.display(description="attributions before and after")
    def changes(self, decision: Decision) -> SafeString:
        before, after = ({a["id"]: a for a in s} for s in (decision.before, decision.after))
        ids = {a["speaker_id"] for a in (*before.values(), *after.values())}
        names = dict(Speaker.objects.filter(pk__in=ids).values_list("pk", "name"))
        return table(("Attribution", "Before", "After"), list(_rows(before, after, names)))

    def view_on_site(self, decision: Decision) -> str:
        return decision.statement.get_absolute_url()


def _rows(before: Any, after: Any, names: dict[int, str]) -> Any:
    for pk in sorted(before.keys() | after.keys()):
        if before.get(pk) != after.get(pk):
            yield pk, _told(before.get(pk), names), _told(after.get(pk), names)


def _told(state: dict[str, Any] | None, names: dict[int, str]) -> str:
    if state is None:
        return "–"
    who = names.get(state["speaker_id"], "unknown")
    return ", ".join(
        [who, state["status"], *(str(state[name]) for name in ("role", "act") if state[name])]
    )
