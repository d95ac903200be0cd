"""A statement with every field, and files as a reader downloads them."""

from datetime import date

from claims.models import About, Span, Statement
from tests.make import (
    make_article,
    make_attribution,
    make_outlet,
    make_party,
    make_speaker,
)


def download(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response, response.getvalue()


def make_full_statement():
    china = make_party("cn", "China")
    article = make_article(
        "Talks\n\n“We, 😀 agree”, Xi said, “not \tto yield”, Xinhua reported. It rained.",
        slug="talks", title="Talks", url="https://example.org/talks",
        outlet=make_outlet("The Paper"), published_on=date(2022, 3, 18), published_basis="stated",
    )  # fmt: skip
    statement = Statement.objects.create(
        article=article, content=[(8, 19), (32, 45)], start=8, end=45,
        words="We, 😀 agree … not to yield", quotation="direct",
    )  # fmt: skip
    About.objects.create(statement=statement, party=china, spans=[(8, 10)])
    return make_attribution(
        statement,
        speaker=make_speaker("Xi Jinping", slug="xi-jinping", party=china),
        via=(make_speaker("Xinhua", slug="xinhua"), make_speaker("ABC > News", slug="abc-news")),
        role="President",
        source=[Span(22, 24)],
        cue=[Span(25, 29)],
        extractor_version="rules-1",
    ).statement
