"""A claim as others cite it: as a page of this site, for reference managers, and as a picture.

The wording is nobody's words: it never stands in quotation marks, and no speaker is its author.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from articles.models import DateBasis
from claims.models import Claim, Statement
from claims.presentation.citation import Citation, one_line
from claims.presentation.citation_formats import (
    SITE,
    bibtex_entry,
    csl_list,
    date_parts,
    ris_record,
    tex,
)
from claims.presentation.claim_sides import ClaimOutline


@dataclass(frozen=True, slots=True)
class ClaimCitation:
    """``address`` is permanent, with the host; ``sides`` says who claims and who denies it.

    ``title`` says that the wording is a claim: alone it would read as what we assert.
    """

    key: str
    title: str
    sides: str
    state: str
    address: str
    accessed: date

    @property
    def note(self) -> str:
        return f"{capfirst(self.sides)}. {SITE}: {self.state}"


def cite_claim(claim: Claim, outline: ClaimOutline, *, address: str) -> ClaimCitation:
    return ClaimCitation(
        key=claim.key,
        title=f"{outline.kind}: {one_line(claim.wording)}",
        sides=one_line(outline.in_words),
        state=state_in_words(claim),
        address=address,
        accessed=timezone.localdate(),
    )


def caveat(claim: Claim) -> str:
    """What a wording is not; it stands with every claim that is shown at large."""
    origin = "Worded by a curator" if claim.worded_by_id else "Wording taken from one statement"
    return f"{origin}. We do not say whether it is true."


def state_in_words(claim: Claim) -> str:
    if claim.worded_by_id:
        return "worded by a curator"
    return "grouped by machine, in the words of one statement"


def bibtex(citation: ClaimCitation) -> str:
    rows = {
        "title": f"{{{tex(citation.title)}}}",
        "key": SITE,
        "howpublished": SITE,
        "url": citation.address,
        "urldate": citation.accessed.isoformat(),
        "note": tex(citation.note),
    }
    return bibtex_entry(f"claim-{citation.key}", rows)


def ris(citation: ClaimCitation) -> str:
    rows = [
        ("TY", "ELEC"),
        ("ID", f"onrecord-claim-{citation.key}"),
        ("TI", citation.title),
        ("PB", SITE),
        ("UR", citation.address),
        ("Y2", f"{citation.accessed:%Y/%m/%d}/"),
        ("N1", citation.note),
    ]
    return ris_record(rows)


def csl_json(citation: ClaimCitation) -> str:
    item = {
        "id": f"onrecord-claim-{citation.key}",
        "type": "webpage",
        "title": citation.title,
        "container-title": SITE,
        "URL": citation.address,
        "accessed": date_parts(citation.accessed),
        "note": citation.note,
    }
    return csl_list(item)


WRITERS: dict[str, Callable[[ClaimCitation], str]] = {
    "bib": bibtex,
    "ris": ris,
    "csl.json": csl_json,
}


def as_picture(claim: Claim, outline: ClaimOutline, first: Statement, *, address: str) -> Citation:
    """What the picture of a claim shows, in the places of a statement's; ``first``: its first."""
    kind, _, origin = outline.label.partition(", ")
    return Citation(
        key=claim.key,
        speaker=f"{kind}, {capfirst(one_line(outline.in_words))}",
        deed=one_line(origin) or "on record",
        words=one_line(claim.wording),
        verbatim=(),
        kind=caveat(claim),
        relays=(),
        title=one_line(first.article.title),
        outlet="First report",
        outlet_address="",
        published=first.article.published_on,
        date_is_inferred=first.article.published_basis == DateBasis.INFERRED,
        review=state_in_words(claim),
        address=address,
        accessed=timezone.localdate(),
    )
