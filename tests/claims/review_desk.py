"""What the tests of the review desk share."""

from typing import Any

from django.urls import reverse

from claims import curation
from claims.models import Attribution, Report, Statement

TEXT = "Talks.\n\n“We agree,” Ann Chen told the Wire. “Not yet,” she said. He left."
DESK = "/admin/review/"


def item(statement: Statement, name: str = "item") -> str:
    return reverse(f"review:{name}", args=[statement.key])


def act(desk: Any, agreed: Attribution, deed: str, **values: Any) -> Any:
    values.setdefault("seen", curation.state_token(agreed.statement))
    form = {"deed": deed, "attribution": agreed.pk, **values}
    return desk.post(item(agreed.statement), form, follow=True)


def edit(desk: Any, agreed: Attribution, **values: Any) -> Any:
    page = desk.get(item(agreed.statement, "edit"))
    draft = page.context["form"]
    names = ("content", "source", "cue", "role", "act", "quotation", "mode", "about")
    form = {name: draft[name].value() for name in names}
    form |= {"speaker": draft["speaker"].value().name}
    form |= {"attribution": agreed.pk, "seen": page.context["token"], **values}
    return desk.post(item(agreed.statement, "edit"), form, follow=True)


def make_report(statement: Statement) -> Report:
    return Report.objects.create(
        statement=statement, digest="d", fault="other", comment="Not hers!"
    )
