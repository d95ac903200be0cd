"""Who was told, accused or heard words is no source; what was only done or counted is no speech.

"Quiros was accused of fraud" and "Lind is thought to be ill" are words of people whom the text does
not name; their subject is part of what they say. "402 cases were reported" is none.
"""

from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction import acts
from claims.extraction.links.frames import frames
from claims.extraction.links.media import is_press
from claims.extraction.links.quoted_speakers import QUOTING_VERBS, read_quoted_as_saying
from claims.extraction.noun_phrases import reader
from claims.extraction.parsing.syntax import subject_of, subtree
from claims.extraction.spans import any_overlap, merge
from claims.extraction.types import Link

JUDGING_ACTS = frozenset(("accuses", "criticises", "praises"))


def verb_of(doc: Doc, link: Link) -> Token | None:
    """The first verb of the cue that is no auxiliary."""
    for piece in link.cue:
        for token in reader.tokens_of(doc, *piece):
            if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass"):
                return token
    return None


def is_passive(verb: Token) -> bool:
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    return verb.tag_ == "VBN" and passive


def has_agent(verb: Token) -> bool:
    return any(child.dep_ == "agent" for child in verb.children)


def without_patient(doc: Doc, link: Link) -> Link:
    """ "*Quiros* was accused of fraud": of whom it is told is content, and no source is named."""
    verb = verb_of(doc, link)
    if verb is None or not is_passive(verb) or has_agent(verb) or not link.source:
        return link
    if (
        verb.lower_ in QUOTING_VERBS and read_quoted_as_saying(verb) is not None
    ):  # "was quoted as saying by AFP"
        return link
    subject = subject_of(verb)
    own = subject is not None and any(p.start <= subject.idx < p.end for p in link.source)
    if subject is None or not own or not acts.is_reporting(verb.text):
        return link
    if verb.lower_ in frames().addressed:  # whom it was told is not told of
        return replace(link, source=())
    patient = subtree(subject)
    if any_overlap((patient,), (*link.cue, *link.content)):
        return replace(link, source=())
    return replace(link, source=(), content=merge((patient, *link.content)))


def without_hearer(doc: Doc, link: Link) -> Link:
    """ "*The court* heard that the brakes had failed": who hears it did not say it."""
    return replace(link, source=()) if has_hearer(doc, link) else link


def has_hearer(doc: Doc, link: Link) -> bool:
    """Is the subject of the cue somebody who heard the words?"""
    verb = verb_of(doc, link)
    return verb is not None and verb.lower_ in frames().hearing and not is_passive(verb)


def is_told(verb: Token, has_clause: bool) -> bool:
    """Whether a passive without an agent tells words: whoever is accused was so by somebody.

    Else it needs a clause ("it was stressed that …") or says what a subject is held to do.
    """
    if has_clause:
        return True
    if acts.is_reporting(verb.text) and acts.act(verb.text).name in JUDGING_ACTS:
        return True
    return verb.lower_ in frames().held and any(c.dep_ == "xcomp" for c in verb.children)


def is_published(doc: Doc, verb: Token) -> bool:
    """ "First reported by the Tribune": the agent of a passive is an outlet."""
    for agent in (child for child in verb.children if child.dep_ == "agent"):
        for noun in agent.children:
            if noun.dep_ == "pobj" and is_press(doc, subtree(noun)):
                return True
    return False
