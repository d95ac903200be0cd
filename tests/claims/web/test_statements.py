"""The list of statements and one statement's page."""

import pytest
from django.utils import timezone

from claims import curation
from claims.web.views import lists
from tests.claims.answers import page
from tests.make import (
    make_article,
    make_attribution,
    make_speaker,
    make_statement,
)
from tests.world import make_rejected, make_world

pytestmark = pytest.mark.django_db


def test_the_list_shows_statement_speaker_and_number_of_rows(client):
    make_attribution(make_statement("We agree"), speaker=make_speaker("Ann Chen"))

    html = page(client, "/statements/")

    assert "We agree" in html
    assert "Ann Chen" in html
    assert "<strong>1</strong> statement" in html


def test_the_list_keeps_to_its_filters(client):
    ann, bob = make_speaker("Ann Chen"), make_speaker("Bob Ray")
    make_attribution(make_statement("We agree"), speaker=ann)
    make_attribution(make_statement("We refuse"), speaker=bob)

    html = page(client, f"/statements/?speaker={ann.slug}")

    assert "We agree" in html
    assert "We refuse" not in html
    assert "Remove" in html


def test_the_list_lights_the_words_it_was_asked_for(client):
    make_attribution(make_statement("We want missiles"))

    assert '<b class="hit">missiles</b>' in page(client, "/statements/?q=missile")


def test_an_unknown_filter_is_refused_and_nothing_is_listed(client):
    make_attribution(make_statement("We agree"))

    html = page(client, "/statements/?speakr=ann", status=400)

    assert "There is no filter “speakr”" in html
    assert "We agree" not in html


def test_the_files_have_the_filters_but_not_the_page(client):
    make_world()

    html = page(client, "/statements/?act=denies&sort=speaker")

    assert 'href="/statements.csv?act=denies&amp;sort=speaker&amp;for=spreadsheet"' in html


def test_a_column_in_order_says_so(client):
    make_world()

    html = page(client, "/statements/?sort=-confidence")

    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html


def test_the_table_is_in_the_order_asked_for(client):
    make_attribution(make_statement("Surely"), confidence=0.9)
    make_attribution(make_statement("Perhaps"), confidence=0.2)

    html = page(client, "/statements/?sort=confidence&doubtful=yes")

    assert html.index("Perhaps") < html.index("Surely")


@pytest.mark.parametrize("asked", ["page=2", "after=x", "before=W10", "after=" + "9" * 30])
def test_a_place_that_is_none_is_refused_with_a_cure(client, asked):
    html = page(client, f"/statements/?{asked}", status=400)

    assert "begin at the first page" in html


def test_an_empty_list_says_what_to_do(client):
    assert "what comes next" in page(client, "/statements/")
    assert "Clear" in page(client, "/statements/?q=nothing")


def test_a_statement_shows_its_chain_in_order(client):
    first, second = make_speaker("Newsweek"), make_speaker("MSN")
    attribution = make_attribution(speaker=make_speaker("Ann Chen"), via=(first, second))

    html = page(client, attribution.statement.get_absolute_url())

    chain = html[html.index('<ol class="via"') :]
    assert chain.index("Ann Chen") < chain.index("Newsweek") < chain.index("MSN")


def test_evidence_marks_source_cue_and_content(client):
    html = page(client, make_world().statement.get_absolute_url())

    assert '<span class="source" data-s="">she</span>' in html
    assert '<span class="cue" data-s="">denied</span>' in html
    assert '<mark class="content" data-s="">any plan  of war</mark>' in html


def test_indirect_words_get_no_quotation_marks(client):
    statement = make_attribution(make_statement("We agree", quotation="indirect")).statement

    html = page(client, statement.get_absolute_url())

    assert "<p>We agree</p>" in html


def test_a_direct_quotation_whose_marks_lie_outside_gets_them(client):
    statement = make_attribution(make_statement("We agree", quotation="direct")).statement

    html = page(client, statement.get_absolute_url())

    assert '<p><span class="verbatim">“We agree”</span></p>' in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"act": "says"}, "said"),
        ({"act": "supports"}, "supported"),
        ({"act": "denies"}, "denied"),
        ({"negated": True}, "did not say"),
    ],
)
def test_what_the_speaker_did_stands_between_name_and_words(client, fields, words):
    statement = make_attribution(make_statement("We agree"), **fields).statement

    html = page(client, statement.get_absolute_url())

    name, did, content = "Speaker ", f'<span class="did">{words}</span>', "We agree"
    hero = html[html.index('class="statement hero"') :]
    assert hero.index(name) < hero.index(did) < hero.index(content)


@pytest.mark.parametrize(
    ("quotation", "did"), [("direct", "said:"), ("mixed", "said"), ("indirect", "said")]
)
def test_a_colon_stands_only_before_a_quotation(client, quotation, did):
    statement = make_attribution(make_statement("“We agree”", quotation=quotation)).statement

    html = page(client, statement.get_absolute_url())

    assert f'<span class="did">{did}</span>' in html


def test_only_what_is_verbatim_is_set_as_such(client):
    statement = make_attribution(
        make_statement("that talks “may begin” soon", quotation="mixed")
    ).statement

    html = page(client, statement.get_absolute_url())

    assert '<p>that talks <span class="verbatim">“may begin”</span> soon</p>' in html
    assert "Partly quoted" in html


def test_whom_it_came_via_stands_from_the_speaker_to_the_article(client):
    envoy, wire = make_speaker("Ann Chen"), make_speaker("The Wire", kind="outlet")
    statement = make_attribution(speaker=envoy, via=(wire,)).statement

    html = page(client, statement.get_absolute_url())

    via = html[html.index('<ol class="via"') : html.index("</ol>", html.index('<ol class="via"'))]
    assert via.index("Ann Chen") < via.index("The Wire") < via.index("this article")


def test_where_nobody_stands_between_no_second_line_names_the_speaker(client):
    statement = make_attribution().statement

    assert 'class="via"' not in page(client, statement.get_absolute_url())


def test_doubt_is_said_in_words(client):
    statement = make_attribution(confidence=0.799, notes=["surname alone"]).statement

    html = page(client, statement.get_absolute_url())

    assert "doubtful, found by machine, not checked: 79% sure of speaker and words" in html
    assert "surname alone" in html


def test_what_a_curator_has_settled_is_not_called_doubtful(client, django_user_model):
    alice = django_user_model.objects.create(username="alice")
    settled = {"status": "accepted", "decided_by": alice, "decided_at": timezone.now()}
    statement = make_attribution(confidence=0.2, **settled).statement

    html = page(client, statement.get_absolute_url())

    assert "checked by a curator" in html
    assert "doubtful" not in html


def test_a_rejected_statement_leaves_a_tombstone_without_its_words(client):
    statement = make_rejected(make_article("We never agreed, they wrote."), "We never agreed")

    html = page(client, statement.get_absolute_url(), status=410)

    assert "A curator decided" in html
    assert "We never agreed" not in html


def test_a_withdrawn_statement_leaves_a_tombstone_with_the_reason(client):
    gone = {"withdrawn_at": timezone.now(), "withdrawn_why": "no longer found"}
    statement = make_attribution(make_statement("We agree", **gone)).statement

    html = page(client, statement.get_absolute_url(), status=410)

    assert "no longer found" in html
    assert "We agree" not in html


def test_a_statement_of_an_old_text_points_to_the_new_one(client):
    newer = make_article()
    old = make_article(superseded_by=newer)
    statement = make_attribution(make_statement("We agree", article=old)).statement

    html = page(client, statement.get_absolute_url(), status=410)

    assert newer.get_absolute_url() in html


def test_a_key_never_given_is_not_found(client):
    page(client, "/statements/zzzzzzzz/", status=404)


def test_what_curators_decided_is_public_without_their_names(client, curator):
    attribution = make_attribution(confidence=0.4)
    decision = curation.accept(attribution, by=curator, why="as Bob told me")
    curation.undo(decision, by=curator)

    html = client.get(attribution.statement.get_absolute_url()).content.decode()

    assert "accepted, undone since" in html
    assert curator.username not in html
    assert "as Bob told me" not in html


def test_a_statement_given_to_another_tells_no_confidence_of_a_machine(client, curator):
    attribution = make_attribution(extractor_version="v1")
    curation.reassign(attribution, make_speaker(), by=curator)

    html = client.get(attribution.statement.get_absolute_url()).content.decode()

    assert "the machine gave it" not in html


def test_the_order_of_a_list_is_told_by_its_column(client):
    make_attribution()

    assert "sorted by Published, descending" in client.get("/statements/").content.decode()


def test_a_repeated_statement_is_on_one_page_of_the_list_alone(client, monkeypatch):
    monkeypatch.setattr(lists, "TABLE_ROWS", 2)
    words = (
        "Norway may send boats to Iceland",
        "The port is shut",
        "that Norway sent boats to Iceland",
    )
    article, ann = make_article(". ".join(words)), make_speaker("Ann Chen")
    for text in words:
        make_attribution(make_statement(text, article=article), speaker=ann)

    first = client.get("/statements/")
    second = page(client, f"/statements/?after={first.context['page'].next}")

    assert "2 times in this article" in first.content.decode()
    assert "that Norway sent" not in second.split("<tbody")[1]
