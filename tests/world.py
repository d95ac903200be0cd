"""A small corpus that has something on every page, and the addresses of those pages."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article, RemovedPart
from claims.models import About, Alias, Attribution, Party, Span, Speaker, Statement
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
    make_statement,
)

SPARE = "oil gas tin zinc lead gold"  # words for further statements in the article


@dataclass
class World:
    article: Article
    speaker: Speaker
    group: Speaker
    relay: Speaker
    party: Party
    statement: Statement
    rejected: Statement

    @property
    def kinds(self) -> list[str]:
        """One address of every kind of page."""
        return [address for address in self.addresses if "?" not in address or "bogus" in address]

    @property
    def addresses(self) -> list[str]:
        """Every public page, with the lists empty, filled, filtered and refused."""
        records = (self.article, self.speaker, self.group, self.relay, self.party, self.statement)
        lists = ("/", "/statements/", "/speakers/", "/parties/", "/sources/", "/articles/")
        asked = (
            "/search/", "/search/?q=agree", "/search/?q=zzz", "/statements/?act=denies",
            "/statements/?bogus=1", "/statements/?q=zzz", "/speakers/?q=zzz", "/methods/",
            f"/sources/{self.relay.slug}/", f"/statements/{self.rejected.key}/", "/nowhere/",
            f"/speakers/{self.speaker.slug}/?act=denies", "/statements/?sort=-confidence",
        )  # fmt: skip
        return [*lists, *(record.get_absolute_url() for record in records), *asked]


def make_world(hostile: str = "") -> World:
    """``hostile`` is put into every text that comes from outside."""
    first, second = f"“We agree to {hostile} talks,”", f"any plan {hostile} of war"
    body = f"{first} Ann Chen said.\n\nThe wire says she denied {second}.\n\n{SPARE}"
    text = f"Talks begin{hostile}\n\n{body}"
    article = make_article(
        text, title=f"Talks begin{hostile}", outlet=make_outlet(f"Daily{hostile}"),
        published_on="2022-03-18", published_basis="inferred", published_note=f"Friday {hostile}",
        note=f"A note {hostile}", credit=f"By {hostile}", url=f"javascript:alert(1)//{hostile}",
        extractor_version="test",
    )  # fmt: skip
    RemovedPart.objects.create(article=article, position=0, text=hostile, reason="menu")
    party = make_party("cn", f"China{hostile}")
    ann = make_speaker(f"Ann Chen{hostile}", party=party, role=f"envoy{hostile}", note=hostile)
    wire = make_speaker(f"The Wire{hostile}", kind="outlet")
    group = make_speaker(f"Ann and Bob{hostile}", kind="group")
    group.members.add(ann)
    Alias.objects.create(speaker=ann, name=f"Chen{hostile}", folded="chen")
    direct = make_statement(first, article=article, quotation="direct")
    denied = make_statement(second, article=article)
    make_attribution(direct, speaker=ann, **_where(text, "Ann Chen", "said"))
    denial = {"act": "denies", "confidence": 0.5, "role": f"envoy{hostile}", "notes": [hostile]}
    make_attribution(denied, speaker=ann, via=(wire,), **denial, **_where(text, "she", "denied"))
    make_attribution(make_statement("Talks", article=article), speaker=group)
    make_attribution(make_statement("wire", article=article), speaker=wire, via=(ann,))
    for statement in (direct, denied):
        About.objects.create(statement=statement, party=party, spans=[Span(0, 1)])
    return World(article, ann, group, wire, party, denied, make_rejected(article, "begin"))


def make_rejected(article: Article, words: str) -> Statement:
    """A statement whose only attribution a curator has rejected."""
    alice, _ = get_user_model().objects.get_or_create(username="alice")
    decided = {"decided_by": alice, "decided_at": timezone.now()}
    attribution: Attribution = make_attribution(
        make_statement(words, article=article), status="rejected", **decided
    )
    return attribution.statement


def _where(text: str, source: str, cue: str) -> dict[str, tuple[Span, ...]]:
    def spot(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),)

    return {"source": spot(source), "cue": spot(cue)}
