"""The seeds' 67 statements, every pair of which was judged by hand (tests/gold/claims.jsonl)."""

import json
from pathlib import Path

import pytest

from claims.extraction import acts, parties
from claims.grouping.grouping import group_articles
from claims.models import ClaimMember, Span, Statement
from tests.claims.grouping.b_cubed import b_cubed
from tests.make import make_article, make_attribution, make_party, make_speaker

ROOT = Path(__file__).resolve().parents[3]
GOLD = [json.loads(line) for line in (ROOT / "tests/gold/claims.jsonl").read_text().splitlines()]

CASES = (
    ("000.3", "003.11"),  # will be held responsible
    ("000.6", "001.8", "003.15"),  # no limits
    ("000.2", "000.4", "004.0", "004.3", "004.7"),  # Russia asked for arms
)
STANCES = ["asserts", "denies", "denies", "denies", "asserts"]


@pytest.fixture
def members(db) -> dict[str, tuple[int, str]]:
    """Claim and stance of each gold statement, as grouped article by article."""
    statements = store_gold()
    for article in dict.fromkeys(s.article for s in statements.values()):
        group_articles(article)
    rows = {m.statement_id: m for m in ClaimMember.objects.all()}
    return {
        key: (rows[s.pk].claim_id, rows[s.pk].stance) if s.pk in rows else (-s.pk, "")
        for key, s in statements.items()
    }


def store_gold() -> dict[str, Statement]:
    speakers, articles, statements = {}, {}, {}
    for row in GOLD:
        if row["article"] not in articles:
            text = (ROOT / "seeds" / row["article"]).read_text().replace("\r\n", "\n")
            articles[row["article"]] = make_article(text)
        article, name = articles[row["article"]], row["speaker"]
        code = parties.load().party_of(name)
        if name not in speakers:
            party = make_party(code, code) if code else None
            speakers[name] = make_speaker(name, party=party)
        content, cue = ([Span(*pair) for pair in row[part]] for part in ("content", "cue"))
        words = " … ".join(article.text[s.start : s.end] for s in content)
        cue_words = " ".join(article.text[s.start : s.end] for s in cue)
        statement = Statement.objects.create(
            article=article, content=content, start=content[0].start, end=content[-1].end,
            words=words, quotation="indirect",
        )  # fmt: skip
        make_attribution(
            statement, speaker=speakers[name], cue=cue, act=acts.act(cue_words, words).name
        )
        statements[row["id"]] = statement
    return statements


def test_groups_and_stances_are_those_that_were_judged(members):
    gold = {row["id"]: row["claim"] for row in GOLD}
    stances = {row["id"]: row["stance"] for row in GOLD}
    judged = [stance == stances[key] for key, (_, stance) in members.items() if stance]

    assert b_cubed({key: claim for key, (claim, _) in members.items()}, gold) >= 0.9
    assert sum(judged) >= 0.9 * len(judged)


def test_the_cases_that_readers_ask_for_are_one_claim_each(members):
    for together in CASES:
        assert len({members[key][0] for key in together}) == 1, together
    assert [members[key][1] for key in CASES[-1]] == STANCES
