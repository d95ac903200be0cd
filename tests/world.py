"""A small corpus that has something on every page, and the addresses of those pages."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article, RemovedPart
from claims.claim_summaries import refresh_summaries
from claims.models import (
    About,
    Alias,
    Attribution,
    Claim,
    ClaimMember,
    Party,
    Span,
    Speaker,
    Statement,
)
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_report,
    make_speaker,
    make_statement,
)

TOKEN = "sesame"  # of a reader's report
SPARE = "oil gas tin zinc lead gold iron coal salt wool silk jute"  # for further statements


@dataclass
class World:
    article: Article
    speaker: Speaker
    group: Speaker
    relay: Speaker
    party: Party
    statement: Statement
    rejected: Statement
    claim: Claim

    @property
    def kinds(self) -> list[str]:
        """One address of every kind of page, in every state that looks different."""
        states = ("bogus", "rows=", "date=", "q=agree", "q=zzz")
        usual = [
            one for one in self.addresses if "?" not in one or any(state in one for state in states)
        ]
        answers = [f"/verify/?quote={words}" for words in ("We+agree", "We+agreed+to+talks", "x")]
        embeds = [f"/statements/{one.key}/embed" for one in (self.statement, self.rejected)]
        embeds.append(f"/claims/{self.claim.key}/embed")
        forms = [f"{one.get_absolute_url()}report" for one in (self.statement, self.claim)]
        reports = [*forms, f"/reports/{TOKEN}/"]
        return [*usual, *answers, *embeds, *reports]

    @property
    def addresses(self) -> list[str]:
        """Every public page, with the lists empty, filled, filtered and refused."""
        speakers = (self.speaker, self.group, self.relay)
        records = (self.article, *speakers, self.party, self.statement, self.claim)
        lists = (
            "/",
            "/statements/",
            "/speakers/",
            "/parties/",
            "/sources/",
            "/articles/",
        )
        asked = (
            "/claims/", "/claims/?show=disputed",
            "/search/", "/search/?q=agree", "/search/?q=zzz", "/statements/?act=denies",
            "/statements/?bogus=1", "/reading/",
            "/statements/?q=zzz", "/speakers/?q=zzz", "/methods/",
            "/data/", "/api/",
            "/verify/", "/verify/?quote=We+agree+to+the+talks",
            f"/sources/{self.relay.slug}/", f"/statements/{self.rejected.key}/", "/nowhere/",
            f"/speakers/{self.speaker.slug}/?act=denies", "/statements/?sort=-confidence",
            "/exchange/", "/exchange/?rows=speaker", "/exchange/?date=2022-03", "/exchange/?q=zzz",
            "/exchange/?date=2022-03-18", "/exchange/?bogus=1",
        )  # fmt: skip
        return [*lists, *(record.get_absolute_url() for record in records), *asked]


def make_world(hostile: str = "") -> World:
    """``hostile`` is put into every text that comes from outside."""
    direct, denied = f"“We agree to {hostile} talks,”", f"any plan {hostile} of war"
    body = f"{direct} Ann Chen said.\n\nThe wire says she denied {denied}.\n\n{SPARE}"
    article = _make_article(f"Talks begin{hostile}\n\n{body}", hostile)
    party = make_party("cn", f"China{hostile}")
    ann, group, wire = _make_speakers(party, hostile)
    said = make_statement(direct, article=article, quotation="direct")
    statement = make_statement(denied, article=article)
    make_attribution(said, speaker=ann, **_where(article, "Ann Chen", "said"))
    denial = {"act": "denies", "confidence": 0.85, "role": f"envoy{hostile}", "notes": [hostile]}
    spots = _where(article, "she", "denied")
    make_attribution(statement, speaker=ann, via=(wire,), **denial, **spots)
    make_attribution(make_statement("Talks", article=article), speaker=group)
    make_attribution(
        make_statement("wire", article=article), speaker=wire, via=(ann,), confidence=0.5
    )
    for one in (said, statement):
        About.objects.create(statement=one, party=party, spans=[Span(0, 1)])
    make_report(statement, token=TOKEN)
    rejected = make_rejected(article, "begin")
    claim = _make_claim(said, statement)
    return World(article, ann, group, wire, party, statement, rejected, claim)


def _make_claim(asserting: Statement, denying: Statement) -> Claim:
    claim = Claim.objects.create(wording="")
    for statement, stance in ((asserting, "asserts"), (denying, "denies")):
        ClaimMember.objects.create(
            statement=statement, claim=claim, stance=stance, utterance=asserting.pk
        )
    refresh_summaries([claim.pk])
    claim.refresh_from_db()
    return claim


def _make_article(text: str, hostile: str) -> Article:
    article = make_article(
        text,
        title=f"Talks begin{hostile}",
        outlet=make_outlet(f"Daily{hostile}"),
        published_on="2022-03-18",
        published_basis="inferred",
        published_note=f"Friday {hostile}",
        note=f"A note {hostile}",
        credit=f"By {hostile}",
        url=f"javascript:alert(1)//{hostile}",
        extractor_version="test",
    )
    RemovedPart.objects.create(article=article, position=0, text=hostile, reason="menu")
    return article


def _make_speakers(party: Party, hostile: str) -> tuple[Speaker, Speaker, Speaker]:
    told = {"party": party, "role": f"envoy{hostile}", "note": hostile}
    ann = make_speaker(f"Ann Chen{hostile}", **told)
    Alias.objects.create(speaker=ann, name=f"Chen{hostile}", folded="chen")
    group = make_speaker(f"Ann and Bob{hostile}", kind="group")
    group.members.add(ann)
    return ann, group, make_speaker(f"The Wire{hostile}", kind="outlet")


def make_rejected(article: Article, words: str) -> Statement:
    """A statement whose only attribution a curator has rejected."""
    alice, _ = get_user_model().objects.get_or_create(username="alice")
    decided = {"decided_by": alice, "decided_at": timezone.now()}
    attribution: Attribution = make_attribution(
        make_statement(words, article=article), status="rejected", **decided
    )
    return attribution.statement


def _where(article: Article, source: str, cue: str) -> dict[str, tuple[Span, ...]]:
    def spot(words: str) -> tuple[Span, ...]:
        start = article.text.index(words)
        return (Span(start, start + len(words)),)

    return {"source": spot(source), "cue": spot(cue)}
