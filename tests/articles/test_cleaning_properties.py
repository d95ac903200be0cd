"""What holds of cleaning for every input: nothing lost, nothing moved, nothing found twice."""

from hypothesis import given
from hypothesis import strategies as st

from articles.cleaning import clean
from articles.cleaning.paragraphs import visible

FURNITURE = (
    "Home News Ann Chen rejects the claim",
    "Ann Chen rejects the claim",
    "Advertisement",
    "Share",
    "World News",
    "By Jo Marsh",
    "March 18, 2022",
    "2 Comments",
    "Leave a Reply",
    "Read More:",
    "Related articles",
    "Photo: Jo Marsh/AFP",
    "Source: Daily Example",
    "Tags",
    "About the author",
    "ann says:",
    "• One thing she denied",
    "1. Another thing",
    "A subhead",
    "",
)
SENTENCES = (
    "Ann Chen said on Monday that the harbour would stay open.",
    "“We will not go,” she told reporters in the old town.",
    "It rained.",
    "Who would follow her was unclear, an aide said: nobody had asked.",
    "According to the ministry, three ships left before noon.",
)
pages = st.lists(
    st.one_of(st.sampled_from(FURNITURE), st.sampled_from(SENTENCES), st.text(max_size=30)),
    max_size=25,
).map("\n".join)
texts = st.one_of(pages, st.text())


@given(texts)
def test_every_visible_line_is_kept_or_removed_once_in_order_and_as_it_stood(text):
    cleaned = clean(text)

    parts = sorted([*cleaned.kept_lines, *cleaned.removed], key=lambda part: part.position)
    lines = [line for line in text.splitlines() if visible(line)]
    assert [part.text for part in parts] == lines
    assert all(text[p.position : p.position + len(p.text)] == p.text for p in parts)


@given(texts)
def test_the_text_is_the_kept_lines(text):
    cleaned = clean(text)

    kept = " ".join(visible(part.text) for part in cleaned.kept_lines)
    assert " ".join(cleaned.text.split()) == kept


@given(texts)
def test_cleaning_what_is_clean_changes_nothing(text):
    once = clean(text)

    twice = clean(once.text)

    assert twice.text == once.text
    assert twice.title == once.title
    assert not twice.removed


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, unique=True))
def test_no_sentence_is_ever_removed_from_plain_prose(sentences):
    assert clean("\n\n".join(sentences)).text == "\n\n".join(sentences)


@given(st.lists(st.sampled_from(SENTENCES), min_size=3, unique=True), st.sampled_from(FURNITURE))
def test_furniture_below_the_article_takes_no_sentence_with_it(sentences, furniture):
    body = "\n\n".join(sentences)

    assert clean(f"Ann Chen rejects the claim\n\n{body}\n\n{furniture}").text.startswith(
        f"Ann Chen rejects the claim\n\n{body}"
    )


@given(st.text())
def test_no_odd_space_is_left(text):
    shown = clean(text).text

    assert "  " not in shown
    assert not any(c.isspace() and c not in " \n" for c in shown)
