"""The log of decisions in the admin: read, searched, undone, never edited."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from claims import curation
from claims.curation.annotations import PortableDecision
from claims.models import Decision
from claims.staff.admin.base import DecidingAdmin, curator, link, post_data, report_result, table
from claims.staff.admin.forms import reason_field


class UndoForm(forms.Form):
    why = reason_field()


class UndoneFilter(admin.SimpleListFilter):
    title, parameter_name = "in force", "force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("standing", "In force"), ("undone", "Undone")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "standing":
            return queryset.standing()
        if self.value() == "undone":
            return queryset.filter(queryset.undone(), root=None)
        return queryset


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("at", "by", "deed", "on", "reasons", "undone")
    list_filter = (
        "deed", "reason", "at", "by", UndoneFilter,
        ("batch", admin.EmptyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("by", "statement", "article", "speaker", "other", "undone_by")
    search_fields = (
        "statement__words", "statement__key", "article__title", "article__slug",
        "speaker__name", "speaker__slug", "other__name", "why", "by__username",
    )  # fmt: skip
    search_help_text = "Words, key, article, speaker, reason or curator"
    actions = ("undo", "annotations")
    fieldsets = (
        (None, {"fields": ("at", "by", "deed", "reason", "why", "on_link", "batch", "uid")}),
        ("What it changed", {"fields": ("changes", "reverses", "undone")}),
    )

    class Media:
        css = {"all": ("curation/evidence.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        heavy = [f"article__{name}" for name in ("text", "raw", "search")]
        decisions = super().get_queryset(request).select_related(*self.list_select_related)
        return decisions.defer("statement__search", *heavy)

    def form_for(self, request: HttpRequest, record: Decision) -> UndoForm:
        return UndoForm(post_data(request))

    def decide(self, request: HttpRequest, record: Decision, form: UndoForm) -> str:
        act: dict[str, Any] = {"by": curator(request), "why": form.cleaned_data["why"]}
        if request.POST.get("whole") and record.batch:
            result = curation.undo_batch(record.batch, **act)
            return f"{len(result.decisions)} undone as one. Undo that bulk act to do it again."
        curation.undo(record, **act)
        return "Undone. Undo that decision to do it again."

    @admin.action(permissions=["change"], description="Undo")
    def undo(self, request: HttpRequest, selected: QuerySet[Decision]) -> None:
        report_result(self, request, curation.undo_all(selected, by=curator(request)))

    @admin.action(permissions=["view"], description="Save as web annotations (NDJSON)")
    def annotations(self, request: HttpRequest, selected: QuerySet[Decision]) -> HttpResponse:
        """Those chosen, as `manage.py decisions export` writes them."""
        decisions = selected.select_related("by", "undoes", "article").order_by("pk")
        lines = (
            json.dumps(PortableDecision.of(decision).annotation(), ensure_ascii=False) + "\n"
            for decision in decisions
        )
        answer = HttpResponse("".join(lines), content_type="application/x-ndjson; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="decisions.ndjson"'
        return answer

    @admin.display(description="undone")
    def undone(self, decision: Decision) -> str:
        later = getattr(decision, "undone_by", None)
        return f"yes, {later.at:%Y-%m-%d %H:%M} by {later.by}" if later else "no"

    @admin.display(description="why", ordering="reason")
    def reasons(self, decision: Decision) -> str:
        return ": ".join(filter(None, (decision.get_reason_display(), decision.why))) or "–"

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
    state = {**(decision.state_before or {}), **(decision.state_after or {})}
    return " and ".join(state[k]["name"] for k in ("speaker", "other") if state.get(k))


def _rows(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """The facts that the decision changed: name, before, after."""
    before, after = _facts(decision.state_before), _facts(decision.state_after)
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, before.get(name, "–"), after.get(name, "–")


def _facts(state: Any, path: str = "") -> dict[str, str]:
    """A nested state as a flat mapping of names to words."""
    if not isinstance(state, dict):
        return {path: "–" if state in (None, "", []) else str(state)} if path else {}
    if "slug" in state and "name" in state:
        return {path: f"{state['name']} ({state['slug']})"}
    facts: dict[str, str] = {}
    for name, value in state.items():
        facts |= _facts(value, f"{path} {name}".strip())
    return facts
