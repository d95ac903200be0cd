"""What the list of claims shows of each: wording, days, counts. Worked out from its members."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db import connection, transaction

from articles.models import Rights
from claims import rights
from claims.batches import batches
from claims.confidence import LIKELY
from claims.locks import lock_grouping
from claims.models import Claim, ClaimMember, Stance
from claims.models.attribution import SETTLED
from claims.propositions.denials import is_anaphoric
from claims.propositions.stances import AGAINST, StanceKind

CLAIMS_PER_QUERY = 500  # claims brought up to date by one query
MAX_NAMES = 4  # speakers of each stance whom lists name
MAX_OUTLETS = 3  # outlets, and those who passed the words on, whom lists name

# Of a statement with a chain the outermost source counts: one agency in ten papers is one source.
# One without a chain was heard by whoever wrote it, and is a source of its own.
SUMMARIES_SQL = """
    WITH member AS (
        SELECT m.claim_id, m.stance, m.statement_id, s.words, i.speaker_id, i.party_id, i.outlet_id,
            i.published_on, a.published_basis <> 'inferred' AS stated, i.article_id, i.sources,
            i.confidence, i.status = ANY(%(settled)s) AS is_settled,
            coalesce(i.sources[cardinality(i.sources)], -i.statement_id) AS source
        FROM claims_claimmember m
        JOIN claims_shown i ON i.statement_id = m.statement_id AND i.confidence >= %(likely)s
        JOIN claims_statement s ON s.id = m.statement_id
        JOIN articles_article a ON a.id = i.article_id
        WHERE m.claim_id = ANY(%(claims)s)
    ), voice AS (
        SELECT claim_id, stance, speaker_id, min(published_on) AS first, min(statement_id) AS least
        FROM member GROUP BY 1, 2, 3
    ), side AS (
        SELECT claim_id, stance, count(*) AS total,
            (array_agg(speaker_id ORDER BY first NULLS LAST, least))[:%(names)s] AS speakers
        FROM voice GROUP BY 1, 2
    ), told AS (
        SELECT claim_id, jsonb_object_agg(
            stance, jsonb_build_object('speakers', speakers, 'total', total)
        ) AS stances
        FROM side GROUP BY 1
    ), outlet AS (
        SELECT claim_id, (array_agg(id ORDER BY name COLLATE "C", id))[:%(outlets)s] AS ids
        FROM (SELECT DISTINCT claim_id, outlet_id AS id FROM member) AS o
        JOIN articles_outlet USING (id) GROUP BY 1
    ), via AS (
        SELECT claim_id, count(*) AS total,
            (array_agg(id ORDER BY name COLLATE "C", id))[:%(outlets)s] AS ids
        FROM (SELECT DISTINCT claim_id, unnest(sources) AS id FROM member) AS v
        JOIN claims_speaker USING (id) GROUP BY 1
    ), sums AS (
        SELECT c.id,
            count(m.statement_id) AS statements,
            count(*) FILTER (WHERE m.stance IN ('asserts', 'repeats')) AS asserting,
            count(*) FILTER (WHERE m.stance IN ('denies', 'doubts')) AS denying,
            count(DISTINCT lower(m.words)) AS wordings,
            count(DISTINCT m.outlet_id) AS outlets,
            count(DISTINCT m.source) AS sources,
            count(DISTINCT m.article_id) AS articles,
            count(*) FILTER (WHERE cardinality(m.sources) > 0) AS passed_on,
            count(*) FILTER (WHERE m.is_settled) AS settled,
            min(m.confidence) FILTER (WHERE NOT m.is_settled) AS least,
            max(m.confidence) FILTER (WHERE NOT m.is_settled) AS most,
            min(m.published_on) AS first_on, max(m.published_on) AS latest_on,
            min(m.published_on) FILTER (WHERE m.stated) AS first_stated_on,
            max(m.published_on) FILTER (WHERE m.stated) AS latest_stated_on,
            coalesce(array_agg(DISTINCT m.speaker_id)
                     FILTER (WHERE m.speaker_id IS NOT NULL), '{}') AS speakers,
            coalesce(array_agg(DISTINCT m.party_id)
                     FILTER (WHERE m.party_id IS NOT NULL), '{}') AS parties
        FROM claims_claim c LEFT JOIN member m ON m.claim_id = c.id
        WHERE c.id = ANY(%(claims)s) GROUP BY c.id
    )
    UPDATE claims_claim AS claim SET
        statements = sums.statements, asserting = sums.asserting, denying = sums.denying,
        wordings = sums.wordings, outlets = sums.outlets, sources = sums.sources,
        disputed = sums.asserting > 0 AND sums.denying > 0,
        first_on = sums.first_on, latest_on = sums.latest_on,
        speakers = sums.speakers, parties = sums.parties,
        sides = jsonb_build_object(
            'stances', coalesce(told.stances, '{}'),
            'first_stated', coalesce(sums.first_on = sums.first_stated_on, false),
            'latest_stated', coalesce(sums.latest_on = sums.latest_stated_on, false),
            'provenance', jsonb_build_object(
                'articles', sums.articles, 'outlets', coalesce(outlet.ids, '{}'),
                'via', coalesce(via.ids, '{}'), 'via_total', coalesce(via.total, 0),
                'passed_on', sums.passed_on, 'settled', sums.settled,
                'least', sums.least, 'most', sums.most
            )
        )
    FROM sums
    LEFT JOIN told ON told.claim_id = sums.id
    LEFT JOIN outlet ON outlet.claim_id = sums.id
    LEFT JOIN via ON via.claim_id = sums.id
    WHERE claim.id = sums.id
"""


def refresh_summaries(claims: Collection[int]) -> None:
    """Bring the counts of these claims (ids) and their machine-chosen wordings up to date."""
    if not claims:
        return
    count_members(claims)
    changes = []
    for claim, members in _worded_members(claims):
        wording = choose_wording(members)
        if wording and wording != claim.wording:
            claim.wording = wording
            changes.append(claim)
    Claim.objects.bulk_update(changes, ["wording"], batch_size=500)


def count_members(claims: Collection[int]) -> None:
    """All but the wordings."""
    values: dict[str, Any] = {
        "claims": sorted(claims), "likely": LIKELY, "settled": list(SETTLED),
        "names": MAX_NAMES, "outlets": MAX_OUTLETS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SUMMARIES_SQL, values)


class WordedMember(NamedTuple):
    """What of a member counts when a claim is worded. ``rights`` are its outlet's, if any.

    ``own_stance`` is the one towards its own words: "denied that" is followed by what it denies.
    """

    stance: str
    own_stance: str
    words: str
    confidence: float
    rights: str | None

    @property
    def says_claim(self) -> bool:
        """Do its words say what is claimed, not the opposite?"""
        return (self.stance in AGAINST) == (self.own_stance in AGAINST)


def _worded_members(claims: Collection[int]) -> Iterator[tuple[Claim, list[WordedMember]]]:
    """Claims that no curator has worded, with their members; columns alone, as there are many."""
    open_claims = Claim.objects.filter(pk__in=claims, worded_by=None).only("wording")
    rows = ClaimMember.objects.public().filter(claim__in=claims, claim__worded_by=None)
    members: dict[int, list[WordedMember]] = defaultdict(list)
    for claim, *values in rows.order_by("statement").values_list(
        "claim", "stance", "statement__meaning__stance", "statement__words",
        "statement__public_row__confidence", "statement__article__outlet__rights",
    ):  # fmt: skip
        members[claim].append(WordedMember._make(values))
    yield from ((claim, members[claim.pk]) for claim in open_claims)


@transaction.atomic
def refresh_after_decision(
    statement: int | None, article: int | None, speakers: Collection[int]
) -> None:
    """Bring the claims up to date that a curator's decision concerns (ids of what it is on)."""
    members = ClaimMember.objects.order_by()
    ids: Iterable[int]
    if statement:
        ids = members.filter(statement=statement).values_list("claim", flat=True)
    elif article:
        ids = members.filter(statement__article=article).values_list("claim", flat=True)
    else:
        said = Claim.objects.filter(speakers__overlap=list(speakers))
        passed_on = members.filter(statement__public_row__sources__overlap=list(speakers))
        ids = chain(said.values_list("pk", flat=True), passed_on.values_list("claim", flat=True))
    if claims := sorted(set(ids)):
        lock_grouping()
        for batch in batches(claims, CLAIMS_PER_QUERY):
            refresh_summaries(batch)


def choose_wording(members: Collection[WordedMember]) -> str:
    """Of those whose words say what is claimed the one of middle length, unquoted, without "that".

    These are who assert it, likely ones first; else who deny it by a verb, "denied that". Words
    that say the opposite, and "the accusations", word it only where nothing else does.
    """
    readable = [m for m in members if rights.effective_rights(m.rights) != Rights.METADATA]
    if members and not readable:
        return rights.HIDDEN
    telling = [m for m in readable if m.says_claim]
    asserting = [m for m in telling if m.stance == Stance.ASSERTS]
    likely = [m for m in asserting if m.confidence >= LIKELY]
    for some in (likely, asserting, telling, readable):
        words = [as_wording(m.words) for m in some if not is_anaphoric(m.words, StanceKind.DENIES)]
        if words:
            return sorted(words, key=_length_first)[(len(words) - 1) // 2]
    return ""


def _length_first(text: str) -> tuple[int, str]:
    return len(text), text


def as_wording(words: str) -> str:
    """Words that stand for themselves: what is not verbatim never stands in quotation marks."""
    text = words.translate(str.maketrans("", "", '“”"')).strip(" ,;:.")
    text = text.removeprefix("that ").strip()
    return text[:1].upper() + text[1:]
