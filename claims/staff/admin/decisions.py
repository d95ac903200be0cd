"""The log of decisions in the admin: read, searched, undone, never edited."""

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from articles.models import heavy_columns
from claims import curation
from claims.curation.annotations import PortableDecision
from claims.models import Decision
from claims.staff.admin.base import (
    DecidingAdmin,
    curator,
    link,
    moment,
    post_data,
    report_result,
    table,
)
from claims.staff.admin.changes import changed_facts, summary
from claims.staff.admin.forms import reason_field
from claims.staff.admin.word_filters import ConditionFilter, DecisionKindFilter


class UndoForm(forms.Form):
    why = reason_field()


class DecisionDayFilter(admin.DateFieldListFilter):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = "date"


class UndoneFilter(ConditionFilter):
    title, parameter_name = "in force", "force"
    options = {
        "standing": ("In force", Q(~Decision.objects.undone(), root=None)),
        "undone": ("Undone", Q(Decision.objects.undone(), root=None)),
    }


class WhoFilter(admin.SimpleListFilter):
    """Whoever has decided anything, by name."""

    title, parameter_name = "person", "by__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        decided = Decision.objects.filter(by=OuterRef("pk"))
        users = User.objects.filter(Exists(decided)).order_by("username")
        return [(str(user.pk), user.get_full_name() or user.username) for user in users]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset.filter(by=int(value)) if value and value.isdecimal() else queryset


class ManyAtOnceFilter(ConditionFilter):
    title, parameter_name = "one or many at once", "batch__isempty"
    options = {
        "1": ("One alone", Q(batch__isnull=True)),
        "0": ("Many at once", Q(batch__isnull=False)),
    }


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("when", "who", "what", "on", "summary", "reasons", "undone")
    list_filter = (
        WhoFilter,
        DecisionKindFilter,
        "reason",
        ("at", DecisionDayFilter),
        UndoneFilter,
        ManyAtOnceFilter,
    )
    list_select_related = ("by", "statement", "article", "speaker", "other", "undone_by", "undoes")
    search_fields = (
        "statement__words", "statement__key", "article__title", "article__slug",
        "speaker__name", "speaker__slug", "other__name", "why", "by__username",
    )  # fmt: skip
    search_help_text = "Words, key, article, speaker, reason or curator"
    actions = ("undo", "annotations")
    fieldsets = (
        (None, {"fields": ("when", "who", "what", "on_link", "reasons", "together", "uid")}),
        ("What it changed", {"fields": ("changes", "reverses", "undone")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        decisions = super().get_queryset(request).select_related(*self.list_select_related)
        return decisions.defer("statement__search", *heavy_columns("article__"))

    def form_for(self, request: HttpRequest, record: Decision) -> UndoForm:
        return UndoForm(post_data(request))

    def decide(self, request: HttpRequest, record: Decision, form: UndoForm) -> str:
        act: dict[str, Any] = {"by": curator(request), "why": form.cleaned_data["why"]}
        if request.POST.get("whole") and record.batch:
            result = curation.undo_batch(record.batch, **act)
            return f"{len(result.decisions)} undone as one. Undo that bulk decision to do it again."
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

    @admin.display(description="when", ordering="at")
    def when(self, decision: Decision) -> str:
        return moment(decision.at)

    @admin.display(description="what", ordering="deed")
    def what(self, decision: Decision) -> str:
        return decision.get_deed_display()

    @admin.display(description="who", ordering="by")
    def who(self, decision: Decision) -> str:
        return decision.by.get_full_name() or decision.by.get_username()

    @admin.display(description="one or many at once")
    def together(self, decision: Decision) -> str:
        if decision.batch is None:
            return "one alone"
        return f"{Decision.objects.filter(batch=decision.batch).count()} at once"

    @admin.display(description="undone")
    def undone(self, decision: Decision) -> str:
        later = getattr(decision, "undone_by", None)
        return f"{moment(later.at)}, by {later.by}" if later else "–"

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
        return table(("What", "Before", "After"), changed_facts(decision))

    @admin.display(description="what changed")
    def summary(self, decision: Decision) -> str:
        return summary(decision)

    def view_on_site(self, decision: Decision) -> str | None:
        on = decision.statement or decision.article or decision.speaker
        return on.get_absolute_url() if on else None


def _speakers(decision: Decision) -> str:
    """Their names as they were then: one that was unmade is in the log alone."""
    state = {**(decision.state_before or {}), **(decision.state_after or {})}
    return " and ".join(state[k]["name"] for k in ("speaker", "other") if state.get(k))
