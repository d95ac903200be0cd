"""Quotations signed by a dash and a name: “We are not afraid.” ― Maria Lopez, teacher.

Letters, epigraphs and collections of voices quote so. The rule finds them all; the networks, which
have seen two such pages in training, find few.
"""

import re
from bisect import bisect_right

from claims.extraction.quotations import DOUBLE
from claims.extraction.types import Link, Span

SURE = 0.9
_SIGNED = re.compile(
    rf"[{DOUBLE}](?P<words>[^\n]{{8,4000}}?|[^\n]{{2,7}}[.!?])(?P<mark>[{DOUBLE}])"
    r"\s{0,4}(?P<dash>[—–―]|--?)[^\S\n]?"
    r"(?P<name>[^\W\d_][^\n“”\"„]{1,80})$"
)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){0,5}?[^\W\d_][\w.'’-]*(?=\s*(?:,|\(|$))")


def signed_quotations(text: str) -> list[Link]:
    """A link for each line that is a quotation, a dash and a name, and nothing else."""
    links = []
    for line in _lines(text):
        match = _SIGNED.match(text, line.start, line.end)
        name = _NAME.match(text, match.start("name"), line.end) if match else None
        if match and name and _is_name(name.group()):
            content = Span(match.start(), match.end("mark"))
            cue = Span(match.start("dash"), match.end("dash"))
            source = Span(name.start(), name.start() + len(name.group().rstrip(".")))
            links.append(Link((content,), (source,), (cue,), SURE))
    return links


def with_signed(links: list[Link], text: str) -> list[Link]:
    """The networks' links and the signed quotations, in the order of the text.

    What the networks find inside a signed quotation is a guess at its words, and goes.
    """
    signed = signed_quotations(text)
    if not signed:
        return links
    starts = [quotation.content[0].start for quotation in signed]

    def inside(link: Link) -> bool:
        number = bisect_right(starts, link.content[0].start) - 1
        return number >= 0 and link.content[-1].end <= signed[number].source[0].end

    free_links = [link for link in links if not inside(link)]
    return sorted(free_links + signed, key=lambda link: (link.cue or link.content)[0].start)


def _is_name(words: str) -> bool:
    parts = words.split()
    return all(part[0].isupper() or part in ("de", "la", "van", "von", "al") for part in parts)


def _lines(text: str) -> list[Span]:
    """Lines; a line that is only a dash and a name belongs to the one before it."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    return [_with_signature(text, line, lines, k) for k, line in enumerate(lines)]


def _with_signature(text: str, line: Span, lines: list[Span], number: int) -> Span:
    if number + 1 < len(lines) and text[lines[number + 1].start] in "—–―-":
        return Span(line.start, lines[number + 1].end)
    return line
