"""Links that report no words: questions put, counts, performances, names, things.

The tagger judges by the look of a sentence, and was trained on one genre: "stands for peace",
"402 cases were reported" and "we recommend wool socks" look like statements. Each predicate here
names one such kind. Quotation marks overrule most of them, for marks are words: those that count
only without marks stand in ``unquoted``.
"""

from collections.abc import Callable

from spacy.tokens import Doc

from claims.extraction.links import link_reading, passives
from claims.extraction.links.frames import frames
from claims.extraction.links.link_reading import LinkReading
from claims.extraction.links.unquoted import UNQUOTED
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.noun_phrases.reader import PRONOUNS
from claims.extraction.parsing.spacy_pipeline import token_numbers
from claims.extraction.parsing.syntax import in_headline, sentence_of, subject_of
from claims.extraction.types import Link

_PEOPLE = (PhraseKind.PERSON, PhraseKind.ROLE, PhraseKind.PRONOUN)


def reports_speech(doc: Doc, link: Link, quoted: bool) -> bool:
    """Whether a link is a statement; ``quoted`` says that it stands inside a quotation."""
    reading = link_reading.read(doc, link)
    if not reading.cue:  # under a label; a list of names and charges has labels, too
        is_line = in_headline(doc[token_numbers(doc, *link.content[0]).start])
        return quoted or reading.is_quoted or reading.has_clause or is_line
    if any(fails(reading) for fails in _ALWAYS):
        return False
    if reading.is_quoted or quoted:
        return True
    return not any(fails(reading) for fails in UNQUOTED)


def _is_asked(reading: LinkReading) -> bool:
    """ "Kost was also asked about …", "when asked if …": the one asked did not ask.

    Who "has been told that …" was told a statement, of nobody who is named.
    """
    verb = reading.verb
    if verb is None or verb.tag_ != "VBN" or verb.lower_ not in frames().addressed:
        return False
    if passives.has_agent(verb):
        return False
    subject = subject_of(verb) if verb.dep_ != "xcomp" else None
    bare = subject is None and not any(child.dep_ == "aux" for child in verb.children)
    if not (passives.is_passive(verb) or bare):
        return False
    return verb.lower_ not in frames().informed or not reading.has_clause


def _is_wondered(reading: LinkReading) -> bool:
    """ "Does Labor think that taxes will rise?": whoever asks that says nothing of Labor.

    "Do you think that …?" tells what the one who asks supposes, and stays a doubtful statement.
    """
    verb = reading.verb
    if not reading.has_clause or reading.source_text in (*PRONOUNS, *frames().readers):
        return False
    subject = subject_of(verb) if verb is not None else None
    if verb is None or subject is None:
        return False
    asks = any(
        child.i < subject.i and child.dep_ == "aux" and child.tag_ != "VBG"
        for child in verb.children
    )
    sentence = sentence_of(verb)
    return asks and any(token.text == "?" for token in sentence[-3:])


def _is_count(reading: LinkReading) -> bool:
    """ "Amir Said 1,018", "Said 1,018": a table has no statements."""
    words = [t for t in reading.content if not t.is_punct and not t.is_space]
    return bool(words) and all(t.like_num or t.text in "%$£€" for t in words)


def _is_performance(reading: LinkReading) -> bool:
    """ "Exchanged views", "the choir sings “Tide Mass”": an act by words, none of them reported."""
    return reading.verb is not None and reading.verb.lower_ in frames().performances


def _is_name(reading: LinkReading) -> bool:
    """ "Secretary: Amir Said": a name spelt like a verb.

    Headlines capitalise verbs, too: so the word before must be a name, and this one "Said" or known
    as a person's.
    """
    if len(reading.cue) != 1 or not reading.cue[0].tag_.startswith("NNP"):
        return False
    cue = reading.cue[0]
    before = cue.nbor(-1) if cue.i else None
    named = before is not None and before.tag_.startswith("NNP") and cue.text.istitle()
    return named and (cue.ent_type_ == "PERSON" or cue.lower_ == "said")


def _is_thing_speaking(reading: LinkReading) -> bool:
    """ "The widget remembers", "the sign read “No more dams”": things say nothing themselves.

    Pictures and figures do show that something is so.
    """
    verb, phrase = reading.verb, reading.source_phrase
    reads = verb is not None and verb.lower_ in ("read", "reads")
    if reads and phrase is not None and phrase.head in frames().things:
        return True  # "the label reads": none of those that make records
    if not link_reading.thing_heads(reading) & frames().things:
        return False
    shows = verb is not None and verb.lower_ in frames().exhibits and reading.has_clause
    return not shows or reading.is_quoted


def _is_exhibited(reading: LinkReading) -> bool:
    """ "She showed the jury the knife", "my aunt showed me where": nothing was said.

    With another clause ("showed that the dam is weak") something may be told.
    """
    phrase, verb = reading.source_phrase, reading.verb
    shows = verb is not None and verb.lower_ in frames().shows
    people = phrase is not None and phrase.kind in _PEOPLE
    asks = any(token.tag_ == "WRB" for token in reading.content[:1])
    return shows and people and (asks or not reading.has_clause)


_ALWAYS: tuple[Callable[[LinkReading], bool], ...] = (
    _is_asked,
    _is_wondered,
    _is_count,
    _is_performance,
    _is_name,
    _is_thing_speaking,
    _is_exhibited,
)
