"""What the words before a statement name: what its pronouns may stand for."""

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.parsing import spacy_pipeline
from claims.propositions.drafts import TaggedWord, TermDraft, draft_terms, tagged_words
from claims.propositions.types import Term, TermKind

MAX_CONTEXT_CHARS = 300
MAX_REMEMBERED_CHARS = 200_000  # of all texts together, more than are grouped at once


class TaggedText:
    """A text with its terms, drafted when they are first asked for."""

    def __init__(self, text: str, words: list[TaggedWord]) -> None:
        self._text, self._words = text, words
        self._drafts: dict[date | None, tuple[list[int], list[Term]]] = {}

    def terms_between(self, start: int, end: int, on: date | None) -> tuple[Term, ...]:
        """Each term that begins there once, in text order."""
        if on not in self._drafts:
            drafts = list(draft_terms(self._words, self._text, on))
            starts = [self._words[draft.tokens[0]].start for draft in drafts]
            self._drafts[on] = starts, plain_terms(drafts)
        starts, terms = self._drafts[on]
        return tuple(dict.fromkeys(terms[bisect_left(starts, start) : bisect_left(starts, end)]))


class TaggedTexts:
    """Texts that statements come from, each tagged once for all of its statements."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._texts: OrderedDict[str, TaggedText] = OrderedDict()

    def remember(self, text: str, doc: Doc) -> None:
        """A text that is tagged already."""
        self._add(text, TaggedText(text, tagged_words(doc)))

    def terms_before(self, text: str, end: int, on: date | None) -> tuple[Term, ...]:
        """The terms of the words before a place."""
        tagged = self._texts.get(text)
        if tagged is None:
            tagged = TaggedText(text, tagged_words(spacy_pipeline.tag(self._nlp, text)))
            self._add(text, tagged)
        return tagged.terms_between(max(0, end - MAX_CONTEXT_CHARS), end, on)

    def _add(self, text: str, tagged: TaggedText) -> None:
        self._texts[text] = tagged
        while len(self._texts) > 1 and sum(map(len, self._texts)) > MAX_REMEMBERED_CHARS:
            self._texts.popitem(last=False)


def plain_terms(drafts: Iterable[TermDraft]) -> list[Term]:
    """Terms without what they hang on, which is of no account where a pronoun stands for them."""
    return [_plain_term(draft.lemma, draft.pos, draft.kind) for draft in drafts]


@lru_cache(maxsize=20_000)
def _plain_term(lemma: str, pos: str, kind: TermKind) -> Term:
    return Term(lemma, pos, kind, weight=TermDraft(lemma, pos, kind, ()).weight)
