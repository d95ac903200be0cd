"""Quotations signed by a dash and a name: “We are not afraid.” ― Maria Lopez, teacher; and posts.

Letters, epigraphs and collections of voices quote so. The rule finds them all; the networks, which
have seen two such pages in training, find few.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claims.extraction.quotations import DOUBLE
from claims.extraction.types import Link, Span
from claims.extraction.word_lists import word_lists

SIGNED_CONFIDENCE = 0.9
MAX_LINES = 10  # of a quotation before the one that is signed
_SIGNED = re.compile(
    rf"[{DOUBLE}](?P<words>[^\n]{{8,4000}}?|[^\n]{{2,7}}[.!?])(?P<mark>[{DOUBLE}])"
    r"\s{0,4}(?P<dash>[—–―]|--?)[^\S\n]?"
    r"(?P<name>[^\W\d_][^\n“”\"„]{1,80})$"
)
# “We wait. – Ida Lund: the mark that would close it is left out.
_UNCLOSED = re.compile(
    r"[“„«](?P<words>[^\n“”„«»\"]{8,4000}?[.!?…\])])(?P<mark>)"
    r"[^\S\n]{1,4}(?P<dash>[—–―]|--?)[^\S\n](?P<name>[^\W\d_][^\n“”\"„]{1,80})$"
)
# The port is shut — Mia Lund (@mialund) May 3, 2022: a post set into a page, mostly without marks.
_POSTED = re.compile(
    r"(?P<words>[^\n“”\"]{12,1000}?)(?P<mark>)(?:\s+(?:https?://|pic\.|t\.co/)\S+){0,4}"
    r"\s{1,4}(?P<dash>[—–―]|--?)[^\S\n]?(?P<name>[^\W\d_][^\n“”\"„(]{1,60}?)\s"
    r"\(@\w{1,30}\)(?:[\s·]+[^\n]{0,20}\d[^\n]{0,20})?$"
)
_OPEN_LINE = re.compile(r"[“„«][^\n”»]+")  # of a quotation that goes on in the next line
_PARTICLES = word_lists().name_particles | word_lists().name_articles
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){0,5}?[^\W\d_][\w.'’-]*(?=\s*(?:,|\(|$))")


def signed_quotations(text: str) -> list[Link]:
    """A link for each line that is a quotation or post, a dash and a name, and nothing else."""
    links, lines = [], _lines(text)
    for number, line in enumerate(lines):
        shapes = (_SIGNED, _UNCLOSED, _POSTED)
        match = next((m for shape in shapes if (m := shape.match(text, *line))), None)
        name = _NAME.match(text, match.start("name"), line.end) if match else None
        if match and name and _is_name(name.group()):
            content = (*_before(text, lines, number), Span(match.start(), match.end("mark")))
            cue = Span(match.start("dash"), match.end("dash"))
            source = Span(name.start(), name.start() + len(name.group().rstrip(".")))
            links.append(Link(content, (source,), (cue,), SIGNED_CONFIDENCE))
    return links


def _before(text: str, lines: Sequence[Span], number: int) -> Iterator[Span]:
    """The lines before that begin with a mark and close none: the same quotation."""
    first = number
    while first and number - first < MAX_LINES and _OPEN_LINE.fullmatch(text, *lines[first - 1]):
        if _UNCLOSED.match(text, *lines[first - 1]):
            break  # signed itself
        first -= 1
    yield from lines[first:number]


def with_signed(links: list[Link], text: str) -> list[Link]:
    """The networks' links and the signed quotations, in the order of the text.

    What the networks find inside a signed quotation is a guess at its words, and goes.
    """
    signed = signed_quotations(text)
    if not signed:
        return links
    starts = [quotation.content[0].start for quotation in signed]

    def inside(link: Link) -> bool:
        place = bisect_right(starts, link.content[0].start) - 1
        return place >= 0 and link.content[-1].end <= signed[place].source[0].end

    free_links = [link for link in links if not inside(link)]
    return sorted(free_links + signed, key=lambda link: (link.cue or link.content)[0].start)


def _is_name(words: str) -> bool:
    parts = words.split()
    return all(part[0].isupper() or part in _PARTICLES for part in parts)


def _lines(text: str) -> list[Span]:
    """Lines; a line that is only a dash and a name belongs to the one before it."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    return [_with_signature(text, lines, line_number) for line_number in range(len(lines))]


def _with_signature(text: str, lines: list[Span], line_number: int) -> Span:
    line, following = lines[line_number], lines[line_number + 1 : line_number + 2]
    if following and text[following[0].start] in "—–―-":
        return Span(line.start, following[0].end)
    return line
