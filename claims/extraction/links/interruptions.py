"""Words that go on behind who said them: "The port is shut, *said Vik*, so boats wait"."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import TENSED, sentence_tokens
from claims.extraction.spans import any_overlap
from claims.extraction.types import Link, Span

MAX_SPEAKER_TOKENS = 6  # between "said" and the comma behind who said it
_MARKS = '“”"„«»'
_PEOPLE = (PhraseKind.PERSON, PhraseKind.PRONOUN)


def around_speaker(doc: Doc, link: Link) -> Link:
    """The link with both halves of its sentence, where the tagger has only one or no source."""
    verb = reader.tokens_of(doc, *link.cue[0])[0] if len(link.cue) == 1 else None
    if verb is None or verb.tag_ not in TENSED or not acts.is_uttering(verb.text):
        return link
    before, speaker, behind = _parts(verb)
    if not before or not speaker or not behind or link.content[-1].end < behind[-1].idx:
        return link
    whole = text_of(doc)[before[0].idx : behind[-1].idx]
    named = _span(speaker)
    own = not link.source or any_overlap(link.source, (named,))
    if not own or any(character in _MARKS or character == "\n" for character in whole):
        return link
    if reader.read(doc, (named,)).kind not in _PEOPLE:
        return link
    return replace(link, source=(named,), content=(_span(before), _span(behind)))


def _parts(verb: Token) -> tuple[list[Token], list[Token], list[Token]]:
    """The words up to the comma before the verb, up to the one behind it, and the rest."""
    sentence = [token for token in sentence_tokens(verb) if not token.is_space]
    while sentence and sentence[-1].is_punct:
        sentence.pop()
    before = [token for token in sentence if token.i < verb.i]
    after = [token for token in sentence if token.i > verb.i]
    comma = next((n for n, t in enumerate(after[: MAX_SPEAKER_TOKENS + 1]) if t.text == ","), 0)
    if not before or before[-1].text != "," or not comma:
        return [], [], []
    return before[:-1], after[:comma], after[comma + 1 :]


def _span(tokens: list[Token]) -> Span:
    return Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
