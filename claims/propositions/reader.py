"""From a statement's words to its proposition: terms, clauses, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction import parties
from claims.propositions.bodies import body_of
from claims.propositions.clauses import (
    Tokens,
    find_clauses,
    find_holder,
    find_quantifiers,
    is_question,
)
from claims.propositions.numbers import Quantity, quantities
from claims.propositions.parsing import TextParser
from claims.propositions.prepositions import VERB_TAGS, find_bound, find_preposition
from claims.propositions.rewording import PlainWording, reword
from claims.propositions.types import Attachment, Proposition, Term, TermKind
from claims.propositions.words import lemma, singular, word_lists

FIRST_PERSON = frozenset("i me my mine we us our ours myself ourselves".split())
THIRD_PERSON = frozenset(
    "he him his she her hers it its they them their theirs this that these those "
    "former latter himself herself itself themselves one".split()
)
SECOND_PERSON = frozenset("you your yours".split())
WEIGHTS = {
    TermKind.NUMBER: 1.5,
    TermKind.PARTY: 1.5,
    TermKind.NAME: 1.5,
    TermKind.TIME: 1.2,
    TermKind.PRONOUN: 0.0,
}
POS_WEIGHTS = {"n": 1.0, "v": 0.9, "a": 0.8, "r": 0.4}
LIGHT_WEIGHT = 0.0
RELATIONS = frozenset("before after until since without".split())
QUOTATION_MARKS = " \"'“”‘’"
MAX_CHARS = 1_000  # of a statement; longer ones are compared by their beginning
MAX_CONTEXT_CHARS = 400
_CUT_CLAUSES = ("advcl", "parataxis", "relcl", "appos", "dep", "intj", "npadvmod", "discourse")


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A statement to be read.

    ``context`` is the sentence before it, ``on`` its date, ``speaker`` the words that name who
    speaks. Either is read only where the statement has words that stand for it.
    """

    text: str
    context: str = ""
    on: date | None = None
    speaker: str = ""


class PropositionReader:
    """Reads statements with a spaCy pipeline that tags and parses."""

    def __init__(self, nlp: Language) -> None:
        self._parser = TextParser(nlp)
        self._own_terms = lru_cache(maxsize=1024)(self._plain_terms)  # few speak, and often

    def read(
        self, text: str, context: str = "", on: date | None = None, speaker: str = ""
    ) -> Proposition:
        """The proposition of one statement."""
        return self.read_all([ReadingRequest(text, context, on, speaker)])[0]

    def read_all(self, requests: Sequence[ReadingRequest]) -> list[Proposition]:
        """The proposition of each statement; many together take half the time of each alone."""
        wordings = [
            reword(request.text[:MAX_CHARS], is_joint=" and " in request.speaker)
            for request in requests
        ]
        docs = self._parser.parse(wording.text for wording in wordings)
        propositions = [
            self._proposition(request, wording, docs[wording.text])
            for request, wording in zip(requests, wordings, strict=True)
        ]
        around = list(map(_words_around, requests, propositions))
        self._parser.parse(words for pair in around for words in pair if len(words) > 1)
        return [
            replace(
                proposition,
                context=self._plain_terms(context, request.on),
                own=self._own_terms(speaker, request.on),
            )
            for request, proposition, (context, speaker) in zip(
                requests, propositions, around, strict=True
            )
        ]

    def _proposition(self, request: ReadingRequest, wording: PlainWording, doc: Doc) -> Proposition:
        """Without what its pronouns stand for."""
        tokens, terms = self._terms(doc, quantities(wording.text, request.on))
        return Proposition(
            terms=terms,
            clauses=find_clauses(doc, tokens, wording.denied),
            asks=is_question(doc, tokens),
            holder=find_holder(doc, tokens),
            quantifiers=find_quantifiers(doc),
            indirect=request.text.lstrip(QUOTATION_MARKS)[:1].islower(),
            gaps=tuple(
                max((place + 1 for i, place in tokens.place.items() if doc[i].idx < gap), default=0)
                for gap in wording.gaps
            ),
        )

    def _plain_terms(self, words: str, on: date | None) -> tuple[Term, ...]:
        if len(words) < 2:
            return ()
        return self._terms(self._parser.parse([words])[words], quantities(words, on))[1]

    def _terms(self, doc: Doc, amounts: list[Quantity]) -> tuple[Tokens, tuple[Term, ...]]:
        tokens = Tokens(doc)
        names = _parties(doc)
        units = [(a.start, a.end) for a in amounts] + [(start, end) for start, end, _ in names]
        drafts: list[tuple[list[Token], str, str, TermKind]] = []
        whole = list(doc)
        for token in whole:
            if draft := _draft(token, amounts, names):
                unit = next((u for u in units if u[0] <= token.idx < u[1]), None)
                words = [t for t in whole if unit[0] <= t.idx < unit[1]] if unit else [token]
                for word in words:
                    tokens.place[word.i] = len(drafts)
                drafts.append((words, *draft))
        terms = tuple(_term(tokens, *draft) for draft in drafts)
        return tokens, terms


def _words_around(request: ReadingRequest, proposition: Proposition) -> tuple[str, str]:
    """The sentence before and the speaker, as far as words of the statement stand for them."""
    pronouns = {term.lemma for term in proposition.terms if term.kind is TermKind.PRONOUN}
    has_subject = any(term.role == "subject" for term in proposition.terms)
    context = speaker = ""
    if pronouns - FIRST_PERSON:
        context = reword(request.context[-MAX_CONTEXT_CHARS:]).text
    if pronouns & FIRST_PERSON or not has_subject:
        speaker = request.speaker[:MAX_CONTEXT_CHARS]
    return context, speaker


def _draft(
    token: Token, amounts: list[Quantity], names: list[tuple[int, int, str]]
) -> tuple[str, str, TermKind] | None:
    """Lemma, part of speech and kind of the term that begins at a token."""
    start = token.idx
    for item in amounts:
        if item.start <= start < item.end:
            if start != item.start:
                return None
            return item.key, "", TermKind.TIME if item.is_time else TermKind.NUMBER
    for first, end, code in names:
        if first <= start < end:
            return (code, "", TermKind.PARTY) if start == first else None
    word = token.lower_
    if (word in FIRST_PERSON | SECOND_PERSON and token.tag_ not in ("NN", "VB")) or (
        word in THIRD_PERSON and token.tag_ in ("PRP", "PRP$", "DT", "WDT")
    ):
        return word, "", TermKind.PRONOUN
    if word in ("former", "latter") and token.dep_ not in ("amod", "compound"):
        return word, "", TermKind.PRONOUN
    if token.is_punct or token.is_space or not any(c.isalnum() for c in word):
        return None
    if token.tag_.startswith("NNP"):
        return _singular(word, token.tag_), "n", TermKind.NAME
    if word in RELATIONS:
        return word, "r", TermKind.WORD
    pos = {"N": "n", "V": "v", "J": "a", "R": "r"}.get(token.tag_[0], "")
    if not pos or token.tag_ in ("RP",) or word in word_lists()["negators"]:
        return None
    if token.dep_ in ("aux", "auxpass", "prt"):
        return None
    if token.tag_ in ("VBN", "VBG") and token.dep_ == "amod":
        pos = "a"
    base = singular(word) if token.tag_ == "NNS" else lemma(word, pos)
    return _with_particle(token, base), pos, TermKind.WORD


def _singular(word: str, tag: str) -> str:
    return word[:-1] if tag == "NNPS" and word.endswith("s") else word


def _with_particle(token: Token, base: str) -> str:
    particle = next((child for child in token.children if child.dep_ == "prt"), None)
    return f"{base}_{particle.lower_}" if particle is not None else base


def _root_of(words: list[Token]) -> Token:
    """The word of a name or number that hangs on something outside it."""
    inside = {word.i for word in words}
    return next((w for w in words if w.head.i not in inside or w.head.i == w.i), words[0])


def _parties(doc: Doc) -> list[tuple[int, int, str]]:
    gazetteer = parties.load()
    return [
        (match.start, match.end, match.code)
        for match in gazetteer.matches(doc.text)
        if match.code and match.kind is not parties.Kind.OFFICE
    ]


def _term(tokens: Tokens, words: list[Token], word: str, pos: str, kind: TermKind) -> Term:
    """``words`` are those of the text, one but for names and numbers."""
    token = _root_of(words)
    top = tokens.top(token)
    governor = tokens.governor(top)
    weight = WEIGHTS.get(kind, POS_WEIGHTS.get(pos, 0.5))
    if kind is TermKind.WORD and word in word_lists()["light"]["words"]:
        weight = LIGHT_WEIGHT
    return Term(
        lemma=word,
        pos=pos,
        kind=kind,
        head=tokens.place.get(governor.i, -1) if governor is not None else -1,
        attachment=_attachment(tokens, token, top, governor, kind),
        role=tokens.role(token),
        weight=weight,
        compared=_compared(words, top, kind),
        preposition=find_preposition(token),
    )


def _attachment(
    tokens: Tokens, token: Token, top: Token, governor: Token | None, kind: TermKind
) -> Attachment:
    """``top`` is the token itself or the preposition over it; ``governor`` what that hangs on."""
    if governor is None:
        return Attachment.CORE
    relation = top.dep_
    if relation == "agent":
        return Attachment.FREE  # "by two of my officers"
    if relation in ("conj",) and token.tag_[0] in VERB_TAGS:
        return Attachment.FREE
    if relation in ("prep", "acl", "amod", "advmod", "npadvmod") and _is_enclosed(top):
        return Attachment.FREE  # ", tired after twelve hours on deck,"
    if relation == "appos" or (relation == "relcl" and _follows_comma(top)):
        return Attachment.FREE
    # "Northern" of "Northern Ireland"
    is_part = token.lower_ in word_lists()["quantifiers"]["part"]
    if (
        relation in ("compound", "nmod", "amod", "nn")
        and governor.tag_.startswith("NNP")
        and not is_part
    ):
        return Attachment.FREE  # "President" of "President Xi", a first name
    if relation in _CUT_CLAUSES and relation not in ("relcl", "appos"):
        return Attachment.FREE if relation != "npadvmod" else Attachment.ADJUNCT
    if governor.tag_[0] in VERB_TAGS:
        if relation in ("prep", "advmod", "npadvmod", "tmod", "prt"):
            return Attachment.ADJUNCT
        return Attachment.CORE
    if relation in ("relcl", "acl", "amod", "compound", "nmod", "prep", "poss", "nummod", "advmod"):
        return Attachment.RESTRICTIVE
    return Attachment.RESTRICTIVE if relation == "conj" else Attachment.CORE


def _is_enclosed(token: Token) -> bool:
    """Several words between two commas."""
    start, end = token.left_edge.i - 1, token.right_edge.i
    end += token.doc[end].text != ","
    inside = start >= 0 and end < len(token.doc) and end - start > 2
    return inside and token.doc[start].text == token.doc[end].text == ","


def _follows_comma(token: Token) -> bool:
    before = token.left_edge.i - 1
    return before >= 0 and token.doc[before].text in (",", "—", "–", "-", "(")


def _compared(words: list[Token], top: Token, kind: TermKind) -> str:
    if kind is TermKind.PARTY:
        return body_of(words[0].doc[words[0].i : words[-1].i + 1].text)
    return find_bound(words[0], top) if kind is TermKind.NUMBER else ""
