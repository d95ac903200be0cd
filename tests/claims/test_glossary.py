"""The words that readers see for the codes of records."""

from claims import glossary
from claims.extraction import acts
from claims.models import Mode, Quotation, Status


def test_every_code_has_words():
    assert set(glossary.acts()) == set(acts.labels())
    assert set(glossary.quotations()) == set(Quotation.values)
    assert set(glossary.modes()) == set(Mode.values)
    assert set(glossary.reviews()) == set(Status.values)


def test_what_was_not_done_is_said_in_the_same_form():
    assert glossary.did("denies") == "denied"
    assert glossary.did("denies", negated=True) == "did not deny"
