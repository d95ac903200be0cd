"""The invented reports in training/reports/: every one can be read, and its marks fit its text."""

import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"

MARKED = """=== pier-01 | local paper | Norway
{s1:Ida Moe, the harbour master,} {k1:told} the Foln Post \
{c1:that {s2:the mayor} {k2:had promised} {c2:to mend the pier}}.

{c3:“Nobody came,”} {s3:she} {k3:said}, {c3:“and it fell.”}
@1 Ida Moe < Foln Post
@2 mayor < Ida Moe < Foln Post
@3 Ida Moe
"""


@pytest.fixture
def marked_reports(monkeypatch):
    monkeypatch.syspath_prepend(str(TRAINING))
    import marked_reports

    yield marked_reports
    sys.modules.pop("marked_reports")


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> list[Path]:
        path = tmp_path / "reports.txt"
        path.write_text(text, encoding="utf-8")
        return [path]

    return write


def test_a_report_has_its_text_without_marks_and_the_places_of_each_part(marked_reports, written):
    (report,) = marked_reports.read(written(MARKED))
    parts = [
        [
            report["text"][start:end]
            for part in ("source", "cue", "content")
            for start, end in a[part]
        ]
        for a in report["attributions"]
    ]
    assert parts == [
        [
            "Ida Moe, the harbour master,",
            "told",
            "that the mayor had promised to mend the pier",
        ],
        ["the mayor", "had promised", "to mend the pier"],
        ["she", "said", "“Nobody came,”", "“and it fell.”"],
    ]


def test_a_report_has_the_speaker_and_the_hops_of_each_statement(marked_reports, written):
    (report,) = marked_reports.read(written(MARKED))
    chains = [(a["speaker"], a["via"]) for a in report["attributions"]]
    assert chains == [
        ("Ida Moe", ["Foln Post"]),
        ("mayor", ["Ida Moe", "Foln Post"]),
        ("Ida Moe", []),
    ]


def test_a_statement_of_nobody_named_may_have_a_hop(marked_reports, written):
    (report,) = marked_reports.read(
        written("=== a | b | c\n{k1:Reportedly}, {c1:it fell}.\n@1 < Post\n")
    )
    assert [(a["speaker"], a["via"]) for a in report["attributions"]] == [("", ["Post"])]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{c1:It fell, {s1:she} {k1:said}.\n@1 Moe", "a mark is not closed"),
        ("{c1:It fell}}, {s1:she} {k1:said}.\n@1 Moe", "a } too many"),
        ("{c1:It fell}, {s1:she} {k1:said}.", "marks or a line with @1"),
    ],
)
def test_a_wrong_mark_is_named_with_its_file_and_report(marked_reports, written, text, fault):
    with pytest.raises(SystemExit, match=rf"reports\.txt, pier-02: .*{fault}"):
        marked_reports.read(written(f"=== pier-02 | a | b\n{text}\n"))


def test_every_shipped_report_reads_and_about_every_fifth_is_kept_for_measuring(marked_reports):
    reports = marked_reports.read(marked_reports.SHIPPED)
    assert len({report["id"] for report in reports}) == len(reports)
    assert all(a["content"] for report in reports for a in report["attributions"])
    learnt = marked_reports.for_training(reports)
    assert 0.75 < len(learnt) / len(reports) < 0.85
