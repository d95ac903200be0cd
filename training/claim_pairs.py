"""Pairs of statements that say the same or nearly: real ones reworded and changed by rules."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.propositions.words import SYNONYM, _wordnet, lemma, likeness

MIN_WORDS, MAX_WORDS = 8, 45
METONYMS = {
    "Russia": "Moscow", "China": "Beijing", "the United States": "Washington", "the U.S.": "Washington",
    "Iran": "Tehran", "France": "Paris", "Germany": "Berlin", "Israel": "Jerusalem", "Japan": "Tokyo",
}  # fmt: skip
COUNTRIES = "Russia China Iran France Germany Israel Japan Mexico Canada Syria Iraq Turkey".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WORDS = dict(enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2))
MODALS = {"will": "may", "would": "might", "must": "should", "should": "must", "may": "will",
          "can": "must", "could": "should", "might": "will"}  # fmt: skip
Change = Callable[[Doc, random.Random], str]


@dataclass(frozen=True, slots=True)
class MadePair:
    first: str
    second: str
    same: bool
    kind: str


def make_pairs(texts: list[str], nlp: Language, seed: int) -> Iterator[MadePair]:
    """Of each text one rewording and one near miss, half of the misses reworded as well."""
    chance = random.Random(seed)
    for text in texts:
        doc = nlp(text)
        kind = chance.choice(list(REWORDINGS))
        if (other := REWORDINGS[kind](doc, chance)) and other != text:
            yield MadePair(text, other, True, kind)
        kind = chance.choice(list(CHANGES))
        if (other := CHANGES[kind](doc, chance)) and other != text:
            if chance.random() < 0.5:
                again = nlp(other)
                other = REWORDINGS[chance.choice(list(REWORDINGS))](again, chance) or other
            yield MadePair(text, other, False, kind)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clean(text: str) -> str:
    text = re.sub(r"\s+([,.;?!])", r"\1", " ".join(text.split()))
    return re.sub(r"^[,;]\s*|[,;]\s*(?=[.?!]?$)", "", text)


def _without(doc: Doc, tokens: list[Token]) -> str:
    drop = {t.i for t in tokens}
    return _clean("".join(t.text_with_ws for t in doc if t.i not in drop))


def _root(doc: Doc) -> Token:
    return next(t for t in doc if t.dep_ == "ROOT")


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
    return _without(doc, chance.choice(options)) if options else ""


def reorder(doc: Doc, chance: random.Random) -> str:
    """An adjunct from the end to the beginning."""
    root = _root(doc)
    if root.tag_[0] != "V" or not any(c.dep_.startswith("nsubj") for c in root.children):
        return ""
    for token in reversed(list(root.children)):
        if token.dep_ in ("advcl", "prep", "npadvmod") and token.i > root.i:
            words = list(token.subtree)
            if len(words) > 1 and words[-1].i >= len(doc) - 2 and words[0].i > root.i:
                part = "".join(t.text_with_ws for t in words).strip(" .")
                rest = _without(doc, words).strip(" .")
                first = (
                    rest
                    if rest.split()[0] in COUNTRIES or doc[0].tag_ == "NNP"
                    else (rest if rest.startswith("I ") else rest[:1].lower() + rest[1:])
                )
                return _capital(f"{part}, {first}.")
    return ""


def passive(doc: Doc, chance: random.Random) -> str:
    """A plain verb in the past with subject and object."""
    root = _root(doc)
    subject = [c for c in root.children if c.dep_ == "nsubj"]
    target = [c for c in root.children if c.dep_ == "dobj"]
    if root.tag_ != "VBD" or len(subject) != 1 or len(target) != 1 or subject[0].tag_ == "PRP":
        return ""
    if any(c.dep_ in ("neg", "aux", "conj") for c in root.children) or target[0].tag_ == "PRP":
        return ""
    before, after = list(subject[0].subtree), list(target[0].subtree)
    spare = {t.i for t in [*before, *after, root]}
    rest = _clean("".join(t.text_with_ws for t in doc if t.i not in spare).strip(" ."))
    plural = target[0].tag_.endswith("S") or any(c.dep_ == "conj" for c in target[0].children)
    agent = "".join(t.text_with_ws for t in before).strip()
    agent = agent if before[0].tag_.startswith("NNP") else agent[:1].lower() + agent[1:]
    return _clean(
        _capital(
            f"{''.join(t.text_with_ws for t in after).strip()} {'were' if plural else 'was'} "
            f"{_participle(root.text)} by {agent} {rest}."
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
    return "".join(swaps.get(t.i, t.text) + t.whitespace_ for t in doc)


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


_MEMBERS: dict[tuple[int, str], list[str]] = {}


def _members() -> dict[tuple[int, str], list[str]]:
    if not _MEMBERS:
        for key, senses in _wordnet()["senses"].items():
            for number in senses[:1]:
                _MEMBERS.setdefault((number, key[-1]), []).append(key[:-2])
    return _MEMBERS


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
    numbers = {word: k for k, word in WORDS.items()}
    words, changed = [], False
    for token in doc:
        text = token.text
        if text.isdigit() and int(text) in WORDS:
            text, changed = WORDS[int(text)], True
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


def other_number(doc: Doc, chance: random.Random) -> str:
    spots = [t for t in doc if t.tag_ == "CD" and (t.text.isdigit() or t.lower_ in WORDS.values())]
    if not spots:
        return ""
    spot = chance.choice(spots)
    if spot.text.isdigit():
        new = str(int(spot.text) + chance.choice([1, 2, 3, 10]))
    else:
        new = chance.choice([w for w in WORDS.values() if w != spot.lower_])
    return "".join((new if t.i == spot.i else t.text) + t.whitespace_ for t in doc)


def negated(doc: Doc, chance: random.Random) -> str:
    root = _root(doc)
    for token in root.children:
        if token.dep_ == "neg":
            return _without(doc, [token])
    for token in [*root.children, root]:
        if token.dep_ in ("aux", "auxpass") or token.lower_ in ("is", "are", "was", "were"):
            bound = token.i + 1 < len(doc) and doc[token.i + 1].dep_ == "neg"
            if bound or token.lower_ == "to" or token.text.startswith(("'", "’")):
                continue
            return "".join(t.text + (" not " if t.i == token.i else t.whitespace_) for t in doc)
    if root.tag_ == "VBD":
        base = lemma(root.lower_, "v")
        return "".join(
            (f"did not {base}" if t.i == root.i else t.text) + t.whitespace_ for t in doc
        )
    return ""


def other_modality(doc: Doc, chance: random.Random) -> str:
    spots = [t for t in doc if t.tag_ == "MD" and t.lower_ in MODALS]
    if not spots:
        return ""
    spot = spots[0]
    return "".join((MODALS[t.lower_] if t.i == spot.i else t.text) + t.whitespace_ for t in doc)


def other_country(doc: Doc, chance: random.Random) -> str:
    spots = [t for t in doc if t.text in COUNTRIES]
    if not spots:
        return ""
    spot = chance.choice(spots)
    new = chance.choice([c for c in COUNTRIES if c != spot.text])
    return "".join((new if t.i == spot.i else t.text) + t.whitespace_ for t in doc)


def other_time(doc: Doc, chance: random.Random) -> str:
    for token in doc:
        if token.text in DAYS:
            new = chance.choice([d for d in DAYS if d != token.text])
        elif re.fullmatch(r"(19|20)\d\d", token.text):
            new = str(int(token.text) + chance.choice([-2, -1, 1, 2]))
        else:
            continue
        return "".join((new if t.i == token.i else t.text) + t.whitespace_ for t in doc)
    return ""


def asked(doc: Doc, chance: random.Random) -> str:
    text = doc.text.strip(" .")
    lowered = (
        text
        if doc[0].tag_.startswith("NNP") or text.startswith("I ")
        else (text[:1].lower() + text[1:])
    )
    return chance.choice([f"Is it true that {lowered}?", f"I wonder whether {lowered}."])


def part(doc: Doc, chance: random.Random) -> str:
    """A part of what the sentence speaks of: "some of the", "half of the"."""
    for token in doc:
        if (
            token.lower_ == "the"
            and token.head.tag_ in ("NNS", "NN")
            and token.head.dep_ in ("nsubj", "dobj", "nsubjpass")
        ):
            new = chance.choice(["some of the", "a part of the", "the first half of the"])
            new = _capital(new) if token.i == 0 else new
            return "".join((new if t.i == token.i else t.text) + t.whitespace_ for t in doc)
    return ""


def other_word(doc: Doc, chance: random.Random) -> str:
    """A noun by another noun of the same kind."""
    spots = [t for t in doc if t.tag_ == "NN" and t.dep_ in ("dobj", "nsubj", "pobj", "attr")]
    chance.shuffle(spots)
    for spot in spots:
        senses = _wordnet()["senses"].get(f"{spot.lower_}/n", [])
        parents = _wordnet()["parents"].get(str(senses[0]), []) if senses else []
        kin = [w for p in parents[:1] for w in _children().get(p, ())]
        sisters = [w for w in kin if likeness(spot.lower_, "n", w, "n") < SYNONYM]
        if sisters:
            new = chance.choice(sisters)
            return "".join((new if t.i == spot.i else t.text) + t.whitespace_ for t in doc)
    return ""


_CHILDREN: dict[int, list[str]] = {}


def _children() -> dict[int, list[str]]:
    if not _CHILDREN:
        for key, senses in _wordnet()["senses"].items():
            if key.endswith("/n") and "_" not in key and len(key) < 12:
                for parent in _wordnet()["parents"].get(str(senses[0]), [])[:1]:
                    _CHILDREN.setdefault(parent, []).append(key[:-2])
    return _CHILDREN


REWORDINGS: dict[str, Change] = {
    "cut": cut, "order": reorder, "voice": passive, "indirect": indirect, "synonyms": synonyms,
    "numerals": numerals, "metonym": metonym,
}  # fmt: skip
CHANGES: dict[str, Change] = {
    "number": other_number, "negated": negated, "modality": other_modality, "country": other_country,
    "time": other_time, "asked": asked, "part": part, "word": other_word,
}  # fmt: skip
