"""Names in a text: what the tagger's networks say of each token, set as the document's entities.

They were taught by spaCy's name finder (training/), which takes longer than all the rest of the
parse. A token's number is 0 outside names, 2k + 1 where a name of label k begins, 2k + 2 where it
goes on.
"""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Span

from claims.extraction.tagger.features import Ints


def numbers(doc: Doc, labels: Sequence[str]) -> Ints:
    """The numbers (n,) of the entities that a document has; labels not listed are none."""
    found = np.zeros(len(doc), dtype=np.int64)
    for entity in doc.ents:
        if entity.label_ in labels:
            label = labels.index(entity.label_)
            found[entity.start : entity.end] = 2 * label + 2
            found[entity.start] = 2 * label + 1
    return found


def set_entities(doc: Doc, found: Ints, labels: Sequence[str]) -> None:
    """Sets the document's entities from the number of each token (n,); white space ends a name."""
    spans: list[Span] = []
    start, label = 0, -1
    inside = np.flatnonzero(found)
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1) if len(inside) else []
    for run in runs:
        for token in run.tolist():
            here = (int(found[token]) - 1) // 2
            if doc[token].is_space:
                label = -1
            elif here == label and found[token] % 2 == 0 and spans[-1].end == token:
                spans[-1] = Span(doc, start, token + 1, label=labels[label])
            else:
                start, label = token, here
                spans.append(Span(doc, start, token + 1, label=labels[label]))
    doc.set_ents(spans)
