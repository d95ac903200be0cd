"""What a curator does in the admin, in words."""

from typing import Any

from django.urls import reverse

from claims import curation
from claims.models import Attribution, Party
from claims.staff.admin.forms import version
from tests.make import make_attribution, make_party, make_speaker

LIST = "/admin/claims/attribution/"


def page(record: Any) -> str:
    """The address of a record's page."""
    return reverse(f"admin:claims_{record._meta.model_name}_change", args=[record.pk])


def messages(response: Any) -> str:
    return " ".join(str(one) for one in response.context["messages"])


def decide(desk: Any, attribution: Attribution, deed: str, **values: Any) -> Any:
    values.setdefault("seen", version(attribution))
    return desk.post(page(attribution), {"deed": deed, **values}, follow=True)


def act(desk: Any, action: str, chosen: Any, **values: Any) -> Any:
    """Tick these in the list and choose an action."""
    keys = [one.pk for one in chosen]
    return desk.post(LIST, {"action": action, "_selected_action": keys, **values}, follow=True)


def status_of(attribution: Attribution) -> str:
    return Attribution.objects.get(pk=attribution.pk).status


def make_rows(count: int, curator: Any) -> None:
    """Settled attributions, each with a speaker, a relay and a party of its own."""
    for _ in range(count):
        number = Party.objects.count()
        party = make_party(f"p{number}", f"Party {number}")
        attribution = make_attribution(
            speaker=make_speaker(party=party), via=(make_speaker(party=party),)
        )
        curation.accept(attribution, by=curator)
