"""Rewordings of a statement that leave what it says: each from a parsed sentence, "" for none."""

import random
import re
from collections.abc import Callable
from functools import cache

from claim_edits import capital, clean, replaced, root, without
from spacy.tokens import Doc, Token

from claims.propositions.words import _wordnet, lemma

METONYMS = {
    "Russia": "Moscow", "China": "Beijing", "the United States": "Washington", "the U.S.": "Washington",
    "Iran": "Tehran", "France": "Paris", "Germany": "Berlin", "Israel": "Jerusalem", "Japan": "Tokyo",
}  # fmt: skip
COUNTRIES = "Russia China Iran France Germany Israel Japan Mexico Canada Syria Iraq Turkey".split()
NUMBER_WORDS = dict(
    enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
)
# A parsed sentence and a source of chance → the other sentence.
Reword = Callable[[Doc, random.Random], str]


def cut(doc: Doc, chance: random.Random) -> str:
    """A clause that may go: "and …" with its own subject, a which-clause, an aside."""
    options = []
    for token in doc:
        own = any(c.dep_.startswith("nsubj") for c in token.children)
        comma = token.left_edge.i > 0 and doc[token.left_edge.i - 1].text == ","
        if token.dep_ == "conj" and token.tag_[0] == "V" and own and token.head.dep_ == "ROOT":
            options.append([*token.subtree, *(c for c in token.head.children if c.dep_ == "cc")])
        elif token.dep_ in ("relcl", "appos") and comma:
            options.append(list(token.subtree))
    options = [o for o in options if len(o) < 0.6 * len(doc)]
    return without(doc, chance.choice(options)) if options else ""


def reorder(doc: Doc, chance: random.Random) -> str:
    """An adjunct from the end to the beginning."""
    main = root(doc)
    if main.tag_[0] != "V" or not any(c.dep_.startswith("nsubj") for c in main.children):
        return ""
    for token in reversed(list(main.children)):
        if token.dep_ in ("advcl", "prep", "npadvmod") and token.i > main.i:
            words = list(token.subtree)
            if len(words) > 1 and words[-1].i >= len(doc) - 2 and words[0].i > main.i:
                part = "".join(t.text_with_ws for t in words).strip(" .")
                rest = without(doc, words).strip(" .")
                first = (
                    rest
                    if rest.split()[0] in COUNTRIES or doc[0].tag_ == "NNP"
                    else (rest if rest.startswith("I ") else rest[:1].lower() + rest[1:])
                )
                return capital(f"{part}, {first}.")
    return ""


def passive(doc: Doc, chance: random.Random) -> str:
    """A plain verb in the past with subject and object."""
    main = root(doc)
    subject = [c for c in main.children if c.dep_ == "nsubj"]
    target = [c for c in main.children if c.dep_ == "dobj"]
    if main.tag_ != "VBD" or len(subject) != 1 or len(target) != 1 or subject[0].tag_ == "PRP":
        return ""
    if any(c.dep_ in ("neg", "aux", "conj") for c in main.children) or target[0].tag_ == "PRP":
        return ""
    before, after = list(subject[0].subtree), list(target[0].subtree)
    spare = {t.i for t in [*before, *after, main]}
    rest = clean("".join(t.text_with_ws for t in doc if t.i not in spare).strip(" ."))
    plural = target[0].tag_.endswith("S") or any(c.dep_ == "conj" for c in target[0].children)
    agent = "".join(t.text_with_ws for t in before).strip()
    agent = agent if before[0].tag_.startswith("NNP") else agent[:1].lower() + agent[1:]
    return clean(
        capital(
            f"{''.join(t.text_with_ws for t in after).strip()} {'were' if plural else 'was'} "
            f"{_participle(main.text)} by {agent} {rest}."
        )
    )


def _participle(past: str) -> str:
    base = lemma(past.lower(), "v")
    forms = [f for f, b in _wordnet()["forms"]["v"].items() if b == base and f != past.lower()]
    forms = [f for f in forms if not f.endswith(("ing", "s")) and f.endswith(("n", "t", "d"))]
    return forms[0] if forms and not past.endswith("ed") else past


def indirect(doc: Doc, chance: random.Random) -> str:
    """As told by somebody else: I is he, will is would, is is was."""
    table = {"i": "he", "my": "his", "me": "him", "we": "they", "our": "their", "us": "them",
             "will": "would", "is": "was", "are": "were", "has": "had", "have": "had", "can": "could",
             "may": "might", "am": "was", "n't": " not", "'ve": " had", "'m": " was", "'re": " were",
             "’re": " were", "’ve": " had", "’m": " was", "’ll": " would", "'ll": " would"}  # fmt: skip
    if not any(t.lower_ in table for t in doc):
        return ""
    words = []
    for token in doc:
        word = table.get(token.lower_) if token.tag_ != "VB" else None
        if token.lower_ in ("have",) and token.dep_ not in ("aux", "ROOT"):
            word = None
        words.append((word + token.whitespace_) if word else token.text_with_ws)
    text = "".join(words).strip(" .")
    return text if doc[0].tag_.startswith("NNP") else text[:1].lower() + text[1:]


def synonyms(doc: Doc, chance: random.Random) -> str:
    """Up to three words by the commonest synonym of their commonest sense."""
    swaps = {}
    for token in doc:
        word = _synonym(token)
        if word and len(swaps) < 3 and chance.random() < 0.6:
            swaps[token.i] = word
    if not swaps:
        return ""
    return replaced(doc, swaps)


def _synonym(token: Token) -> str:
    pos = {"NN": "n", "NNS": "n", "VB": "v", "VBD": "v", "VBZ": "v", "JJ": "a"}.get(token.tag_)
    if not pos or token.dep_ in ("aux", "auxpass") or len(token) < 4:
        return ""
    base = lemma(token.lower_, pos)
    senses = _wordnet()["senses"].get(f"{base}/{pos}", [])
    if not 1 <= len(senses) <= 3:
        return ""
    for word in _members().get((senses[0], pos), ()):
        if word != base and "_" not in word:
            return _inflect(word, token.tag_)
    return ""


@cache
def _members() -> dict[tuple[int, str], list[str]]:
    """Number and kind of a sense → the words of which it is the commonest sense."""
    members: dict[tuple[int, str], list[str]] = {}
    for key, senses in _wordnet()["senses"].items():
        for number in senses[:1]:
            members.setdefault((number, key[-1]), []).append(key[:-2])
    return members


def _inflect(word: str, tag: str) -> str:
    if tag in ("NNS", "VBZ"):
        if word.endswith("y") and word[-2] not in "aeiou":
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
    if tag == "VBD":
        return word + "d" if word.endswith("e") else word + "ed"
    return word


def numerals(doc: Doc, chance: random.Random) -> str:
    """5 as five, five as 5; five million as 5,000,000."""
    numbers = {word: k for k, word in NUMBER_WORDS.items()}
    words, changed = [], False
    for token in doc:
        text = token.text
        if text.isdigit() and int(text) in NUMBER_WORDS:
            text, changed = NUMBER_WORDS[int(text)], True
        elif token.lower_ in numbers and token.tag_ == "CD":
            text, changed = str(numbers[token.lower_]), True
        words.append(text + token.whitespace_)
    return "".join(words) if changed else ""


def metonym(doc: Doc, chance: random.Random) -> str:
    text = doc.text
    for name, seat in METONYMS.items():
        if re.search(rf"\b{re.escape(name)}\b", text):
            return re.sub(rf"\b{re.escape(name)}\b", seat, text)
    return ""


REWORDINGS: dict[str, Reword] = {
    "cut": cut, "order": reorder, "voice": passive, "indirect": indirect, "synonyms": synonyms,
    "numerals": numerals, "metonym": metonym,
}  # fmt: skip
