"""From a statement's words to its proposition: terms, clauses, and what is said of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from spacy.language import Language

from claims.propositions.bodies import body_of
from claims.propositions.clauses import (
    Tokens,
    find_clauses,
    find_holder,
    find_quantifiers,
    is_question,
)
from claims.propositions.contexts import TaggedTexts, plain_terms
from claims.propositions.drafts import FIRST_PERSON, TermDraft, draft_terms, parsed_words
from claims.propositions.named_nouns import name_of
from claims.propositions.parsed_text import ParsedText, ParsedWord
from claims.propositions.parsing import TextParser
from claims.propositions.prepositions import VERB_TAGS, find_bound, find_count, find_preposition
from claims.propositions.rewording import PlainWording, reword
from claims.propositions.types import Attachment, Proposition, Term, TermKind
from claims.propositions.words import word_lists

QUOTATION_MARKS = " \"'“”‘’"
OPENING_MARKS = ('"', "“")
MAX_CHARS = 1_000  # of a statement; longer ones are compared by their beginning
MAX_SPEAKER_CHARS = 400
# A "cruel" and "cowardly attack"
_PIECES = re.compile(r'(?:(?:,? and|,)? ?(?:an? |the )?["“][^"“”]+["”])+[.,]?')
_CUT_CLAUSES = ("advcl", "parataxis", "relcl", "appos", "dep", "intj", "npadvmod", "discourse")


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """A statement to be read.

    ``context`` is the text before it, or all of its text and ``context_end`` where it begins;
    ``on`` its date, ``speaker`` the words that name who speaks. Context and speaker are read only
    where the statement has words that stand for them, and names looked up in all of the context.
    """

    text: str
    context: str = ""
    on: date | None = None
    speaker: str = ""
    context_end: int | None = None

    @property
    def end_of_context(self) -> int:
        return len(self.context) if self.context_end is None else self.context_end


class PropositionReader:
    """Reads statements with a spaCy pipeline that tags and parses."""

    def __init__(self, nlp: Language) -> None:
        self._parser = TextParser(nlp)
        self._own_terms = lru_cache(maxsize=1024)(self._name_terms)  # few speak, and often
        self.contexts = TaggedTexts(nlp)

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
        speakers = list(map(_speaker_words, requests, propositions))
        self._parser.parse(filter(None, speakers))
        return [
            replace(
                proposition,
                context=self._context_terms(request, proposition),
                own=self._own_terms(speaker, request.on),
            )
            for request, proposition, speaker in zip(requests, propositions, speakers, strict=True)
        ]

    def _proposition(
        self, request: ReadingRequest, wording: PlainWording, doc: ParsedText
    ) -> Proposition:
        """Without what its pronouns stand for."""
        tokens, terms = _terms(doc, wording.text, request.on)
        return Proposition(
            terms=terms,
            clauses=find_clauses(doc, tokens, wording.denied),
            asks=is_question(doc, wording.text),
            holder=find_holder(doc),
            quantifiers=find_quantifiers(doc),
            indirect=_is_reported(request.text),
            in_pieces=_PIECES.fullmatch(request.text) is not None,
            names=tuple(
                (place, name)
                for i, place in tokens.place.items()
                if place >= 0 and (name := name_of(doc[i], request.context, request.end_of_context))
            ),
            gaps=tuple(
                max((place + 1 for i, place in tokens.place.items() if doc[i].idx < gap), default=0)
                for gap in wording.gaps
            ),
        )

    def _context_terms(self, request: ReadingRequest, proposition: Proposition) -> tuple[Term, ...]:
        """Those before the statement, if one of its pronouns may stand for them."""
        if not _pronouns(proposition) - FIRST_PERSON or not request.context:
            return ()
        return self.contexts.terms_before(request.context, request.end_of_context, request.on)

    def _name_terms(self, name: str, on: date | None) -> tuple[Term, ...]:
        if not name:
            return ()
        doc = self._parser.parse([name])[name]
        return tuple(plain_terms(draft_terms(parsed_words(doc), name, on)))


def _terms(doc: ParsedText, text: str, on: date | None) -> tuple[Tokens, tuple[Term, ...]]:
    tokens = Tokens(doc)
    drafts = list(draft_terms(parsed_words(doc), text, on))
    for number, draft in enumerate(drafts):
        tokens.place.update(dict.fromkeys(draft.tokens, number))
    return tokens, tuple(_term(tokens, draft) for draft in drafts)


def _is_reported(text: str) -> bool:
    """In a writer's words, whose tenses are not the speaker's: a clause, or pieces in marks."""
    if text.lstrip(QUOTATION_MARKS)[:1].islower():
        return True
    return text[:1] not in OPENING_MARKS and any(mark in text for mark in OPENING_MARKS)


def _speaker_words(request: ReadingRequest, proposition: Proposition) -> str:
    """The words that name the speaker, as far as words of the statement stand for them."""
    has_subject = any(term.role == "subject" for term in proposition.terms)
    if _pronouns(proposition) & FIRST_PERSON or not has_subject:
        return request.speaker[:MAX_SPEAKER_CHARS]
    return ""


def _pronouns(proposition: Proposition) -> set[str]:
    return {term.lemma for term in proposition.terms if term.kind is TermKind.PRONOUN}


def _root_of(words: list[ParsedWord]) -> ParsedWord:
    """The word of a name or number that hangs on something outside it."""
    if len(words) == 1:
        return words[0]
    inside = {word.i for word in words}
    return next((w for w in words if w.head.i not in inside or w.head.i == w.i), words[0])


def _term(tokens: Tokens, draft: TermDraft) -> Term:
    words = [tokens.doc[number] for number in draft.tokens]
    token = _root_of(words)
    top = tokens.top(token)
    governor = tokens.governor(top)
    return Term(
        lemma=draft.lemma,
        pos=draft.pos,
        kind=draft.kind,
        head=tokens.place.get(governor.i, -1) if governor is not None else -1,
        attachment=_attachment(token, top, governor),
        role=tokens.role(token),
        weight=draft.weight,
        compared=_compared(words, top, draft.kind),
        preposition=find_preposition(token),
    )


def _attachment(token: ParsedWord, top: ParsedWord, governor: ParsedWord | None) -> Attachment:
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


def _is_enclosed(token: ParsedWord) -> bool:
    """Several words between two commas."""
    start, end = token.left_edge - 1, token.right_edge
    end += token.doc[end].lower_ != ","
    inside = start >= 0 and end < len(token.doc) and end - start > 2
    return inside and token.doc[start].lower_ == token.doc[end].lower_ == ","


def _follows_comma(token: ParsedWord) -> bool:
    before = token.left_edge - 1
    return before >= 0 and token.doc[before].lower_ in (",", "—", "–", "-", "(")


def _compared(words: list[ParsedWord], top: ParsedWord, kind: TermKind) -> str:
    if kind is TermKind.PARTY:
        return body_of(words[0].doc.text_between(words[0], words[-1]))
    if kind is TermKind.WORD:
        return find_count(words[0])
    return find_bound(words[0], top) if kind is TermKind.NUMBER else ""
