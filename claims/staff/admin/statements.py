"""Statements as they stand in their article, with every attribution and decision; read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from articles.models import heavy_columns
from claims.models import Decision, Statement, Status
from claims.presentation.templatetags.on_record import quoted
from claims.staff.admin.base import LoggedAdmin, answers, disagreement, history, passage
from claims.staff.admin.withholding import WithholdingAdmin
from claims.staff.admin.word_filters import (
    DisagreementFilter,
    ModeFilter,
    QuotationFilter,
    WithdrawnFilter,
)


@admin.register(Statement)
class StatementAdmin(WithholdingAdmin, LoggedAdmin):
    """Words and places come from the extractor; what is wrong is rejected, not edited away."""

    list_display = ("__str__", "speaker", "how_quoted", "article", "to_readers")
    list_filter = (
        QuotationFilter, ModeFilter,
        WithdrawnFilter,
        DisagreementFilter,
        ("article__outlet", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    search_fields = ("words", "key", "article__title")
    search_help_text = "Words, key or title of the article"
    ordering = ("-pk",)
    actions = ("withhold", "release")
    fieldsets = (
        (None, {"fields": ("evidence", "key", "how_quoted", "about")}),
        ("Article", {"fields": ("article", "start", "end")}),
        ("State", {"fields": ("to_readers", "extractor_now", "created_at")}),
        ("Whose words", {"fields": ("all_answers", "decisions")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        statements: Any = super().get_queryset(request)
        drawn = statements.with_attribution().with_mentions()
        return drawn.defer("search", *heavy_columns("article__"))

    @admin.display(description="speaker")
    def speaker(self, statement: Any) -> str:
        if statement.live_attribution is None:
            return "rejected"
        return str(statement.live_attribution.speaker or "unknown")

    @admin.display(description="in the text")
    def evidence(self, statement: Statement) -> SafeString:
        live = statement.attributions.exclude(status=Status.REJECTED).first()
        return passage(statement, live)

    @admin.display(description="quoted or not", ordering="quotation")
    def how_quoted(self, statement: Statement) -> str:
        return quoted(statement)

    @admin.display(description="countries mentioned")
    def about(self, statement: Statement) -> str:
        return ", ".join(str(mention.party) for mention in statement.mentions.all()) or "–"

    @admin.display(description="shown to readers", ordering="withdrawn_at")
    def to_readers(self, statement: Statement) -> str:
        if statement.withdrawn_at:
            return f"withdrawn: {statement.withdrawn_why or 'no reason given'}"
        return "yes" if statement.live_attribution else "rejected"

    @admin.display(description="disagreement")
    def extractor_now(self, statement: Statement) -> str:
        return disagreement(statement)

    @admin.display(description="answers")
    def all_answers(self, statement: Statement) -> SafeString:
        return answers(statement)

    @admin.display(description="decisions")
    def decisions(self, statement: Statement) -> SafeString:
        return history(Decision.objects.on_statement(statement))
