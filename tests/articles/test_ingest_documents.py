"""A file of several documents: each is an article, with the metadata that it has."""

from collections.abc import Iterator
from datetime import date

import pytest

from articles.ingest import IngestResult, ingest
from articles.models import Article
from articles.readers import READERS, Document, Unreadable
from articles.readers.input_file import InputFile
from tests.articles.text_files import described, kinds, write

pytestmark = pytest.mark.django_db


def read_lines(source: InputFile) -> Iterator[Document | Unreadable]:
    """A toy reader: one document a line, "title|address|text"; "?" is one that can't be used."""
    for number, line in enumerate(source.raw().decode().splitlines(), start=1):
        if not line.strip():
            continue
        if line == "?":
            yield Unreadable(f"line {number}: is no article. Mend it.")
            continue
        title, url, text = line.split("|")
        yield Document(
            raw=line.encode(),
            text=text,
            encoding="utf-8",
            title=title,
            byline="By Ann Bell",
            published=date(2022, 3, 18),
            updated=date(2022, 3, 19),
            url=url,
            outlet="The Lines",
            language="en",
            part=f"line {number}",
        )


@pytest.fixture
def lines(monkeypatch, tmp_path):
    """A function that writes a file of several documents; their format is known to the readers."""
    monkeypatch.setitem(READERS, ".jsonl", read_lines)
    return lambda *rows: write(tmp_path, "a.jsonl", "\n".join(rows))


FIRST = "One|https://example.org/1|The minister left at noon."


SECOND = "Two|https://example.org/2|The minister came back."


def test_each_document_of_a_file_is_an_article_with_the_metadata_that_it_has(lines):
    assert kinds(lines(FIRST, SECOND)) == [IngestResult.NEW, IngestResult.NEW]

    article = Article.objects.get(title="Two")
    assert (article.url, article.outlet.name) == ("https://example.org/2", "The Lines")
    assert (article.published_on, article.published_basis) == (date(2022, 3, 18), "given")
    assert (article.updated_on, article.credit) == (date(2022, 3, 19), "By Ann Bell")
    assert bytes(article.raw) == SECOND.encode()


def test_a_document_that_cannot_be_used_does_not_stop_the_next_of_its_file(lines):
    outcomes = list(ingest([lines("?", "Empty||Advertisement", SECOND)]))

    assert [outcome.kind for outcome in outcomes] == ["failed", "failed", "new"]
    assert outcomes[0].notes == ("line 1: is no article. Mend it.",)
    assert outcomes[1].notes[0].startswith("line 2: holds no article")


def test_one_text_twice_in_a_file_is_one_article(lines):
    path = lines(FIRST, FIRST)

    first, second = ingest([path])

    assert (first.kind, second.kind) == (IngestResult.NEW, IngestResult.DUPLICATE)
    assert second.notes == (f"line 2: the same text as {path} line 1",)


def test_the_row_of_a_file_of_several_documents_is_not_the_address_of_each(lines, tmp_path):
    row = "a.jsonl,A title,The Example,https://example.org/a,2021-01-01,,"

    path = lines(FIRST, SECOND)
    list(ingest([path], metadata=described(tmp_path, row)))

    assert set(Article.objects.values_list("url", flat=True)) == {
        "https://example.org/1",
        "https://example.org/2",
    }
    assert {str(article.outlet) for article in Article.objects.all()} == {"The Example"}
    assert {str(article.published_on) for article in Article.objects.all()} == {"2021-01-01"}


def test_an_address_that_is_none_is_left_out_and_said(lines):
    (outcome,) = ingest([lines("One|javascript:alert(1)|The minister left at noon.")])

    assert Article.objects.get().url == ""
    assert outcome.notes[0].startswith("line 1: bad url")


def test_a_file_of_no_document_is_a_failure_that_says_so(lines):
    (outcome,) = ingest([lines(" ")])

    assert outcome.kind == IngestResult.FAILED
    assert outcome.notes == ("holds no article. Check the file.",)
