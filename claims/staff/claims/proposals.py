"""Two statements that may say the same: the same, not the same, or not sure."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims import curation
from claims.grouping.groups import regroup
from claims.models import Statement, StatementLink
from claims.staff.review.pages.common import (
    carry_out,
    curator,
    notify,
    page,
    redirect_to,
    render_page,
)
from claims.whole_numbers import whole_number

EMPTY_TEMPLATE = "admin/claim_desk/none.html"
ANSWERS = {
    "same": (curation.join_claim, "Both are one claim for good."),
    "different": (curation.part_claim, "They are never one claim from now on."),
}


@page
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """The surest pair that waits, after ``?after=``; a POST decides on one and goes on."""
    if request.method == "POST":
        return _decide(request)
    after = request.GET.get("after", "")
    waiting = waiting_links()
    if last := StatementLink.objects.filter(pk=whole_number(after)).first():
        waiting = _behind(waiting, last)
    link = waiting.first()
    title = "Do these two say the same?"
    if link is None:
        return render_page(request, EMPTY_TEMPLATE, title, after=after)
    by_id = Statement.objects.order_by().for_list().in_bulk([link.first_id, link.second_id])
    context = {"link": link, "sides": [by_id[link.first_id], by_id[link.second_id]]}
    return render_page(
        request, "admin/claim_desk/pair.html", title, left=waiting.count() - 1, **context
    )


def waiting_links() -> Any:
    """Proposed pairs of which readers see both, surest first."""
    return StatementLink.objects.filter(
        joins=False,
        dismissed_by=None,
        first__public_row__isnull=False,
        second__public_row__isnull=False,
    ).order_by("-score", "pk")


def _behind(waiting: Any, last: StatementLink) -> Any:
    less, same = waiting.filter(score__lt=last.score), waiting.filter(score=last.score)
    return less | same.filter(pk__gt=last.pk)


def _decide(request: HttpRequest) -> HttpResponse:
    key = whole_number(request.POST.get("link", ""))
    links = StatementLink.objects.select_related("first", "second")
    if link := links.filter(pk=key).first():
        carry_out(request, lambda: _apply(request, link))
    else:
        notify(request, "The pair is no longer there. Nothing was changed.", messages.ERROR)
    return redirect_to(f"{reverse('claim_desk:proposals')}?{urlencode({'after': key or ''})}")


@transaction.atomic
def _apply(request: HttpRequest, link: StatementLink) -> str:
    deed = request.POST.get("deed", "")
    if deed not in ANSWERS:
        raise curation.CurationError("Say whether they say the same. Nothing was changed.")
    decide, sentence = ANSWERS[deed]
    decide(link.first, link.second, by=curator(request), why=request.POST.get("why", ""))
    if deed == "same":
        StatementLink.objects.filter(pk=link.pk).update(joins=True)
    regroup([link.first_id, link.second_id])
    return sentence
