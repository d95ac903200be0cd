"""What curators decided says how right the extractor was."""

import csv
import io

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from claims import curation
from claims.models import Attribution
from claims.quality import accuracy
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def proposed(confidence=0.85, **fields):
    return make_attribution(confidence=confidence, extractor_version="v1", **fields)


def line(by="all", value="all"):
    lines = {one.value: one for one in accuracy.compute_accuracy().lines[by]}
    return lines[value]


def test_accepted_is_right_and_rejected_or_given_to_another_is_wrong(curator):
    curation.accept(proposed(), by=curator)
    curation.reject(proposed(), by=curator, reason="not_a_statement")
    curation.reassign(proposed(), make_speaker(), by=curator)

    assert (line().judged, line().right) == (3, 1)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"act": "denies"}, 1),
        ({"quotation": "mixed"}, 1),
        ({"content": [(0, 3)]}, 0),
        ({"source": [(0, 3)]}, 0),
        ({"speaker": None}, 0),
    ],
)
def test_a_correction_is_wrong_where_it_moves_words_or_source(curator, change, right):
    curation.edit(proposed().statement, by=curator, **change)

    assert line().right == right


def test_only_the_first_verdict_counts_and_only_on_what_a_machine_proposed(curator):
    attribution = proposed()
    curation.accept(attribution, by=curator)
    curation.reject(Attribution.objects.get(pk=attribution.pk), by=curator, reason="duplicate")
    curation.accept(make_attribution(), by=curator)

    assert (line().judged, line().right) == (1, 1)


def test_an_undone_verdict_counts_no_more_until_it_is_done_again(curator):
    undoing = curation.undo(curation.accept(proposed(), by=curator), by=curator)
    assert accuracy.compute_accuracy().all is None

    curation.undo(undoing, by=curator)
    assert line().judged == 1


def test_lines_tell_apart_by_confidence_kind_and_version(curator):
    direct = make_statement(quotation="direct")
    curation.accept(proposed(0.95, statement=direct), by=curator)
    curation.reject(proposed(0.05), by=curator, reason="boilerplate")

    assert line("confidence", "90 to 100%").right == 1
    assert line("confidence", "0 to 10%").right == 0
    assert line("quotation", "direct").judged == 1
    assert line("version", "v1").judged == 2


def test_full_confidence_belongs_to_the_last_band(curator):
    curation.accept(proposed(1.0), by=curator)

    assert line("confidence", "90 to 100%").judged == 1


@given(judged=st.integers(1, 10_000), data=st.data())
def test_an_interval_holds_the_share_and_stays_between_0_and_1(judged, data):
    right = data.draw(st.integers(0, judged))

    low, high = accuracy.wilson(right, judged)

    assert 0 <= low <= right / judged + 1e-9
    assert right / judged - 1e-9 <= high <= 1


def test_an_interval_is_wilsons():
    low, high = accuracy.wilson(8, 10)

    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)


def test_the_page_says_so_honestly_where_nobody_has_looked(client):
    assert "Curators have not checked anything here yet" in client.get("/methods/").content.decode()


def test_page_and_file_give_the_same_figures(client, curator):
    for deed in range(4):
        one = proposed()
        if deed:
            curation.accept(one, by=curator)
        else:
            curation.reject(one, by=curator, reason="duplicate")

    page = client.get("/methods/").content.decode()
    file = client.get("/methods.csv?for=data").content.decode()

    (first, *_) = csv.DictReader(io.StringIO(file))
    assert (first["by"], first["judged"], first["right"]) == ("all", "4", "3")
    assert "Of 4 proposals" in page
    assert "75%" in page


def test_an_unknown_dialect_is_refused(client):
    assert client.get("/methods.csv?for=lotus").status_code == 400


def test_a_cue_that_an_outlet_does_not_show_is_counted_and_not_told(curator):
    text = "Ann Chen trumpled that it rained."
    article = make_article(text, outlet=make_outlet("Shut"))
    said = make_statement("it rained", article=article)
    curation.accept(proposed(statement=said, cue=[(9, 17)]), by=curator)
    assert [one.value for one in accuracy.cached_accuracy().lines["cue"]] == ["trumpled"]

    article.outlet.rights = "metadata"
    article.outlet.save()

    assert [one.value for one in accuracy.cached_accuracy().lines["cue"]] == ["not shown"]


def test_a_filter_that_the_file_does_not_have_is_refused(client):
    assert client.get("/methods.csv?outlet=shut").status_code == 400
