"""Articles and outlets in the admin: what curators see and may change; no form ends in a 500."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Outlet, RemovedPart
from tests.make import make_article, make_outlet

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
HOSTILE = "<script>alert(1)</script>"


def page(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def form(article: Article, **changes: str) -> dict[str, str]:
    """What the change form posts: the article's values, some changed."""
    fields = ("title", "url", "published_on", "published_basis", "published_note", "credit")
    values = {name: getattr(article, name) or "" for name in (*fields, "note")}
    return {**values, "outlet": article.outlet_id or "", **changes}


def test_the_list_shows_articles_and_how_far_they_are(admin_client):
    make_article(title="Minister leaves", extraction="language")

    html = admin_client.get(LIST).content.decode()

    assert "Minister leaves" in html
    assert "not extracted: not in English" in html


@pytest.mark.parametrize(
    "query",
    [
        *("q=minister", "q=%00", "q=" + "x" * 5000, "extraction__exact=done"),
        *("outlet__id__exact=0", "published_on__year=2022", "published_on__year=99999"),
        *("state=withdrawn", "state=%00", "nonsense=1", "p=-1", "o=99"),
    ],
)
def test_no_query_of_the_list_ends_in_a_500(admin_client, query):
    make_article()

    assert admin_client.get(f"{LIST}?{query}", follow=True).status_code in (200, 400)


def test_the_list_asks_as_many_questions_for_many_articles(
    admin_client, django_assert_max_num_queries
):
    for _ in range(20):
        make_article(outlet=make_outlet())

    with django_assert_max_num_queries(12):
        admin_client.get(LIST)


def test_the_page_shows_what_went_with_its_reason_and_as_text_only(admin_client):
    article = make_article(HOSTILE + " said Ann Chen.")
    RemovedPart.objects.create(article=article, position=3, text=HOSTILE, reason="menu")

    html = admin_client.get(page(article)).content.decode()

    assert "<td>menu</td>" in html
    assert HOSTILE not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_a_long_list_of_removed_lines_does_not_hinder_saving(admin_client):
    article = make_article()
    RemovedPart.objects.bulk_create(
        RemovedPart(article=article, position=n, text=f"line {n}", reason="reader comment")
        for n in range(1500)
    )

    assert "There is more; see the raw text." in admin_client.get(page(article)).content.decode()
    assert admin_client.post(page(article), form(article, note="Seen.")).status_code == 302


def test_the_raw_text_is_shown_as_plain_text(admin_client):
    article = make_article(raw=HOSTILE.encode("utf-16-le"), encoding="utf-16-le")

    response = admin_client.get(reverse("admin:article_raw", args=[article.pk]))

    assert response.content.decode() == HOSTILE
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_raw_text_is_for_those_who_may_view_articles(client, django_user_model):
    article = make_article()
    client.force_login(django_user_model.objects.create(username="alice", is_staff=True))

    assert client.get(reverse("admin:article_raw", args=[article.pk])).status_code == 403


def test_the_text_can_not_be_changed(admin_client):
    article = make_article("Ann Chen said no.")

    admin_client.post(page(article), form(article, text="Ann Chen said yes.", slug="other"))

    changed = Article.objects.get()
    assert (changed.text, changed.slug) == (article.text, article.slug)


def test_a_date_and_its_basis_can_be_set(admin_client):
    article = make_article()

    admin_client.post(
        page(article), form(article, published_on="2022-03-18", published_basis="curator")
    )

    assert str(Article.objects.get().published_on) == "2022-03-18"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"published_on": "2022-03-18"}, "A date needs its basis"),
        ({"published_basis": "given"}, "A date needs its basis"),
        ({"published_on": "2022-03-18", "published_basis": "inferred"}, "Say from what"),
        ({"published_on": "Friday"}, "Enter a valid date"),
        ({"published_basis": "guessed"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"url": "https://example.org/" + "x" * 1000}, "at most 1000 characters"),
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 501}, "at most 500 characters"),
        ({"note": "a\0b"}, "Null characters are not allowed"),
        ({"outlet": "999999"}, "Select a valid choice"),
    ],
)
def test_what_the_database_would_refuse_is_answered_with_a_message(admin_client, changes, message):
    article = make_article()

    response = admin_client.post(page(article), form(article, **changes))

    assert response.status_code == 200
    assert message in response.content.decode()


@pytest.mark.parametrize("address", ["add/", "{pk}/delete/"])
def test_articles_are_neither_added_nor_deleted(admin_client, address):
    article = make_article()

    response = admin_client.post(LIST + address.format(pk=article.pk), {"post": "yes"})

    assert response.status_code == 403
    assert Article.objects.count() == 1


@pytest.mark.parametrize("state", ["public", "superseded", "withdrawn"])
def test_the_list_can_be_narrowed_to_a_state(admin_client, state):
    make_article(title="An old text", superseded_by=make_article(title="A public text"))
    make_article(title="A withdrawn text", withdrawn_at=timezone.now())

    html = admin_client.get(f"{LIST}?state={state}").content.decode()

    shown = [title for title in ("public", "old", "withdrawn") if f" {title} text" in html]
    assert shown == ["old" if state == "superseded" else state]


def act(admin_client, action: str, *articles: Article, **more: str) -> str:
    chosen = [article.pk for article in articles]
    data = {"action": action, "_selected_action": chosen, **more}
    return admin_client.post(LIST, data, follow=True).content.decode()


def withhold(admin_client, *articles: Article) -> str:
    return act(admin_client, "withhold", *articles, sure="yes", why="retracted by the paper")


def test_withheld_articles_leave_the_public_and_come_back(admin_client):
    kept, gone = make_article(), make_article()

    assert "1 record changed" in withhold(admin_client, gone)
    assert list(Article.objects.public()) == [kept]

    assert "1 record changed" in act(admin_client, "release", gone)
    assert Article.objects.public().count() == 2


def test_withholding_asks_why_first(admin_client):
    html = act(admin_client, "withhold", make_article(title="A scoop"))

    assert "Why, as readers see it" in html
    assert "A scoop" in html
    assert Article.objects.public().exists()


def test_withholding_is_a_decision_shown_on_the_article(admin_client):
    article = make_article()
    withhold(admin_client, article)

    html = admin_client.get(f"{LIST}{article.pk}/change/").content.decode()

    assert "withheld from readers" in html
    assert "retracted by the paper" in html


def test_withholding_twice_keeps_the_first_time(admin_client):
    first = timezone.now() - timezone.timedelta(days=9)
    article = make_article(withdrawn_at=first)

    assert "already withheld" in withhold(admin_client, article)
    assert Article.objects.get().withdrawn_at == first


def test_an_article_can_be_extracted_again(admin_client):
    article = make_article("“We will stay,” Ann Chen said on Monday.", extraction="pending")

    assert "1 of 1 extracted" in act(admin_client, "extract_again", article)
    assert Article.objects.get().extraction == "done"


def test_an_outlet_s_address_is_set_once(admin_client):
    rights = {"homepage": "", "rights": "excerpt", "excerpt_length": 80}
    data = {"name": "The Example", "slug": "the-example", **rights}
    admin_client.post("/admin/articles/outlet/add/", data)
    outlet = Outlet.objects.get()

    admin_client.post(
        f"/admin/articles/outlet/{outlet.pk}/change/",
        {"name": "The Sample", "slug": "the-sample", **rights},
    )

    outlet.refresh_from_db()
    assert (outlet.name, outlet.slug) == ("The Sample", "the-example")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"slug": "the-example"}, "already exists"),
        ({"slug": "not a slug"}, "Enter a valid"),
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"homepage": "example"}, "Enter a valid URL"),
    ],
)
def test_a_bad_outlet_is_answered_with_a_message(admin_client, values, message):
    make_outlet("The Example")
    data = {"name": "Another", "slug": "another", "homepage": "", **values}

    response = admin_client.post("/admin/articles/outlet/add/", data)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_an_outlet_is_never_deleted(admin_client):
    outlet = make_outlet()
    make_article(outlet=outlet)

    for one in (outlet, make_outlet()):
        address = f"/admin/articles/outlet/{one.pk}/delete/"
        assert admin_client.post(address, {"post": "yes"}).status_code == 403
    assert Outlet.objects.count() == 2


def test_the_form_speaks_plain_words_and_offers_a_calendar_of_the_browsers(admin_client):
    html = admin_client.get(page(make_article())).content.decode()

    assert all(label in html for label in ("Web address:", "The date is:", "Name in addresses:"))
    assert re.search('<input type="date" name="published_on"', html)
