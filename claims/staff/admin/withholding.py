"""Admin actions to withhold articles and statements from readers, and to release them."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims import curation
from claims.curation.articles import MAX_PUBLIC_WHY_CHARS
from claims.curation.bulk import apply_to_each
from claims.staff.admin.base import curator, report_result

MAX_SELECTED = 500  # what one form can carry and one person can mean


class WithholdingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds the two acts to a list. Name them in ``actions``."""

    right_to_withhold = "claims.change_attribution"

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right_to_withhold)

    @admin.action(permissions=["withhold"], description="Withhold from readers …")
    def withhold(self, request: HttpRequest, selected: QuerySet[Any]) -> HttpResponse | None:
        why = request.POST.get("why", "").strip()
        if (count := selected.count()) > MAX_SELECTED:
            text = (
                f"{count} are too many at once; choose {MAX_SELECTED} at most. Nothing was changed."
            )
            self.message_user(request, text, messages.ERROR)
            return None
        if "sure" not in request.POST or not why:
            return self._ask(request, selected)
        by = curator(request)
        result = apply_to_each(
            selected, lambda record, batch: curation.withhold(record, by=by, why=why, batch=batch)
        )
        report_result(self, request, result)
        return None

    @admin.action(permissions=["withhold"], description="Release: readers see it again")
    def release(self, request: HttpRequest, selected: QuerySet[Any]) -> None:
        by = curator(request)
        result = apply_to_each(
            selected[:MAX_SELECTED],
            lambda record, batch: curation.release(record, by=by, batch=batch),
        )
        report_result(self, request, result)

    def _ask(self, request: HttpRequest, selected: QuerySet[Any]) -> HttpResponse:
        """The page that names what is about to go, and asks why."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Withhold {selected.count()} from readers?",
            "opts": self.opts,
            "box": ACTION_CHECKBOX_NAME,
            "selected": selected,
            "longest": MAX_PUBLIC_WHY_CHARS,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/withhold.html", context)
