"""Claims beside something else: of a speaker, a party, an article, a search; the newest dispute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from articles.models import Article
from articles.search import web_query
from claims.models import Claim, ClaimMember, Party, Speaker, Statement
from claims.presentation.claim_sides import ClaimSide, with_outlines

MAX_CLAIMS = 5  # beside the main list of a page


def claims_of_speaker(speaker: Speaker) -> list[Claim]:
    return _with_outlines(Claim.objects.public().filter(speakers__contains=[speaker.pk]))


def claims_of_party(party: Party) -> list[Claim]:
    return _with_outlines(Claim.objects.public().filter(parties__contains=[party.pk]))


def claims_of_article(article: Article) -> list[Claim]:
    members = ClaimMember.objects.public().filter(claim=OuterRef("pk"), statement__article=article)
    ids = ClaimMember.objects.filter(statement__article=article).values("claim")
    return _with_outlines(Claim.objects.public().filter(Exists(members), pk__in=ids))


def claims_with_words(words: str) -> list[Claim]:
    """Those whose wording has the words of a search, in the order of the list."""
    if not words.strip():
        return []
    return _with_outlines(Claim.objects.public().filter(search=web_query(words)))


def claims_of_statements(statements: Iterable[Statement]) -> list[Claim]:
    ids = ClaimMember.objects.filter(statement__in=list(statements)).values("claim")
    return _with_outlines(Claim.objects.public().filter(pk__in=ids))


def _with_outlines(claims: QuerySet[Claim]) -> list[Claim]:
    """The first of them, each with who claims and who denies it."""
    return with_outlines(claims[:MAX_CLAIMS])


def newest_dispute() -> Claim | None:
    """Of the disputed claims the one reported last."""
    day = F("latest_on").desc(nulls_last=True)
    return next(
        iter(with_outlines(Claim.objects.public().disputed().order_by(day, "-pk")[:1])), None
    )


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed claim, and of each stance the parties whose speakers take it."""

    claim: Claim
    sides: list[tuple[str, Sequence[Party]]]


def disputes(parties: Sequence[Party] = ()) -> list[Dispute]:
    """The disputed claims reported last; with ``parties`` those on which one of them speaks."""
    claims = Claim.objects.public().disputed()
    if parties:
        claims = claims.filter(parties__overlap=[party.pk for party in parties])
    newest = _with_outlines(claims.order_by(F("latest_on").desc(nulls_last=True), "-pk"))
    members = ClaimMember.objects.likely().filter(claim__in=newest)
    rows = members.exclude(statement__public_row__party=None).values_list(
        "claim", "stance", "statement__public_row__party"
    )
    codes = list(rows.distinct())
    by_code = Party.objects.in_bulk({code for *_, code in codes})

    def parties_of(claim: Claim, side: ClaimSide) -> list[Party]:
        own = {code for pk, stance, code in codes if (pk, stance) == (claim.pk, side.stance)}
        return sorted((by_code[code] for code in own), key=lambda party: party.name)

    return [
        Dispute(claim, [(side.words, parties_of(claim, side)) for side in claim.outline.sides])  # type: ignore[attr-defined]
        for claim in newest
    ]


def as_json(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    return [{"address": c.get_absolute_url(), "wording": c.wording} for c in claims]
