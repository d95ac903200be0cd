"""Names: how many people, organisations and places are found, with kind and extent."""

import re
from collections.abc import Sequence
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


# The labels of the extractor's named entities.
_KINDS_BY_LABEL = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


class NameSpan(NamedTuple):
    """A name that the extractor found; ``kind`` as in gold files."""

    span: Span
    kind: str


def find_names(extractor: Extractor, text: str) -> list[NameSpan]:
    """The names that the extractor sees in a text, of the kinds that gold files tell apart."""
    return [
        NameSpan(span, _KINDS_BY_LABEL[label])
        for span, label in extractor.names(text)
        if label in _KINDS_BY_LABEL
    ]


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
