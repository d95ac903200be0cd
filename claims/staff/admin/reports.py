"""What readers reported, and the answers they get."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from claims.curation import reports
from claims.models import Report, ReportState
from claims.staff.admin.base import DecidingAdmin, curator, link, moment, post_data, table


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(choices=ReportState.choices[1:], widget=forms.RadioSelect)
    answer = forms.CharField(
        required=False,
        max_length=reports.MAX_ANSWER_CHARS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="The reporter reads it; needed for “declined”.",
    )


@admin.register(Report)
class ReportAdmin(DecidingAdmin):
    """Open ones wait at the top of the list; a curator mends the statement, then answers."""

    list_display = ("created_at", "state", "fault", "about", "comment_begins")
    list_filter = ("state", "fault", "created_at")
    search_fields = ("statement__key", "about", "comment")
    search_help_text = "Words, comment or the statement's key"
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (None, {"fields": ("state", "fault", "comment", "created_at")}),
        ("Statement", {"fields": ("about", "statement_link")}),
        ("Answers", {"fields": ("all_answers",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).select_related("statement").defer("statement__search")

    def form_for(self, request: HttpRequest, record: Report) -> AnswerForm:
        return AnswerForm(post_data(request))

    def decide(self, request: HttpRequest, record: Report, form: AnswerForm) -> str:
        reports.answer_report(record, by=curator(request), **form.cleaned_data)
        return "Answered. The reporter sees it at the secret link."

    @admin.display(description="comment")
    def comment_begins(self, report: Report) -> str:
        return report.comment if len(report.comment) <= 80 else report.comment[:79] + "…"

    @admin.display(description="as it stands now")
    def statement_link(self, report: Report) -> SafeString:
        return link(report.statement, "statement")

    @admin.display(description="answers")
    def all_answers(self, report: Report) -> SafeString:
        report_answers = report.answers.select_related("by")
        rows = [(moment(a.at), a.by, a.verdict, a.answer or "–") for a in report_answers]
        return table(("When", "Who", "Verdict", "Answer"), rows)

    def view_on_site(self, report: Report) -> Any:
        return report.statement.get_absolute_url()
