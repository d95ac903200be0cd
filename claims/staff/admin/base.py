"""Shared by the admin pages: base classes, tables of history and attributions, messages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from claims import curation
from claims.confidence import percent
from claims.dates import date_in_words
from claims.models import Attribution, Statement
from claims.models.decision import DecisionQuerySet
from claims.presentation import highlighting
from claims.staff.admin.safe import PermanentAdmin

MAX_HISTORY_ROWS = 100  # decisions shown on a record's page; the log has them all
MIN_CONFIRMED_ROWS = 20  # from here on an act on many asks again first


class ReadOnlyAdmin(PermanentAdmin):
    """An admin that lists, searches and filters, but neither adds nor edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        context = {"title": capfirst(str(self.opts.verbose_name)), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            field for _, options in self.get_fieldsets(request, obj) for field in options["fields"]
        ]


class LoggedAdmin(ReadOnlyAdmin):
    """An admin whose history is the log of decisions, not Django's of saved forms."""

    statement_key = "key"  # where a record has its statement's key

    class Media:
        css = {"all": ("curation/evidence.css",)}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is None:
            return super().history_view(request, object_id, extra_context)  # tells so
        key = attrgetter(self.statement_key)(record)
        address = reverse("admin:claims_decision_changelist")
        return HttpResponseRedirect(f"{address}?{urlencode({'q': key})}")


class DecidingAdmin(LoggedAdmin):
    """A read-only page that ends in a form of its own, for an act of ``curation``.

    Every POST to the page is that form. Subclasses give ``form_for`` and ``decide``.
    """

    statement_key = "statement.key"

    def form_for(self, request: HttpRequest, record: Any) -> Any:
        raise NotImplementedError

    def decide(self, request: HttpRequest, record: Any, form: Any) -> str:
        """Do it; what was done, in words. Raises ``CurationError``."""
        raise NotImplementedError

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, object_id)
        if record is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            return self._decided(request, record)
        form = self.form_for(request, record) if self.has_change_permission(request) else None
        context = {**(extra_context or {}), "decision": form, "show_save": False}
        if form is not None:
            context["decision_media"] = form.media
        return super().change_view(request, object_id, form_url, context)

    def _decided(self, request: HttpRequest, record: Model) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = self.form_for(request, record)
        if not form.is_valid():
            for name, errors in form.errors.items():
                for error in errors:
                    self.message_user(request, f"{name}: {error}", messages.ERROR)
        else:
            carry_out(self, request, lambda: self.decide(request, record, form))
        return HttpResponseRedirect(request.path)


def curator(request: HttpRequest) -> User:
    """Whoever is logged in; the admin lets nobody else in."""
    return cast(User, request.user)


def post_data(request: HttpRequest) -> QueryDict | None:
    """The data of a POST, also if it is empty; None for other methods."""
    return request.POST if request.method == "POST" else None


def carry_out(model_admin: admin.ModelAdmin, request: HttpRequest, act: Callable[[], str]) -> None:
    """Run a decision and show its message or its error."""
    try:
        model_admin.message_user(request, act(), messages.SUCCESS)
    except curation.CurationError as error:
        model_admin.message_user(request, str(error), messages.ERROR)


def report_result(
    model_admin: admin.ModelAdmin, request: HttpRequest, result: curation.BulkResult
) -> None:
    """Show the result of a bulk decision: how many were made, and which were not and why."""
    count = len(result.decisions)
    changed = f"{count} record{pluralize(count)} changed."
    model_admin.message_user(request, changed, messages.SUCCESS)
    for problem in result.problems[:10]:
        model_admin.message_user(request, problem, messages.WARNING)
    if len(result.problems) > 10:
        more = f"{len(result.problems) - 10} more were left as they are."
        model_admin.message_user(request, more, messages.WARNING)


def link(record: Any, page: str, text: object = "") -> SafeString:
    """A link to a record's page in the admin (``page`` is the model's name in lower case)."""
    address = reverse(f"admin:claims_{page}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, text or record)


def moment(at: datetime) -> str:
    """Day and time as "18 March 2022, 14:05"."""
    local = timezone.localtime(at)
    return f"{date_in_words(local)}, {local:%H:%M}"


def chain(attribution: Attribution) -> str:
    """Speaker and hops, innermost first; needs ``sources__speaker``."""
    hops = sorted(attribution.sources.all(), key=lambda hop: hop.position)
    return " → ".join([str(attribution.speaker or "unknown"), *(str(h.speaker) for h in hops)])


def passage(statement: Statement, attribution: Attribution | None) -> SafeString:
    """The paragraphs around a statement, with content, source and cue highlighted."""
    mark = highlighting.Mark(statement.content)
    if attribution is not None:
        hops = tuple(sorted(span for hop in attribution.sources.all() for span in hop.spans))
        mark = highlighting.Mark(statement.content, attribution.source, attribution.cue, hops)
    paragraphs = highlighting.passage(statement.article.text, mark)
    html = format_html_join("", "<p>{}</p>", ((item.html,) for item in paragraphs))
    return format_html('<div class="evidence">{}</div>', html)


def table(heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> SafeString:
    """A small table for a read-only field."""
    if not rows:
        return SafeString("–")
    head = format_html_join("", '<th scope="col">{}</th>', ((head,) for head in heads))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        ((format_html_join("", "<td>{}</td>", ((cell,) for cell in row)),) for row in rows),
    )
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)


def disagreement(statement: Statement) -> str:
    """A sentence on what the extractor finds now where a curator settled it otherwise."""
    otherwise = statement.disagreement
    if not otherwise:
        return "–"
    version = otherwise.get("extractor_version", "")
    if otherwise.get("found") is False:
        return f"The extractor ({version}) no longer finds this statement."
    who = otherwise.get("speaker") or "nobody known"
    pieces = otherwise.get("content")
    elsewhere = pieces is not None and pieces != [list(span) for span in statement.content]
    where = " and other words" if elsewhere else ""
    return f"The extractor ({version}) now says: {who}{where}."


def history(decisions: DecisionQuerySet) -> SafeString:
    """Decisions on a record, latest first; no more than a page holds."""
    records: Any = decisions.select_related("by").annotate(undone=decisions.undone())
    rows = [
        (
            link(item, "decision", moment(item.at)),
            item.get_deed_display(),
            item.by.get_full_name() or item.by,
            item.why or item.get_reason_display() or "–",
            "undone" if item.undone else "",
        )
        for item in records.order_by("-pk")[:MAX_HISTORY_ROWS]
    ]
    return table(("When", "What", "Who", "Why", ""), rows)


def answers(statement: Statement) -> SafeString:
    """Every attribution of a statement, the live one first."""
    records = statement.attributions.select_related("speaker", "decided_by").prefetch_related(
        "sources__speaker"
    )
    rows = [
        (
            link(item, "attribution", chain(item)),
            item.get_status_display(),
            percent(item.confidence),
        )
        for item in sorted(records, key=lambda item: (item.status == "rejected", item.pk))
    ]
    return table(("Attribution", "Review", "How sure the machine is"), rows)
