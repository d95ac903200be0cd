"""A host that is not one of the site's is answered 400, as a page, wherever it is noticed."""

import pytest

PATHS = ("/", "/livez", "/nowhere/", "/admin/", "/api/statements", "/statements.csv", "/oembed")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "a b", "x/y", "[::1", "", "a" * 300])
@pytest.mark.parametrize("secure", [False, True], ids=["local", "production"])
def test_a_foreign_host_is_a_bad_request(client, settings, path, host, secure):
    settings.SECURE_SSL_REDIRECT = secure  # production asks for the host before anything else

    answer = client.get(path, HTTP_HOST=host)

    assert answer.status_code == 400
    assert "The request was not understood" in answer.content.decode()


def test_the_page_for_a_bad_request_names_no_foreign_host(client):
    assert b"evil.example" not in client.get("/", HTTP_HOST="evil.example").content
