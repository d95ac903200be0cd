"""JSON-LD: who said what in schema.org's words, and where as a Web Annotation."""

import json

import pytest
from django.utils import timezone

from tests.claims.export.files import download, make_full_statement
from tests.make import make_article, make_attribution, make_outlet, make_speaker, make_statement

pytestmark = pytest.mark.django_db


def graph_of(client, address: str) -> list[dict]:
    _, body = download(client, address)
    return json.loads(body)["@graph"][1:]


def pair_of(client, address: str = "/statements.jsonld") -> tuple[dict, dict]:
    statement, annotation = graph_of(client, address)
    return statement, annotation


def test_a_quotation_names_its_speaker_its_article_and_the_chain(client):
    key = make_full_statement().key

    quotation, _ = pair_of(client)

    assert quotation["@type"] == "Quotation"
    assert quotation["@id"] == f"http://testserver/statements/{key}/"
    assert quotation["creator"] == quotation["spokenByCharacter"]
    assert quotation["creator"]["name"] == "Xi Jinping"
    assert quotation["isPartOf"]["publisher"]["name"] == "The Paper"
    assert [hop["name"] for hop in quotation["chain"]] == ["Xinhua", "ABC > News"]
    assert quotation["about"] == [{"@id": "http://testserver/parties/cn/", "name": "China"}]


def test_both_selectors_of_each_piece_find_the_same_code_points(client):
    text = make_full_statement().article.text

    _, annotation = pair_of(client)

    assert len(annotation["target"]) == 2
    for target in annotation["target"]:
        position, quote = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_an_annotation_is_complete_in_itself(client):
    make_full_statement()

    quotation, annotation = pair_of(client)

    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["type"] == "Annotation"
    assert annotation["body"] == quotation["@id"]


def test_words_that_are_not_verbatim_are_no_quotation(client):
    make_attribution(make_statement(quotation="indirect"))

    claim, _ = pair_of(client)

    assert claim["@type"] == "Claim"
    assert "spokenByCharacter" not in claim


def test_every_term_of_our_own_leads_to_its_entry_on_the_data_page(client):
    _, body = download(client, "/statements.jsonld")
    page = client.get("/data/").content.decode()

    _, terms = json.loads(body)["@context"]
    places = [one if isinstance(one, str) else one["@id"] for one in terms.values()]
    assert places
    assert [place for place in places if f'id="{place.split("#")[1]}"' not in page] == []


@pytest.mark.parametrize("name", ["speakers", "articles", "sources", "parties"])
def test_every_list_is_linked_data_too(client, name):
    make_full_statement()

    nodes = graph_of(client, f"/{name}.jsonld")

    assert nodes
    assert all(node["@id"].startswith(f"http://testserver/{name}/") for node in nodes)


def test_one_record_has_a_document_of_its_own(client):
    statement = make_full_statement()
    make_attribution()

    [said, _] = graph_of(client, f"/statements/{statement.key}.jsonld")
    [speaker] = graph_of(client, "/speakers/xi-jinping.jsonld")
    [article] = graph_of(client, "/articles/talks.jsonld")

    assert said["identifier"] == statement.key
    assert (speaker["name"], article["headline"]) == ("Xi Jinping", "Talks")


def test_what_is_gone_says_so_and_what_never_was_is_not_found(client):
    gone = make_attribution(make_statement(withdrawn_at=timezone.now())).statement

    assert client.get(f"/statements/{gone.key}.jsonld").status_code == 410
    assert client.get("/statements/nothing.jsonld").status_code == 404


def test_a_merged_speaker_leads_to_whom_they_were_merged_into(client):
    kept = make_speaker("Ann Chen", slug="ann-chen")
    make_speaker("A. Chen", slug="a-chen", merged_into=kept)

    response = client.get("/speakers/a-chen.jsonld")

    assert (response.status_code, response["Location"]) == (301, "/speakers/ann-chen.jsonld")


def test_without_rights_to_the_text_only_positions_are_left(client):
    outlet = make_outlet()
    outlet.rights = "metadata"
    outlet.save()
    article = make_article("Secret words, she said.", outlet=outlet)
    make_attribution(make_statement("Secret words", article=article))

    claim, annotation = pair_of(client)

    assert "text" not in claim
    [target] = annotation["target"]
    assert target["selector"] == [{"type": "TextPositionSelector", "start": 0, "end": 12}]


def test_whatever_is_an_address_is_a_node_and_no_text(client):
    """Of these, schema.org's context types ``url`` alone; any other would be read as a word."""
    speaker = make_speaker("the official", kind="anonymous", article=make_article())
    make_attribution(speaker=speaker)

    [_, node] = json.loads(client.get("/speakers.jsonld").getvalue())["@graph"]

    assert node["subjectOf"]["@id"].startswith("http://testserver/articles/")
    texts = {name for name, value in node.items() if str(value).startswith("http")}
    assert texts == {"@id", "url"}
