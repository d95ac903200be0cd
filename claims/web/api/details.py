"""Fields of a single record beyond the columns of its list."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from claims import rights
from claims.export import COLUMNS, Column, expressions
from claims.export.columns import RowField
from claims.models import ClaimMember, Speaker


def members() -> ArraySubquery:
    """Of a group: who it is made of."""
    return _speaker_references(groups=OuterRef("pk"))


def groups() -> ArraySubquery:
    return _speaker_references(members=OuterRef("pk"))


def _speaker_references(**where: Any) -> ArraySubquery:
    speakers = Speaker.objects.filter(merged_into=None, **where).order_by("name", "pk")
    return ArraySubquery(speakers.values(reference=JSONObject(slug="slug", name="name")))


def claim_members() -> ArraySubquery:
    """Of a claim: its statements that are public and likely, as they are counted."""
    rows = ClaimMember.objects.likely().filter(claim=OuterRef("pk")).order_by("statement")
    return ArraySubquery(
        rows.values(reference=JSONObject(statement="statement__key", stance="stance"))
    )


DETAILS: dict[str, dict[str, Column]] = {
    "statements": {
        "hops": Column(
            RowField("hops"), "the chain, innermost first: slug, name and kind", "objects"
        ),
        "parties": Column(
            RowField("parties"), "the parties the words speak of: code and name", "objects"
        ),
    },
    "speakers": {
        "names": Column(expressions.each_alias, "every form of the name", "texts"),
        "members": Column(members, "of a group: slug and name of each member", "objects"),
        "groups": Column(groups, "the groups they spoke in: slug and name", "objects"),
    },
    "articles": {
        "text": Column(
            lambda: rights.if_text_is_shown(F("text"), ""),
            "the text that all offsets count in; `null` where the outlet does not allow it",
        )
    },
    "claims": {
        "members": Column(claim_members, "its statements: key and stance of each", "objects")
    },
    "sources": {},
    "parties": {},
}


def columns(name: str) -> dict[str, Column]:
    return {**COLUMNS[name], **DETAILS[name]}
