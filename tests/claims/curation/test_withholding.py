"""What is withheld is gone at once, its address says so, and it can come back."""

import pytest

from claims import curation
from claims.models import Attribution, Decision, Speaker, Statement
from tests.make import make_attribution, make_speaker
from tests.world import make_world

pytestmark = pytest.mark.django_db
FILES = ("/statements.csv", "/statements.ndjson", "/statements.jsonld", "/statements.atom")


@pytest.fixture
def world():
    return make_world()


def test_a_withheld_statement_is_on_no_page_and_in_no_file(client, curator, world):
    words = world.statement.words
    curation.withhold(world.statement, by=curator, why="a court order")

    for address in ("/", "/statements/", world.speaker.get_absolute_url(), *FILES):
        response = client.get(address)
        shown = b"".join(response.streaming_content) if response.streaming else response.content
        assert words not in shown.decode(), address
    gone = client.get(world.statement.get_absolute_url())
    assert gone.status_code == 410
    assert "a court order" in gone.content.decode()
    assert words not in gone.content.decode()


def test_a_withheld_statement_is_not_counted(curator, world):
    def count():
        return Speaker.objects.with_statement_count().get(pk=world.speaker.pk).statement_count

    before = count()
    curation.withhold(world.statement, by=curator, why="wrong")

    assert count() == before - 1


def test_a_withheld_article_takes_its_statements_along(client, curator, world):
    curation.withhold(world.article, by=curator, why="retracted by the outlet")

    assert not Statement.objects.public().exists()
    assert client.get(world.article.get_absolute_url()).status_code == 410
    assert client.get(world.statement.get_absolute_url()).status_code == 410
    for address in ("/", "/articles/", "/search/?q=talks", "/articles.csv", *FILES):
        response = client.get(address)
        shown = b"".join(response.streaming_content) if response.streaming else response.content
        assert world.article.slug not in shown.decode(), address


def test_releasing_brings_it_back(curator, world):
    curation.withhold(world.article, by=curator, why="checking")
    before = Decision.objects.get()

    curation.release(world.article, by=curator, why="checked")

    assert Statement.objects.public().exists()
    assert (before.deed, before.article) == ("withhold", world.article)


def test_withholding_is_undone_from_the_log(curator, world):
    decision = curation.withhold(world.statement, by=curator, why="slip")

    curation.undo(decision, by=curator)

    assert world.statement in Statement.objects.public()


def test_withholding_needs_a_reason_as_readers_see_it(curator, world):
    with pytest.raises(curation.CurationError, match="Say why"):
        curation.withhold(world.article, by=curator, why=" ")


def test_the_extractor_does_not_bring_a_withheld_statement_back(curator):
    attribution = make_attribution()
    curation.withhold(attribution.statement, by=curator, why="wrong")

    with pytest.raises(curation.CurationError, match="already withheld"):
        curation.withhold(attribution.statement, by=curator, why="wrong")


def test_the_rest_is_accepted_as_far_as_it_was_seen_and_undone_as_one(curator, world):
    open_now = Attribution.objects.filter(status="unreviewed").select_related("statement")
    tokens = {one.pk: curation.state_token(one.statement) for one in open_now}
    tally = curation.accept_rest(world.article, tokens, by=curator, reviewed=True)

    world.article.refresh_from_db()
    assert (len(tally.decisions), tally.problems) == (len(tokens) + 1, [])
    assert world.article.reviewed_by == curator
    curation.undo_batch(tally.batch, by=curator)
    assert Attribution.objects.filter(status="unreviewed").count() == len(tokens)


def test_what_was_changed_or_came_since_is_left_and_told(curator, world):
    first, second, *_ = Attribution.objects.filter(status="unreviewed").order_by("pk")
    tokens = {first.pk: curation.state_token(first.statement)}
    Attribution.objects.filter(pk=first.pk).update(speaker=make_speaker())

    tally = curation.accept_rest(world.article, tokens, by=curator, reviewed=True)

    assert not tally.decisions
    assert "changed meanwhile" in tally.problems[0]
    assert "came since you looked" in tally.problems[1]
    second.refresh_from_db()
    assert second.status == "unreviewed"


def test_a_bulk_act_of_which_a_part_changed_is_undone_wholly_or_not_at_all(curator, world):
    tally = curation.accept_all(Attribution.objects.filter(status="unreviewed"), by=curator)
    curation.reject(
        Attribution.objects.filter(status="accepted").first(), by=curator, reason="duplicate"
    )

    with pytest.raises(curation.StaleStatement):
        curation.undo_batch(tally.batch, by=curator)

    assert Attribution.objects.filter(status="accepted").count() == len(tally.decisions) - 1
