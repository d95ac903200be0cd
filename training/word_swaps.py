"""Articles with other words in them: what the encoder has learnt by heart helps nobody there.

The tuned lower layers know the articles that they were tuned on. What is trained on top of them
would rely on that, and do worse on other articles. So each epoch has a part of their nouns, names,
adjectives and numbers replaced by words of the same tag out of other articles. A word is replaced
by the same one all over an article; the words of cues stay.
"""

import random
from collections import defaultdict
from collections.abc import Iterable

from data import ROLES, Example
from spacy.tokens import Doc

from claims.extraction.tagger.features import Vocabulary, chunks, features
from claims.extraction.tagger.wordpiece import WordPiece

TAGS = frozenset("NN NNS NNP NNPS JJ CD RB VBG".split())
SHARES = (0.15, 0.5)  # of an article's different words that are replaced, least and most


def words_by_tag(docs: Iterable[Doc]) -> dict[str, list[str]]:
    """The words of each tag, as often as they occur."""
    words = defaultdict(list)
    for doc in docs:
        for token in doc:
            if token.tag_ in TAGS:
                words[token.tag_].append(token.text)
    return words


def replace_words(
    original: Example,
    doc: Doc,
    words: dict[str, list[str]],
    chance: random.Random,
    vocabulary: Vocabulary,
    cut: WordPiece,
) -> Example:
    """The example with other words, its parse and its roles as they are."""
    cues = (original.roles == ROLES["cue"]).any(0).nonzero()[0]
    texts = _other_words(doc, {doc[int(i)].text for i in cues}, words, chance)
    other = Doc(
        doc.vocab,
        words=texts,
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )
    return Example(
        id=original.id,
        text=other.text,
        gold=[],  # its offsets are those of the original
        features=features(other, vocabulary),
        chunks=list(chunks(other, cut)),
        cues=original.cues,
        roles=original.roles,
        unmarked=original.unmarked,
    )


def _other_words(
    doc: Doc, fixed: set[str], words: dict[str, list[str]], chance: random.Random
) -> list[str]:
    share, others = chance.uniform(*SHARES), {}
    for token in doc:
        word, tag = token.text, token.tag_
        if word not in others:
            change = tag in TAGS and word not in fixed and chance.random() < share
            others[word] = chance.choice(words[tag]) if change else word
    return [others[token.text] for token in doc]
