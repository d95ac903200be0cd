"""A line of a file of decisions that somebody has edited is done or told, and the rest goes on."""

import json

import pytest
from django.db import transaction

from claims import curation
from claims.curation.annotations import InvalidAnnotation, parse_annotation
from claims.curation.replay import replay
from claims.management.commands.decisions import describe_outcome
from tests.claims.curation.decision_files import (
    bring,
    chosen,
    decide_much,
    export,
    rebuild,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "nonsense",
        "[" * 100_000,
        '{"id": "urn:uuid:x"}',
        '{"id": 1, "body": {}, "target": 2}',
    ],
)
def test_a_line_that_is_no_decision_is_told_by_its_number(file, capsys, line):
    file.write_text(f"\n{line}\n")

    out, err, well = bring(file, capsys)

    assert (well, "1 unreadable" in out) == (False, True)
    assert err.startswith("line 2: ")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("body", "deed"), "no “deed”"),
        (("body", "judged", "content"), "no “body.judged….content”"),
        (("body", "settled", "attribution", "speaker", "kind"), "no “body.settled….kind”"),
        (("target", "article"), "no “target.article”"),
        (("target", "selector"), "no “target.exact”"),
    ],
)
def test_a_line_that_lacks_a_key_is_told_by_number_and_key_and_the_rest_goes_on(
    article, curator, file, capsys, path, message
):
    curation.accept(chosen(statement__words="We agree"), by=curator)
    curation.accept(chosen(statement__words="It is late"), by=curator)
    lines = export(file)
    file.write_text("\n".join([json.dumps(without(lines[0], *path)), json.dumps(lines[1])]))
    rebuild()

    out, err, well = bring(file, capsys)

    assert (well, "1 applied" in out, "1 unreadable" in out) == (False, True, True)
    assert err.startswith("line 1: not a decision as “decisions export” writes it")
    assert message in err.splitlines()[0]


def without(value, *path, put=None):
    """A piece of JSON without the key at the end of the path, or with something ``put`` there."""
    first, *rest = path
    changed = value.copy()
    if rest:
        changed[first] = without(value[first], *rest, put=put)
    elif put is None:
        del changed[first]
    else:
        changed[first] = put
    return changed


def key_paths(value, *path):
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value[:1]) if isinstance(value, list) else items
    for key, part in items:
        yield (*path, key)
        yield from key_paths(part, *path, key)


def test_a_line_edited_in_any_one_place_is_done_or_told_and_never_breaks_off(
    article, curator, file, capsys
):
    decide_much(article, curator)
    lines = list({line["body"]["deed"]: line for line in export(file)}.values())
    rebuild()
    edited = [
        without(line, *path, put=put)
        for line in lines
        for path in key_paths(line)
        if path[0] != "@context"
        for put in (None, {"a": 1})
    ]

    outcomes = [brought(line) for line in edited]

    assert len(outcomes) == len(edited)
    assert not [told for told in outcomes if "\n" in told]


def brought(line) -> str:
    """What is said of one decision that is replayed, and then taken back."""
    try:
        decision = parse_annotation(line)
    except InvalidAnnotation as error:
        return str(error)
    with transaction.atomic():
        [outcome] = replay([decision])
        transaction.set_rollback(True)
    return describe_outcome(outcome)
