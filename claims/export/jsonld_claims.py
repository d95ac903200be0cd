"""One claim as linked data, with every article that it appears in."""

from collections.abc import Sequence

from articles.models import Article
from claims.export import expressions
from claims.export.jsonld import TYPES, Node, claim_node, context, without_empty
from claims.models import Claim, ClaimMember, Speaker, Stance


def claim_with_appearances(claim: Claim, members: Sequence[ClaimMember], site: str) -> Node:
    """A schema.org Claim, to which a fact-check can point; ``members`` are all that readers see."""
    articles = dict.fromkeys(member.statement.article for member in members)
    works = [_report(article, site) for article in articles]
    basis = Claim.objects.annotate(basis=expressions.first_basis()).values_list("basis", flat=True)
    row = {
        "permalink": f"{site}{claim.get_absolute_url()}",
        "wording": claim.wording,
        "key": claim.key,
        "first_on": claim.first_on,
        "first_basis": basis.get(pk=claim.pk),
    }
    return {
        "@context": context(site),
        **without_empty(
            {
                **claim_node(row),
                "firstAppearance": works[0],
                "appearance": works,
                "author": _author(members, site),
            }
        ),
    }


def _report(article: Article, site: str) -> Node:
    return without_empty(
        {
            "@type": "NewsArticle",
            "@id": f"{site}{article.get_absolute_url()}",
            "name": article.title,
            "datePublished": str(article.published_on) if article.published_on else None,
            "publishedBasis": article.published_basis,
        }
    )


def _author(members: Sequence[ClaimMember], site: str) -> Node:
    """Whoever asserted it first; whoever only denies it is no author of it."""
    for member in members:
        attribution = member.statement.live_attribution
        if member.stance == Stance.ASSERTS and attribution and attribution.speaker:
            return _author_node(attribution.speaker, site)
    return {}


def _author_node(speaker: Speaker, site: str) -> Node:
    """For schema.org an author is a person or an organisation: a document is its publisher's."""
    kind = TYPES[speaker.kind]
    return {
        "@type": "Organization" if kind == "CreativeWork" else kind,
        "@id": f"{site}{speaker.get_absolute_url()}",
        "name": str(speaker),
    }
