"""A link as the rules of ``plausibility.py`` and ``unquoted.py`` ask of it, read once."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.extraction import quotations
from claims.extraction.links import passives
from claims.extraction.links.clauses import has_clause
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import NounPhrase, PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.types import Link, QuotationKind


@dataclass(frozen=True, slots=True)
class LinkReading:
    """A link with its tokens and what they hold."""

    doc: Doc
    link: Link
    cue: list[Token]
    verb: Token | None  # the verb of the cue that is no auxiliary
    content: list[Token]
    is_quoted: bool  # some of the content stands in quotation marks
    has_clause: bool  # the content holds a verb of its own, as clauses do

    @property
    def source_phrase(self) -> NounPhrase | None:
        return reader.read(self.doc, self.link.source) if self.link.source else None

    @property
    def source_text(self) -> str:
        source = self.link.source
        return text_of(self.doc)[source[0].start : source[-1].end].lower() if source else ""


def read(doc: Doc, link: Link) -> LinkReading:
    cue = [t for piece in link.cue for t in reader.tokens_of(doc, *piece) if not t.is_space]
    content = [token for piece in link.content for token in reader.tokens_of(doc, *piece)]
    return LinkReading(
        doc,
        link,
        cue,
        passives.verb_of(doc, link),
        content,
        is_quoted=quotations.kind(text_of(doc), link.content) is not QuotationKind.INDIRECT,
        has_clause=has_clause(content, cue),
    )


def thing_heads(reading: LinkReading) -> set[str]:
    """The main word of a source that is no person, body or paper."""
    phrase = reading.source_phrase
    if phrase is None or phrase.kind not in (PhraseKind.OTHER, PhraseKind.NAME):
        return set()
    return {phrase.head, *(lexicon.singular(word) for word in phrase.text.split()[-1:])}
