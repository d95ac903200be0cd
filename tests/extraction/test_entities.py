"""Names as numbers of tokens, and back as entities."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from claims.extraction.tagger.named_entities import numbers, set_entities
from tests.extraction.reading import nlp, parsed

LABELS = ["GPE", "PERSON"]


def test_entities_and_their_numbers_are_one_another():
    doc = nlp().make_doc("Joe Biden met Xi Jinping in Rome.")
    doc.set_ents([Span(doc, 0, 2, "PERSON"), Span(doc, 3, 5, "PERSON"), Span(doc, 6, 7, "GPE")])

    found = numbers(doc, LABELS)
    again = nlp().make_doc(doc.text)
    set_entities(again, found, LABELS)

    assert found.tolist() == [3, 4, 0, 3, 4, 0, 1, 0]
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]


def test_a_name_ends_with_its_line():
    doc = nlp().make_doc("Joe\n\nBiden spoke")

    set_entities(doc, np.array([3, 4, 4, 0]), LABELS)

    assert [e.text for e in doc.ents] == ["Joe", "Biden"]


@given(st.lists(st.integers(0, 4), min_size=7, max_size=7))
def test_any_numbers_make_entities_that_hold_just_the_numbered_words(found):
    doc = nlp().make_doc("a b \n c D e")

    set_entities(doc, np.array(found[: len(doc)]), LABELS)

    inside = {token.i for entity in doc.ents for token in entity}
    assert inside == {n for n in range(len(doc)) if found[n] and not doc[n].is_space}


def test_the_tagger_finds_names_of_people_and_places():
    doc = parsed("Barack Obama told Vladimir Putin in Berlin on Monday that sanctions would stay.")

    found = {(e.text, e.label_) for e in doc.ents}
    assert {("Barack Obama", "PERSON"), ("Vladimir Putin", "PERSON"), ("Berlin", "GPE")} <= found
