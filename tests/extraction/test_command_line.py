"""``python -m claims.extraction``: JSON lines in, JSON lines out."""

import contextlib
import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import json_lines

TEXT = "“We are not afraid,” Ilko Dravec told Reuters. He said the army was ready."


def run(lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claims.extraction", *options]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


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
