"""A claim as others cite it: as a page of this site, for reference managers, and as a picture.

The wording is nobody's words: it never stands in quotation marks, and no speaker is its author.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from articles.models import DateBasis
from claims.models import Claim, Statement
from claims.presentation.citation import Citation, one_line
from claims.presentation.citation_formats import SITE, tex

CONTENT_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


@dataclass(frozen=True, slots=True)
class ClaimCitation:
    """``address`` is permanent, with the host; ``sides`` says how many are for and against."""

    key: str
    wording: str
    sides: str
    state: str
    address: str
    accessed: date

    @property
    def note(self) -> str:
        return f"Claim, {self.sides}. {SITE}: {self.state}"


def cite_claim(claim: Claim, *, address: str) -> ClaimCitation:
    return ClaimCitation(
        key=claim.key,
        wording=one_line(claim.wording),
        sides=sides_in_words(claim),
        state=state_in_words(claim),
        address=address,
        accessed=timezone.localdate(),
    )


def sides_in_words(claim: Claim) -> str:
    asserted = f"asserted {_times(claim.asserting)}"
    return f"{asserted}, denied or doubted {_times(claim.denying)}"


def _times(count: int) -> str:
    return {0: "by nobody on record", 1: "once"}.get(count, f"{count:,} times")


def state_in_words(claim: Claim) -> str:
    if claim.worded_by_id:
        return "worded by a curator"
    return "grouped by machine, in the words of one statement"


def bibtex(citation: ClaimCitation) -> str:
    rows = {
        "title": f"{{{tex(citation.wording)}}}",
        "key": SITE,
        "howpublished": SITE,
        "url": citation.address,
        "urldate": citation.accessed.isoformat(),
        "note": tex(citation.note),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items())
    return f"@misc{{onrecord-claim-{citation.key},\n{body},\n}}\n"


def ris(citation: ClaimCitation) -> str:
    rows = [
        ("TY", "ELEC"),
        ("ID", f"onrecord-claim-{citation.key}"),
        ("TI", citation.wording),
        ("PB", SITE),
        ("UR", citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d}/"),
        ("N1", citation.note),
    ]
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in rows), "ER  - ", ""])


def csl_json(citation: ClaimCitation) -> str:
    day = citation.accessed
    item = {
        "id": f"onrecord-claim-{citation.key}",
        "type": "webpage",
        "title": citation.wording,
        "container-title": SITE,
        "URL": citation.address,
        "accessed": {"date-parts": [[day.year, day.month, day.day]]},
        "note": citation.note,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[ClaimCitation], str]] = {
    "bib": bibtex,
    "ris": ris,
    "csl.json": csl_json,
}


def as_picture(claim: Claim, first: Statement, *, address: str) -> Citation:
    """What the picture of a claim shows, in the places of a statement's; ``first``: its first."""
    reports = f"{claim.statements:,} statement{'' if claim.statements == 1 else 's'}"
    return Citation(
        key=claim.key,
        speaker=f"Claim, {sides_in_words(claim)}",
        deed=f"in {reports}",
        words=one_line(claim.wording),
        verbatim=(),
        kind="",
        relays=(),
        title=one_line(first.article.title) or "Untitled article",
        outlet="First report",
        outlet_address="",
        published=first.article.published_on,
        date_is_inferred=first.article.published_basis == DateBasis.INFERRED,
        review=state_in_words(claim),
        address=address,
        accessed=timezone.localdate(),
    )
