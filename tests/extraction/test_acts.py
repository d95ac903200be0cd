import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import acts
from claims.extraction.types import ReportingMode


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "says"),
        ("according to", "says"),
        ("has refuted", "denies"),
        ("issued a strong warning", "warns"),
        ("vowed", "promises"),
        ("accusing", "accuses"),
        ("called for", "urges"),
        ("refused to say", "declines"),
        ("chastised", "criticises"),
        ("gobbledygooked", "says"),
        ("", "says"),
    ],
)
def test_a_cue_tells_the_act(cue, act):
    assert acts.act(cue).name == act


@pytest.mark.parametrize("cue", ["are afraid", "expressed fear", "worry"])
def test_fear_is_thought_not_said(cue):
    found = acts.act(cue)

    assert (found.name, found.mode) == ("fears", ReportingMode.THOUGHT)


@pytest.mark.parametrize("cue", ["did not deny", "didn’t deny", "never denied"])
def test_a_denial_can_be_negated(cue):
    found = acts.act(cue)

    assert (found.name, found.negated) == ("denies", True)


def test_a_bare_cue_takes_its_act_from_the_noun_it_governs():
    assert acts.act("stated", "opposition to any expansion").name == "opposes"


def test_a_clause_does_not_change_the_act():
    assert acts.act("stated", "that opposition was useless").name == "says"


@pytest.mark.parametrize(
    ("name", "negated", "phrase"),
    [("says", False, "said"), ("denies", False, "denied"), ("denies", True, "did not deny")],
)
def test_a_sentence_tells_an_act_in_the_past(name, negated, phrase):
    assert acts.past_phrase(name, negated) == phrase


def test_every_act_has_a_label():
    assert acts.labels()["says"] == "says"
    assert all(acts.labels().values())


@pytest.mark.parametrize(
    ("verb", "form"),
    [("deny", "denied"), ("urge", "urging"), ("say", "said"), ("press", "presses")],
)
def test_verbs_are_known_in_all_their_forms(verb, form):
    assert acts.act(verb).name == acts.act(form).name


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_cue_is_an_error(cue, content):
    assert acts.act(cue, content).name in acts.labels()


@pytest.mark.parametrize(
    ("cue", "content", "name"),
    [
        ("confirmed", "the date", "confirms"),
        ("joked on The Late Show", "it is over", "says"),
        ("said", "there is grave concern that the gate would fail", "says"),
        ("According to", "support for Norway would have consequences", "says"),
        ("reiterated", "support for Norway", "supports"),
        ("has refrained", "from calling it an attack", "declines"),
    ],
)
def test_the_content_tells_the_act_only_of_a_cue_that_hands_on(cue, content, name):
    assert acts.act(cue, content).name == name
