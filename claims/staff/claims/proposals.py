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
from claims.staff.review.pages.common import curator, notify, page, redirect_to, render_page

EMPTY_TEMPLATE = "admin/claim_desk/none.html"


@page
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """The surest pair that waits, after ``?after=``; a POST decides on one and goes on."""
    if request.method == "POST":
        return _decide(request)
    after = request.GET.get("after", "")
    waiting = waiting_links()
    if after.isascii() and after.isdecimal() and len(after) < 19:
        last = StatementLink.objects.filter(pk=int(after)).first()
        waiting = _behind(waiting, last) if last else waiting
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
    key = request.POST.get("link", "")
    after = key if key.isascii() and key.isdecimal() and len(key) < 19 else ""
    onward = f"{reverse('claim_desk:proposals')}?{urlencode({'after': after})}"
    links = StatementLink.objects.select_related("first", "second")
    link = links.filter(pk=int(after)).first() if after else None
    if link is None:
        notify(request, "The pair is no longer there. Nothing was changed.", messages.ERROR)
        return redirect_to(onward)
    try:
        notify(request, _apply(request, link))
    except curation.CurationError as error:
        notify(request, str(error), messages.ERROR)
    return redirect_to(onward)


@transaction.atomic
def _apply(request: HttpRequest, link: StatementLink) -> str:
    deeds = {"same": curation.join_claim, "different": curation.part_claim}
    deed = request.POST.get("deed", "")
    if deed not in deeds:
        raise curation.CurationError("Say whether they say the same. Nothing was changed.")
    deeds[deed](link.first, link.second, by=curator(request), why=request.POST.get("why", ""))
    if deed == "same":
        StatementLink.objects.filter(pk=link.pk).update(joins=True)
    regroup([link.first_id, link.second_id])
    return (
        "Both are one claim for good."
        if deed == "same"
        else "They are never one claim from now on."
    )
