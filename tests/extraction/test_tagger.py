"""What the tagger finds in plain sentences; how good it is on gold is measured, not tested."""

import json
from pathlib import Path

from claims.extraction.tagger import features
from claims.extraction.tagger.model import WINDOW, _windows

GOLD = Path(__file__).parents[1] / "gold"


def test_indirect_speech_has_source_cue_and_content(read):
    (found,) = read("The minister said on Monday that the bridge would open in May.")

    source, cue, content = found
    assert source == ["The minister"]
    assert "said" in cue[0]
    assert content[-1].endswith("the bridge would open in May")


def test_a_quotation_before_its_cue_is_found(read):
    (found,) = read("“We will rebuild every house,” Mayor Ann Oakes told reporters on Friday.")

    source, cue, content = found
    assert source == ["Mayor Ann Oakes"]
    assert "told" in cue[0]
    assert "We will rebuild every house" in content[0]


def test_according_to_names_a_source_after_the_content(read):
    (found,) = read("Exports fell by a fifth last year, according to the trade ministry.")

    source, cue, content = found
    assert source == ["the trade ministry"]
    assert cue == ["according to"]
    assert "Exports fell by a fifth last year" in content[0]


def test_a_quotation_that_its_speaker_interrupts_is_one_statement(read):
    found = read("“We lost the vote,” Senator Lind said, “but we did not lose the argument.”")

    words = " ".join(found[0][2])
    assert "We lost the vote" in words
    assert "we did not lose the argument" in words


def test_every_speaker_of_a_paragraph_is_found(read):
    text = "Mr. Ode said taxes will rise. Ms. Lind denied that they will. Mr. Poe declined to say."

    assert {source[0] for source, _, _ in read(text)} >= {"Mr. Ode", "Ms. Lind"}


def test_a_text_without_words_has_no_statements(read):
    assert read("") == read("\n\n \t") == read("“” — …") == []


def test_texts_that_only_state_facts_yield_at_most_one_statement(read):
    lines = (GOLD / "no-statements.jsonl").read_text(encoding="utf-8").splitlines()

    found = [link for line in lines for link in read(json.loads(line)["text"])]
    assert len(lines) == 12
    assert len(found) <= 1


def test_what_is_read_before_does_not_matter(nlp, tagger):
    text = "The minister said on Monday that the bridge would open in May."
    alone = tagger.links(nlp(text))
    tagger.links(nlp("“Go,” he said. “Go home.” She refused, according to Reuters."))

    assert tagger.links(nlp(text)) == alone


def test_confidence_is_a_probability(nlp, tagger):
    links = tagger.links(nlp("He said it would rain. She believes it will not, she told them."))

    assert links
    assert all(0 < link.confidence < 1 for link in links)


def test_windows_judge_every_token_once_and_grow_with_the_text():
    for n in (1, WINDOW, WINDOW + 1, 1000, 54_321):
        windows = list(_windows(n))

        judged = [token for w in windows for token in range(w.first, w.last)]
        assert judged == list(range(n))
        assert sum(w.end - w.start for w in windows) <= 2 * n


def test_chunks_hold_every_token_once_and_never_too_many_pieces(nlp, tagger):
    doc = nlp("The minister said so. " * 100 + "and so on " * 300)
    parts = list(features.chunks(doc, tagger._cut))

    assert [t for c in parts for t in range(c.start, c.end)] == list(range(len(doc)))
    assert all(c.pieces.size <= features.CHUNK + 2 for c in parts)
    assert all(c.last.max() < c.pieces.size for c in parts)
