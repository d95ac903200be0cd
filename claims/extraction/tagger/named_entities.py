"""Names in a text: what the names network says of each token, set as the document's entities.

The network gives every token a score for each tag: 0 outside names, 2k + 1 where a name of label k
begins, 2k + 2 where it goes on. The other mentions of the same word in the text have a vote, and
the likeliest sequence of tags is decoded (Viterbi 1967).
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, Token

from claims.extraction import parties
from claims.extraction.noun_phrases import lexicon as nouns
from claims.extraction.parsing.spacy_pipeline import words_of
from claims.extraction.parsing.syntax import TENSED
from claims.extraction.tagger.features import Floats
from claims.extraction.tagger.people_and_places import places_apart, with_nicknames

# TITLE stands before a person's name, ROLE is a person by office alone ("the President"), NORP
# people by nationality, faith or party ("Americans"). OTHER is a name of another kind ("Hurricane
# Ian"): learnt so that it is not taken for one of these, and not told.
LABELS = ("PERSON", "ORG", "GPE", "NORP", "ROLE", "TITLE", "OTHER")
TAGS = 2 * len(LABELS) + 1
INNER_LABELS = ("GPE",)  # of names within names: "Bank of England"
INNER = len(INNER_LABELS) + 1
LEXICAL = 16  # what the lexicons say of a word
_VOTE = 0.6  # the weight of a word's other mentions
_PLACE_PRICE = 1.0  # nats: a person taken for a place says nothing
_SURE = 0.9999
_NEVER = -1e4
_SHORT_OFFICE = re.compile(r"[A-Z]{3,5}|M[PS]|GP")  # before first name and surname
_HONORIFICS = frozenset("mr mrs ms miss".split())
_ADDRESSED = frozenset(  # "Mr President" is an office, "Mr King" a name
    "president speaker chairman chair chairwoman secretary ambassador justice minister mayor"
    " chancellor commissioner premier senator".split()
)
_OFFICE_RANKS = ("vice", "deputy", "assistant", "associate", "chief", "senior", "executive")
_JOINING = frozenset("of the and for in at".split())

Bits = npt.NDArray[np.float32]


def lexical(doc: Doc) -> Bits:
    """What the lexicons and the spelling say of each token, (n, LEXICAL) of 0 and 1."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words_of(doc)))}
    rows = np.array([_bits(word) for word in numbers], dtype=np.float32).reshape(-1, LEXICAL)
    return rows[[numbers[word] for word in words_of(doc)]]


@lru_cache(maxsize=50_000)
def _bits(word: str) -> tuple[bool, ...]:
    lexicon, plain, lower = nouns.load(), word.lower(), word.lower().strip(".")
    noun, pieces = nouns.singular(lower), nouns.name_parts()
    match = parties.load().whole(word) if word[:1].isupper() else None
    described = match is not None and match.kind in (parties.Kind.DEMONYM, parties.Kind.OFFICE)
    return (
        lower in lexicon.titles,
        noun in lexicon.persons,
        noun in lexicon.institutions,
        noun in lexicon.places,
        noun in lexicon.corporate,
        lower in lexicon.outlet_names or noun in lexicon.outlets,
        lower in pieces.times,
        plain in pieces.particles,
        lower in pieces.suffixes,
        described,
        match is not None and not described,
        bool(re.fullmatch(r"(?:[A-Z]\.)+", word)),
        "\n" in word,
        word[:1].isupper() and not word.isupper(),
        any(mark in word for mark in "-'’"),
        any(ord(letter) > 127 and letter.isalpha() for letter in word),
    )


def set_entities(doc: Doc, scores: Floats) -> None:
    """Sets the document's entities from the log-probabilities (n, TAGS) of each token's tags."""
    spans: list[Span] = []
    scores = voted(scores, words_of(doc))
    for run in _runs(scores):
        for start, end, label in decode(scores[run.start : run.stop]):
            for span in _within_lines(doc, run.start + start, run.start + end, LABELS[label]):
                for name in _around_verbs(span):
                    spans += _office_and_domain(_corrected(name), scores)
    doc.set_ents(places_apart(with_nicknames(spans)))


def set_inner_names(doc: Doc, scores: Floats) -> None:
    """Sets the names within the document's entities from the scores (n, INNER) of their kinds.

    They become ``doc.spans["inner"]``: "England" in "Bank of England".
    """
    kinds = scores.argmax(1).tolist() if len(scores) else []
    spans: list[Span] = []
    for entity in doc.ents:
        start = entity.start
        for token in range(entity.start, entity.end):
            if token + 1 == entity.end or kinds[token + 1] != kinds[token]:
                label = INNER_LABELS[kinds[token] - 1] if kinds[token] else ""
                whole = start == entity.start and token + 1 == entity.end
                if label and not (whole and label == entity.label_):
                    spans.append(Span(doc, start, token + 1, label=label))
                start = token + 1
    doc.spans["inner"] = spans


def _around_verbs(span: Span) -> Iterator[Span]:
    """The names on either side of a verb: "Vera Dunn *rang* Hugo Pell"."""
    start = span.start
    for token in span[1:-1] if span.label_ == "PERSON" else ():
        verb = token.tag_ in TENSED and token.text.islower()
        if verb and token.lower_ not in nouns.name_parts().particles:
            yield Span(span.doc, start, token.i, label=span.label_)
            start = token.i + 1
    yield Span(span.doc, start, span.end, label=span.label_)


def _corrected(span: Span) -> Span:
    """No name ends with "of" or "the".

    A well-known outlet is no person ("Al Jazeera"), nor is "Foln Zoo" or an office ("The Korean
    Minister").
    """
    while len(span) > 1 and (span[-1].lower_ in _JOINING or span[-1].text == "-"):
        span = Span(span.doc, span.start, span.end - 1, label=span.label_)
    known = span.label_ == "PERSON" and span.text.lower() in nouns.load().known_outlets
    body = span.label_ == "PERSON" and len(span) > 1 and span[-1].lower_ in nouns.load().bodies
    if known or body or _ends_as_outlet(span):
        return Span(span.doc, span.start, span.end, label="ORG")
    if span.label_ == "PERSON" and len(span) == 1 and _is_described(span[0]):
        return Span(span.doc, span.start, span.end, label="ROLE")
    if span.label_ in ("PERSON", "ORG") and _is_office(span):
        return Span(span.doc, span.end - 1, span.end, label="ROLE")
    return _without_office(span) if span.label_ == "PERSON" else span


def _ends_as_outlet(span: Span) -> bool:
    """ "Foln FM", and of names of other kinds "the Evening Star"."""
    station = span[-1].text.isupper() and not span.text.isupper()
    return (station or span.label_ == "OTHER") and span[-1].lower_ in nouns.load().outlet_names


def _without_office(span: Span) -> Span:
    """A name without the office before or behind it: "Westvale *MCA* Rose Kamau"."""
    if span.end < len(span.doc) and span.doc[span.end].lower_ == "of":
        ranks = (n for n in range(2, len(span)) if span[n].lower_ in _OFFICE_RANKS)
        end = span.start + next(ranks, len(span))  # "John Moe *Vice Dean* of research"
        span = Span(span.doc, span.start, end, label="PERSON")
    short = [n for n, token in enumerate(span[:-2]) if _SHORT_OFFICE.fullmatch(token.text)]
    capitals = all(token.text.isupper() for token in span)
    if not short or capitals:
        return span
    return Span(span.doc, span.start + short[-1] + 1, span.end, label=span.label_)


def _office_and_domain(span: Span, scores: Floats) -> Iterator[Span]:
    """An office without what stands around it, which may be a name of its own.

    "The Korean Mayor of Lima" is a mayor and a place, "a Mr King" is no office.
    """
    if span.label_ not in ("ROLE", "OTHER"):
        yield span
    if span.label_ != "ROLE":
        return
    words = [token.lower_.strip(".") for token in span]
    first = next((n for n, word in enumerate(words) if _is_of_an_office(word)), 0)
    of = words.index("of", first) if "of" in words[first:-1] else len(words)
    if of > 1 and words[0] in _HONORIFICS and words[1] not in _ADDRESSED:
        yield Span(span.doc, span.start, span.start + 1, label="TITLE")
        yield Span(span.doc, span.start + 1, span.start + of, label="PERSON")
    elif first == 0 or words[first - 1] == "the":
        yield Span(span.doc, span.start + first, span.start + of, label="ROLE")
    yield from _domain(span.doc, span.start + of + 1, span.end, scores)


def _domain(doc: Doc, first: int, last: int, scores: Floats) -> Iterator[Span]:
    """The places and bodies among the tokens that an office is of."""
    if first >= last:
        return
    domain, role = scores[first:last].copy(), 2 * LABELS.index("ROLE")
    domain[:, role + 1 : role + 3] = _NEVER
    for start, end, label in decode(domain):
        if LABELS[label] in ("GPE", "ORG"):
            yield Span(doc, first + start, first + end, label=LABELS[label])


def _is_of_an_office(word: str) -> bool:
    return word in nouns.load().titles or nouns.singular(word) in nouns.load().persons


def _is_described(word: Token) -> bool:
    """ "The 23-year-old *Londoner*", "Secretary *General*": no name of anybody."""
    before = word.nbor(-1) if word.i else word
    aged = before.lower_ == "old" and before.i > 0 and before.nbor(-1).text == "-"
    ranked = word.lower_ == "general" and _is_of_an_office(before.lower_)
    return aged or ranked and before.text.istitle()


def _is_office(span: Span) -> bool:
    """ "The" and a noun for persons, with nothing but a nationality between, or "Head *of* …"."""
    *before, last = span
    person = nouns.singular(last.text) in nouns.load().persons
    if person and span.end < len(span.doc) and span.doc[span.end].lower_ == "of":
        return True
    if not before or before[0].lower_ != "the":
        before = [span.doc[span.start - 1], *before] if span.start else before
    article = bool(before) and before[0].lower_ == "the"
    plain = all(parties.load().whole(token.text) is not None for token in before[1:])
    return article and plain and person


def _runs(scores: Floats) -> Iterator[range]:
    """The stretches of tokens that are not surely outside names."""
    likely = np.flatnonzero(scores[:, 0] < np.log(_SURE)).tolist()
    start = 0
    for number, token in enumerate(likely):
        if number + 1 == len(likely) or likely[number + 1] > token + 1:
            yield range(likely[start], token + 1)
            start = number + 1


def voted(scores: Floats, words: Sequence[str]) -> Floats:
    """The scores with a vote of the same capitalised word's other mentions on the label."""
    places: dict[str, list[int]] = defaultdict(list)
    for token in np.flatnonzero(scores[:, 0] < np.log(_SURE)).tolist():
        if len(words[token]) > 2 and words[token][:1].isupper():
            places[words[token]].append(token)
    result = scores.copy()
    for tokens in places.values():
        if len(tokens) < 2:
            continue
        shares = _each(math.exp, scores[tokens])
        labels = np.concatenate([shares[:, :1], shares[:, 1::2] + shares[:, 2::2]], axis=1)
        others = (labels.sum(0) - labels) / (len(tokens) - 1)
        votes = _VOTE * _each(math.log, others + 0.02)
        result[tokens, 0] += votes[:, 0]
        result[tokens, 1:] += np.repeat(votes[:, 1:], 2, axis=1)
    result[:, 2 * LABELS.index("GPE") + 1 : 2 * LABELS.index("GPE") + 3] -= _PLACE_PRICE
    return result


def _each(function: Callable[[float], float], values: Floats) -> Floats:
    """The function of each number; numpy's own differ in the last bit between processors."""
    results = [function(value) for value in values.ravel().tolist()]
    return np.array(results, dtype=np.float32).reshape(values.shape)


def decode(scores: Floats) -> list[tuple[int, int, int]]:
    """The likeliest names in scores (n, TAGS): first token, the one after the last, label."""
    best, back = scores[0].copy(), []
    best[2::2] = _NEVER  # nothing goes on that has not begun
    for row in scores[1:]:
        # What goes on was begun or went on before; all else may follow anything.
        likeliest, begun, inside = int(best.argmax()), best[1::2], best[2::2]
        back.append((likeliest, inside > begun))
        best = best[likeliest] + row
        best[2::2] = np.maximum(begun, inside) + row[2::2]
    tags = [int(best.argmax())]
    for likeliest, went_on in reversed(back):
        tag = tags[-1]
        goes_on = tag > 0 and tag % 2 == 0
        tags.append(tag - 1 + int(went_on[tag // 2 - 1]) if goes_on else likeliest)
    names: list[tuple[int, int, int]] = []
    for token, tag in enumerate(reversed(tags)):
        if tag and tag % 2:
            names.append((token, token + 1, (tag - 1) // 2))
        elif tag:
            names[-1] = (names[-1][0], token + 1, names[-1][2])
    return names


def _within_lines(doc: Doc, start: int, end: int, label: str) -> Iterator[Span]:
    """The tokens as entities; white space and the stop of a sentence end a name."""
    first = start
    for token in range(start, end + 1):
        stops = first < token < end and doc[token].text == "." and len(doc[token - 1]) > 2
        if token == end or doc[token].is_space or stops:
            if token > first:
                yield Span(doc, first, token, label=label)
            first = token + 1
