"""Changes of a statement after which it says something else: near misses, "" for none."""

import random
import re
from functools import cache

from claim_edits import capital, replaced, root, without
from claim_rewordings import COUNTRIES, NUMBER_WORDS, Reword
from spacy.tokens import Doc

from claims.propositions.words import SYNONYM, _wordnet, lemma, likeness

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MODALS = {"will": "may", "would": "might", "must": "should", "should": "must", "may": "will",
          "can": "must", "could": "should", "might": "will"}  # fmt: skip


def other_number(doc: Doc, chance: random.Random) -> str:
    spots = [
        t for t in doc if t.tag_ == "CD" and (t.text.isdigit() or t.lower_ in NUMBER_WORDS.values())
    ]
    if not spots:
        return ""
    spot = chance.choice(spots)
    if spot.text.isdigit():
        new = str(int(spot.text) + chance.choice([1, 2, 3, 10]))
    else:
        new = chance.choice([w for w in NUMBER_WORDS.values() if w != spot.lower_])
    return replaced(doc, {spot.i: new})


def negated(doc: Doc, chance: random.Random) -> str:
    main = root(doc)
    for token in main.children:
        if token.dep_ == "neg":
            return without(doc, [token])
    for token in [*main.children, main]:
        if token.dep_ in ("aux", "auxpass") or token.lower_ in ("is", "are", "was", "were"):
            bound = token.i + 1 < len(doc) and doc[token.i + 1].dep_ == "neg"
            if bound or token.lower_ == "to" or token.text.startswith(("'", "’")):
                continue
            return "".join(t.text + (" not " if t.i == token.i else t.whitespace_) for t in doc)
    if main.tag_ == "VBD":
        base = lemma(main.lower_, "v")
        return replaced(doc, {main.i: f"did not {base}"})
    return ""


def other_modality(doc: Doc, chance: random.Random) -> str:
    spots = [t for t in doc if t.tag_ == "MD" and t.lower_ in MODALS]
    if not spots:
        return ""
    spot = spots[0]
    return replaced(doc, {spot.i: MODALS[spot.lower_]})


def other_country(doc: Doc, chance: random.Random) -> str:
    spots = [t for t in doc if t.text in COUNTRIES]
    if not spots:
        return ""
    spot = chance.choice(spots)
    new = chance.choice([c for c in COUNTRIES if c != spot.text])
    return replaced(doc, {spot.i: new})


def other_time(doc: Doc, chance: random.Random) -> str:
    for token in doc:
        if token.text in DAYS:
            new = chance.choice([d for d in DAYS if d != token.text])
        elif re.fullmatch(r"(19|20)\d\d", token.text):
            new = str(int(token.text) + chance.choice([-2, -1, 1, 2]))
        else:
            continue
        return replaced(doc, {token.i: new})
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
            new = capital(new) if token.i == 0 else new
            return replaced(doc, {token.i: new})
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
            return replaced(doc, {spot.i: new})
    return ""


@cache
def _children() -> dict[int, list[str]]:
    """Number of a sense → nouns whose commonest sense is a kind of it."""
    children: dict[int, list[str]] = {}
    for key, senses in _wordnet()["senses"].items():
        if key.endswith("/n") and "_" not in key and len(key) < 12:
            for parent in _wordnet()["parents"].get(str(senses[0]), [])[:1]:
                children.setdefault(parent, []).append(key[:-2])
    return children


CHANGES: dict[str, Reword] = {
    "number": other_number, "negated": negated, "modality": other_modality, "country": other_country,
    "time": other_time, "asked": asked, "part": part, "word": other_word,
}  # fmt: skip
