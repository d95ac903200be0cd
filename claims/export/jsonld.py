"""Rows as linked data: schema.org for who said what where, W3C Web Annotation for the very place.

Each statement is two nodes. One is a schema.org ``Quotation``, or a ``Claim`` where no word of it
stands in quotation marks: what is not verbatim must not pass for a quotation. The other, complete
in itself, is a Web Annotation that selects the words in the article by quote and by position in
code points. Terms of our own lead to the column's entry on the page /data/.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from claims.export import expressions
from claims.export.columns import COLUMNS, Column, RowField
from claims.models.spans import CONTEXT_CHARS

Node = dict[str, Any]

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
TYPES = {
    "person": "Person",
    "anonymous": "Person",
    "institution": "Organization",
    "group": "Organization",
    "outlet": "NewsMediaOrganization",
    "document": "CreativeWork",
}
# Property → the column of statements that explains it.
TERMS = {
    "act": "act",
    "negated": "negated",
    "quotation": "quotation",
    "mode": "mode",
    "role": "role",
    "cue": "cue",
    "chain": "chain",
    "speaksFor": "speaker_party",
    "publishedBasis": "published_basis",
    "reviewStatus": "review_status",
    "confidence": "confidence",
    "extractorConfidence": "extractor_confidence",
    "extractorVersion": "extractor_version",
    "rights": "rights",
}
# The same of claims.
CLAIM_TERMS = {"dateBasis": "first_basis"}
# What a node needs beyond the columns of a table, as lists.
EXTRA_COLUMNS: dict[str, dict[str, Column]] = {
    "statements": {
        "hops": Column(RowField("hops"), ""),
        "parties": Column(RowField("parties"), ""),
    },
    "speakers": {"names": Column(expressions.each_alias, "")},
}


def columns(name: str) -> dict[str, Column]:
    return {**COLUMNS[name], **EXTRA_COLUMNS.get(name, {})}


def context(site: str) -> list[Any]:
    """schema.org's terms, and ours, each explained on the page /data/."""
    page = f"{site}{reverse('data')}"
    terms: Node = {term: f"{page}#statements-{column}" for term, column in TERMS.items()}
    terms |= {term: f"{page}#claims-{column}" for term, column in CLAIM_TERMS.items()}
    terms["chain"] = {"@id": terms["chain"], "@container": "@list"}
    terms["speaksFor"] = {"@id": terms["speaksFor"], "@type": "@id"}
    return ["https://schema.org/", terms]


def dataset(name: str, site: str) -> Node:
    """What the document is; its first node."""
    listed = f"{site}/{name}"
    return {"@id": f"{listed}.jsonld", "@type": "Dataset", "name": f"On Record: {name}"} | {
        "url": f"{listed}/",
        "isAccessibleForFree": True,
        "description": f"Meaning of every property: {site}{reverse('data')}",
    }


def without_empty(node: Node) -> Node:
    """Without what is empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def address(site: str, page: str, key: str | None) -> str | None:
    return f"{site}{reverse(page, args=[key])}" if key else None


def statements(row: Node, site: str) -> Iterator[Node]:
    yield quotation(row, site)
    yield annotation(row, site)


def quotation(row: Node, site: str) -> Node:
    is_quotation = row["quotation"] != "indirect"
    speaker = without_empty(
        {
            "@id": address(site, "speaker", row["speaker_slug"]),
            "@type": TYPES.get(row["speaker_kind"] or ""),
            "name": row["speaker"],
            "speaksFor": address(site, "party", row["speaker_party"]),
        }
    )
    return without_empty(
        {
            "@id": row["permalink"],
            "@type": "Quotation" if is_quotation else "Claim",
            "identifier": row["key"],
            "url": row["permalink"],
            "text": row["words"],
            "creator": speaker,
            "spokenByCharacter": speaker if is_quotation else None,
            "appearance": None if is_quotation else {"@id": row["article_permalink"]},
            "isPartOf": _article_of(row, site),
            "about": [_party(site, record["code"], record["name"]) for record in row["parties"]],
            "chain": [_hop(site, record) for record in row["hops"]],
            "role": row["role"],
            "act": row["act"],
            "negated": row["negated"],
            "quotation": row["quotation"],
            "mode": row["mode"],
            "cue": row["cue"],
            "reviewStatus": row["review_status"],
            "confidence": row["confidence"],
            "extractorConfidence": row["extractor_confidence"],
            "extractorVersion": row["extractor_version"],
            "rights": row["rights"],
            "sdDatePublished": row["added_at"].date(),
            "dateModified": row["changed_at"],
        }
    )


def annotation(row: Node, site: str) -> Node:
    """A W3C Web Annotation: each piece of the words is a target, found by either selector."""
    return without_empty(
        {
            "@context": ANNOTATION,
            "id": f"{row['permalink']}#annotation",
            "type": "Annotation",
            "motivation": "identifying",
            "created": row["added_at"],
            "modified": row["changed_at"],
            "generator": {
                "id": f"{site}{reverse('methods')}",
                "type": "Software",
                "name": row["extractor_version"] or "a curator",
            },
            "body": row["permalink"],
            "target": [
                {"source": row["article_permalink"], "selector": selectors(row, start, end)}
                for start, end in _spans(row["pieces"])
            ],
        }
    )


def selectors(row: Node, start: int, end: int) -> list[Node]:
    """By position, and by quote where the outlet lets us quote; both count code points."""
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if not row["exact"]:
        return [position]
    text = (row["prefix"] or "") + row["exact"] + (row["suffix"] or "")
    before = row["start"] - len(row["prefix"] or "")  # the text's place in the article
    start_in_text, end_in_text = start - before, end - before
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start_in_text:end_in_text],
        "prefix": text[max(start_in_text - CONTEXT_CHARS, 0) : start_in_text],
        "suffix": text[end_in_text : end_in_text + CONTEXT_CHARS],
    }
    return [position, quote]


def _spans(pieces: str) -> Iterator[tuple[int, int]]:
    for piece in pieces.split(";"):
        start, end = piece.split("..")
        yield int(start), int(end)


def _hop(site: str, hop: Node) -> Node:
    source = address(site, "source", hop["slug"])
    return {"@id": source, "@type": TYPES[hop["kind"]], "name": hop["name"]}


def _party(site: str, code: str | None, name: str | None) -> Node:
    return without_empty({"@id": address(site, "party", code), "name": name})


def _article_of(row: Node, site: str) -> Node:
    return without_empty(
        {
            "@id": row["article_permalink"],
            "@type": "NewsArticle",
            "headline": row["article"],
            "url": row["article_url"],
            "datePublished": row["published_on"],
            "publishedBasis": row["published_basis"],
            "publisher": _outlet(row["outlet"]),
        }
    )


def _outlet(name: str | None) -> Node:
    return {"@type": "NewsMediaOrganization", "name": name} if name else {}


def articles(row: Node, site: str) -> Iterator[Node]:
    yield without_empty(
        {
            "@id": row["permalink"],
            "@type": "NewsArticle",
            "headline": row["title"],
            "url": row["url"],
            "inLanguage": row["language"],
            "datePublished": row["published_on"],
            "publishedBasis": row["published_basis"],
            "publisher": _outlet(row["outlet"]),
            "rights": row["rights"],
            "sdDatePublished": row["added_at"].date(),
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "SHA-256 of the text in UTF-8",
                "value": row["text_sha256"],
            },
        }
    )


def speakers(row: Node, site: str) -> Iterator[Node]:
    yield without_empty(
        {
            "@id": row["permalink"],
            "@type": TYPES[row["kind"]],
            "name": row["name"],
            "alternateName": [name for name in row.get("names", ()) if name != row["name"]],
            "url": row["permalink"],
            "role": row.get("role"),
            "speaksFor": address(site, "party", row["party"]),
            "subjectOf": without_empty({"@id": address(site, "article", row["article_slug"])}),
        }
    )


def parties(row: Node, site: str) -> Iterator[Node]:
    country = row["kind"] == "state"
    yield {
        "@id": row["permalink"],
        "@type": "Country" if country else "Organization",
        "name": row["name"],
        "identifier": row["code"],
        "url": row["permalink"],
    }


def claims(row: Node, site: str) -> Iterator[Node]:
    yield claim_node(row)


def claim_node(row: Node) -> Node:
    """A schema.org Claim, to which fact-checkers' reviews can point."""
    return without_empty(
        {
            "@id": row["permalink"],
            "@type": "Claim",
            "name": row["wording"],
            "text": row["wording"],
            "url": row["permalink"],
            "identifier": row["key"],
            "dateCreated": str(row["first_on"]) if row["first_on"] else None,
            "dateBasis": row["first_basis"],
        }
    )


NODES: dict[str, Callable[[Node, str], Iterator[Node]]] = {
    "statements": statements,
    "claims": claims,
    "speakers": speakers,
    "articles": articles,
    "sources": speakers,
    "parties": parties,
}
