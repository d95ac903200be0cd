"""The page that answers whether a quote is unchanged, and the same for programs."""

import pytest

from claims.web.views.verify import split_off_speaker
from tests.claims.quotes.sayings import SAID, TOLD, make_said
from tests.claims.web.hostile import HOSTILE, OUR_SCRIPT, Page
from tests.make import make_attribution, make_speaker

pytestmark = pytest.mark.django_db


def ask(client, **parameters):
    return client.get("/verify/", parameters)


def test_the_empty_page_has_a_form_and_no_answer(client):
    response = client.get("/verify/")

    assert response.status_code == 200
    assert 'role="status"' not in response.content.decode()


def test_the_page_says_unchanged_of_whom_and_what_that_means(client):
    make_said()

    html = ask(client, quote=SAID).content.decode()

    assert "One article quotes Ann Chen with these words.</strong>" in html
    assert "Found word for word. These words are in an article" in html
    assert "Ann Chen" in html
    assert "not checked" in html


def test_a_change_is_marked_in_words_and_not_by_colour_alone(client):
    make_said()

    html = ask(client, quote=TOLD).content.decode()

    assert '<del><span class="hidden">the text has: </span>responsibility</del>' in html
    assert '<ins><span class="hidden">the quote has: </span>penalties</ins>' in html


@pytest.mark.parametrize(
    ("quote", "told"),
    [(SAID.swapcase(), "Changed, only in capitals"),
     (SAID.replace("any", "[all]"), "Changed, only in [brackets]")],
)  # fmt: skip
def test_what_kind_of_change_it_is_stands_above_it(client, quote, told):
    make_said()

    assert told in ask(client, quote=quote).content.decode()


def test_indirect_words_are_said_not_to_be_the_speakers(client):
    said = make_said()
    said.quotation = "indirect"
    said.save()

    html = ask(client, quote=SAID).content.decode()

    assert "Unchanged, but these are the article’s words, not the speaker’s" in html


def test_what_cannot_be_answered_says_why_and_keeps_the_quote(client):
    response = ask(client, quote="war")

    assert response.status_code == 400
    html = response.content.decode()
    assert "Give at least 2 words" in html
    assert ">war</textarea>" in html


def test_an_unknown_parameter_is_refused(client):
    response = ask(client, quote=SAID, artcile="x")

    assert response.status_code == 400
    assert "There is no parameter “artcile”" in response.content.decode()


def test_an_unknown_format_is_refused(client):
    assert "format: “xml” is not known" in ask(client, quote=SAID, format="xml").content.decode()


def test_a_named_article_is_compared_alone(client):
    said = make_said()

    html = ask(client, exact=SAID, article=said.article.text_sha256).content.decode()

    assert "Compared with the text of" in html
    assert f"SHA-256 of its text: {said.article.text_sha256}" in html


@pytest.mark.parametrize("how", [{"query": {"format": "json"}}, {"accept": "application/json"}])
def test_programs_get_json(client, how):
    said = make_said()
    headers = {"accept": how.get("accept", "text/html")}

    response = client.get("/verify/", {"quote": TOLD, **how.get("query", {})}, headers=headers)

    told = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert told["verdict"] == "changed"
    (match,) = told["matches"]
    assert match["address"] == f"http://testserver{said.get_absolute_url()}"
    assert (match["speaker"], match["quotation"]) == ("Ann Chen", "direct")
    assert match["article"]["text_sha256"] == said.article.text_sha256
    assert {"kind": "added", "text": "penalties"} in match["differences"]
    assert 0.5 < match["similarity"] < 1


def test_a_browser_gets_the_page_whatever_else_it_takes(client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    response = client.get("/verify/", headers={"accept": accept})

    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_json_says_what_is_wrong(client):
    response = ask(client, quote="war", format="json")

    assert response.status_code == 400
    assert "2 words" in response.json()["error"]
    assert ask(client, format="json").status_code == 400


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_quote_and_a_hostile_text_are_shown_and_never_obeyed(client, hostile):
    make_said(f"{SAID} {hostile}")
    for quote in (f"{SAID} {hostile}", f"{TOLD} {hostile}", f"</textarea>{hostile} of war"):
        page = Page(ask(client, quote=quote).content.decode())

        assert not {"iframe", "svg", "img", "style"} & set(page.tags)
        scripts = [
            value for tag, name, value in page.attributes if (tag, name) == ("script", "src")
        ]
        assert all(map(OUR_SCRIPT.fullmatch, scripts))
        assert page.tags.count("script") == len(scripts)
        assert not [name for _, name, _ in page.attributes if name.startswith("on")]


def test_a_denial_stands_first_and_is_not_green(client):
    said = make_said()
    said.quotation = "indirect"
    said.save()
    said.attributions.update(act="denies")

    html = ask(client, quote=SAID).content.decode()
    told = ask(client, quote=SAID, format="json").json()

    sentence = "One article reports that Ann Chen denied this."
    assert f"<strong>{sentence}</strong>" in html
    assert html.index(sentence) < html.index("Found word for word.")
    assert 'class="verdict unchanged careful"' in html
    assert (told["headline"], told["denied"], told["speech"]) == (sentence, True, ["reported"])
    [match] = told["matches"]
    keys = ("act", "negated", "denied", "speech", "whole")
    assert [match[key] for key in keys] == ["denies", False, True, "reported", True]


def test_the_words_of_a_known_speaker_alone_are_green(client):
    make_said()

    assert 'class="verdict unchanged"' in ask(client, quote=SAID).content.decode()


def test_the_writers_own_words_are_told_from_those_of_speakers(client):
    make_said()

    html = ask(client, quote="It rained on Monday").content.decode()
    [article] = ask(client, quote="It rained on Monday", format="json").json()["articles"]

    assert "as the writer’s own: nobody is quoted with them." in html
    assert 'class="verdict unchanged careful"' in html
    assert article["speech"] == "writer"


def test_a_quote_with_its_speaker_before_a_colon_is_asked_of_that_speaker(client):
    make_said()

    html = ask(client, quote=f"Chen: {SAID}").content.decode()

    assert "1 of the statements below is by" in html
    assert "Found word for word. These words are in an article" in html


def test_words_of_another_speaker_are_said_to_be_theirs(client):
    make_said()
    make_attribution(speaker=make_speaker("Bob Lee"))

    html = ask(client, quote=f"Bob Lee said: {SAID}").content.decode()

    assert "You asked about" in html
    assert "No statement with these words is by that speaker" in html


def test_a_colon_behind_no_name_belongs_to_the_quote():
    assert split_off_speaker("Remember: we agreed") == ([], "Remember: we agreed")


def test_the_page_says_with_how_many_articles_it_compares(client):
    make_said()

    assert "Compared with 1 article" in client.get("/verify/").content.decode()
