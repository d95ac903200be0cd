"""Articles and statements that readers may not see: withheld with a reason, and released again."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims import curation
from claims.curation.articles import MAX_PUBLIC_WHY_CHARS
from claims.curation.bulk import apply_to_each
from claims.staff.admin.base import curator, tell

MOST = 500  # what one form can carry and one person can mean


class WithholdingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds the two acts to a list. Name them in ``actions``."""

    right_to_withhold = "claims.change_attribution"

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right_to_withhold)

    @admin.action(permissions=["withhold"], description="Withhold from readers …")
    def withhold(self, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
        why = request.POST.get("why", "").strip()
        if (count := chosen.count()) > MOST:
            text = f"{count} are too many at once; choose {MOST} at most. Nothing was changed."
            self.message_user(request, text, messages.ERROR)
            return None
        if "sure" not in request.POST or not why:
            return self._ask(request, chosen)
        by = curator(request)
        tally = apply_to_each(
            chosen, lambda one, batch: curation.withhold(one, by=by, why=why, batch=batch)
        )
        tell(self, request, tally)
        return None

    @admin.action(permissions=["withhold"], description="Release: readers see it again")
    def release(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        by = curator(request)
        tally = apply_to_each(
            chosen[:MOST], lambda one, batch: curation.release(one, by=by, batch=batch)
        )
        tell(self, request, tally)

    def _ask(self, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse:
        """The page that names what is about to go, and asks why."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Withhold {chosen.count()} from readers?",
            "opts": self.opts,
            "box": ACTION_CHECKBOX_NAME,
            "chosen": chosen,
            "longest": MAX_PUBLIC_WHY_CHARS,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/withhold.html", context)
