"""From files to articles: each text once, whole, with what is known about it."""

import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from articles.ingest import IngestResult, ingest
from articles.metadata import load_metadata
from articles.models import Article, Outlet, RemovedPart
from tests.articles.text_files import TEXT, described, kinds, write
from tests.make import make_article

pytestmark = pytest.mark.django_db

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FRENCH = "Le ministre a quitté la salle. « Assez », a-t-il dit aux journalistes. Il pleuvait.\n"


def test_the_seeds_are_five_articles_with_their_dates():
    outcomes = ingest(sorted(SEEDS.glob("*.txt")), metadata=[load_metadata(SEEDS / "metadata.csv")])

    assert [outcome.kind for outcome in outcomes] == [IngestResult.NEW] * 5
    assert [str(article.published_on) for article in Article.objects.order_by("file_name")] == [
        *("2022-03-18", "2022-06-15", "2022-03-18", "2022-03-18", "2022-03-14")
    ]


def test_the_input_is_kept_byte_for_byte(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-16"))

    list(ingest([path]))

    assert bytes(Article.objects.get().raw) == path.read_bytes()


def test_what_went_is_stored_with_its_place_and_reason(tmp_path):
    list(ingest([write(tmp_path, text=TEXT + "\n© 2022 Example\n")]))

    part = RemovedPart.objects.get()
    assert (part.text, part.reason) == ("© 2022 Example", "copyright")
    assert (TEXT + "\n© 2022 Example\n")[part.position :].startswith("© 2022")


def test_a_second_time_nothing_changes(tmp_path):
    path = write(tmp_path)
    first = [outcome.article for outcome in ingest([path])]

    second = list(ingest([path], outlet="Another"))

    assert [(outcome.kind, outcome.article) for outcome in second] == [
        (IngestResult.UNCHANGED, *first)
    ]
    assert Article.objects.get().outlet is None


def test_one_text_in_two_files_is_one_article(tmp_path):
    paths = write(tmp_path, "a.txt"), write(tmp_path, "b.txt", TEXT.replace("\n\n", "\n\n\n"))

    assert kinds(*paths) == [IngestResult.NEW, IngestResult.DUPLICATE]
    assert kinds(*paths) == [IngestResult.UNCHANGED, IngestResult.DUPLICATE]
    assert kinds(paths[1]) == [IngestResult.DUPLICATE]


def test_a_bad_file_does_not_stop_the_next(tmp_path):
    empty, good = write(tmp_path, "a.txt", ""), write(tmp_path, "b.txt")

    failed, new = ingest([empty, good])

    assert (failed.kind, new.kind) == (IngestResult.FAILED, IngestResult.NEW)
    assert failed.notes == ("is empty. Save the article's text into it.",)


def test_a_file_of_furniture_only_is_no_article(tmp_path):
    assert kinds(write(tmp_path, text="Advertisement\nShare this article\n")) == [
        IngestResult.FAILED
    ]


def test_figures_and_signs_alone_are_no_article(tmp_path):
    (outcome,) = ingest(
        [write(tmp_path, "a.txt", "12345 67890 !!! ??? 12. 13. 14. \N{GRINNING FACE}")]
    )

    assert outcome.kind == IngestResult.FAILED
    assert outcome.notes[0].startswith("holds no words")


def test_a_text_in_another_language_is_stored_but_not_to_be_extracted(tmp_path):
    (outcome,) = ingest([write(tmp_path, text=FRENCH)])

    assert outcome.kind == IngestResult.LANGUAGE
    assert outcome.notes == ("not extracted: language (fr)",)
    assert not Article.objects.pending().exists()


def test_a_dry_run_tells_the_same_and_stores_nothing(tmp_path):
    paths = write(tmp_path), write(tmp_path, "b.txt", FRENCH), write(tmp_path, "c.txt", "")

    assert kinds(*paths, dry_run=True) == [
        IngestResult.NEW,
        IngestResult.LANGUAGE,
        IngestResult.FAILED,
    ]
    assert not Article.objects.exists()


def test_a_dry_run_tells_what_would_be_superseded(tmp_path):
    make_article(url="https://example.org/a")
    path = write(tmp_path)
    metadata = described(tmp_path, "a.txt,,,https://example.org/a,,,")

    assert kinds(path, metadata=metadata, dry_run=True) == [IngestResult.REVISED]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a",
        "https://www.example.org/a/",
        "https://example.org/a?utm_source=mail&fbclid=x#top",
    ],
)
def test_a_page_under_another_form_of_its_address_is_the_same_page(tmp_path, url):
    old = make_article(url="https://example.org/a")
    path = write(tmp_path)

    assert kinds(path, metadata=described(tmp_path, f"a.txt,,,{url},,,")) == [IngestResult.REVISED]

    new = Article.objects.get(superseded_by=None)
    old.refresh_from_db()
    assert old.superseded_by == new
    assert new.url == url  # as it was given


def test_the_day_of_an_update_is_kept_and_is_not_that_of_publication(tmp_path):
    text = TEXT.replace("\n\n", "\n\nBy Ann Bell | Updated May 3, 2021\n\n", 1)
    list(ingest([write(tmp_path, text=text)]))

    article = Article.objects.get()
    assert (article.published_on, article.updated_on) == (None, date(2021, 5, 3))


def test_a_text_with_more_words_than_an_index_holds_is_stored_all_the_same(tmp_path):
    english = "He said that the talks would go on. " * 600  # as much as the language is told by
    words = " ".join(f"word{n:x}" for n in range(150_000))
    paths = write(tmp_path, text=f"{english} {words}."), write(tmp_path, "b.txt")

    assert kinds(*paths) == [IngestResult.NEW, IngestResult.NEW]


def test_a_text_with_the_longest_index_there_can_be_is_stored(tmp_path):
    english = "He said that the talks would go on. " * 600  # as much as the language is told by
    pairs = [chr(0x20000 + n // 200) + chr(0x20000 + n % 200) for n in range(40_000)]
    words = " ".join(f"{pair}-{pair}" for pair in pairs)  # letters of four bytes
    paths = write(tmp_path, text=f"{english} {words}."), write(tmp_path, "b.txt")

    assert kinds(*paths) == [IngestResult.NEW, IngestResult.NEW]


def test_a_file_name_that_is_no_text_does_no_harm(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xfcnster.txt"))
    path.write_text(TEXT)

    assert kinds(path) == [IngestResult.NEW]
    assert Article.objects.get().file_name == "m?nster.txt"


def test_what_the_metadata_says_is_stored(tmp_path):
    row = "a.txt,A better title,The Example,https://example.org/a,2022-03-18,inferred,a named call"

    list(ingest([write(tmp_path)], metadata=described(tmp_path, row), outlet="Another"))

    article = Article.objects.get()
    assert (article.title, article.outlet.name) == ("A better title", "The Example")
    assert (article.published_basis, article.published_note) == ("inferred", "a named call")


def test_options_fill_what_the_metadata_leaves_open(tmp_path):
    friday = date(2022, 3, 18)

    list(ingest([write(tmp_path)], outlet="The Example", published=friday))

    article = Article.objects.get()
    assert article.outlet == Outlet.objects.get(name="The Example")
    assert (article.published_on, article.published_basis) == (friday, "given")


def test_a_day_stated_above_the_text_is_its_date(tmp_path):
    list(ingest([write(tmp_path, text=TEXT.replace("\n\n", "\n\nMarch 18, 2022\n\n"))]))

    article = Article.objects.get()
    assert (str(article.published_on), article.published_basis) == ("2022-03-18", "stated")


def test_a_file_waits_until_its_metadata_is_mended(tmp_path):
    path = write(tmp_path)

    (outcome,) = ingest([path], metadata=described(tmp_path, "a.txt,,,,18 March,,"))

    assert outcome.kind == IngestResult.FAILED
    assert "metadata.csv row 2: bad date “18 March”" in outcome.notes[0]


def test_a_new_text_at_a_known_url_supersedes_the_old_article(tmp_path):
    path = write(tmp_path)
    metadata = described(tmp_path, "a.txt,,,https://example.org/a,,,")
    list(ingest([path], metadata=metadata))

    (outcome,) = ingest([write(tmp_path, text=TEXT + "\nHe came back.\n")], metadata=metadata)

    assert outcome.kind == IngestResult.REVISED
    assert list(Article.objects.public()) == [outcome.article]
    assert list(outcome.article.supersedes.values_list("file_name", flat=True)) == ["a.txt"]


def test_two_articles_of_one_title_have_two_addresses(tmp_path):
    list(ingest([write(tmp_path), write(tmp_path, "b.txt", TEXT + "\nIt rained.\n")]))

    slugs = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["minister-leaves-the-long-talks", "minister-leaves-the-long-talks-2"]


def test_a_text_without_a_title_is_called_by_its_first_sentence(tmp_path):
    words = "The minister left the long talks at noon and told nobody where he went, " * 3

    list(ingest([write(tmp_path, text=f"{words}an aide said.\n\nIt rained.\n")]))

    title = Article.objects.get().title
    assert len(title) <= 121
    assert words.startswith(title.removesuffix("…"))


def test_a_title_without_latin_letters_has_an_address_too(tmp_path):
    list(ingest([write(tmp_path, text="习近平表示，中国支持和平，反对战争，希望各方对话谈判。\n")]))

    assert Article.objects.get().slug.startswith("xi-jin-ping-biao-shi-zhong-guo")


def test_an_outlet_is_one_in_every_spelling_of_its_name(tmp_path):
    list(ingest([write(tmp_path)], outlet="Süddeutsche Rundschau"))
    list(ingest([write(tmp_path, "b.txt", TEXT + "\nMore.\n")], outlet="Suddeutsche rundschau"))

    assert Outlet.objects.get().name == "Süddeutsche Rundschau"


def test_outlets_whose_names_have_no_latin_letters_have_addresses_too(tmp_path):
    list(ingest([write(tmp_path)], outlet="新华社"))
    list(ingest([write(tmp_path, "b.txt", TEXT + "\nMore.\n")], outlet="Известия"))

    assert sorted(Outlet.objects.values_list("slug", flat=True)) == ["izvestiya", "xin-hua-she"]


def test_a_crash_in_the_middle_leaves_whole_articles_only(tmp_path):
    with connection.cursor() as cursor:  # the database fails on the second file's removed lines
        cursor.execute("ALTER TABLE articles_removedpart ADD CHECK (reason <> 'copyright')")
    good = write(tmp_path)
    bad = write(tmp_path, "b.txt", TEXT + "\nIt rained.\n\nAdvertisement\n\n© 2022 Example\n")

    with pytest.raises(IntegrityError):
        list(ingest([good, bad]))

    assert [article.file_name for article in Article.objects.all()] == ["a.txt"]
    assert not RemovedPart.objects.exists()


def test_the_hash_is_of_the_text_readers_see(tmp_path):
    list(ingest([write(tmp_path)]))

    article = Article.objects.get()
    assert article.text_sha256 == hashlib.sha256(article.text.encode()).hexdigest()


def test_a_withdrawn_article_is_not_stored_anew(tmp_path):
    text = "Minister leaves the long talks\n\nThe minister left at noon."
    make_article(text, text_sha256=hashlib.sha256(text.encode()).hexdigest(), file_name="a.txt")

    assert kinds(write(tmp_path, text=text)) == [IngestResult.UNCHANGED]
