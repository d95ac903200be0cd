"""Links outside quotation marks that report no words: deeds, counts, recipes, the page itself.

Each predicate names one kind and says with an example what it is; ``plausibility`` asks them all.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from claims.extraction import acts
from claims.extraction.links import link_reading, passives
from claims.extraction.links.frames import frames
from claims.extraction.links.link_reading import LinkReading
from claims.extraction.noun_phrases import lexicon, reader
from claims.extraction.noun_phrases.phrase import PhraseKind
from claims.extraction.parsing.spacy_pipeline import text_of
from claims.extraction.spans import length
from claims.extraction.word_lists import word_lists

MIN_STAND_CHARS = 15  # of what somebody opposes or supports
MAX_UNCERTAIN_CONFIDENCE = 0.5
OFFER_CHARS = 500  # either side of "we believe", in its line
_MODALS = word_lists().modals
_QUANTITIES, _NAMED = word_lists().shares, word_lists().not_to_be
_WORD = re.compile(r"\w+")


def _is_page_speaking(reading: LinkReading) -> bool:
    """ "We choose not to lock you out": who writes the page speaks of it to its readers.

    With a clause ("I think that the dam is weak") somebody in an interview tells a view, unless the
    clause addresses readers or its line offers them something.
    """
    if reading.source_text not in frames().page:
        return False
    addresses = any(token.lower_ in frames().readers for token in reading.content)
    return not reading.has_clause or reading.source_text == "we" and (addresses or _offers(reading))


def _offers(reading: LinkReading) -> bool:
    """ "We believe that news should be free. If you can, become a member": a page for itself.

    True where the line, within ``OFFER_CHARS`` of the words, both addresses readers and offers.
    """
    text, place = text_of(reading.doc), reading.link.content[0].start
    first, last = max(0, place - OFFER_CHARS), min(len(text), place + OFFER_CHARS)
    start = text.rfind("\n", first, place) + 1 or first
    end = text.find("\n", place, last)
    words = set(_WORD.findall(text[start : end if end >= 0 else last].lower()))
    return bool(words & frames().readers and words & frames().offers)


def _is_untold_passive(reading: LinkReading) -> bool:
    """ "402 cases were reported", "was chosen to attend": done, not said."""
    verb = reading.verb
    if verb is None or not passives.is_passive(verb) or verb.lower_ in ("quoted", "cited"):
        return False
    if passives.has_agent(verb):
        counted = verb.lower_ in frames().counted and not reading.has_clause
        return counted and not passives.is_published(reading.doc, verb)
    return not passives.is_told(verb, reading.has_clause)


def _is_unsourced_guess(reading: LinkReading) -> bool:
    """Without a source, a clause and a cue that is known, nothing speaks for a statement.

    Nor is "notify me of comments" one, which tells readers what to do.
    """
    if reading.link.source or reading.link.confidence >= MAX_UNCERTAIN_CONFIDENCE:
        return False
    verb = reading.verb
    if verb is not None and verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return True
    is_report = any(acts.is_reporting(t.text) or acts.is_telling_noun(t.text) for t in reading.cue)
    return not reading.has_clause and not is_report


def _asks_for_cover(reading: LinkReading) -> bool:
    """ "Asked not to be named", "declined to be identified, citing the law": how they spoke."""
    words = [token.lower_ for token in reading.content if token.lower_ not in ("not", "further")]
    return words[:2] == ["to", "be"] and bool(words[2:]) and words[2] in _NAMED


def _is_silence(reading: LinkReading) -> bool:
    """ "Has not commented on the report", "did not respond to a request"."""
    verb = reading.verb
    silent = verb is not None and verb.lower_ in frames().silence and not reading.has_clause
    return silent and acts.act(" ".join(token.text for token in reading.cue)).negated


def _is_avoidance(reading: LinkReading) -> bool:
    """ "Have avoided direct criticism of teachers": what nobody said.

    Who "avoided blaming the engineers" declined something.
    """
    avoids = any(token.lower_ in frames().avoiding for token in reading.cue)
    declines = bool(reading.content) and reading.content[0].tag_ == "VBG"
    return avoids and not declines and not reading.has_clause


def _is_heard(reading: LinkReading) -> bool:
    """ "The jury heard the closing argument": of what was said, and not what."""
    verb = reading.verb
    heard = verb is not None and verb.lower_ in frames().hearing and not passives.is_passive(verb)
    return heard and not reading.has_clause


def _is_picture(reading: LinkReading) -> bool:
    """ "Posted a picture of a snake": what was posted is no words."""
    verb, words = reading.verb, reading.content
    if verb is None or verb.lower_ not in frames().posting or reading.has_clause:
        return False
    return any(t.head == verb and lexicon.singular(t.text) in frames().pictures for t in words)


def _is_mere_object(reading: LinkReading) -> bool:
    """ "Thanked him", "thanked Bo Carr", "doubted it": only whom or what the words were about."""
    words = [t for t in reading.content if not t.is_punct and not t.is_space]
    courtesy = reading.verb is not None and reading.verb.lower_ in frames().courtesies
    times = lexicon.name_parts().times
    if courtesy and all(t.ent_type_ in ("PERSON", "TITLE") or t.lower_ in times for t in words):
        return True
    return all(t.tag_ == "PRP" or t.lower_ in ("this", "that", "these", "those") for t in words)


def _is_deed(reading: LinkReading) -> bool:
    """ "Stands for peace", "have imposed sanctions", "exchanged views on the dispute"."""
    verb = reading.verb
    if verb is None or reading.has_clause or verb.lower_ not in frames().deeds:
        return False
    return not _tells_by_noun(reading) and not _is_view(reading)


def _is_enabling(reading: LinkReading) -> bool:
    """ "The app allows supporters to encourage friends", whatever clause stands further down."""
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().enabling:
        return False
    return any(
        child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB" and child.i > verb.i
        for child in verb.children
    )


def _is_view(reading: LinkReading) -> bool:
    """ "See the scheme as a trick", "sees margins recovering": judged or foretold, not met.

    "See" is a view with an "as" behind it, or in the present with a participle; else it is sight.
    """
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().views:
        return False
    if any(t.lower_ == "as" and t.head in (verb, *verb.children) for t in reading.content):
        return True
    return verb.tag_ in ("VBZ", "VBP") and any(token.tag_ == "VBG" for token in reading.content)


def _is_outcome(reading: LinkReading) -> bool:
    """ "One plan would see it closed", "you will know that it is done": what may come of something.

    It takes a modal verb; with a clause only where readers are addressed.
    """
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().outcomes:
        return False
    addresses = reading.source_text in frames().readers
    if reading.has_clause and not addresses and verb.lower_ not in frames().views:
        return False
    return any(t.tag_ == "MD" or t.lower_ in _MODALS for t in verb.children)


def _is_counterfactual(reading: LinkReading) -> bool:
    """ "Would have said that it was late": nobody said it."""
    verb = reading.verb
    if verb is None or verb.tag_ != "VBN":
        return False
    aux = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg")}
    return "have" in aux and bool(aux & {"would", "could", "might", "should"})


def _is_design(reading: LinkReading) -> bool:
    """ "The plan calls for a second track", "a second scheme sees no building there".

    A plan is what it provides for; one that "says that …" is a document that speaks.
    """
    return bool(link_reading.thing_heads(reading) & frames().designs) and not _has_that(reading)


def _has_that(reading: LinkReading) -> bool:
    """Whether the words begin with "that", or the cue is a plain "says"."""
    words = (t for p in reading.link.content for t in reader.tokens_of(reading.doc, *p)[:1])
    says = acts.act(" ".join(token.text for token in reading.cue)).name == "says"
    return says or any(t.lower_ == "that" for t in words)


def _is_effect(reading: LinkReading) -> bool:
    """ "Depth and slope explain half of the variance": causes explain amounts."""
    verb, phrase = reading.verb, reading.source_phrase
    if verb is None or phrase is None or verb.lower_ not in frames().exhibits:
        return False
    words = [token for token in reading.content if not token.is_space]
    if phrase.kind is not PhraseKind.OTHER or reading.has_clause:
        return False
    return any(
        (t.lower_ in _QUANTITIES or t.like_num or t.text == "%") and after.lower_ == "of"
        for t, after in pairwise(words[:6])
    )


def _is_mere_stand(reading: LinkReading) -> bool:
    """ "Opposes war": a short object and a doubtful link, so perhaps opposed by deeds."""
    verb = reading.verb
    if verb is None or verb.lower_ not in frames().stands or reading.has_clause:
        return False
    short = length(reading.link.content) < MIN_STAND_CHARS
    return short and reading.link.confidence < MAX_UNCERTAIN_CONFIDENCE


def _is_neither(reading: LinkReading) -> bool:
    """ "Neither Kost nor Vos chose to elaborate on …": nobody said anything."""
    if not reading.source_text.startswith(("neither ", "nobody", "no one", "none of ")):
        return False
    return not reading.has_clause


def _addresses_readers(reading: LinkReading) -> bool:
    """ "You will need to see it": a recipe speaks to its reader."""
    return reading.source_text in frames().readers and not reading.has_clause


def _tells_by_noun(reading: LinkReading) -> bool:
    """ "Issued a warning", "made the claim": the noun tells."""
    return any(acts.is_telling_noun(t.text) and t.tag_.startswith("NN") for t in reading.cue)


UNQUOTED: tuple[Callable[[LinkReading], bool], ...] = (
    _is_page_speaking,
    _is_untold_passive,
    _is_unsourced_guess,
    _is_mere_object,
    _asks_for_cover,
    _is_silence,
    _is_avoidance,
    _is_heard,
    _is_picture,
    _is_deed,
    _is_enabling,
    _is_outcome,
    _is_counterfactual,
    _is_design,
    _is_effect,
    _is_mere_stand,
    _is_neither,
    _addresses_readers,
)
