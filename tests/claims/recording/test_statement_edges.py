"""No stored statement begins or ends at a comma or cuts a quotation, whoever chose its words."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.cleaning import clean
from claims import curation
from claims.extraction.edges import fit, missing_marks
from claims.extraction.quotations import quotations
from claims.models import Span, Statement
from claims.presentation import citation
from claims.recording import reconcile
from tests.claims.recording.findings import finding
from tests.make import make_article, make_attribution, make_statement

pytestmark = pytest.mark.django_db

SEEDS = sorted(Path("seeds").glob("*.txt"))
ROUGH = re.compile(r"[\s,;:.!?)]|.*[\s,;:(]$", re.DOTALL)
TEXT = "He blamed “hostile forces,” Ann Chen said, and left.\n\nRead more"
QUOTED = (Span(10, 27),)


@pytest.fixture
def curator(django_user_model):
    return django_user_model.objects.create(username="alice")


def check(statement):
    text, content = statement.article.text, statement.content
    live = statement.attributions.live().get()
    assert fit(text, content, quotations(text), (*live.source, *live.cue)) == content
    assert not [p for p in content if ROUGH.match(text[p.start : p.end])]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_no_statement_of_the_seeds_has_a_rough_edge(path):
    article = make_article(clean(path.read_text(encoding="utf-8")).text, extraction="pending")

    (outcome,) = reconcile.process([article])

    assert not outcome.error
    assert outcome.counts["new"] > 5
    for statement in Statement.objects.filter(article=article):
        check(statement)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted))
def test_whatever_a_curator_selects_is_stored_with_clean_edges(curator, places):
    article = make_article(TEXT + "\n" * article_number())
    with contextlib.suppress(curation.CurationError):  # no words in it
        added, _ = curation.add_statement(article, content=[places], speaker=None, by=curator)

        check(added)


def article_number(numbers=iter(range(10_000))):  # noqa: B008 (one text a stored article)
    return next(numbers)


def test_the_recorder_trims_what_an_extractor_hands_it():
    article = make_article(TEXT, extraction="pending")
    rough = finding(
        "We agree", content=(Span(18, 28),), source=(Span(28, 36),), cue=(Span(37, 41),)
    )

    reconcile.record(article, [rough], "v1")

    assert Statement.objects.get().words == "“hostile forces,”"


def test_an_edit_widens_to_the_quotation(curator):
    article = make_article(TEXT)
    statement = make_attribution(make_statement("and left", article=article)).statement

    curation.edit(statement, by=curator, content=[(18, 28)])

    statement.refresh_from_db()
    assert statement.content == QUOTED


def test_a_mark_alone_is_refused_with_the_cure(curator):
    with pytest.raises(curation.CurationError, match="choose words of the text"):
        curation.add_statement(make_article(TEXT), content=[(25, 28)], speaker=None, by=curator)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“It rains,", "“It rains,[”]"),
        ("It rains,”", "[“]It rains,”"),
        ("“It rains,”", "“It rains,”"),
        ("It rains", "It rains"),
    ],
)
def test_a_mark_that_the_text_lacks_is_shown_in_brackets(words, shown):
    statement = make_statement(words, quotation="mixed")
    make_attribution(statement)

    assert citation.words_in_marks(statement) == shown
    assert missing_marks(shown.replace("[", "").replace("]", "")) == ("", "")


@pytest.mark.parametrize("words", ["“Which?” It’s simple.”", "“It rains,” … It snows.” … “Yes.”"])
def test_no_mark_is_set_before_one_that_stands_there(words):
    statement = make_statement(words, quotation="mixed")
    make_attribution(statement)

    assert citation.words_in_marks(statement) == words
