"""Home, search, methods, and what monitors, crawlers and mistaken visitors get."""

import pytest
from django.db import OperationalError, connection
from django.template.loader import render_to_string
from django.test import Client

from claims import curation
from claims.models import Statement
from claims.quality.evaluation import figures
from tests.claims.answers import page
from tests.make import make_article, make_attribution, make_speaker, make_statement
from tests.world import make_world

pytestmark = pytest.mark.django_db


def test_home_of_an_empty_site_tells_readers_and_whoever_runs_it_what_comes_next(client):
    html = page(client, "/")

    assert "Do you run this site?" in html
    assert "Are you a reader?" in html


def test_home_of_an_empty_site_offers_a_curator_to_add_articles(client, curator):
    client.force_login(curator)

    assert 'href="/add/"' in page(client, "/")


def test_home_of_a_site_with_unread_articles_says_so(client):
    make_article()

    assert "1 article is here, but no statement was found yet" in page(client, "/")


def test_home_shows_numbers_latest_and_most_cited(client):
    make_attribution(make_statement("We agree"), speaker=make_speaker("Ann Chen"))

    html = page(client, "/")

    assert "We agree" in html[html.index("Latest statements") :]
    assert "Ann Chen" in html[html.index("Most cited") :]


def test_home_says_how_many_statements_a_curator_has_checked(client, curator):
    make_attribution(make_statement("We agree"))
    assert "No statement has been checked by a curator yet" in page(client, "/")

    curation.accept(make_attribution(make_statement("We hope")), by=curator)

    assert "1 of 2 statements checked by a curator" in page(client, "/")


def test_home_of_a_corpus_in_which_most_speakers_are_unknown_still_names_the_others(client):
    make_attribution(speaker=make_speaker("Ann Chen"))
    for _ in range(2):
        make_attribution(speaker=None)

    html = client.get("/").content.decode()

    assert "Ann Chen" in html[html.index("Most cited") :]


def test_home_holds_up_nobodys_words_on_a_doubtful_guess(client):
    make_attribution(make_statement("We agree"), confidence=0.69)

    assert "We agree" not in page(client, "/")


def test_home_shows_a_few_statements_of_each_article(client):
    article = make_article("One, two, three, they said.")
    for word in ("One", "two", "three"):
        make_attribution(make_statement(word, article=article))

    assert page(client, "/").count('<figure class="statement">') == 2


def test_home_shows_what_several_articles_report(client):
    ann = make_speaker("Ann Chen")
    for ending in ("at once", "soon"):
        article = make_article(f"The ministry promises medical supplies {ending}.")
        words = f"ministry promises medical supplies {ending}"
        make_attribution(make_statement(words, article=article), speaker=ann)

    assert "Reported most often" in page(client, "/")


def test_search_finds_statements_speakers_and_articles(client):
    article = make_article("We need missiles, said Ann Misselbrook.", title="Missiles wanted")
    ann = make_speaker("Ann Missile")
    make_attribution(make_statement("We need missiles", article=article), speaker=ann)

    html = page(client, "/search/?q=missile")

    assert "We need" in html
    assert ann.get_absolute_url() in html
    assert article.get_absolute_url() in html


def test_search_lights_what_it_found(client):
    make_attribution(make_statement("We promise missiles <b>now</b>", quotation="direct"))

    html = page(client, "/search/?q=missile")

    assert '“We promise <b class="hit">missiles</b> &lt;b&gt;now&lt;/b&gt;”' in html


def test_the_signs_of_a_search_in_a_text_make_no_markup(client):
    make_attribution(make_statement("We \ue001 want \ue000 missiles"))

    html = page(client, "/search/?q=missile")

    assert html.count("<b class") == html.count("</b>") == 1


@pytest.mark.parametrize("words", ["%00", "'", '"', "a:*", "!%26|", "%F0%9F%98%80", "x" * 2000])
def test_search_takes_whatever_is_typed(client, words):
    page(client, f"/search/?q={words}")


def test_a_day_alone_finds_what_was_published_then_and_nothing_else(client):
    article = make_article("Peace now.", published_on="2022-03-18", published_basis="given")
    make_attribution(make_statement("Peace", article=article), speaker=make_speaker("Ann Chen"))

    html = page(client, "/search/?q=18+March+2022")

    assert "Published on 18 March 2022" in html
    assert "Ann Chen" in html
    assert "Everything published on 18 March 2022" in html
    assert "No statement has" not in html


def test_search_without_a_result_says_what_to_do(client):
    assert "Try fewer or other words" in page(client, "/search/?q=zzz")


def test_methods_counts_what_people_have_checked(client):
    make_world()

    assert "<dt>Not reviewed</dt><dd>4 statements</dd>" in page(client, "/methods/")


def test_methods_shows_the_figures_that_are_installed(client):
    html = page(client, "/methods/")

    for row in figures.load():
        assert f"<strong>{row['data']}:</strong>" in html
        assert f"{100 * row['attributed']['f1']:.1f}%" in html


@pytest.mark.parametrize("broken", [None, "{", "[]", '{"measured": [{"data": "a"}]}'])
def test_without_figures_that_can_be_read_the_page_says_how_to_measure(
    client, monkeypatch, tmp_path, broken
):
    path = tmp_path / "figures.json"
    monkeypatch.setattr(figures, "FIGURES_FILE", path)
    if broken is not None:
        path.write_text(broken)

    assert "No figures are installed" in page(client, "/methods/")


def test_monitors_and_crawlers_get_plain_answers(client):
    assert page(client, "/livez") == "alive\n"
    assert page(client, "/readyz").startswith("ready\n")
    assert "Disallow: /admin/" in page(client, "/robots.txt")
    icon = client.get("/favicon.ico", follow=True)
    assert icon.getvalue().startswith(b"\0\0\1\0")


def test_not_ready_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'claims'")

    assert "run manage.py migrate" in page(client, "/readyz", status=503)


def refuse(execute, sql, params, many, context):
    raise OperationalError("server closed the connection")


def test_not_ready_while_the_database_does_not_answer(client):
    with connection.execute_wrapper(refuse):
        assert "the database does not answer" in page(client, "/readyz", status=503)


def test_ready_tells_what_waits_for_extraction_and_since_when(client):
    make_article(extraction="failed")
    first = make_article(extraction="pending")
    make_article(extraction="pending")

    answer = page(client, "/readyz")

    assert answer == (
        f"ready\npending: 2\nfailed: 1\noldest pending: {first.ingested_at:%Y-%m-%dT%H:%M:%SZ}\n"
    )


def test_an_address_never_given_out_is_not_found_in_our_own_style(client):
    assert "There is no page at this address" in page(client, "/nowhere/", status=404)


def test_a_form_without_its_token_is_refused_in_our_own_style():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "alice"})

    assert response.status_code == 403
    assert "security token" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "500.html"])
def test_error_pages_need_neither_request_nor_database(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string(name)

    assert "<h1>" in html
    assert "On Record</title>" in html


def test_unnamed_speakers_are_not_most_cited(client):
    make_attribution(speaker=make_speaker("Ann Chen"))
    for _ in range(2):
        make_attribution(speaker=make_speaker("US officials", kind="anonymous"))

    html = page(client, "/")

    assert "US officials" not in html[html.index("Most cited") :]


def test_home_says_how_much_there_is_and_from_when(client):
    article = make_article("They agree.", published_on="2022-03-18", published_basis="stated")
    make_attribution(make_statement("They agree", article=article))

    html = page(client, "/")

    assert "1 statement</a> by" in html
    assert "from 18\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2022." in html


def test_every_statement_leads_to_how_it_is_read(client):
    make_attribution()

    assert 'href="/reading/"' in page(client, "/")
    assert "How sure we are." in page(client, "/reading/")


def test_every_page_names_who_runs_the_site_where_that_is_set(client, settings):
    assert "Run by" not in client.get("/").content.decode()
    settings.OPERATOR, settings.CONTACT = "The Daily & Co", "mailto:desk@example.org"

    html = client.get("/").content.decode()

    assert "Run by The Daily &amp; Co." in html
    assert '<a href="mailto:desk@example.org">Contact</a>' in html


def test_a_day_in_a_sentence_never_breaks_over_two_lines(client):
    article = make_article("It was late.", published_on="2022-03-14", published_basis="stated")
    make_attribution(make_statement("It was late", article=article))

    assert "14\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2022" in page(client, "/verify/")


def test_of_an_outlet_that_is_not_known_nothing_is_said(client):
    make_attribution(make_statement("It was late", article=make_article("It was late.")))

    for path in ("/", "/statements/", Statement.objects.get().get_absolute_url()):
        assert "utlet unknown" not in page(client, path)


@pytest.mark.parametrize(
    ("path", "heading"), [("/verify/", "Verify a quote"), ("/exchange/", "Who talks about whom")]
)
def test_a_page_is_called_the_same_wherever_it_is_named(client, path, heading):
    make_world()

    assert f"<h1>{heading}</h1>" in page(client, path)
    assert f">{heading}<" in page(client, "/")
