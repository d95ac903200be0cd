"""Words that a text has are unchanged, whichever run of them is asked for, in whatever dress."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.quotes.comparison import count_words, find, parts
from claims.quotes.verdicts import Verdict
from claims.quotes.verification import MAX_QUOTE_CHARS, verify, verify_in
from tests.make import make_article, make_attribution, make_statement

SEEDS = sorted(Path("seeds").glob("*.txt"))
CHUNKS = st.sampled_from(
    "the a six-point well‑known re-entry 4.8 1,200 -5 –5 ±3 $5 €4.5bn 5% F.B.I. U.S. U.S.-led "
    "J.R.R. Covid-19 F16 S-400 10:30 a.m. 9/11 2014–2018 http://a.example/b-c?d=1#f www.a.example "
    "ann.chen@b.example don’t Xi's leaders’ ’em O'Brien d’Ivoire Maʿad Sana’a said.The end… (we) "
    "[we] “we” ‘we’ «we» — – - … café cafe\u0301 Wałęsa Ελλάδα Москва 中国 数字3 हिन्दी العربية، "
    "Å ≠ m² ½ ﬁt sanc\u00adtions zero\u200bwidth <b>no</b> &amp; a_b x=y 😀 No. “No”.".split()
)
RUNS = st.lists(CHUNKS | st.text("abcé’'-.,:/5 \u0301“”", min_size=1, max_size=8), max_size=12)
DRESS = {
    "none": str,
    "quotation marks": lambda text: text.translate(str.maketrans("“”‘", '""\'')),
    "other quotation marks": lambda text: text.translate(str.maketrans('"’“”', "”'«»")),
    "dashes": lambda text: text.translate(str.maketrans("—–-‑", "–—‑-")),
    "blanks": lambda text: text.replace(" ", " \u00a0"),
    "line breaks": lambda text: text.replace(" ", "\r\n"),
    "small letter": lambda text: text[:1].lower() + text[1:],
    "capital": lambda text: text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text,
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
}


def said(words):
    return make_attribution(make_statement(words)).statement


def askable(run):
    return count_words(run) > 1 and bool(parts(run)) and len(run) <= MAX_QUOTE_CHARS


class AnyRun(TestCase):
    @settings(deadline=None, max_examples=60)
    @given(RUNS, RUNS, RUNS, st.sampled_from(sorted(DRESS)))
    @example(["a"], ["six-point", "plan"], [], "none")
    @example(["-5"], ["-5", "4.8", "F.B.I."], ["-5"], "dashes")
    @example(["said"], ["..5", "we"], ["5"], "none")
    def test_of_a_text_that_is_stored_is_unchanged(self, before, run, after, dress):
        quote = " ".join(" ".join(run).split())
        text = " ".join([*before, quote, *after])
        if not askable(quote):
            return
        statement = said(text)

        asked = DRESS[dress](quote)

        assert find(asked, text), (asked, text)
        assert verify(asked).verdict == Verdict.UNCHANGED
        assert verify_in(asked, statement.article.text_sha256).verdict == Verdict.UNCHANGED


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_every_run_of_every_seed_is_unchanged(seed):
    article = make_article(seed.read_text())
    words = article.text.split()

    for start in range(0, len(words) - 12, 9):
        run = " ".join(words[start : start + 12])
        assert verify(run).verdict == Verdict.UNCHANGED, run


@pytest.mark.django_db
def test_words_far_down_in_a_long_text_are_unchanged():
    said(
        "the " * 300
        + "plan of the union stands. "
        + "It rains a lot. " * 5_000
        + "We met the king."
    )

    for run in ("the plan of the union", "We met the king", "rains a lot. We met"):
        assert verify(run).verdict == Verdict.UNCHANGED, run


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("8 degrees", "It was 4.8 degrees."),
        ("200 people", "There were 1,200 people."),
        ("5 degrees", "It was -5 degrees."),
        ("-5 degrees", "It was 5 degrees."),
        ("$5 million", "It cost €5 million."),
        ("point plan", "a six-point plan"),
        ("the F.B", "the F.B.I. said"),
        ("It was 4", "It was 4.8"),
        ("its plan", "it’s plan"),
        ("We Agree", "We agree"),
    ],
)
def test_what_is_cut_out_of_a_word_or_a_number_is_none_of_it(quote, text):
    assert find(quote, text) is None
