"""A parsed text as plain objects, which answer many times quicker than spaCy's tokens do."""

from unicodedata import category

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LOWER, TAG
from spacy.tokens import Doc


class ParsedWord:
    """A token of a parsed text. Its attributes are called as those of spaCy's tokens."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "left_edge",
        "lower_",
        "right_edge",
        "tag_",
    )

    children: list["ParsedWord"]
    head: "ParsedWord"
    left_edge: int  # the first and the last token of its phrase
    right_edge: int

    def __init__(
        self, doc: "ParsedText", i: int, idx: int, lower_: str, tag_: str, dep_: str
    ) -> None:
        self.doc, self.i, self.idx = doc, i, idx
        self.lower_, self.tag_, self.dep_ = lower_, tag_, dep_
        self.children = []

    @property
    def is_currency(self) -> bool:
        return all(category(char) == "Sc" for char in self.lower_)


class ParsedText(list[ParsedWord]):
    """The tokens of a text, in order."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        starts, offsets = doc.to_array([IDX, HEAD]).astype(np.int64).T.tolist()
        columns = doc.to_array([LOWER, TAG, DEP]).T.tolist()
        strings = doc.vocab.strings
        names = {key: strings[key] for key in set().union(*columns)}
        rows = zip(starts, *([names[key] for key in column] for column in columns), strict=True)
        super().__init__(ParsedWord(self, number, *row) for number, row in enumerate(rows))
        heads = [number + offset for number, offset in enumerate(offsets)]
        self._join(heads)

    def text_between(self, first: ParsedWord, last: ParsedWord) -> str:
        """The text from one token to another, both included."""
        end = self[last.i + 1].idx if last.i + 1 < len(self) else len(self.text)
        return self.text[first.idx : end].rstrip()

    def _join(self, heads: list[int]) -> None:
        left, right = _edges(heads)
        for word, head in zip(self, heads, strict=True):
            word.head = self[head]
            word.left_edge, word.right_edge = left[word.i], right[word.i]
            if head != word.i:
                word.head.children.append(word)


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """The first and the last token of what hangs on each."""
    left, right = list(range(len(heads))), list(range(len(heads)))
    is_settled = False
    while not is_settled:
        is_settled = True
        for number, head in enumerate(heads):
            if left[number] < left[head]:
                left[head], is_settled = left[number], False
            if right[number] > right[head]:
                right[head], is_settled = right[number], False
    return left, right
