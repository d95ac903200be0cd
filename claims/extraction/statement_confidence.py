"""How sure a statement is: the probability that its words, speaker and chain are all right.

The tagger's confidence is of words alone. Here two logistic regressions (Platt 1999), one of the
words and one of the speaker with the chain, are multiplied: a statement is right where both are.
Each weighs named evidence, so that a weight can be read. ``training/calibrate_statements.py``
fits the weights (``data/en/confidence.toml``) to statements that people have judged.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.coreference.entities import Entity
from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.parsing.spacy_pipeline import all_tokens, text_of, token_numbers, words_of
from claims.extraction.parsing.syntax import FINITE, LINE_ENDS, SUBJECTS, short_line_end
from claims.extraction.spans import hull
from claims.extraction.types import (
    Finding,
    MentionKind,
    QuotationKind,
    Span,
    Spans,
    SpeakerMention,
)
from claims.extraction.word_lists import read_toml, word_lists

Evidence = dict[str, float]  # by name; what is not there is 0

MIN_SHARE = 0.02  # of a probability, and of its complement: nothing is surer than evidence can be
MIN_FACTOR = 0.1
MAX_BORDER_CHARS = 3  # between a content and the source or cue beside it
SHORT_TOKENS = 4
_BEFORE_UNSAID = word_lists().modals | {"to"}
_NEXT_SENTENCE = re.compile(r"[.!?][”\"]?\s+[“\"A-Z]")
_NAME_WORD = re.compile(r"[\w-]+")
_TITLES = word_lists().honorifics | set(word_lists().titles_in_full) | {"md", "phd"}
# "Brandt-", "a team led by the", "Pier vs Quay Brandt": no name.
_FLAWED = re.compile(r"^[^\w@]|[^\w.)”\"’']$|\b(?:the|by|of|a|and)$|^[A-Z]\w+ vs ")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding was made from, besides what it says of itself."""

    link_confidence: float  # of content and source
    factor: float  # how sure it is who the source is, 1 where it is named
    entity: Entity | None
    carried: bool  # its chain is that of the sentence before


class StatementConfidence:
    """The confidence of the findings of one document."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._text = text_of(doc)

    def of(self, finding: Finding, basis: Basis) -> float:
        """The probability that words, speaker and chain are right.

        Never more than how sure it is who the source is.
        """
        words, speaker = self.evidence(finding, basis)
        weights = _weights()
        share = _share(words, weights["words"]) * _share(speaker, weights["speaker"])
        return min(share, basis.factor)

    def evidence(self, finding: Finding, basis: Basis) -> tuple[Evidence, Evidence]:
        """What speaks for and against the words, and for and against speaker and chain."""
        source, cue = self._between(finding.source), self._between(finding.cue)
        words = {
            "always": 1.0,
            "link": _logit(basis.link_confidence),
            **dict.fromkeys(self._of_cue(finding, cue), 1.0),
            **dict.fromkeys(self._of_content(finding), 1.0),
            "cue words": math.log(max(1, len(cue.split()))),
        }
        speaker = {
            "always": 1.0,
            "settled": math.log(max(basis.factor, MIN_FACTOR)),
            **dict.fromkeys(self._of_speaker(finding, basis, source), 1.0),
            **dict.fromkeys(_of_chain(finding, basis), 1.0),
        }
        return words, speaker

    def _between(self, spans: Spans) -> str:
        return self._text[spans[0].start : spans[-1].end] if spans else ""

    def _of_cue(self, finding: Finding, cue: str) -> Iterator[str]:
        if finding.negated or finding.act == acts.DECLINING:
            yield "declined"
        if self._in_headline((finding.cue or finding.source or finding.content)[0].start):
            yield "headline"
        if not finding.cue:
            return
        if not acts.is_known(cue):
            yield "unknown cue"
        numbers = token_numbers(self._doc, *finding.cue[0])
        tags = [token.tag_ for token in all_tokens(self._doc)[numbers.start : numbers.stop]]
        before = words_of(self._doc)[numbers.start - 1].lower() if numbers.start else ""
        if before in _BEFORE_UNSAID or "MD" in tags or tags[:1] == ["TO"]:
            yield "not yet said"
        if not any(tag.startswith(("V", "MD")) for tag in tags) and "according" not in cue.lower():
            yield "no verb for a cue"

    def _of_content(self, finding: Finding) -> Iterator[str]:
        content, kind = finding.content, finding.quotation
        indirect = kind is QuotationKind.INDIRECT
        whole = hull(content)
        numbers = token_numbers(self._doc, *whole)
        tokens = all_tokens(self._doc)[numbers.start : numbers.stop]
        if kind is not QuotationKind.DIRECT and not _has_clause(tokens):
            yield "no clause"
        if indirect:
            if _NEXT_SENTENCE.search(self._text, *whole):
                yield "several sentences"
            if tokens and tokens[0].tag_ in ("VBD", "VBZ"):
                yield "verb first"
        if len(tokens) < SHORT_TOKENS:
            yield "short"
        if len(content) > 1 + (kind is QuotationKind.DIRECT):
            yield "several pieces"
        opening = self._text[whole.start : whole.start + 5].lower()
        if opening == "that ":
            yield "that clause"
        elif opening.startswith("to "):
            yield "infinitive"
        if self._opens_within_a_clause(whole, (*finding.source, *finding.cue)):
            yield "open start"

    def _opens_within_a_clause(self, content: Span, beside: Spans) -> bool:
        """Does a word stand before it that is neither its source nor its cue?"""
        before = self._text[max(0, content.start - 3) : content.start].rstrip(" “\"‘'")
        return before[-1:].isalnum() and not any(
            0 <= content.start - span.end <= MAX_BORDER_CHARS for span in beside
        )

    def _of_speaker(self, finding: Finding, basis: Basis, source: str) -> Iterator[str]:
        speaker, entity, lower = finding.speaker, basis.entity, source.lower()
        if lower in ("he", "she"):
            yield "he or she"
        if speaker is None or entity is None:
            yield "nobody"
            if source:
                yield "nobody for a source"
            return
        if not entity.certain:
            yield "uncertain"
        if not entity.named and lower.startswith("the "):
            yield "description"
        if _is_flawed(speaker, source):
            yield "flawed name"
        if " and " not in speaker.name and _is_one_of_several(speaker.name, source):
            yield "one of several"
        if entity.named and lower not in PRONOUNS and _is_in_other_words(speaker, source):
            yield "other words"

    def _in_headline(self, place: int) -> bool:
        end = short_line_end(self._text, place)
        ends = (*LINE_ENDS, ")")
        return end is not None and not self._text[place:end].rstrip().endswith(ends)


def _has_clause(tokens: Sequence[Token]) -> bool:
    """Is there a finite verb and a subject?"""
    subjects = (*SUBJECTS, "expl", "csubj")
    return any(token.tag_ in FINITE for token in tokens) and any(
        token.dep_ in subjects for token in tokens
    )


def _is_flawed(speaker: SpeakerMention, source: str) -> bool:
    """Is the name cut ("Harbours Congress" of "All Harbours Congress"), a title, or run on?"""
    name = speaker.name
    if _FLAWED.search(name) or name.lower() in _TITLES:
        return True
    if speaker.kind is MentionKind.PERSON or name not in source or not name[:1].isupper():
        return False
    before = source.partition(name)[0].split()
    if not before or before[-1].lower() in word_lists().determiners:
        return False
    return before[-1][:1].isupper() or before[-1].endswith(",")


def _is_one_of_several(name: str, source: str) -> bool:
    """ "Brandt and her officials" for Brandt."""
    first, joined, _ = source.partition(" and ")
    return bool(joined and first) and first.split()[-1] in name.split()


def _is_in_other_words(speaker: SpeakerMention, source: str) -> bool:
    """ "The harbour boss" for Odile Brandt: no capital word of the name stands in the source.

    "Moscow" is Russia and "the two leaders" are the two by rules that are hardly ever wrong.
    """
    if speaker.members or (speaker.party and speaker.kind is not MentionKind.PERSON):
        return False
    capital = {word for word in _NAME_WORD.findall(speaker.name) if word[:1].isupper()}
    return bool(source and capital) and not capital.intersection(_NAME_WORD.findall(source))


def _of_chain(finding: Finding, basis: Basis) -> Iterator[str]:
    if finding.chain:
        yield "chain"
    if basis.carried:
        yield "carried over"


def _logit(share: float) -> float:
    share = min(max(share, MIN_SHARE), 1 - MIN_SHARE)
    return math.log(share / (1 - share))


def _share(evidence: Evidence, weights: Mapping[str, float]) -> float:
    """By Python's own sums and powers: the same on every processor."""
    total = math.fsum(value * weights.get(name, 0.0) for name, value in evidence.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights() -> dict[str, Any]:
    return read_toml("confidence")
