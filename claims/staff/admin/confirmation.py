"""The page on which an act on many records is confirmed, and its reason given."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from claims import curation

MAX_SELECTED = 500  # what one form can carry and one person can mean
MEDIA = forms.Media(css={"all": ("curation/evidence.css",)})


def is_confirmed(request: HttpRequest, selected: QuerySet[Any]) -> bool:
    """Whether the page was sent, and the records are not too many for it."""
    return "sure" in request.POST and selected.count() <= MAX_SELECTED


def ask(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    selected: QuerySet[Any],
    action: str,
    title: str,
    describe: Callable[[Any], object] = str,
    **context: Any,
) -> HttpResponse:
    """The page that names what is about to happen; back to the list where they are too many.

    ``describe`` says of each what it is. ``context``: ``effect`` in words, ``why_label``,
    ``max_chars`` of the reason, whether it is ``required``, ``reasons`` to choose from, a ``form``
    for another speaker.
    """
    if (count := selected.count()) > MAX_SELECTED:
        text = f"{count} are too many at once; choose {MAX_SELECTED} at most. Nothing was changed."
        model_admin.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
    form: forms.Form | None = context.get("form")
    page = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts, "title": title, "action": action,
        "selected": [(record.pk, describe(record)) for record in selected],
        "box": ACTION_CHECKBOX_NAME, "max_chars": curation.MAX_WHY_CHARS, "why_label": "Why",
        "media": model_admin.media + MEDIA + (form.media if form else forms.Media()),
    }  # fmt: skip
    return TemplateResponse(request, "admin/confirm.html", {**page, **context})
