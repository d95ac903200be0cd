"""Plain makers of records for tests: every argument has a default that does."""

import hashlib
from itertools import count
from typing import Any

from articles.models import Article, Outlet
from claims.extraction.types import SpeakerMention
from claims.models import (
    Attribution,
    Claim,
    ClaimMember,
    Party,
    Report,
    Source,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
)
from claims.models.report import digest_of
from claims.speakers.resolution import SpeakerResolution, resolve_mentions

numbers = count(1)


def make_outlet(name: str = "") -> Outlet:
    return Outlet.objects.named(name or f"Outlet {next(numbers)}")


def make_article(text: str = "", **fields: Any) -> Article:
    number = next(numbers)
    text = text or f"Article {number}.\n\n“We agree,” Ann Chen said. It rained."
    return Article.objects.create(
        **{
            "slug": f"article-{number}",
            "title": f"Article {number}",
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "raw": text.encode(),
            "encoding": "utf-8",
            "extraction": "done",
            **fields,
        }
    )


def make_party(code: str = "cn", name: str = "China") -> Party:
    return Party.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_speaker(name: str = "", **fields: Any) -> Speaker:
    number = next(numbers)
    return Speaker.objects.create(
        **{
            "slug": f"speaker-{number}",
            "name": name or f"Speaker {number}",
            "kind": SpeakerKind.PERSON,
            **fields,
        }
    )


def make_statement(words: str = "", *, article: Article | None = None, **fields: Any) -> Statement:
    """A statement without attribution; ``words`` must stand in the article's text."""
    article = article or make_article(f"{words or 'We agree'} {next(numbers)}.")
    words = words or article.text.split(" said")[0][:8]
    start = article.text.index(words)
    span = Span(start, start + len(words))
    return Statement.objects.create(
        **{
            "article": article,
            "content": (span,),
            "start": span.start,
            "end": span.end,
            "words": words,
            "quotation": "indirect",
            **fields,
        }
    )


def make_attribution(
    statement: Statement | None = None, *, via: tuple[Speaker, ...] = (), **fields: Any
) -> Attribution:
    statement = statement or make_statement()
    fields.setdefault("speaker", None if "speaker" in fields else make_speaker())
    attribution = Attribution.objects.create(
        **{"statement": statement, "confidence": 0.9, **fields}
    )
    for position, speaker in enumerate(via):
        Source.objects.create(attribution=attribution, position=position, speaker=speaker)
    return attribution


def make_report(statement: Statement | None = None, *, token: str = "", **fields: Any) -> Report:
    """What a reader sent; its secret link holds the ``token``."""
    return Report.objects.create(
        **{
            "digest": digest_of(token or f"token-{next(numbers)}"),
            "statement": statement or make_attribution().statement,
            "about": "Ann Chen (says): “We agree”",
            "fault": "wrong_speaker",
            "comment": "It was Bob Lee.",
            **fields,
        }
    )


def resolve(mention: SpeakerMention, article: Article) -> SpeakerResolution:
    """The resolution of one mention of an article."""
    (resolution,) = resolve_mentions([mention], article)
    return resolution


def make_claim(*statements: Statement, wording: str = "They agree") -> Claim:
    """A claim that all of these assert."""
    claim = Claim.objects.create(wording=wording, statements=len(statements))
    for statement in statements:
        ClaimMember.objects.create(statement=statement, claim=claim, utterance=statement.pk)
    return claim
