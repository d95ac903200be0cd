"""Speakers, parties and sources."""

import re

import pytest
from django.utils import timezone

from claims.models import Alias, Party
from claims.presentation.templatetags import on_record
from tests.claims.answers import page
from tests.make import make_article, make_attribution, make_party, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db


def test_speakers_without_a_statement_are_not_listed(client):
    make_attribution(speaker=make_speaker("Ann Chen"))
    make_speaker("Bob Ray")

    html = page(client, "/speakers/")

    assert "Ann Chen" in html
    assert "Bob Ray" not in html


def test_a_speaker_has_roles_with_the_article_that_states_them(client):
    article = make_article("We agree, said the envoy.", title="Envoy speaks")
    ann = make_speaker("Ann Chen")
    make_attribution(make_statement("We agree", article=article), speaker=ann, role="envoy")

    html = page(client, ann.get_absolute_url())

    facts = html[html.index("Roles in the articles") :]
    assert facts.index("envoy") < facts.index("Envoy speaks")


def test_a_speaker_has_names_members_and_relays(client):
    ann, group = make_speaker("Ann Chen"), make_speaker("Ann and Bob", kind="group")
    group.members.add(ann)
    Alias.objects.create(speaker=ann, name="A. Chen", folded="a chen")
    make_attribution(speaker=ann, via=(make_speaker("The Wire"),))

    html = page(client, ann.get_absolute_url())

    assert all(words in html for words in ("A. Chen", "Ann and Bob", "The Wire"))
    assert "Ann Chen" in page(client, group.get_absolute_url())


def test_a_speakers_statements_can_be_narrowed_by_act(client):
    ann = make_speaker("Ann Chen")
    make_attribution(make_statement("We agree"), speaker=ann)
    make_attribution(make_statement("We fear it"), speaker=ann, act="fears")

    html = page(client, f"{ann.get_absolute_url()}?act=fears")

    assert "We fear it" in html
    assert "We agree" not in html


def test_a_speakers_page_shows_what_they_relayed_and_who_names_them(client):
    wire = make_speaker("The Wire", kind="outlet")
    make_attribution(make_statement("We agree"), via=(wire,))
    make_attribution(make_statement("The Wire lies"))

    html = page(client, wire.get_absolute_url())

    assert html.index("What came via The Wire") < html.index("We agree")
    assert html.index("Others who name The Wire") < html.index("The Wire lies")


def test_a_merged_speaker_redirects_for_good(client):
    kept = make_speaker("Ann Chen")
    merged = make_speaker("Anne Chen", merged_into=kept)

    speaker = client.get(merged.get_absolute_url())
    source = client.get(f"/sources/{merged.slug}/")

    assert (speaker.status_code, speaker["Location"]) == (301, kept.get_absolute_url())
    assert (source.status_code, source["Location"]) == (301, f"/sources/{kept.slug}/")


def test_an_unknown_speaker_is_not_found(client):
    page(client, "/speakers/nobody/", status=404)


def test_an_unnamed_speaker_is_said_to_be_unnamed(client):
    official = make_speaker("an official", kind="anonymous", article=make_article())
    make_attribution(speaker=official)

    assert "does not name this speaker" in page(client, official.get_absolute_url())


def test_a_party_shows_both_sides_of_the_exchange(client):
    world = make_world()

    html = page(client, "/parties/cn/")

    assert "2 statements by its speakers" in html
    assert "2 naming it" in html
    assert world.speaker.name in html


def test_a_party_of_whom_nothing_is_known_says_so(client):
    make_party("nz", "New Zealand")

    assert "Nobody on record speaks for New Zealand" in page(client, "/parties/nz/")


def test_sources_are_listed_with_what_rests_on_them(client):
    wire = make_speaker("The Wire")
    make_attribution(make_statement("We agree"), via=(wire,))
    make_attribution(make_statement("We refuse"))

    assert "The Wire" in page(client, "/sources/")
    html = page(client, f"/sources/{wire.slug}/")
    assert "We agree" in html
    assert "We refuse" not in html


def test_a_source_can_be_narrowed_to_what_rests_on_it_alone(client):
    wire, paper = make_speaker("The Wire"), make_speaker("The Paper")
    make_attribution(make_statement("We agree"), via=(wire,))
    make_attribution(make_statement("We refuse"), via=(wire, paper))

    html = page(client, f"/sources/{wire.slug}/?only=yes")

    assert "We agree" in html
    assert "We refuse" not in html


@pytest.mark.parametrize(
    ("query", "rows"), [("?only=yes&act=says", "act=says&only=wire"), ("?only=no", "source=wire")]
)
def test_a_source_leads_to_the_same_rows_as_a_table_and_a_file(client, query, rows):
    wire = make_speaker("The Wire", slug="wire")
    make_attribution(make_statement("We agree"), via=(wire,))
    make_attribution(make_statement("We refuse"))

    html = page(client, f"/sources/wire/{query}")

    assert f"/statements/?{rows}".replace("&", "&amp;") in html
    assert "We agree" in page(client, f"/statements/?{rows}")
    assert "We refuse" not in client.get(f"/statements.csv?{rows}").getvalue().decode()


def test_a_relay_of_rejected_attributions_alone_is_not_listed(client, django_user_model):
    alice = django_user_model.objects.create(username="alice")
    decided = {"status": "rejected", "decided_by": alice, "decided_at": timezone.now()}
    make_attribution(via=(make_speaker("The Wire"),), **decided)

    assert "The Wire" not in page(client, "/sources/")


def test_parties_that_meet_often_differ_in_shape_and_colour():
    often = [on_record.SIGN_BY_PARTY[code] for code in ("cn", "ru", "us", "ua", "nato")]

    assert len(set(on_record.SIGN_BY_PARTY.values())) == len(on_record.SIGN_BY_PARTY)
    assert len({hue for hue, _ in often}) == len({shape for _, shape in often}) == 5


def test_a_party_nobody_thought_of_has_a_sign_too(client):
    party = make_party("nz", "New Zealand")

    assert re.search(r'class="sign hue-[1-6] shape-[1-6]"', page(client, party.get_absolute_url()))


@pytest.mark.parametrize("path", ["/sources/", "/parties/"])
def test_relays_and_parties_are_lists_that_say_what_they_cannot_honour(client, path):
    response = client.get(f"{path}?kindd=state")

    assert response.status_code == 400
    assert "There is no filter “kindd”. Did you mean “kind”?" in response.content.decode()


def test_parties_narrow_by_kind(client):
    for code in ("cn", "nato"):
        make_attribution(speaker=make_speaker(party=make_party(code, code.upper())))
    Party.objects.filter(code="nato").update(kind="bloc")

    html = page(client, "/parties/?kind=bloc")

    assert "<strong>1</strong> country or bloc" in html
    assert "Filters in force" in html
    assert "/parties/cn/" not in html


def test_a_joint_statement_stands_on_the_page_of_each_speaker_marked(client):
    ann, group = make_speaker("Ann Chen"), make_speaker("Ann Chen and Bob Lee", kind="group")
    group.members.add(ann)
    make_attribution(make_statement("We agree"), speaker=group)

    html = client.get(ann.get_absolute_url()).content.decode()

    assert "We agree" in html
    assert '<span class="joint">jointly</span>' in html
    assert f"speaker={ann.slug}&amp;speaker={group.slug}&amp;for=spreadsheet" in html


def test_joint_speakers_show_the_countries_of_their_members(client):
    ann = make_speaker("Ann Chen", party=make_party("cn", "China"))
    group = make_speaker("Ann Chen and Bob Lee", kind="group")
    group.members.add(ann)
    make_attribution(make_statement("We agree"), speaker=group)

    assert 'href="/parties/cn/"' in client.get("/statements/").content.decode()
