"""Decisions as a file, and a database made anew into which it is brought."""

import json
from io import StringIO

from django.core.management import CommandError, call_command
from django.db import connection

from claims import curation
from claims.models import Attribution, Speaker
from claims.recording import reconcile
from tests.claims.recording.findings import LI, TEXT, finding
from tests.make import make_article

FOUND = [finding(), finding("It is late", speaker=LI)]


def export(file):
    call_command("decisions", "export", str(file), stderr=StringIO())
    return [json.loads(line) for line in file.read_text().splitlines()]


def rebuild(text=TEXT, found=FOUND, version="v2"):
    """The database as it is before anybody decided anything: articles ingested and extracted."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE claims_speaker, claims_statement, articles_article CASCADE")
    article = make_article(text, slug="talks", url="https://example.org/talks")
    reconcile.record(article, found, version)
    return article


def bring(file, capsys):
    """The tally, what was told, and whether all went well."""
    try:
        call_command("decisions", "import", str(file))
        well = True
    except CommandError:
        well = False
    out, err = capsys.readouterr()
    return out.strip(), err, well


def chosen(**match):
    return Attribution.objects.live().get(**match)


def what_stands():
    return {
        (one.statement.words, one.speaker and one.speaker.name, one.status)
        for one in Attribution.objects.live()
        if one.statement.withdrawn_at is None
    }


def decide_much(article, curator):
    said = chosen(statement__words="We agree")
    curation.accept(said, by=curator)
    curation.edit(said.statement, by=curator, about=["ru"], cue=[(35, 39)])
    curation.reject(chosen(statement__words="It is late"), by=curator, reason="wrong_span")
    rain = TEXT.index("It rained")
    bob = curation.new_speaker("Bob Lee", "person", by=curator)
    curation.add_statement(article, content=[(rain, rain + 9)], speaker=bob, by=curator)
    chen, li = Speaker.objects.get(name="Ann Chen"), Speaker.objects.get(name="Bo Li")
    curation.distinguish(li, bob, by=curator)
    curation.merge(chen, li, by=curator, why="one person")
    curation.mark_reviewed(article, by=curator)
