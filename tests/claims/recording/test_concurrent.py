"""Several processes record at once: nothing fails, and they find what one alone finds."""

from itertools import permutations
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.models import Article
from claims.locks import LockKey, lock_recording
from claims.models import Attribution, Source, Speaker, Statement
from tests.make import make_article
from tests.processes import finish, start, wait_for_waiting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

SENTENCES = (
    "A spokesman said that the harvest of farm {0} was poor.",
    "“We will not sell field {0},” an official said.",
    "Officials in the ministry said that rain had spoilt {0} barns.",
)
NAMED = ("Ann Chen said that she had counted {0} boats.", "“It rained {0} days,” Chen said.")


def texts(count: int) -> list[str]:
    """Articles that share speakers without a name, met in every order, and a person's two names."""
    orders = list(permutations(SENTENCES))
    return [
        "\n\n".join(
            line.format(number)
            for line in (f"Report {number}", *orders[number % 6], NAMED[number % 2])
        )
        for number in range(count)
    ]


def on_record() -> set[tuple[str, str, str]]:
    """Article, words and speaker of every statement that readers see."""
    rows = Attribution.objects.public().select_related("statement__article", "speaker")
    return {(a.statement.article.text, a.statement.words, str(a.speaker)) for a in rows}


def forget() -> None:
    for model in (Source, Attribution, Statement, Speaker):
        model.objects.all().delete()
    Article.objects.update(extraction="pending")


def test_three_processes_find_what_one_finds_and_no_article_fails():
    for text in texts(60):
        make_article(text, extraction="pending")
    call_command("extract", "--pending", verbosity=0)
    alone = on_record()
    forget()
    slugs = list(Article.objects.order_by("pk").values_list("slug", flat=True))

    with transaction.atomic():
        lock_recording()  # all have read their first article when the first one is recorded
        readers = [start("manage.py", "extract", *slugs[k::3]) for k in range(3)]
        wait_for_waiting(3, LockKey.RECORDING)
    results = finish(*readers)

    assert [(code, err) for code, _, err in results] == [(0, "")] * 3, results
    assert on_record() == alone
    assert len(alone) >= 180
    assert not Article.objects.exclude(extraction="done").exists()


def test_folders_that_share_texts_outlets_and_titles_are_ingested_at_once(tmp_path: Path):
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
        for number, text in enumerate(texts(25)):
            own = f"\n\nThis is the copy of folder {folder.name}." * (number % 2)
            (folder / f"{number}.txt").write_text(text.replace(f"Report {number}", "Report") + own)

    command = ("manage.py", "ingest", "--no-extract", "--outlet", "The Daily Example")
    results = finish(*(start(*command, folder) for folder in folders))

    assert [code for code, _, _ in results] == [0] * 3, results
    assert Article.objects.count() == 13 + 3 * 12
    assert Article.objects.values("outlet").distinct().count() == 1
    call_command("extract", "--status")  # raises where an article failed
