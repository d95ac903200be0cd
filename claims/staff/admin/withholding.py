"""Admin actions to withhold articles and statements from readers, and to release them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from claims import curation
from claims.curation.articles import MAX_PUBLIC_WHY_CHARS
from claims.curation.bulk import apply_to_each
from claims.staff.admin.base import curator, report_result
from claims.staff.admin.confirmation import MAX_SELECTED, ask, is_confirmed

EFFECT = (
    "They leave every page, count, feed, file and the API at once. Their addresses say that they "
    "are withheld, and why. This is logged and can be undone."
)


class WithholdingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds the two acts to a list. Name them in ``actions``."""

    right_to_withhold = "claims.change_attribution"

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right_to_withhold)

    @admin.action(permissions=["withhold"], description="Withhold from readers …")
    def withhold(self, request: HttpRequest, selected: QuerySet[Any]) -> HttpResponse | None:
        why = request.POST.get("why", "").strip()
        if not (is_confirmed(request, selected) and why):
            return ask(
                self, request, selected, "withhold",
                f"Withhold {selected.count()} from readers?", button="Withhold", effect=EFFECT,
                why_label="Why, as readers see it", max_chars=MAX_PUBLIC_WHY_CHARS, required=True,
            )  # fmt: skip
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
