"""Report a mistake, without an account; and see by a secret link what became of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.addresses import client_address
from claims.curation import reports
from claims.models import CLAIM_FAULTS, Claim, Fault, Report, Statement
from claims.presentation import citation
from claims.web.views.gone import tombstone, with_reason
from claims.web.views.public_claims import of_claim, shown_members


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """What a report is on: a statement, or a claim with the first of its statements."""

    statement: Statement
    claim: Claim | None = None

    @property
    def record(self) -> Statement | Claim:
        return self.claim or self.statement

    @property
    def form_class(self) -> type["ReportForm"]:
        return ClaimReportForm if self.claim else ReportForm

    @property
    def sentence(self) -> str:
        if self.claim:
            return self.claim.wording[: reports.MAX_SENTENCE_CHARS]
        if not self.statement.live_attribution:
            return str(self.statement)
        return Truncator(citation.cite(self.statement, address="").attributed_words).chars(
            reports.MAX_SENTENCE_CHARS
        )


class ReportForm(forms.Form):
    """``website`` is for machines: it is out of sight, and whoever fills it in is a bot."""

    fault = forms.ChoiceField(
        choices=[(fault.value, fault.label) for fault in Fault if fault not in CLAIM_FAULTS],
        widget=forms.RadioSelect,
        label="What is wrong?",
        error_messages={"required": "Choose what is wrong."},
    )
    comment = forms.CharField(
        required=False,
        max_length=reports.MAX_COMMENT_CHARS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(required=False)
    opened = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("website"):
            raise forms.ValidationError("Leave the field “Website” empty, and send it again.")
        if values.get("fault") == Fault.OTHER and not values.get("comment"):
            self.add_error("comment", "Say in a few words what is wrong.")
        return values


class ClaimReportForm(ReportForm):
    """The same on a claim, of which other things can be wrong."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        field = self.fields["fault"]
        field.choices = [(fault.value, fault.label) for fault in (*CLAIM_FAULTS, Fault.OTHER)]  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and what is sent with it; 410 for a statement that is gone."""
    statement, reason = with_reason(key)
    if reason:
        return tombstone(request, statement, reason)
    return _report(request, ReportSubject(statement))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_claim
def report_claim(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The same for a claim; 410 for one that is gone."""
    members = shown_members(claim)
    if not members:
        return render(request, "claims/claim_gone.html", {"claim": claim}, status=410)
    return _report(request, ReportSubject(members[0].statement, claim))


def _report(request: HttpRequest, subject: ReportSubject) -> HttpResponse:
    if request.method != "POST":
        opened = {"opened": reports.sign_form(subject.record)}
        return _form(request, subject, subject.form_class(initial=opened))
    form = subject.form_class(request.POST)
    if not form.is_valid():
        return _form(request, subject, form, status=400)
    return _submit(request, subject, form)


@never_cache
@require_safe
def report(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report. The address is a secret, so no other site may learn it."""
    report_ = get_object_or_404(
        Report.objects.select_related("statement", "claim")
        .defer("statement__search")
        .with_token(token)
    )
    context = {"report": report_, "answer": report_.answers.first()}
    response = render(request, "claims/report.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _submit(request: HttpRequest, subject: ReportSubject, form: ReportForm) -> HttpResponse:
    values, status = form.cleaned_data, 400
    try:
        token = reports.submit_report(
            subject.statement,
            values["opened"],
            claim=subject.claim,
            sentence=subject.sentence,
            fault=values["fault"],
            comment=values["comment"],
            address=client_address(request),
        )
    except reports.SentTooSoon:
        form.add_error(None, "That was quicker than people write. Send it again, please.")
    except reports.FormExpired:
        form = form_with_new_signature(form, subject)
    except reports.TooManyReports as error:
        form.add_error(
            None, f"There were too many reports. Try again after {error.until:%H:%M} UTC."
        )
        status = 429
    else:
        return redirect(Report.address(token))
    return _form(request, subject, form, status)


def form_with_new_signature(form: ReportForm, subject: ReportSubject) -> ReportForm:
    """The same form opened now, with all that was written in it."""
    opened = reports.sign_form(subject.record)
    form_ = subject.form_class({**dict(form.data.items()), "opened": opened})
    form_.add_error(None, "The form was open for too long. Send it again, please.")
    return form_


def _form(
    request: HttpRequest, subject: ReportSubject, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {
        "statement": subject.statement,
        "claim": subject.claim,
        "attribution": subject.statement.live_attribution,
        "form": form,
        "longest": reports.MAX_COMMENT_CHARS,
    }
    return render(request, "claims/report_mistake.html", context, status=status)
