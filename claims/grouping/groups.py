"""Groups of statements written as claims: addresses stay, an emptied claim leads to its heir."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from claims.claim_summaries import refresh_summaries
from claims.grouping.links import contains
from claims.grouping.meanings import StatementPlace, load_places
from claims.grouping.partition import JoiningLink, StatementGroup, partition
from claims.models import Claim, ClaimMember, StatementLink
from claims.propositions.stances import AGAINST, StanceKind

MAX_COMPONENT = 3_000  # statements grouped anew together; memory and time stay bounded


def regroup(statements: Collection[int]) -> None:
    """Group these statements, and all that links tie to them, anew. Call it in a transaction."""
    component = _component(statements)
    places = load_places(component)
    members = ClaimMember.objects.in_bulk(component)
    kept_apart = StatementLink.objects.filter(dismissed_by__isnull=False, first__in=component)
    groups = partition(
        places.keys(),
        _links(component),
        {pk: member.claim_id for pk, member in members.items() if member.by_id},
        list(kept_apart.values_list("first", "second")),
    )
    claims = _claims_of(groups, members)
    changed = _write_members(groups, claims, members, places)
    emptied = {member.claim_id for member in members.values()} - set(claims.values())
    _redirect_emptied(emptied, members, groups, claims)
    refresh_summaries(changed | emptied | _claims_with(statements))


def _claims_with(statements: Collection[int]) -> set[int]:
    """Their claims: what readers see of the statements may have changed, if not their place."""
    members = ClaimMember.objects.filter(statement__in=statements)
    return set(members.values_list("claim", flat=True))


def _component(statements: Iterable[int]) -> set[int]:
    """The statements with all that links or a claim tie to them."""
    seen, border = set(statements), set(statements)
    while border and len(seen) < MAX_COMPONENT:
        pairs = StatementLink.objects.filter(
            Q(first__in=border) | Q(second__in=border), joins=True
        ).values_list("first", "second")
        near = {pk for pair in pairs for pk in pair}
        claims = ClaimMember.objects.filter(statement__in=border).values("claim")
        together = ClaimMember.objects.filter(claim__in=claims)
        near |= set(together.values_list("statement", flat=True))
        border = near - seen
        seen |= border
    return seen


def _links(component: Collection[int]) -> list[JoiningLink]:
    rows = StatementLink.objects.filter(
        first__in=component, second__in=component, joins=True, dismissed_by=None
    ).values_list("first", "second", "score", "opposite", "one_utterance")
    return [JoiningLink(*row) for row in rows]


def _claims_of(
    groups: Iterable[StatementGroup], members: Mapping[int, ClaimMember]
) -> dict[int, int]:
    """The claim of each group by its first statement: the one that holds most of it, else new."""
    claims: dict[int, int] = {}
    taken: set[int] = set()
    without: list[int] = []
    ranked = sorted(groups, key=lambda group: (-len(group.statements), group.statements))
    by_hand = {pk for pk, member in members.items() if member.by_id}
    ranked.sort(key=lambda group: not by_hand & set(group.statements))
    for group in ranked:
        own = [members[pk] for pk in group.statements if pk in members]
        settled = [member.claim_id for member in own if member.by_id]
        if len(group.statements) < 2 and not settled:
            continue
        counts = Counter(settled or [member.claim_id for member in own])
        by_share = sorted(counts, key=lambda pk: (-counts[pk], pk))
        if free := [pk for pk in by_share if pk not in taken]:
            claims[group.statements[0]] = free[0]
            taken.add(free[0])
        else:
            without.append(group.statements[0])
    new = Claim.objects.bulk_create(Claim(wording="") for _ in without)
    return claims | {first: claim.pk for first, claim in zip(without, new, strict=True)}


def _write_members(
    groups: Iterable[StatementGroup],
    claims: Mapping[int, int],
    members: Mapping[int, ClaimMember],
    places: Mapping[int, StatementPlace],
) -> set[int]:
    """Write what has changed; ids of the claims that got or lost a member, or whose member did."""
    rows: list[ClaimMember] = []
    alone: list[int] = []
    for group in groups:
        claim = claims.get(group.statements[0])
        if claim is None:
            alone += group.statements
            continue
        stances = stances_of(group, places)
        for pk in group.statements:
            old = members.get(pk)
            stance = old.stance if old and old.stance_by_id is not None else stances[pk]
            score = round(group.scores[pk], 4) or 1.0
            row = (claim, stance, score, group.utterances[pk])
            if old is None or row != (old.claim_id, old.stance, old.score, old.utterance):
                rows.append(
                    ClaimMember(
                        statement_id=pk, claim_id=claim, stance=stance, score=score,
                        utterance=group.utterances[pk],
                    )
                )  # fmt: skip
    ClaimMember.objects.filter(statement__in=alone, by=None).delete()
    ClaimMember.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["claim", "stance", "score", "utterance"],
    )
    left = [members[pk] for pk in (*alone, *(row.pk for row in rows)) if pk in members]
    return {member.claim_id for member in (*rows, *left)}


def stances_of(
    group: StatementGroup, places: Mapping[int, StatementPlace]
) -> dict[int, StanceKind]:
    """Each member's stance to what the words of most say: of a denial what it denies."""
    votes: Counter[int] = Counter()
    denials: Counter[int] = Counter()
    for pk in group.statements:
        if places[pk].stance in AGAINST:
            denials[-group.sides[pk]] += 1
        elif places[pk].stance in (StanceKind.ASSERTS, StanceKind.REPEATS):
            votes[group.sides[pk]] += 1
    votes += denials
    first = group.sides[group.statements[0]]
    positive = max((1, -1), key=lambda side: (votes[side], denials[side], side == first))
    by_article: dict[int, list[int]] = defaultdict(list)
    for pk in group.statements:
        by_article[places[pk].article].append(pk)
    outer = {
        pk
        for near in by_article.values()
        for pk in near
        if any(contains(places[pk].spans, places[other].spans) for other in near if other != pk)
    }
    return {
        pk: _stance(places[pk].stance, group.sides[pk] == positive, pk in outer)
        for pk in group.statements
    }


def _stance(own: StanceKind, agrees: bool, tells: bool) -> StanceKind:
    if own in (StanceKind.ASKS, StanceKind.DOUBTS):
        return own
    if not agrees:
        return StanceKind.DENIES
    if tells or own is StanceKind.REPEATS:
        return StanceKind.REPEATS
    return StanceKind.ASSERTS


def _redirect_emptied(
    emptied: Iterable[int],
    members: Mapping[int, ClaimMember],
    groups: Iterable[StatementGroup],
    claims: Mapping[int, int],
) -> None:
    """The address of a claim that lost its members leads to the one that got most of them."""
    new = {
        pk: claims[group.statements[0]]
        for group in groups
        if group.statements[0] in claims
        for pk in group.statements
    }
    heirs: dict[int, Counter[int]] = defaultdict(Counter)
    for pk, member in members.items():
        if member.claim_id in emptied and pk in new:
            heirs[member.claim_id][new[pk]] += 1
    for claim, counts in heirs.items():
        heir = min(counts, key=lambda pk: (-counts[pk], pk))
        Claim.objects.filter(merged_into=claim).update(merged_into=heir)
        Claim.objects.filter(pk=claim).update(merged_into=heir)
    Claim.objects.filter(pk__in=set(claims.values())).update(merged_into=None)
