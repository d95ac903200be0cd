"""Arithmetic of spans is that of the sets of code points they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import spans
from claims.extraction.types import Span

edges = st.integers(0, 40)
span = st.tuples(edges, edges).filter(lambda pair: pair[0] < pair[1]).map(lambda p: Span(*p))
disjoint = st.lists(edges, min_size=2, max_size=8, unique=True).map(
    lambda numbers: tuple(
        Span(*pair) for pair in zip(sorted(numbers)[::2], sorted(numbers)[1::2], strict=False)
    )
)


def points(*some: Span) -> set[int]:
    return {number for one in some for number in range(*one)}


@given(span, span)
def test_what_two_spans_have_in_common_is_what_clipping_leaves(one, other):
    common = points(one) & points(other)

    assert points(*spans.clip_all([one], other)) == common
    assert spans.overlap(one, other) == bool(common)
    assert (spans.clip(one, other) is None) == (not common)


@given(span, span, st.integers(0, 3))
def test_a_span_contains_what_is_part_of_it_or_reaches_little_beyond_its_end(outer, inner, slack):
    longer = Span(outer.start, outer.end + slack)

    assert spans.contains(outer, inner, slack=slack) == (points(inner) <= points(longer))


@given(span, span)
def test_the_distance_is_the_number_of_points_between(one, other):
    whole = points(spans.hull([one, other]))

    assert spans.distance(one, other) == len(whole - points(one) - points(other))


@given(disjoint, disjoint)
def test_lengths_and_the_jaccard_index_count_points(some, others):
    common, union = points(*some) & points(*others), points(*some) | points(*others)

    assert spans.length(some) == len(points(*some))
    assert spans.common_length(some, others) == len(common)
    assert spans.jaccard(some, others) == len(common) / len(union)
    assert spans.any_overlap(some, others) == bool(common)


@given(st.lists(st.tuples(edges, edges).map(lambda pair: Span(*pair)), max_size=8))
def test_merged_spans_are_in_order_apart_and_cover_the_same(some):
    merged = spans.merge(some)

    assert points(*merged) == points(*some)
    assert all(left.end < right.start for left, right in zip(merged, merged[1:], strict=False))
    assert all(one.start < one.end for one in merged)


@given(st.lists(span, min_size=1, max_size=5))
def test_the_longest_is_the_first_of_those_that_are(some):
    longest = spans.longest(some)

    lengths = [spans.length([one]) for one in some]
    assert some.index(longest) == lengths.index(max(lengths))
