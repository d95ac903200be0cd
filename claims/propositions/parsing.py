"""Texts parsed many at a time; those that come again, as agency copy does, are parsed once."""

from collections import OrderedDict
from collections.abc import Iterable

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

TEXTS_PER_CALL = 50  # texts that the networks see together; each is parsed as it would be alone
MAX_CACHED_TEXTS = 1_000


class TextParser:
    """Texts to documents."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._docs: OrderedDict[str, Doc] = OrderedDict()

    def parse(self, texts: Iterable[str]) -> dict[str, Doc]:
        """The document of each text."""
        wanted = set(texts)
        docs = {text: self._docs[text] for text in wanted if text in self._docs}
        new = sorted(wanted - docs.keys(), key=lambda text: (len(text), text))
        for text, doc in zip(new, self._nlp.pipe(new, batch_size=TEXTS_PER_CALL), strict=True):
            doc.tensor = np.zeros(
                (0, 0), np.float32
            )  # nobody reads it, and it is most of a document
            docs[text] = doc
        self._remember(docs)
        return docs

    def _remember(self, docs: dict[str, Doc]) -> None:
        for text, doc in docs.items():
            self._docs[text] = doc
            self._docs.move_to_end(text)
        while len(self._docs) > MAX_CACHED_TEXTS:
            self._docs.popitem(last=False)
