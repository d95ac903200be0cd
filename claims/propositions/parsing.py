"""Texts parsed many at a time; those that come again, as agency copy does, are parsed once."""

from collections import OrderedDict
from collections.abc import Iterable

from spacy.language import Language

from claims.propositions.parsed_text import ParsedText

TEXTS_PER_CALL = 50  # texts that the networks see together; each is parsed as it would be alone
MAX_CACHED_TEXTS = 1_000


class TextParser:
    """Texts to their tokens."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._docs: OrderedDict[str, ParsedText] = OrderedDict()

    def parse(self, texts: Iterable[str]) -> dict[str, ParsedText]:
        """The tokens of each text."""
        wanted = set(texts)
        docs = {text: self._docs[text] for text in wanted if text in self._docs}
        new = sorted(wanted - docs.keys(), key=lambda text: (len(text), text))
        for text, doc in zip(new, self._nlp.pipe(new, batch_size=TEXTS_PER_CALL), strict=True):
            docs[text] = ParsedText(doc)
        self._remember(docs)
        return docs

    def _remember(self, docs: dict[str, ParsedText]) -> None:
        for text, doc in docs.items():
            self._docs[text] = doc
            self._docs.move_to_end(text)
        while len(self._docs) > MAX_CACHED_TEXTS:
            self._docs.popitem(last=False)
