"""The assembled pipeline and its command line."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import Extractor, acts
from claims.extraction.parties import PARTIES
from claims.extraction.types import Link, Span
from tests.extraction.reading import findings, parsed, read

GOLD = Path(__file__).parent.parent / "gold"
TEXT = (
    "Karvenian President Ilko Dravec warned Tolmark that it would pay. “We are not afraid,” "
    "Dravec told Reuters. He said the army was ready."
)


@cache
def extractor() -> Extractor:
    return Extractor.load()


def test_extraction_does_not_import_django():
    code = "import sys, claims.extraction; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_text_gives_findings_with_speakers():
    found = extractor().extract(TEXT)

    assert {f.speaker.name for f in found if f.speaker} == {"Ilko Dravec"}
    assert len(found) == 3


def test_an_empty_text_has_no_findings():
    assert extractor().extract("") == []


def test_a_stream_gives_the_same_as_one_by_one():
    texts = [TEXT, "", "Nothing was said."]

    assert list(extractor().extract_all(texts)) == [extractor().extract(text) for text in texts]


def test_the_version_names_rules_tagger_and_model():
    rules, tagger, model = extractor().version.split("/")

    assert rules
    assert tagger
    assert model.startswith("core_web_sm")


def test_findings_carry_known_acts_and_parties():
    for finding in extractor().extract(TEXT):
        assert finding.act in acts.labels()
        assert all(mention.code in PARTIES for mention in finding.about)


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("He said “that” XiUS,.\n’s"), min_size=3, max_size=80), st.data())
def test_spans_stay_inside_any_text_and_no_link_raises(text, data):
    cuts = data.draw(
        st.lists(st.integers(0, len(text)), min_size=6, max_size=6, unique=True)
        if len(text) >= 6
        else st.none()
    )
    if cuts is None:
        return
    a, b, c, d, e, f = sorted(cuts)
    found = findings(parsed(text), [Link((Span(e, f),), (Span(a, b),), (Span(c, d),))])

    for finding in found:
        for piece in (*finding.source, *finding.cue, *finding.content):
            assert 0 <= piece.start < piece.end <= len(text)
        assert 0 <= finding.confidence <= 1


def test_about_has_the_place_of_each_party():
    text = "Dana Whitcombe said that Moscow would pay."

    finding = read(text, ("Dana Whitcombe", "said", "that Moscow would pay"))[0]

    assert [(m.code, text[m.span.start : m.span.end]) for m in finding.about] == [("ru", "Moscow")]


# The command line ------------------------------------------------------------------------------


# Articles with invented names --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["invented.jsonl", "articles.jsonl"])
def test_speakers_of_invented_articles_are_right(name):
    """With the gold's links, so that this holds whatever the tagger does."""
    right = total = 0
    for article in map(json.loads, (GOLD / name).read_text(encoding="utf-8").splitlines()):
        wanted = [a for a in article["attributions"] if not a.get("optional")]
        links = [Link(*(_spans(a[part]) for part in ("content", "source", "cue"))) for a in wanted]
        found = _findings(article["text"], links)
        for one in wanted:
            finding = _nearest(found, _spans(one["content"]))
            speaker = finding.speaker.name if finding and finding.speaker else ""
            right += _plain(speaker) == _plain(one["speaker"])
            total += 1

    assert right / total >= 0.9


def _nearest(found, content):
    """The finding that shares most of a content, whose edges are set by rules; None for none."""

    def shared(finding):
        pairs = ((a, b) for a in finding.content for b in content)
        both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a, b in pairs)
        either = sum(p.end - p.start for p in (*finding.content, *content)) - both
        return both / either

    best = max(found, key=shared, default=None)
    return best if best is not None and shared(best) >= 0.5 else None


def _findings(text, links):
    return findings(parsed(text), links)


def _spans(pieces):
    return tuple(Span(*piece) for piece in pieces)


def _plain(name):
    return name.lower().replace("’", "'").removeprefix("a ").removeprefix("the ")
