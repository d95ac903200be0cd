"""Words that go on behind who said them: "The port is shut, *said Vik*, so boats wait"."""

from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.noun_phrases import reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.parsing.syntax import FINITE, TENSED, sentence_tokens
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


def around_clause(doc: Doc, link: Link) -> Link:
    """ "*Baum*, the official said, *also wrote*": the first name is the subject of the words."""
    text = text_of(doc)
    if len(link.source) != 1 or len(link.cue) != 1 or len(link.content) != 1:
        return link
    source, cue, content = link.source[0], link.cue[0], link.content[0]
    comma = text.find(", ", *source)
    between = text[source.end : cue.start] + text[cue.end : content.start]
    if comma < 0 or between.strip() != "," or not text[cue.end :].startswith(","):
        return link
    words = [token for token in reader.tokens_of(doc, *content) if token.tag_ != "RB"]
    speaker = Span(comma + 2, source.end)
    if content.start < cue.end or not words or words[0].tag_ not in FINITE:
        return link
    if reader.read(doc, (speaker,)).kind is PhraseKind.OTHER:
        return link
    return replace(link, source=(speaker,), content=(Span(source.start, comma), content))


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
