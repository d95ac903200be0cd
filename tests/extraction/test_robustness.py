"""Hostile and dirty texts: never an exception, every span inside the text and in order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MARKS = list("“”\"'‘’«»„‟`–—―:;,.!?()[]\n\r\t\u00a0\u200b\u200e\u202e\ufeff\x00")
WORDS = [
    "said",
    "according to",
    "Xi",
    "“We",
    "will”",
    "he",
    "US",
    "don’t",
    "👩‍👩‍👧",
    "𝒳",
    "tbe",
    "rn",
]
DIRTY = st.lists(st.sampled_from(MARKS + WORDS), max_size=60).map(" ".join)
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(text, links):
    for link in links:
        assert link.content
        assert 0 <= link.confidence <= 1
        for spans in (link.content, link.source, link.cue):
            end = 0
            for span in spans:
                assert end <= span.start < span.end <= len(text)
                assert text[span.start : span.end].strip()
                end = span.end


@SLOW
@given(text=st.text(max_size=300))
def test_any_text_gives_valid_links(nlp, tagger, text):
    check(text, tagger.links(nlp(text)))


@SLOW
@given(text=DIRTY)
def test_any_mixture_of_marks_and_words_gives_valid_links(nlp, tagger, text):
    check(text, tagger.links(nlp(text)))


@SLOW
@given(text=DIRTY)
def test_the_same_text_gives_the_same_links(nlp, tagger, text):
    assert tagger.links(nlp(text)) == tagger.links(nlp(text))


STORY = "The minister said on Monday that the bridge would open in May. “Not so,” he was told. "


@pytest.mark.parametrize(
    "text",
    [
        STORY.upper(),
        STORY.lower(),
        STORY.replace(" ", "\r\n"),
        STORY.replace(" ", "\u00a0"),
        STORY.replace("e", "\u200be"),
        "“" * 500 + STORY,
        STORY * 30,
        STORY.replace(".", ",") * 100,
        "a" * 20_000,
        "x" * 40 + " said " * 2_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_dirt_of_every_kind_gives_valid_links(nlp, tagger, text):
    check(text, tagger.links(nlp(text)))


def test_statements_are_found_however_far_down_they_stand(nlp, tagger):
    text = STORY * 60
    links = tagger.links(nlp(text))

    assert (
        sum("bridge" in text[link.content[-1].start : link.content[-1].end] for link in links) > 50
    )
