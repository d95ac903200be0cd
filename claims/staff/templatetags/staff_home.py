"""The front page of the admin: the work that waits, and what was decided."""

from typing import Any

from django import template

from claims.staff import overview
from claims.staff.admin.changes import summary

register = template.Library()


@register.inclusion_tag("admin/_work.html", takes_context=True)
def curators_work(context: dict[str, Any]) -> dict[str, Any]:
    """What waits, for whoever may see attributions; nothing for others."""
    user = context["request"].user
    if not user.has_perm("claims.view_attribution"):
        return {"items": []}
    return {"items": overview.work(user), "weeks": overview.decisions_by_week()}


@register.inclusion_tag("admin/_latest.html", takes_context=True)
def latest_decisions(context: dict[str, Any]) -> dict[str, Any]:
    user = context["request"].user
    if not user.has_perm("claims.view_decision"):
        return {"decisions": []}
    rows = [(decision, summary(decision)) for decision in overview.latest_decisions()]
    return {"decisions": rows}
