"""Links to groups: the same whatever their order, and never against a curator."""

from hypothesis import given
from hypothesis import strategies as st

from claims.grouping.partition import JoiningLink, partition


def groups(*args, **kwargs) -> list[tuple[int, ...]]:
    return [group.statements for group in partition(*args, **kwargs)]


LINKS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.floats(0.7, 1), st.booleans())
    .filter(lambda row: row[0] < row[1])
    .map(lambda row: JoiningLink(*row)),
    max_size=12, unique_by=lambda link: (link.first, link.second),
)  # fmt: skip


@given(LINKS, st.randoms())
def test_the_order_of_links_and_statements_is_of_no_account(links, chance):
    shuffled, statements = list(links), list(range(1, 10))
    chance.shuffle(shuffled)
    chance.shuffle(statements)

    settled, apart = {1: 5, 2: 5, 3: 6}, [(4, 7)]
    assert groups(statements, shuffled, settled, apart) == groups(
        range(1, 10), links, settled, apart
    )


def test_what_a_curator_put_into_two_claims_stays_in_two():
    links = [JoiningLink(1, 2, 0.9), JoiningLink(2, 3, 0.8)]

    assert groups([1, 2, 3], links, {1: 5, 3: 6}) == [(1, 2), (3,)]


def test_what_a_curator_put_into_one_claim_is_together():
    assert groups([1, 2], [], {1: 5, 2: 5}) == [(1, 2)]


def test_a_dismissed_pair_is_never_in_one_group():
    links = [JoiningLink(1, 2, 0.9), JoiningLink(2, 3, 0.8)]

    assert groups([1, 2, 3], links, {}, [(1, 3)]) == [(1, 2), (3,)]


def test_opposites_stand_on_two_sides():
    (group,) = partition([1, 2, 3], [JoiningLink(1, 2, 0.9, True), JoiningLink(2, 3, 0.9, True)])

    assert group.sides[1] == group.sides[3] != group.sides[2]
