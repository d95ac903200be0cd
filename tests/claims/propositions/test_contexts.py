"""What stands before a statement: the same however the text comes, and only once worked out."""

import pytest

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.contexts import MAX_CONTEXT_CHARS, MAX_REMEMBERED_CHARS, TaggedTexts
from claims.propositions.reader import ReadingRequest
from claims.propositions.types import Proposition

TEXT = (
    "The harbour board met on Monday. Moscow asked for two dozen ferries, and the town set up "
    "a fund. “They are too dear,” the mayor said. He had turned it down before."
)
START = TEXT.index("They")


@pytest.fixture
def nlp(proposition_reader):
    return spacy_pipeline.load()


def test_an_article_that_is_parsed_gives_the_terms_of_one_that_is_tagged_anew(nlp):
    anew, parsed = TaggedTexts(nlp), TaggedTexts(nlp)
    parsed.remember(TEXT, spacy_pipeline.read(nlp, TEXT))

    terms = parsed.terms_before(TEXT, START, None)

    assert terms == anew.terms_before(TEXT, START, None)
    lemmas = [term.lemma for term in terms]
    assert {"harbour", "board", "ru", "24", "ferry", "town", "set_up", "fund"} <= set(lemmas)
    assert "mayor" not in lemmas


def test_only_the_nearest_words_count(nlp):
    text = "The harbour burned. " + "It rained. " * 40 + "The port froze. "

    lemmas = [t.lemma for t in TaggedTexts(nlp).terms_before(text, len(text), None)]

    assert "harbour" not in lemmas
    assert len(text) > MAX_CONTEXT_CHARS
    assert lemmas.count("rain") == 1
    assert "port" in lemmas


def test_of_many_long_texts_the_last_is_remembered(nlp):
    texts = TaggedTexts(nlp)
    long = ["word " * (MAX_REMEMBERED_CHARS // 5), "work " * (MAX_REMEMBERED_CHARS // 5)]
    doc = nlp.make_doc("word")

    for text in long:
        texts.remember(text, doc)

    assert list(texts._texts) == long[1:]


def test_a_statement_in_its_article_says_what_it_says_after_the_words_before_it(proposition_reader):
    within = ReadingRequest("They are too dear.", TEXT, context_end=START)
    after = ReadingRequest("They are too dear.", TEXT[:START])

    first, second = proposition_reader.read_all([within, after])

    assert first == second
    assert first.context


def test_a_proposition_comes_back_from_json_also_as_earlier_versions_wrote_it(proposition_reader):
    proposition = proposition_reader.read(
        "They sent 40 ships.", "The towns met.", None, "the mayor"
    )
    earlier = proposition.to_json()
    for name in ("terms", "clauses", "context", "own"):
        earlier[name] = [
            {key: getattr(part, key) for key in part.__slots__}
            for part in getattr(proposition, name)
        ]

    assert Proposition.from_json(proposition.to_json()) == proposition
    assert Proposition.from_json(earlier) == proposition
