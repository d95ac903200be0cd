"""Taking a statement away: files of its citation, its card, its embed, oEmbed."""

import json
from urllib.parse import urlencode

import pytest
from django.templatetags.static import static
from django.utils import timezone

from claims.presentation import citation_formats
from tests.claims.web.hostile import HOSTILE, Page
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db

FILES = [one.ending for one in citation_formats.FORMATS]


def make_said(**fields):
    article = make_article("“We agree,” she said.", outlet=make_outlet("Daily"), **fields)
    statement = make_statement("“We agree,”", article=article, quotation="direct")
    make_attribution(statement, speaker=make_speaker("Ann Chen"), via=(make_speaker("Wire"),))
    return statement


def oembed(client, address, **parameters):
    return client.get(f"/oembed?{urlencode({'url': address, **parameters})}")


def test_each_format_is_a_file_that_scripts_of_other_sites_may_read(client):
    statement = make_said()

    for how in citation_formats.FORMATS:
        response = client.get(f"/statements/{statement.key}/cite.{how.ending}")

        assert response["Content-Type"] == f"{how.content_type}; charset=utf-8"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert f"on-record-{statement.key}.{how.ending}" in response["Content-Disposition"]
        assert f"http://testserver/statements/{statement.key}/" in response.content.decode()


@pytest.mark.parametrize("ending", FILES)
def test_the_citation_of_what_is_gone_names_nobody(client, ending):
    statement = make_world().rejected

    response = client.get(f"/statements/{statement.key}/cite.{ending}")

    assert response.status_code == 410
    assert response.content.decode() == (
        "This statement is no longer on record. "
        f"Why: http://testserver/statements/{statement.key}/\n"
    )


def test_a_citation_of_no_statement_is_not_found(client):
    assert client.get("/statements/nothing2/cite.bib").status_code == 404
    assert client.get(f"/statements/{make_said().key}/cite.exe").status_code == 404


def test_the_page_shows_every_format_and_the_code_to_embed(client):
    statement = make_said()

    html = client.get(statement.get_absolute_url()).content.decode()

    assert "@misc{onrecord-" in html
    assert "&lt;ref&gt;{{cite news" in html
    assert f"&lt;iframe src=&quot;http://testserver/statements/{statement.key}/embed" in html
    assert "<iframe" not in html


def test_the_outlets_page_is_opened_at_the_words(client):
    statement = make_said(url="https://daily.example/talks")

    html = client.get(statement.get_absolute_url()).content.decode()

    assert 'href="https://daily.example/talks#:~:text=We%20agree"' in html


def test_a_card_tells_whose_words_as_reported_by_whom(client):
    html = client.get(make_said().get_absolute_url()).content.decode()

    assert 'property="og:title" content="Ann Chen, as reported by Wire ▸ Daily"' in html
    assert 'property="og:description" content="Ann Chen said: “We agree,”. date unk' in html


def test_a_page_without_words_of_its_own_shows_the_sites_picture(client):
    html = client.get(make_said().article.get_absolute_url()).content.decode()

    assert f'content="http://testserver{static("card.png")}"' in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_cards_and_embeds_obey_no_text(client, hostile):
    world = make_world(hostile)
    embed = f"/statements/{world.statement.key}/embed"
    for record in (world.statement, world.speaker, world.article):
        html = client.get(record.get_absolute_url()).content.decode()
        assert ("meta", "property", "og:title") in Page(html).attributes

    page = Page(client.get(embed).content.decode())

    assert not {"script", "iframe", "svg", "img", "style", "form"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_an_embed_shows_words_speaker_chain_outlet_date_and_review_state(client):
    statement = make_said(published_on="2022-03-18", published_basis="stated")

    html = client.get(f"/statements/{statement.key}/embed").content.decode()

    for part in ("“We agree,”", "Ann Chen", "Wire", "Daily", "18 March 2022", "not checked"):
        assert part in html
    assert f'href="http://testserver/statements/{statement.key}/"' in html


def test_an_embed_may_be_framed_and_runs_no_script(client):
    response = client.get(f"/statements/{make_said().key}/embed")

    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *;" in policy + ";"
    for directive in ("default-src", "script-src", "connect-src", "img-src", "form-action"):
        assert f"{directive} 'none'" in policy
    assert "X-Frame-Options" not in response
    assert not response.cookies


def test_no_other_page_may_be_framed(client):
    response = client.get(make_said().get_absolute_url())

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_embed_of_what_is_gone_is_a_tombstone_that_may_be_framed(client):
    statement = make_said()
    statement.withdrawn_at = timezone.now()
    statement.save()

    response = client.get(f"/statements/{statement.key}/embed")

    assert response.status_code == 410
    assert "no longer on record" in response.content.decode()
    assert "agree" not in response.content.decode()
    assert "X-Frame-Options" not in response


def test_oembed_gives_a_frame_for_a_statements_address_and_its_embeds(client):
    statement = make_said()
    for ending in ("", "/", "/embed"):
        response = oembed(client, f"http://testserver/statements/{statement.key}{ending}")
        told = json.loads(response.content)

        assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 560)
        assert told["html"].startswith(
            f'<iframe src="http://testserver/statements/{statement.key}/embed" width="560"'
        )
        assert response["Access-Control-Allow-Origin"] == "*"


def test_oembed_keeps_to_the_greatest_size(client):
    address = f"http://testserver{make_said().get_absolute_url()}"

    told = oembed(client, address, maxwidth=300, maxheight=120).json()

    assert (told["width"], told["height"]) == (300, 120)
    assert 'width="300" height="120"' in told["html"]


def test_the_page_points_to_its_oembed(client):
    html = client.get(make_said().get_absolute_url()).content.decode()
    link = dict(
        value
        for value in ((name, value) for tag, name, value in Page(html).attributes if tag == "link")
        if "oembed?" in value[1]
    )

    assert client.get(link["href"]).json()["type"] == "rich"


@pytest.mark.parametrize(
    "address",
    ["", "http://[", "http://testserver/", "http://testserver/statements/nothing2/",
     "http://elsewhere.example/statements/{key}/", "ftp://testserver/statements/{key}/",
     "http://testserver/statements/{key}/x", "/statements/{key}/"],
)  # fmt: skip
def test_oembed_knows_no_other_address(client, address):
    assert oembed(client, address.format(key=make_said().key)).status_code == 404


def test_oembed_tells_nothing_of_what_is_gone(client):
    statement = make_world().rejected

    response = oembed(client, f"http://testserver{statement.get_absolute_url()}")

    assert response.status_code == 404


def test_oembed_offers_json_only(client):
    address = f"http://testserver{make_said().get_absolute_url()}"

    assert oembed(client, address, format="xml").status_code == 501


@pytest.mark.parametrize("size", ["0", "-1", "x", "99999", "٣"])
def test_oembed_refuses_a_size_that_is_none(client, size):
    address = f"http://testserver{make_said().get_absolute_url()}"

    assert oembed(client, address, maxwidth=size).status_code == 400


def test_a_citation_asks_the_database_as_often_for_any_length_of_chain(
    client, django_assert_max_num_queries
):
    relays = tuple(make_speaker() for _ in range(6))
    statement = make_attribution(via=relays).statement

    with django_assert_max_num_queries(6):
        client.get(f"/statements/{statement.key}/cite.txt")


def test_a_page_shows_its_own_picture_in_previews(client):
    statement = make_said()

    html = client.get(statement.get_absolute_url()).content.decode()
    picture = client.get(f"/statements/{statement.key}/card.png")

    address = f"http://testserver/statements/{statement.key}/card.png"
    assert f'<meta property="og:image" content="{address}">' in html
    assert picture["Content-Type"] == "image/png"
    again = client.get(
        f"/statements/{statement.key}/card.png", headers={"If-None-Match": picture["ETag"]}
    )
    assert again.status_code == 304


def test_what_is_gone_has_no_picture(client):
    assert client.get(f"/statements/{make_world().rejected.key}/card.png").status_code == 410


@pytest.mark.parametrize(
    ("theme", "media"),
    [
        ("", 'media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'media="screen"'),
        ("neon", 'media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_an_embed_is_light_or_dark_as_asked_or_as_the_reader_likes(client, theme, media):
    html = client.get(f"/statements/{make_said().key}/embed?theme={theme}").content.decode()

    assert media in html


def test_a_light_embed_never_turns_dark(client):
    html = client.get(f"/statements/{make_said().key}/embed?theme=light").content.decode()

    assert "dark" not in html


def test_oembed_hands_the_theme_on(client):
    address = f"http://testserver/statements/{make_said().key}/embed"

    for answer in (
        oembed(client, address, theme="dark"),
        oembed(client, f"{address}?theme=dark"),
    ):
        assert f'src="{address}?theme=dark"' in answer.json()["html"]
