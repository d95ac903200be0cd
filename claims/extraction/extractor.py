"""The assembled pipeline: loads the models once, reads texts one by one or in a stream."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import pipeline
from claims.extraction.parsing import spacy_pipeline
from claims.extraction.tagger.model import Tagger
from claims.extraction.types import Finding, Span

# Raise when the rules that make findings from links change: articles are then read again.
RULES = "15"


def extract(text: str, nlp: Language, tagger: Tagger) -> list[Finding]:
    """The attributed statements of one text, in text order; none for a text without any."""
    return read(text, nlp, tagger)[1]


def read(text: str, nlp: Language, tagger: Tagger) -> tuple[Doc, list[Finding]]:
    """The same with the parsed text, for who goes on with it."""
    doc = spacy_pipeline.read(nlp, text)
    findings = pipeline.findings(doc, tagger.links(doc), tagger.resolver)
    spacy_pipeline.release(doc)
    return doc, findings


def extract_all(texts: Iterable[str], nlp: Language, tagger: Tagger) -> Iterator[list[Finding]]:
    """The findings of each text, in the order given, holding one text in memory at a time."""
    for text in texts:
        yield extract(text, nlp, tagger)


class Extractor:
    """The models and the version that its findings carry."""

    def __init__(self, nlp: Language, tagger: Tagger) -> None:
        self._nlp = nlp
        self._tagger = tagger
        meta = nlp.meta
        self.version = f"{RULES}/{tagger.version}/{meta['name']}-{meta['version']}"

    @classmethod
    def load(cls, model: str = spacy_pipeline.MODEL) -> "Extractor":
        """Loads the spaCy model of this name and the tagger; takes a second or two.

        Raises ``LookupError`` when the model is not installed.
        """
        return cls(spacy_pipeline.load(model), Tagger.load())

    def extract(self, text: str) -> list[Finding]:
        """The attributed statements of one text, in text order."""
        return extract(text, self._nlp, self._tagger)

    def read(self, text: str) -> tuple[Doc, list[Finding]]:
        """The same with the parsed text, for who goes on with it."""
        return read(text, self._nlp, self._tagger)

    def names(self, text: str) -> list[tuple[Span, str]]:
        """The named entities of one text, each with its label (PERSON, ORG, …).

        In text order; after them the names that stand within longer ones.
        """
        doc = spacy_pipeline.read(self._nlp, text)
        self._tagger.links(doc)  # sets the entities
        names = [*doc.ents, *doc.spans["inner"]]
        return [(Span(name.start_char, name.end_char), name.label_) for name in names]

    def extract_all(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        """The findings of each text in turn; constant memory."""
        return extract_all(texts, self._nlp, self._tagger)
