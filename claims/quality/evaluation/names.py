"""Names: how many people, organisations and places are found, with kind and extent."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from claims.extraction.extractor import Extractor
from claims.extraction.spans import any_overlap
from claims.extraction.types import Span
from claims.quality.evaluation.extraction import PrecisionRecall
from claims.quality.evaluation.genres import KINDS
from claims.quality.evaluation.gold import GoldArticle, GoldMention

# Titles that a person's name may be given without.
_TITLES = re.compile(
    r"(?:(?:the|a|an|mr|mrs|ms|dr|sir|lord|lady|president|prime|minister|senator|sen|rep|gen|"
    r"general|king|queen|prince|princess|professor|prof|captain|judge|justice|chief|pope)\b\.?\s+)+",
    re.IGNORECASE,
)


# The labels of the extractor's named entities. Gold files count peoples and offices as persons.
_KINDS_BY_LABEL = {
    "PERSON": "person",
    "NORP": "person",
    "ROLE": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
_DETERMINERS = re.compile(
    r"(?:\b(?:the|this|that(?! the)|our|my|their|all|many|most|some|an?|madam|\d+ million)\s+)+$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|for)\s+(?:(?:the|this|these|that)\s+)?")
_CONTEXT_CHARS = 30  # before a name in which its determiners stand


class NameSpan(NamedTuple):
    """A name that the extractor found; ``kind`` as in gold files."""

    span: Span
    kind: str


def find_names(extractor: Extractor, text: str) -> list[NameSpan]:
    """The names that the extractor sees in a text, of the kinds that gold files tell apart."""
    return list(mentions(text, extractor.names(text)))


def mentions(text: str, names: Sequence[tuple[Span, str]]) -> Iterator[NameSpan]:
    """Names and labels in text order as gold files mark mentions.

    A person's has the titles before the name and a possessive behind it, an office's its article
    and what it is of: "NASA Administrator Ann Bell", "the Mayor of Lima".
    """
    for number, (span, label) in enumerate(names):
        if kind := _KINDS_BY_LABEL.get(label):
            start = _mention_start(text, span, label, names[:number])
            end = _mention_end(text, span, label, names[number + 1 :])
            yield NameSpan(Span(start, end), kind)


def _mention_start(text: str, span: Span, label: str, before: Sequence[tuple[Span, str]]) -> int:
    start = span.start
    if label == "PERSON":
        # "NASA Administrator Ann Bell": the title, then the body that it is of.
        for wanted in ("TITLE", "ORG"):
            if not before or before[-1][1] != wanted or text[before[-1][0].end : start].strip(" ."):
                break
            start, before = before[-1][0].start, before[:-1]
    if label in ("ROLE", "NORP"):
        article = _DETERMINERS.search(text, max(0, start - _CONTEXT_CHARS), start)
        start = article.start() if article else start
    return start


def _mention_end(text: str, span: Span, label: str, after: Sequence[tuple[Span, str]]) -> int:
    end = span.end
    if label == "ROLE" and after and _OF.fullmatch(text, end, after[0][0].start):
        (_, end), label = after[0]
    if _KINDS_BY_LABEL.get(label) == "person" and (mark := _POSSESSIVE.match(text, end)):
        end = mark.end()
    return end


def score(
    articles: Sequence[GoldArticle], names_by_article: Sequence[Sequence[NameSpan]]
) -> dict[str, Any]:
    """For each kind precision, recall and F1; a name is met when one of its kind covers its head.

    ``person exact`` is the share of gold people whose span is right to the word, a title before
    the name or not.
    """
    tallies = {kind: PrecisionRecall() for kind in KINDS}
    exact = 0
    for article, names in zip(articles, names_by_article, strict=True):
        gold = [mention for mention in article.names or () if mention.kind in KINDS]
        for kind in KINDS:
            tallies[kind] = tallies[kind].plus(_tally(kind, gold, names))
        spans = {name.span for name in names}
        people = [mention.span for mention in gold if mention.kind == "person"]
        exact += sum(bool(_fair_spans(article.text, span) & spans) for span in people)
    people_count = tallies["person"].gold
    figures: dict[str, Any] = {kind: tally.scores() for kind, tally in tallies.items()}
    return figures | {"person exact": exact / people_count if people_count else 0.0}


def _tally(kind: str, gold: Sequence[GoldMention], names: Sequence[NameSpan]) -> PrecisionRecall:
    heads = [mention.head for mention in gold if mention.kind == kind]
    spans = [name.span for name in names if name.kind == kind]
    met = sum(any_overlap(spans, (head,)) for head in heads)
    right = sum(any_overlap(heads, (span,)) for span in spans)
    return PrecisionRecall(right, len(spans), met, len(heads))


def _fair_spans(text: str, span: Span) -> set[Span]:
    title = _TITLES.match(text[slice(*span)])
    return {span, Span(span.start + title.end(), span.end)} if title else {span}
