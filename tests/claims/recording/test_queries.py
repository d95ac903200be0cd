"""How many queries it takes to record an article: as many for 160 statements as for 16."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.extraction.types import (
    Finding,
    Hop,
    MentionKind,
    PartyMention,
    ReportingMode,
    Span,
    SpeakerMention,
)
from claims.models import About, Attribution, Source, Speaker, Statement
from claims.recording import reconcile
from tests.claims.recording.findings import finding
from tests.make import make_article

pytestmark = pytest.mark.django_db
MAX_QUERIES = 25
ADDRESS = "https://example.org/rain"
GIVEN_NAMES = "Ann Bo Cai Dina Emil Farah Georg Hana Ivan Jun".split()
SYLLABLES = "ba chen dor el far gan hol im jin kor lin mo nar ov pel qua".split()


def text_of(count: int) -> str:
    return " ".join(f"It rained {number} days." for number in range(count))


def findings(count: int, **fields: object) -> list[Finding]:
    """Each by a speaker of its own, through an outlet of its own, about a party."""
    return [
        finding(
            f"It rained {number} days",
            text=text_of(count),
            speaker=SpeakerMention(
                name=f"{GIVEN_NAMES[number // 16]} {SYLLABLES[number % 16].title()}",
                kind=MentionKind.PERSON,
                party=("cn", "us")[number % 2],
                aliases=(SYLLABLES[number % 16].title(),),
            ),
            chain=(Hop(SpeakerMention(f"Daily {number} News", MentionKind.OUTLET), ()),),
            **{"about": (PartyMention("fr", Span(0, 2)),), **fields},
        )
        for number in range(count)
    ]


def queries_of(article: Article, findings: list[Finding], version: str) -> int:
    """As `extract` records it, with what a curator decided on an earlier text."""
    with CaptureQueriesContext(connection) as queries:
        reconcile.record_and_carry(article, findings, version)
    return len(queries)


@pytest.mark.parametrize("count", [16, 160])
def test_a_new_article_takes_at_most_25_queries(count):
    article = make_article(text_of(count), url=ADDRESS)

    assert queries_of(article, findings(count), "v1") <= MAX_QUERIES
    assert Statement.objects.count() == count
    assert Speaker.objects.count() == 2 * count


@pytest.mark.parametrize("count", [16, 160])
def test_an_article_whose_every_statement_changes_takes_at_most_25_queries(count):
    article = make_article(text_of(count), url=ADDRESS)
    reconcile.record(article, findings(count), "v1")
    places = (Span(3, 5),)
    changed = [
        replace(one, negated=True, chain=(replace(one.chain[0], spans=places),))
        for one in findings(count, about=(PartyMention("de", *places),), mode=ReportingMode.THOUGHT)
    ]

    assert queries_of(article, changed[1:], "v2") <= MAX_QUERIES
    assert Source.objects.filter(spans=list(places)).count() == count - 1
    assert About.objects.filter(party="de").count() == count - 1
    assert Attribution.objects.filter(negated=True, extractor_version="v2").count() == count - 1


def test_160_statements_take_as_many_queries_as_16():
    few, many = (queries_of(make_article(text_of(n)), findings(n), "v1") for n in (16, 160))

    assert many <= few
