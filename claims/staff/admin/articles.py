"""Articles and outlets for curators. Texts are read-only: a new text is a new article (ingest)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Article, ExtractionState, Outlet
from claims.claim_summaries import refresh_summaries
from claims.dates import date_in_words
from claims.models import ClaimMember, Decision
from claims.staff.admin.base import history
from claims.staff.admin.extracting import TooManyArticles, extract_again
from claims.staff.admin.safe import PermanentAdmin
from claims.staff.admin.withholding import WithholdingAdmin
from claims.staff.admin.word_filters import ConditionFilter

MAX_REMOVED_ROWS = 500  # removed lines shown on the page; the raw text holds the rest

# An address typed without a scheme is taken as https, as Django 6 will do without asking; a day is
# picked in the order of days and months that the curator's own browser has.
WIDGETS: dict[Any, dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"},
    models.DateField: {
        "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "input_formats": ["%Y-%m-%d"],
    },
}


@admin.register(Outlet)
class OutletAdmin(PermanentAdmin):
    formfield_overrides = WIDGETS
    list_display = ("name", "slug", "homepage", "rights")
    list_filter = ("rights",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Outlet | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Outlet | None = None
    ) -> tuple[str, ...]:
        return ("slug",) if obj else ()  # an address is for ever

    def save_model(self, request: HttpRequest, obj: Outlet, form: Any, change: bool) -> None:
        """Other rights: no claim may be worded with what is no longer shown."""
        super().save_model(request, obj, form, change)
        if change and "rights" in form.changed_data:
            members = ClaimMember.objects.filter(statement__article__outlet=obj)
            refresh_summaries(set(members.values_list("claim", flat=True)))


class StateFilter(ConditionFilter):
    """Whether readers see it, in the words of the column."""

    title = parameter_name = "state"
    options = {
        "public": ("public", Q(withdrawn_at=None, superseded_by=None)),
        "superseded": ("superseded", Q(withdrawn_at=None, superseded_by__isnull=False)),
        "withdrawn": ("withdrawn", Q(withdrawn_at__isnull=False)),
    }


@admin.register(Article)
class ArticleAdmin(WithholdingAdmin, PermanentAdmin):
    right_to_withhold = "articles.change_article"
    formfield_overrides = WIDGETS
    list_display = ("title", "outlet", "published_on", "published_basis", "extraction", "state")
    list_filter = (
        "extraction",
        "published_basis",
        "language",
        StateFilter,
        ("outlet", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("outlet",)
    search_fields = ("title", "slug", "url", "file_name", "outlet__name")
    date_hierarchy = "published_on"
    autocomplete_fields = ("outlet",)
    actions = ("withhold", "release", "extract_again")
    fieldsets = (
        (None, {"fields": ("title", "outlet", "url", "slug")}),
        ("Date", {"fields": ("published_on", "published_basis", "published_note", "updated_on")}),
        ("Notes", {"fields": ("credit", "note", "state", "superseded_by")}),
        ("Curation", {"fields": ("reviewed", "decisions")}),
        ("Extraction", {"fields": ("extraction", "extraction_note", "extractor_version")}),
        ("Input", {"fields": ("file_name", "encoding", "language", "ingested_at", "raw_text")}),
        ("Text", {"fields": ("text", "what_was_removed")}),
    )
    readonly_fields = (
        *("slug", "state", "superseded_by", "extraction", "extraction_note", "extractor_version"),
        *("file_name", "encoding", "language", "ingested_at", "raw_text"),
        *("text", "what_was_removed", "reviewed", "decisions"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("raw", "search")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # `manage.py ingest` adds articles

    def get_urls(self) -> list[URLPattern]:
        raw = path("<int:pk>/raw/", self.admin_site.admin_view(self.raw), name="article_raw")
        return [raw, *super().get_urls()]

    @admin.display(description="state", ordering="withdrawn_at")
    def state(self, article: Article) -> str:
        if article.withdrawn_at:
            return f"withdrawn on {date_in_words(article.withdrawn_at)}: {article.withdrawn_why}"
        return "superseded" if article.superseded_by_id else "public"

    @admin.display(description="fully reviewed")
    def reviewed(self, article: Article) -> str:
        if not article.reviewed_at:
            return "no"
        return f"on {date_in_words(article.reviewed_at)} by {article.reviewed_by}"

    @admin.display(description="decisions on it and in it")
    def decisions(self, article: Article) -> SafeString:
        return history(Decision.objects.on_article(article))

    @admin.display(description="raw text")
    def raw_text(self, article: Article) -> SafeString:
        address = reverse("admin:article_raw", args=[article.pk])
        return format_html('<a href="{}">As it came, before cleaning</a>', address)

    @admin.display(description="removed by cleaning")
    def what_was_removed(self, article: Article) -> SafeString:
        parts = list(article.removed.all()[: MAX_REMOVED_ROWS + 1])
        if not parts:
            return SafeString("Nothing.")
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            ((part.position, part.reason, part.text) for part in parts[:MAX_REMOVED_ROWS]),
        )
        more = "" if len(parts) <= MAX_REMOVED_ROWS else "There is more; see the raw text."
        head = "<tr><th>Position</th><th>Reason</th><th>Text</th></tr>"
        return format_html(
            "<table><thead>{}</thead><tbody>{}</tbody></table>{}", SafeString(head), rows, more
        )

    def raw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The input as plain text; what can't be decoded shows as �."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            return HttpResponse("You may not view articles.", status=403, content_type="text/plain")
        text = bytes(article.raw).decode(article.encoding, errors="replace")
        return HttpResponse(text, content_type="text/plain; charset=utf-8")

    @admin.action(permissions=["change"], description="Extract again")
    def extract_again(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        english = articles.exclude(extraction=ExtractionState.LANGUAGE)
        try:
            extract_again(request, english)
        except TooManyArticles as problem:
            self.message_user(request, f"Nothing extracted: {problem}", messages.ERROR)
