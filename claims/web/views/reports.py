"""Report a mistake, without an account; and see by a secret link what became of it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.addresses import client_address
from claims.curation import reports
from claims.models import Fault, Report, Statement
from claims.presentation import citation
from claims.web.views.gone import tombstone, with_reason


class ReportForm(forms.Form):
    """``website`` is for machines: it is out of sight, and whoever fills it in is none of us."""

    fault = forms.ChoiceField(
        choices=Fault.choices,
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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_mistake(request: HttpRequest, key: str) -> HttpResponse:
    """The form, and what is sent with it; 410 for a statement that is gone."""
    statement, reason = with_reason(key)
    if reason:
        return tombstone(request, statement, reason)
    if request.method != "POST":
        return _form(
            request, statement, ReportForm(initial={"opened": reports.sign_form(statement)})
        )
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form(request, statement, form, status=400)
    return _submit(request, statement, form)


@never_cache
@require_safe
def report(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report. The address is a secret, so no other site may learn it."""
    report_ = get_object_or_404(
        Report.objects.select_related("statement").defer("statement__search").with_token(token)
    )
    context = {"report": report_, "answer": report_.answers.first()}
    response = render(request, "claims/report.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _submit(request: HttpRequest, statement: Statement, form: ReportForm) -> HttpResponse:
    values, status = form.cleaned_data, 400
    try:
        token = reports.submit_report(
            statement,
            values["opened"],
            sentence=_sentence(statement),
            fault=values["fault"],
            comment=values["comment"],
            address=client_address(request),
        )
    except reports.SentTooSoon:
        form.add_error(None, "That was quicker than people write. Send it again, please.")
    except reports.FormExpired:
        form = _reopened(form, statement)
    except reports.TooManyReports as error:
        form.add_error(
            None, f"There were too many reports. Try again after {error.until:%H:%M} UTC."
        )
        status = 429
    else:
        return redirect(Report.address(token))
    return _form(request, statement, form, status)


def _reopened(form: ReportForm, statement: Statement) -> ReportForm:
    """The same form opened now, with all that was written in it."""
    form_ = ReportForm({**dict(form.data.items()), "opened": reports.sign_form(statement)})
    form_.add_error(None, "The form was open for too long. Send it again, please.")
    return form_


def _form(
    request: HttpRequest, statement: Statement, form: ReportForm, status: int = 200
) -> HttpResponse:
    context = {
        "statement": statement,
        "attribution": statement.live_attribution,
        "form": form,
        "longest": reports.MAX_COMMENT_CHARS,
    }
    return render(request, "claims/report_mistake.html", context, status=status)


def _sentence(statement: Statement) -> str:
    if not statement.live_attribution:
        return str(statement)
    return Truncator(citation.cite(statement, address="").attributed_words).chars(
        reports.MAX_SENTENCE_CHARS
    )
