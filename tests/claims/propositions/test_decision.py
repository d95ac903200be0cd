"""Whether two statements say the same."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.propositions.speakers import is_same_speaker

GOLD = Path(__file__).parents[2] / "gold"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Vandals broke two windows of the school.",
         "Two windows of the school were broken by vandals."),
        ("After the vote, the council adjourned until June.",
         "The council adjourned until June after the vote."),
        ("Moscow sent 12 engineers to the plant.", "Russia sent twelve engineers to the plant."),
        ("It is not true that the bank lost the files.", "The bank did not lose the files."),
        ("The bridge cost 4.98 million euros.", "The bridge cost nearly 5 million euros."),
        ("The bridge … will open in May.", "The bridge, after two long delays, will open in May."),
        ("The bank lost not only files but also keys.", "The bank lost files and keys."),
        ("The bank refused to lend the money.", "The bank would not lend the money."),
        ("The bank refuses to lend the money.", "The bank will not lend the money."),
        ("Two to four trams stopped.", "Between two and four trams stopped."),
        ("He was found guilty of fraud.", "He was convicted of fraud."),
        ("The bank has ten days to answer the letter.",
         "The bank must answer the letter within ten days."),
        ("The plant will close in May.", "The plant will be closed in May."),
        ("The school has stopped selling meat.", "The school no longer sells meat."),
        ("Thieves took nothing but the frames.", "Thieves took only the frames."),
        ("Not even ten trams came.", "Fewer than ten trams came."),
        ("200-300 people came.", "Between 200 and 300 people came."),
        ("Nobody told me that the road was closed.", "I was not told that the road was closed."),
        ("Wolves have killed ten calves.", "Ten calves have been killed by wolves."),
        ("The ship left with no pilot.", "The ship left without a pilot."),
        ("A dog bites when it is hungry.", "Dogs bite when they are hungry."),
    ],
)  # fmt: skip
def test_other_words_for_one_thing_are_the_same(compared, first, second):
    assert compared(first, second).is_same


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("The bridge cost 12 million euros.", "The bridge cost 21 million euros.", "number"),
        ("Norway will close its embassy.", "Denmark will close its embassy.", "name"),
        ("The bridge opened on Monday.", "The bridge opened on Friday.", "time"),
        ("The bridge may open.", "The bridge must open.", "modality"),
        ("Some of the schools are closed.", "All of the schools are closed.", "part"),
        ("Unions accepted the offer.", "One union accepted the offer.", "part"),
        ("Doctors left the clinic.", "A doctor left the clinic.", "part"),
        ("Is the bridge closed?", "The bridge is closed.", "asked"),
        ("Experts say that the bridge is safe.", "The bridge is safe.", "holder"),
        ("The dog bit the postman.", "The postman bit the dog.", "roles"),
        ("Ghana sold the ships to Togo.", "Togo sold the ships to Ghana.", "roles"),
        ("Rents fell by 9 per cent.", "Rents fell to 9 per cent.", "number"),
        ("Four died and nine fled.", "Nine died and four fled.", "number"),
        ("The board voted for the plan.", "The board voted against the plan.", "series"),
        ("We are building a mill.", "We built a mill.", "time"),
        ("If it rains, we will leave.", "We will leave.", "modality"),
        ("Up to 500 jobs will go.", "500 jobs will go.", "number"),
        ("The mill is expected to close.", "The mill closed.", "modality"),
        ("The firm promised to lower rents.", "The firm lowered rents.", "modality"),
        ("The firm refused to deliver the trams.", "The firm delivered the trams.", "time"),
        ("The firm struggled to deliver the trams.", "The firm delivered the trams.", "embedding"),
        ("Two of the banks lost files.", "The banks lost files.", "part"),
        ("The gun lay in the car.", "The gun lay near the car.", "series"),
        ("The square is dull, or so the mayor says.", "The square is dull.", "holder"),
        ("They almost sold the park.", "They sold the park.", "modality"),
        ("He was arrested with his brother.", "He was arrested by his brother.", "series"),
        ("Exports rose and imports fell.", "Exports fell and imports rose.", "roles"),
        ("The strike ended because of rain.", "The strike ended despite the rain.", "series"),
        ("The White House knew of it.", "The Pentagon knew of it.", "name"),
        ("The Chinese army crossed the river.", "China crossed the river.", "name"),
        ("Ghana, unlike Togo, sold ships.", "Ghana and Togo sold ships.", "series"),
        ("Mali sold arms to Chad via Togo.", "Mali sold arms to Togo via Chad.", "roles"),
        ("Rents fell from 9 to 5 euros.", "Rents fell from 5 to 9 euros.", "number"),
        ("Rents fell in May.", "Rents have fallen since May.", "time"),
        ("The bank must have lost the files.", "The bank must lose the files.", "time"),
        ("Not all banks lost files.", "No banks lost files.", "part"),
        ("You do not have to pay.", "You must not pay.", "modality"),
        ("The firm did not deny lying.", "The firm admitted lying.", "modality"),
        ("The first ship sank.", "The last ship sank.", "series"),
        ("We sold the park and the pool.", "We sold the park and leased the pool.", "roles"),
        ("The bank offered me a house.", "I offered the bank a house.", "roles"),
        ("The keeper has recovered.", "The keeper is recovering.", "time"),
    ],
)
def test_a_contradiction_keeps_likely_pairs_apart(compared, first, second, reason):
    comparison = compared(first, second)

    assert not comparison.is_same
    assert reason in comparison.reasons


def test_what_one_side_alone_narrows_is_not_the_same(compared):
    assert compared("Rural schools will close.", "Schools will close.").narrowed
    assert not compared("Rural schools will close.", "Country schools will close.").narrowed


def test_we_are_the_body_that_speaks(compared):
    assert compared("We will close the plant.", "the company would close the plant").is_same
    assert not compared("We will close the plant.", "the rebels would close the plant").is_same


def test_a_need_is_no_less_than_a_must(compared):
    must, need = "We agree that the road must be closed.", "We agree on the need to close the road."

    assert not compared(must, need).reasons


def test_what_is_denied_is_the_opposite(compared):
    comparison = compared("The bank lost the files.", "The bank did not lose the files.")

    assert comparison.opposite
    assert not comparison.is_same


def run_claims(monkeypatch, lines: str, *arguments: str) -> list[dict]:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command("claims", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("name", "least", "wrong"),
    [
        ("claim-pairs.jsonl", 50, 0),
        ("claim-pairs-topics.jsonl", 98, 0),
        ("claim-pairs-kinds.jsonl", 55, 1),
        ("claim-pairs-near.jsonl", 15, 1),
        ("claim-pairs-turns.jsonl", 26, 0),
        ("claim-pairs-misses.jsonl", 0, 1),
        ("claim-pairs-trades.jsonl", 28, 0),
        ("claim-pairs-fields.jsonl", 46, 0),
    ],
)
def test_near_misses_are_not_joined_and_most_rewordings_are(monkeypatch, name, least, wrong):
    pairs = (GOLD / name).read_text()
    labels = {r["id"]: r["label"] for r in map(json.loads, pairs.splitlines())}

    rows = run_claims(monkeypatch, pairs, "same")

    joins = Counter(labels[row["id"]] for row in rows if row["same"])
    assert joins["different"] <= wrong
    assert joins["same"] >= least


def test_the_same_denial_of_two_things_is_not_one(monkeypatch):
    text = "The accusations are baseless."
    pair = {
        "id": 1, "a": {"text": text, "context": "The union says that the bank lost its files."},
        "b": {"text": text, "context": "Poland says that the train carried arms."},
    }  # fmt: skip
    agreeing = {**pair, "id": 2, "b": pair["a"]}

    rows = run_claims(monkeypatch, f"{json.dumps(pair)}\n{json.dumps(agreeing)}", "same")

    assert [row["same"] for row in rows] == [False, True]


def test_two_words_for_untrue_reject_one_thing(monkeypatch):
    context = "The union says that the bank lost its files."
    texts = ("That is a lie.", "This is simply not true.")
    a, b = ({"speaker": "Ann Bo", "text": text, "context": context} for text in texts)

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"]


def test_what_somebody_did_not_do_is_what_they_denied_doing(monkeypatch):
    a = {"speaker": "Ann Bo", "text": "I did not lose the files.", "cue": "said"}
    b = {"speaker": "Ann Bo", "text": "she had lost the files", "cue": "denied that"}

    assert run_claims(monkeypatch, json.dumps({"id": 1, "a": a, "b": b}), "same")[0]["same"]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("a public inquiry", "the inquiry", True),
        ("the Hartley inquiry", "the inquiry's report", True),
        ("the Hartley inquiry", "the Boyd inquiry", False),
        ("the inquiry", "the review", False),
    ],
)
def test_an_inquiry_speaks_under_its_name_and_without(first, second, same):
    assert is_same_speaker(first, second) == same


def test_two_speakers_make_two_utterances(monkeypatch):
    text = "The budget is balanced."
    pair = {
        "id": 1, "a": {"speaker": "Finance Minister Ann Bo", "text": text},
        "b": {"speaker": "Ann Holm", "text": text},
    }  # fmt: skip

    assert not run_claims(monkeypatch, json.dumps(pair), "same")[0]["same"]


def test_the_nearest_claim_comes_first(monkeypatch, tmp_path):
    claims = tmp_path / "claims.jsonl"
    texts = {"a": "A lake in the north has dried up.", "b": "The mayor bought a yacht."}
    claims.write_text("\n".join(json.dumps({"id": k, "text": t}) for k, t in texts.items()))
    query = json.dumps({"query_id": 7, "query": "our #mayor owns a yacht now?! — X (@x) May 3"})

    rows = run_claims(monkeypatch, query, "rank", "--claims", str(claims))

    assert rows == [{"query_id": 7, "ranked": ["b", "a"]}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "PAIRS, line 1: not JSON"),
        ("[1]", "PAIRS, line 1: not an object"),
        ('{"id": 5, "a": {}}', "PAIRS, line 1: lacks b"),
        ('{"id": 5, "a": {"text": "Yes."}, "b": "No."}', "PAIRS, line 1: b is not an object"),
        ('{"id": 5, "a": {"text": 7}, "b": {"text": "No."}}', "PAIRS, id 5: text is not text"),
        ('{"id": 5, "a": {"text": " "}, "b": {"text": "No."}}', "PAIRS, id 5: a side has no"),
        ('{"id": 5, "a": {"text": "A", "date": "May"}, "b": {"text": "A"}}', "PAIRS, id 5: “May”"),
        (
            '{"id": 5, "a": {"text": "\\ud83d"}, "b": {"text": "A"}}',
            "PAIRS, id 5: half a character",
        ),
        ('{"id": NaN, "a": {"text": "A"}, "b": {"text": "A"}}', 'PAIRS, line 1: no "id"'),
        ('{"id": "\\ud83d", "a": {}, "b": {}}', "PAIRS, line 1: half"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(monkeypatch, capsys, line, said):
    good = json.dumps({"id": 1, "a": {"text": "It rains."}, "b": {"text": "It rains."}})
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n{good}\n"))
    out, errors = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError, match="1 of the lines"):
        call_command("claims", "same", stdout=out, stderr=errors)

    assert errors.getvalue().startswith(said)
    assert len(errors.getvalue().splitlines()) == 1
    assert [json.loads(row)["id"] for row in out.getvalue().splitlines()] == [1]


def test_bytes_that_are_no_text_are_a_bad_line(monkeypatch, tmp_path):
    claims = tmp_path / "claims.jsonl"
    claims.write_bytes(b'\xff{"id"\n{"id": "b", "text": "The mayor bought a yacht."}\n')
    monkeypatch.setattr("sys.stdin", io.StringIO('{"query_id": 7, "query": "a yacht"}'))
    out, errors = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError, match="1 of the lines"):
        call_command("claims", "rank", "--claims", str(claims), stdout=out, stderr=errors)

    assert errors.getvalue().startswith("CLAIMS, line 1: ")
    assert json.loads(out.getvalue()) == {"query_id": 7, "ranked": ["b"]}


def test_a_closed_input_is_one_line(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    with pytest.raises(CommandError, match="input is closed"):
        call_command("claims", "same")
    with pytest.raises(CommandError, match="input is closed"):
        call_command("decisions", "import", "-")


def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    with pytest.raises(CommandError, match=r"none\.jsonl: No such file"):
        call_command("claims", "rank", "--claims", str(tmp_path / "none.jsonl"))
