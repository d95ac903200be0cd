"""The assembled pipeline and its command line."""

import contextlib
import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import Extractor, acts, json_lines
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


def run(lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claims.extraction", *options]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


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


def test_the_command_writes_one_line_for_each_it_reads():
    done = run(json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"id": 2, "text": ""}))

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["id"] for row in rows] == ["a", 2]
    assert rows[0]["attributions"][1]["via"] == ["Reuters"]
    assert set(rows[0]["attributions"][0]) >= {
        *("source", "cue", "content", "speaker", "via", "quotation", "mode", "act", "confidence")
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "not JSON"),
        ('{"id": 1}', 'no "text"'),
        ('{"text": "x"}', 'no "id"'),
        ("[]", 'no "text"'),
        ("[" * 100_000, "not read: brackets in brackets"),
        ('{"id": 1, "text": "x", "more": ' + "[" * 100_000, "not read: brackets in brackets"),
        ('{"id": 1, "text": "x", "n": ' + "9" * 5_000 + "}", "not read: Exceeds the limit"),
        ('{"id": "\\ud800", "text": "x"}', 'half a character at place 0 of "id" (\\ud800)'),
        ('{"id": 1, "text": "a\\udc00"}', 'half a character at place 1 of "text" (\\udc00)'),
        ('{"id": NaN, "text": "x"}', 'no "id" that is a string or a whole number'),
        ('{"id": true, "text": "x"}', 'no "id" that is a string or a whole number'),
        ('{"id": {"a": 1}, "text": "x"}', 'no "id" that is a string or a whole number'),
        ('{"id": ' + "9" * 4_000 + ', "text": "x"}', 'an "id" of more than 1,000 characters'),
        ('{"id": 1, "text": ["x"]}', 'no "text" that is a string'),
        ('{"id": 1, "text": "x"', "not JSON"),
        (json.dumps({"id": 1, "text": "a" * 1_000_001}), "1,000,001 characters"),
    ],
    ids=lambda value: value[:40],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line, message):
    done = run(line + "\n" + json.dumps({"id": "b", "text": TEXT}))

    assert done.returncode == 1
    assert done.stderr.startswith(f"line 1: {message}")
    assert json.loads(done.stdout)["id"] == "b"


@pytest.mark.parametrize("options", [(), ("--processes", "2")])
def test_bytes_that_are_no_text_are_named_and_the_rest_goes_on(options):
    good = json.dumps({"id": "b", "text": TEXT}).encode()
    lines = [
        b'{"id": 1, "text": "\xff"}',
        b"",
        "\ufeff".encode() + good,
        "x".encode("utf-16"),
        good,
    ]
    command = [sys.executable, "-m", "claims.extraction", *options]

    done = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=False)

    assert done.returncode == 1
    assert [line[:21] for line in done.stderr.decode().splitlines()] == [
        "line 1: not UTF-8 at ",
        "line 4: not UTF-8 at ",
    ]
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b", "b"]


def test_a_line_too_long_to_hold_is_named_and_the_next_one_read(monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_LINE", 40)
    stream = io.BytesIO(b"x" * 1_000 + b"\n" + b'{"id": 1, "text": "It rains."}\n')

    (first, long), (second, good) = json_lines.numbered_lines(stream)

    assert (first, second) == (1, 2)
    with pytest.raises(ValueError, match="more than 40 bytes"):
        json_lines.article_of(long)
    assert json_lines.article_of(good)["text"] == "It rains."


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_line_is_an_article_or_says_what_is_wrong(line):
    with contextlib.suppress(ValueError):
        article = json_lines.article_of(line)

        assert isinstance(article["text"], str)
        assert isinstance(article["id"], str | int)


@pytest.mark.parametrize(
    ("redirection", "message"),
    [
        ("<&-", "stdin or stdout is closed"),
        (">&-", "stdin or stdout is closed"),
        ("> /dev/full", "No space left on device"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_line(redirection, message):
    line = json.dumps({"id": "a", "text": TEXT})
    command = f"{sys.executable} -m claims.extraction {redirection}"

    done = subprocess.run(
        command, shell=True, input=line, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_output_is_utf_8_whatever_the_locale():
    line = json.dumps({"id": "Wałęsa", "text": "It rains."})
    command = [sys.executable, "-m", "claims.extraction"]

    done = subprocess.run(
        command,
        input=line.encode(),
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )

    assert json.loads(done.stdout.decode("utf-8"))["id"] == "Wałęsa"


def test_processes_keep_the_order():
    lines = "\n".join(json.dumps({"id": n, "text": TEXT}) for n in range(5))

    done = run(lines, "--processes", "2")

    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == list(range(5))


def test_a_model_that_is_not_there_is_one_clear_line():
    done = run(json.dumps({"id": "a", "text": TEXT}), "--model", "en_nowhere")

    assert done.returncode == 2
    assert "en_nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly():
    lines = "\n".join(json.dumps({"id": n, "text": TEXT}) for n in range(400))
    command = [sys.executable, "-m", "claims.extraction"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        try:
            process.stdin.write(lines)
            process.stdin.close()
        except BrokenPipeError:
            pass
        errors = process.stderr.read()

    assert "Traceback" not in errors


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
