"""What tracks readers is dropped from the addresses of pages."""

import pytest

from articles.tracking import is_tracking
from claims.listing import filters

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        ("/?fbclid=abc", "/"),
        ("/statements/?utm_source=a&act=denies&utm_campaign=b&act=says",
         "/statements/?act=denies&act=says"),
        ("/search/?q=%22no+war%22&gclid=1&mc_cid=2&mc_eid=3&ref=home", "/search/?q=%22no+war%22"),
        ("/statements/abcd2345/?UTM_Medium=x", "/statements/abcd2345/"),
        ("/verify/?quote=a+b&igshid=1&msclkid=2&_ga=3&%75tm_source=4", "/verify/?quote=a+b"),
        ("/?gad_source=1&itm_medium=a&wt_mc=b&fb_source=c&mibextid=d&trk=e&matomo_kwd=f", "/"),
        ("/api/?ref=x", "/api/"),
        ("/nowhere/é/?utm_source=x", "/nowhere/%C3%A9/"),
    ],
)  # fmt: skip
def test_a_page_is_led_to_its_address_without_them(client, asked, clean):
    path, query = asked.split("?", 1)

    response = client.get(path, QUERY_STRING=query)

    assert (response.status_code, response["Location"]) == (302, clean)


def test_no_address_leads_to_another_host(client):
    response = client.get("/", {"utm_source": "x"}, PATH_INFO="//other-host/")

    assert response.headers.get("Location", "/%2F").startswith("/%2F")


@pytest.mark.parametrize("path", ["/statements.csv", "/api/statements", "/statements.atom"])
def test_files_and_programs_are_told_instead(client, path):
    response = client.get(path, {"utm_source": "x"})

    assert response.status_code == 400
    assert "utm_source" in response.content.decode()


def test_the_admin_has_names_of_its_own(admin_client):
    assert admin_client.get("/admin/claims/decision/", {"at__year": "2022"}).status_code == 200


def test_no_filter_of_ours_is_taken_for_tracking(client):
    names = {
        name
        for read in (filters.StatementFilter, filters.ArticleFilter, filters.SpeakerFilter,
                     filters.SourceFilter, filters.PartyFilter)
        for name in (*read.base_filters, *filters.PAGE_PARAMETERS)
    }  # fmt: skip
    assert [name for name in names if is_tracking(name)] == []
