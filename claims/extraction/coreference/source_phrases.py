"""The noun phrase that names a source, to its end: "two engineers at the dam"."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction.links.media import outlet_within
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import subtree, token_at
from claims.extraction.spans import any_overlap
from claims.extraction.types import Span, Spans

MAX_PLACES_UP = 3  # "a doctor from Moss in Oslo, who"
MAX_NAME_DISTANCE_CHARS = 60  # characters behind a description in which its name may be given
_NAMED_AS = re.compile(
    r"\b(?:(?:identified|known|named|called)(?: only| just| simply)?(?: as)?"
    r"|(?:gave|gives|giving) (?:his|her|their) name(?: only| just)? as"
    r"|calling (?:him|her|them)sel(?:f|ves)|asked to be called)\s+"
)
_ENDS = re.compile(r"[.!?”\"\n]")
_APPOSED = re.compile(r"[\s,]*(?:\d{1,3}, )?")  # between a name and who that is


class SourcePhrases:
    """Reads the phrases of an article's sources; ``person_words`` are its people, folded."""

    def __init__(self, doc: Doc, person_words: frozenset[str]) -> None:
        self.doc = doc
        self.person_words = person_words

    def read(self, source: Spans, content: Spans) -> NounPhrase:
        """The phrase of a source; ``content``, what it is the source of, is no part of it."""
        return self._whole(self.read_as_it_stands(self._antecedent(source)), content)

    def read_as_it_stands(self, spans: Spans) -> NounPhrase:
        return reader.read(self.doc, spans, self.person_words)

    def _antecedent(self, source: Spans) -> Spans:
        """ "Moscow, *which* calls it an operation": what the relative clause hangs on."""
        root = token_at(self.doc, source[0])
        if root is None or root.tag_ not in ("WDT", "WP") or root.head.dep_ != "relcl":
            return source
        return (subtree(_described_by(root.head)),)

    def _whole(self, phrase: NounPhrase, content: Spans) -> NounPhrase:
        """A description to its end: "two engineers at the dam", "the envoy, Gleb Starodub"."""
        if phrase.kind is PhraseKind.ROLE and not phrase.plural:
            named = self._named_as(phrase) or self._with_name(phrase)
            if named:
                return named
        if phrase.kind not in (PhraseKind.ROLE, PhraseKind.BODY, PhraseKind.DOCUMENT):
            return phrase
        root = token_at(self.doc, phrase.span)
        if root is None or not root.tag_.startswith("NN"):
            return phrase
        head = root.head
        between = text_of(self.doc)[head.idx + len(head) : phrase.span.start]
        apposed = root.dep_ == "appos" and head.i < root.i and _APPOSED.fullmatch(between)
        # "On Wednesday, May 15, a source said": a day is nobody.
        if head.like_num or head.lower_ in lexicon.name_parts().times:
            apposed = None
        # "In an interview with Coast, the singer said": no name of hers.
        apposed = apposed if head.dep_ != "pobj" or phrase.kind is not PhraseKind.ROLE else None
        if apposed and head.text[:1].isupper():  # not behind a dateline
            span = Span(subtree(head).start, phrase.span.end)
            return reader.read(self.doc, (span,), self.person_words)
        if phrase.article == "the":
            return phrase
        span = subtree(root)
        longer = span.start <= phrase.span.start and span.end > phrase.span.end
        if not longer or any_overlap(content, (span,)):
            return phrase
        if phrase.kind is PhraseKind.DOCUMENT and outlet_within(self.doc, span) != span:
            return phrase  # "an email published by The Verge": the outlet is a hop
        whole = reader.read(self.doc, (span,), self.person_words)
        return whole if whole.kind is phrase.kind and whole.head == phrase.head else phrase

    def _named_as(self, phrase: NounPhrase) -> NounPhrase | None:
        """ "A man identified only as *Shorty*", "a man who gave his name as *Ahmed*"."""
        text, start = text_of(self.doc), phrase.span.start
        match = _NAMED_AS.search(text, start, phrase.span.end + MAX_NAME_DISTANCE_CHARS)
        if match is None or _ENDS.search(text, start, match.end()):
            return None
        name = next((e for e in self.doc.ents if e.start_char == match.end()), None)
        if name is None or name.label_ != "PERSON":
            return None
        span = Span(name.start_char, name.end_char)
        return replace(phrase, kind=PhraseKind.PERSON, name=name.text, name_span=span)

    def _with_name(self, phrase: NounPhrase) -> NounPhrase | None:
        """With the name after the comma: "Moscow’s envoy to the UN, Gleb Starodub"."""
        end = phrase.span.end
        if text_of(self.doc)[end : end + 2] != ", ":
            return None
        after = next((e for e in self.doc.ents if e.start_char == end + 2), None)
        if after is None or after.label_ != "PERSON":
            return None
        span = Span(phrase.span.start, after.end_char)
        whole = reader.read(self.doc, (span,), self.person_words)
        return whole if whole.kind is PhraseKind.PERSON else None


def _described_by(clause: Token) -> Token:
    """Whom a relative clause is of: "a *doctor* from Birmingham, who said", never the town."""
    noun = clause.head
    for _ in range(MAX_PLACES_UP):
        place = noun.ent_type_ in ("GPE", "LOC", "FAC") and noun.dep_ == "pobj"
        if not place or noun.head.head.tag_[:2] != "NN":
            break
        noun = noun.head.head
    return noun
