"""Carry-overs in the admin: decisions on an earlier text that may hold for the newer one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims import curation
from claims.confidence import percent
from claims.extraction.types import Span
from claims.models import Carryover
from claims.presentation import highlighting
from claims.staff.admin.base import DecidingAdmin, curator, link, post_data, table
from claims.staff.admin.forms import reason_field
from claims.staff.admin.word_filters import ConditionFilter


class CarryoverForm(forms.Form):
    deed = forms.ChoiceField(choices=[("carry", "carry"), ("dismiss", "dismiss")])
    why = reason_field()


class WaitingFilter(ConditionFilter):
    title, parameter_name = "answer", "answer"
    options = {"all": ("All, answered too", Q())}
    default = ("Waiting", Q(pk__in=Carryover.objects.waiting().values("pk")))


@admin.register(Carryover)
class CarryoverAdmin(DecidingAdmin):
    list_display = ("words", "deed", "who", "near", "article", "answer")
    list_filter = (WaitingFilter,)
    list_select_related = ("article", "answered_by", "decision")
    search_fields = ("article__title", "article__slug")
    search_help_text = "Title of the article"
    statement_key = "article.slug"
    change_form_template = "admin/claims/carryover/change_form.html"
    fieldsets = (
        (None, {"fields": ("decided", "similar_words", "near", "answer")}),
        ("Article", {"fields": ("article",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Carryover]:
        return super().get_queryset(request).defer("article__raw", "article__search")

    def form_for(self, request: HttpRequest, record: Carryover) -> CarryoverForm:
        return CarryoverForm(post_data(request))

    def decide(self, request: HttpRequest, record: Carryover, form: CarryoverForm) -> str:
        if form.cleaned_data["deed"] == "dismiss":
            curation.dismiss(record, by=curator(request))
            return "It does not hold for the newer text, or is settled there."
        curation.carry_over(record, by=curator(request), why=form.cleaned_data["why"])
        return "It holds for the newer text too."

    @admin.display(description="words decided on")
    def words(self, carryover: Carryover) -> str:
        return _body(carryover)["judged"]["words"][:120]

    @admin.display(description="decision")
    def deed(self, carryover: Carryover) -> str:
        return _body(carryover)["deed"]

    @admin.display(description="speaker")
    def who(self, carryover: Carryover) -> str:
        answer = (
            _body(carryover)["settled"]["attribution"] or _body(carryover)["judged"]["attribution"]
        )
        return answer["speaker"]["name"] if answer and answer["speaker"] else "unknown"

    @admin.display(description="likeness", ordering="likeness")
    def near(self, carryover: Carryover) -> str:
        return percent(carryover.likeness) if carryover.start is not None else "gone from the text"

    @admin.display(description="answer")
    def answer(self, carryover: Carryover) -> SafeString | str:
        if carryover.answered_at is None:
            return "waits"
        return (
            link(carryover.decision, "decision")
            if carryover.decision
            else f"no, says {carryover.answered_by}"
        )

    @admin.display(description="decided on the earlier text")
    def decided(self, carryover: Carryover) -> SafeString:
        body, annotation = _body(carryover), carryover.annotation
        rows = [
            (
                body["deed"],
                body["judged"]["words"],
                self.who(carryover),
                annotation["creator"]["nickname"],
            )
        ]
        return table(("Decision", "Words", "Speaker", "By"), rows)

    @admin.display(description="most like it here")
    def similar_words(self, carryover: Carryover) -> SafeString | str:
        if carryover.start is None or carryover.end is None:
            return "These words are gone from the newer text."
        mark = highlighting.Mark((Span(carryover.start, carryover.end),))
        paragraphs = highlighting.passage(carryover.article.text, mark)
        passage = format_html_join("", "<p>{}</p>", ((part.html,) for part in paragraphs))
        return format_html('<div class="evidence">{}</div>', passage)

    def view_on_site(self, carryover: Carryover) -> str:
        return carryover.article.get_absolute_url()


def _body(carryover: Carryover) -> dict[str, Any]:
    return carryover.annotation["body"]
