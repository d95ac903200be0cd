"""What others take from a claim: citations, embeds, pictures, feeds; and of one merged or gone."""

import re
from html import unescape

import pytest
from django.utils import timezone

from claims.models import Claim, Statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ending", "said"),
    [("bib", "@misc{onrecord-claim-"), ("ris", "TY  - ELEC"), ("csl.json", '"type": "webpage"')],
)
def test_a_claim_is_cited_as_a_page_of_nobody(client, claim, ending, said):
    response = client.get(f"/claims/{claim.key}.{ending}")

    text = response.content.decode()
    assert said in text
    assert claim.wording in text
    assert "laimed by Ann Chen; denied by Bob Lee" in text
    assert "author" not in text
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_claims_page_tells_reference_managers_what_it_is(client, claim):
    page = client.get(claim.get_absolute_url()).content.decode()

    assert f'<meta name="citation_title" content="Disputed claim: {claim.wording}">' in page
    assert f"/claims/{claim.key}.bib" in page
    assert f"/claims/{claim.key}/card.png" in page


def test_a_claim_is_embedded_without_scripts(client, claim):
    response = client.get(f"/claims/{claim.key}/embed?theme=dark")

    page = response.content.decode()
    assert 'data-theme="dark"' in page
    assert "<strong>Denied by</strong> Bob Lee" in page
    assert "<script" not in page
    assert "X-Frame-Options" not in response
    assert "frame-ancestors *" in response["Content-Security-Policy"]


def test_a_claim_has_a_picture(client, claim):
    response = client.get(f"/claims/{claim.key}/card.png")

    assert response["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", ["/", "/embed?theme=dark", "/card.png", "/report", ".bib", ".atom", ".jsonld"]
)
def test_what_belongs_to_a_claim_goes_where_it_went(client, claim, path):
    old = Claim.objects.create(wording="Old", merged_into=claim)

    response = client.get(f"/claims/{old.key}{path}")

    assert response.status_code == 301
    assert response["Location"] == f"/claims/{claim.key}{path}"


@pytest.mark.parametrize("ending", ["", "/", "/embed"])
def test_a_claim_has_a_frame_by_oembed(client, claim, ending):
    address = f"http://testserver/claims/{claim.key}{ending}"

    frame = client.get("/oembed", {"url": address, "maxwidth": 400}).json()

    assert frame["title"] == f"Disputed claim: {claim.wording}"
    assert frame["html"].startswith(
        f'<iframe src="http://testserver/claims/{claim.key}/embed" width="400"'
    )


def test_the_page_of_a_claim_names_its_oembed(client, claim):
    html = client.get(f"/claims/{claim.key}/").content.decode()

    [address] = re.findall(r'json\+oembed" href="([^"]+)"', html)
    assert client.get(unescape(address)).json()["type"] == "rich"


def test_oembed_of_a_merged_claim_is_of_its_heir_and_of_none_that_is_gone(client, claim):
    old = Claim.objects.create(wording="Old", merged_into=claim)
    address = {"url": f"http://testserver/claims/{old.key}/"}

    assert claim.key in client.get("/oembed", address).json()["html"]
    Statement.objects.update(withdrawn_at=timezone.now())
    assert client.get("/oembed", address).status_code == 404


@pytest.mark.parametrize("path", ["/embed", "/card.png", "/report", ".bib", ".atom", ".jsonld"])
def test_nothing_is_taken_from_a_claim_that_is_gone(client, claim, path):
    Statement.objects.update(withdrawn_at=timezone.now())

    response = client.get(f"/claims/{claim.key}{path}")

    assert response.status_code == 410
    assert claim.wording not in response.content.decode()
