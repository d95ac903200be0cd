"""Marks in a text: nothing of it is lost, moved or taken for markup."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from claims.models import Span
from claims.presentation.highlighting import Mark, paragraphs, passage

REFERENCE = re.compile(r'<a class="ref".*?</a>')
TAG = re.compile(r"<[^>]*>")

texts = st.text(st.sampled_from("ab <>&\"'\n“”𝔘\u202e"), min_size=1, max_size=60)


def spans_in(text):
    edges = st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted)
    return edges.map(lambda e: tuple(Span(a, b) for a, b in zip(e[::2], e[1::2], strict=False)))


@st.composite
def marked_texts(draw):
    text = draw(texts)
    spans = spans_in(text)
    mark = st.builds(Mark, content=spans, source=spans, cue=spans, hops=spans)
    marks = draw(st.lists(mark, min_size=1, max_size=4)) if len(text) > 1 else []
    numbered = enumerate(marks, start=1)
    return text, [Mark(m.content, m.source, m.cue, m.hops, n) for n, m in numbered]


class Tinted(HTMLParser):
    """Collects the text that stands within a mark element."""

    def __init__(self, html):
        super().__init__()
        self.depth, self.text = 0, ""
        self.feed(REFERENCE.sub("", html))

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "mark"

    def handle_endtag(self, tag):
        self.depth -= tag == "mark"

    def handle_data(self, data):
        self.text += data * bool(self.depth)


def plain(html):
    return unescape(TAG.sub("", REFERENCE.sub("", html)))


@given(marked_texts())
def test_every_line_reads_as_it_stands_in_the_text(case):
    text, marks = case

    found = paragraphs(text, marks)

    assert [plain(one.html) for one in found] == [text[slice(*one.span)] for one in found]
    assert " ".join(text[slice(*one.span)] for one in found).split() == text.split()


@given(marked_texts())
def test_exactly_the_content_is_tinted(case):
    text, marks = case
    content = {place for mark in marks for span in mark.content for place in range(*span)}

    for one in paragraphs(text, marks):
        expected = "".join(text[place] for place in range(*one.span) if place in content)
        assert Tinted(one.html).text == expected


@given(marked_texts())
def test_a_statement_is_numbered_once_and_only_where_it_begins(case):
    text, marks = case
    lines = paragraphs(text, marks)
    begun = {
        mark.number
        for mark in marks
        if any(one.span.start <= mark.content[0].start < one.span.end for one in lines)
    }

    assert sorted(number for one in lines for number in one.numbers) == sorted(begun)
    assert "".join(one.html for one in lines).count('class="ref"') == len(begun)


def test_markup_in_the_text_is_shown_not_obeyed():
    text = "<script>alert(1)</script>"

    html = paragraphs(text, [Mark((Span(1, 7),), number=1)])[0].html

    assert "<script" not in html
    assert "&lt;<mark" in html


def test_a_statement_inside_another_is_tinted_deeper():
    outer, inner = Mark((Span(0, 9),), number=1), Mark((Span(4, 9),), number=2)

    html = paragraphs("she said so", [outer, inner])[0].html

    assert '<mark class="content" data-s="1">she </mark>' in html
    assert '<mark class="content deep" data-s="1 2">said </mark>' in html


def test_the_reference_stands_after_the_last_piece_in_the_line_where_content_begins():
    mark = Mark((Span(0, 2), Span(5, 7), Span(8, 9)), number=3)

    first, second = paragraphs("ab, cde\nf", [mark])

    assert re.search(r"de</mark><a class=\"ref\" id=\"r3\" href=\"#n3\"", first.html)
    assert "ref" not in second.html


def test_a_doubtful_statement_is_faint_and_its_number_asks():
    sure, unsure = Mark((Span(0, 2),), number=1), Mark((Span(3, 5),), number=2, doubtful=True)

    html = paragraphs("ab cd", [sure, unsure])[0].html

    assert '<mark class="content" data-s="1">ab</mark>' in html
    assert '<mark class="content doubtful" data-s="2">cd</mark>' in html
    assert "</span>2?</a>" in html


def test_source_relay_and_cue_are_told_apart_by_their_class():
    mark = Mark((Span(8, 9),), source=(Span(0, 1),), cue=(Span(2, 3),), hops=(Span(4, 5),))

    html = paragraphs("a b c d e", [mark])[0].html

    assert '<span class="source" data-s="">a</span>' in html
    assert '<span class="cue" data-s="">b</span>' in html
    assert '<span class="hops" data-s="">c</span>' in html


def test_a_passage_leaves_out_paragraphs_without_a_part_and_says_so():
    mark = Mark((Span(0, 3),), hops=(Span(8, 11),))

    kept = passage("one\ntwo\nsix\nend", mark)

    assert [plain(one.html) for one in kept] == ["one", "six"]
    assert [one.after_gap for one in kept] == [False, True]
